import { expect, test } from 'vitest';

import { alphaWords, driftWords, iccWords, signedPoints, withLimits } from './agreement_words';

test('words are judged on the interval, not on the estimate', () => {
  expect(iccWords({ low: 0.02, high: 0.76 })).toBe('poor to good');
  expect(iccWords({ low: 0.78, high: 0.88 })).toBe('good');
  expect(iccWords({ low: 0.91, high: 0.99 })).toBe('excellent');
  expect(alphaWords({ low: 0.7, high: 0.79 })).toBe('tentative');
  expect(alphaWords({ low: 0.4, high: 0.9 })).toBe('unreliable to reliable');
});

test('without an interval nothing is claimed', () => {
  expect(iccWords(null)).toBe('too few rounds to say');
  expect(alphaWords(null)).toBe('too few rounds to say');
});

test('an estimate stands with its limits', () => {
  expect(withLimits(0.29, { low: -0.02, high: 0.761 })).toBe('0.29 (−0.02 to 0.76)');
  expect(withLimits(1, null)).toBe('1.00');
});

test('drift is milder, stricter, or nothing that anybody could tell', () => {
  expect(driftWords({ difference: 0.42, rounds: 3 })).toBe('0.4 milder than the others');
  expect(driftWords({ difference: -1.5, rounds: 8 })).toBe('1.5 stricter than the others');
  expect(driftWords({ difference: 0.04, rounds: 3 })).toBe('as the others');
  expect(driftWords({ difference: 1, rounds: 2 })).toBe('needs 3 rounds');
  expect(signedPoints(-0.02)).toBe('0.0');
  expect(signedPoints(0.5)).toBe('+0.5');
});
