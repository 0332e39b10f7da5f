import { describe, expect, test } from 'vitest';

import { kMinute } from '../../base/format';
import { compare, type EstimateTruth, rowsWritten } from './estimate_truth';

const truth: EstimateTruth = { failing_ratio: 0.1, since_ns: -12 * kMinute, rows_written: 4000 };

function words(payload: Record<string, unknown>, of = truth) {
  return compare(payload, of).map(({ truth: was, far }) =>
    `${was}: ${far}`.replaceAll('\u202f', ' '),
  );
}

describe('an estimate beside the truth', () => {
  test('speaks only of what was said', () => {
    expect(words({ rows_written: 100 })).toEqual(['4,000 rows written: 40 times too low']);
    expect(words({ text: 'a lot' })).toEqual([]);
  });
  test('allows a minute about when it began', () => {
    expect(words({ since_ns: -12.5 * kMinute })).toEqual(['since −12:00: as it was']);
    expect(words({ since_ns: -4 * kMinute })).toEqual(['since −12:00: 8 min late']);
    expect(words({ since_ns: -20 * kMinute })).toEqual(['since −12:00: 8 min early']);
  });
  test('is silent where there is no truth to compare with', () => {
    const unknown = { ...truth, failing_ratio: null, rows_written: null };
    expect(compare({ failing_ratio: 0.2, rows_written: 5 }, unknown)).toEqual([]);
  });
});

test('rows are counted over the regions, in the format that the truth names', () => {
  const formats = (minor: number) => [
    { format: 'major', rows: 9, share: 0.9, written: 50 },
    { format: 'minor', rows: 1, share: 0.1, written: minor },
  ];
  const datasets = [
    { dataset: 'entries', region: 'eu-west', formats: formats(7), frozen: false, repaired: 0 },
    { dataset: 'entries', region: 'us-east', formats: formats(2), frozen: false, repaired: 0 },
    { dataset: 'other', region: 'us-east', formats: formats(90), frozen: false, repaired: 0 },
  ];
  expect(rowsWritten(datasets, { dataset: 'entries', format: 'minor' })).toBe(9);
  expect(rowsWritten(datasets, { dataset: '', format: '' })).toBeNull();
});
