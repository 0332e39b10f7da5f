// What was typed as a blast radius: numbers for the journal, or what is wrong at which field. Pure.
import { parseMoment, parseNumber } from '../../base/format';

export interface EstimateFields {
  failing_ratio: string;
  failing_requests_per_second: string;
  since_ns: string;
  rows_written: string;
}

export type EstimateField = keyof EstimateFields;

export interface ReadEstimate {
  numbers: Partial<Record<EstimateField, number>>; // of the fields that are filled and right
  wrong: Partial<Record<EstimateField, string>>;
}

// In words and units: a number here would be somebody's anchor.
const kWrong: Record<EstimateField, string> = {
  failing_ratio: 'A percentage, at most all of it.',
  failing_requests_per_second: 'A number of requests a second.',
  since_ns: 'A time on the clock, or −mm:ss before the page.',
  rows_written: 'A number of rows; k and M are understood.',
};

// A bare number above 1 in a field of percents means percent.
function parseShare(text: string): number {
  const value = parseNumber(text);
  const share = value > 1 && !text.includes('%') ? value / 100 : value;
  return share >= 0 && share <= 1 ? share : Number.NaN;
}

function parseAmount(text: string): number {
  const value = parseNumber(text);
  return value >= 0 ? value : Number.NaN;
}

export function readEstimate(typed: EstimateFields, pageClockS: number): ReadEstimate {
  const parsers: Record<EstimateField, (text: string) => number> = {
    failing_ratio: parseShare,
    failing_requests_per_second: (text) => parseAmount(text.replace(/\/s\s*$/, '')),
    since_ns: (text) => Math.round(parseMoment(text, pageClockS)),
    rows_written: parseAmount,
  };
  const read: ReadEstimate = { numbers: {}, wrong: {} };
  for (const field of Object.keys(parsers) as EstimateField[]) {
    if (typed[field].trim() === '') continue;
    const value = parsers[field](typed[field]);
    if (Number.isNaN(value)) read.wrong[field] = kWrong[field];
    else read.numbers[field] = value;
  }
  return read;
}
