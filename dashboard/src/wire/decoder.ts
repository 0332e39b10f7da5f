// Reads untrusted JSON into typed values. A decoder throws Mismatch inside; `decode` turns that into
// a Result, so that nothing throws past the wire.
import { bad, good, type Result } from '../base/result';

export type Decoder<T> = (value: unknown, at: string) => T;

class Mismatch extends Error {
  constructor(
    readonly at: string,
    expected: string,
    got: unknown,
  ) {
    super(`expected ${expected}, got ${describe(got)}`);
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : JSON.stringify(value).slice(0, 40);
}

export function decode<T>(decoder: Decoder<T>, value: unknown): Result<T> {
  try {
    return good(decoder(value, ''));
  } catch (error) {
    if (error instanceof Mismatch) return bad('malformed', error.message, error.at || 'answer');
    throw error;
  }
}

export const text: Decoder<string> = (value, at) => {
  if (typeof value !== 'string') throw new Mismatch(at, 'text', value);
  return value;
};

export const number: Decoder<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Mismatch(at, 'a number', value);
  return value;
};

export const flag: Decoder<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new Mismatch(at, 'true or false', value);
  return value;
};

export const record: Decoder<Record<string, unknown>> = (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Mismatch(at, 'an object', value);
  }
  return value as Record<string, unknown>;
};

export function oneOf<const T extends string>(...words: T[]): Decoder<T> {
  return (value, at) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw new Mismatch(at, `one of ${words.join(', ')}`, value);
    return found;
  };
}

export function list<T>(item: Decoder<T>): Decoder<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new Mismatch(at, 'a list', value);
    return value.map((element, index) => item(element, `${at}[${index}]`));
  };
}

export function table<T>(item: Decoder<T>): Decoder<Record<string, T>> {
  return (value, at) =>
    Object.fromEntries(
      Object.entries(record(value, at)).map(([key, element]) => [
        key,
        item(element, `${at}.${key}`),
      ]),
    );
}

export function nullable<T>(item: Decoder<T>): Decoder<T | null> {
  return (value, at) => (value === null || value === undefined ? null : item(value, at));
}

// A field that may be left out.
export function or<T>(item: Decoder<T>, fallback: T): Decoder<T> {
  return (value, at) => (value === undefined || value === null ? fallback : item(value, at));
}

export function shape<T>(fields: { [K in keyof T]: Decoder<T[K]> }): Decoder<T> {
  return (value, at) => {
    const object = record(value, at);
    const result = {} as T;
    for (const key in fields) {
      result[key] = fields[key](object[key], at ? `${at}.${key}` : key);
    }
    return result;
  };
}
