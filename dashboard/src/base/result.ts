// A value or an error; nothing that comes from outside throws past the wire.
export interface Failure {
  code: string;
  message: string;
  where?: string;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

export function good<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function bad(code: string, message: string, where?: string): Result<never> {
  return { ok: false, error: where ? { code, message, where } : { code, message } };
}

export function explain(error: Failure): string {
  return error.where ? `${error.message} (${error.where})` : error.message;
}
