import { expect, test } from 'vitest';
import { isLong } from './clamped';

test('a few lines stand whole; what would flood a column is cut', () => {
  expect(isLong('The pool of the ledger is exhausted since the deploy.')).toBe(false);
  expect(isLong('x'.repeat(3000))).toBe(true);
  expect(isLong('a\nb\nc\nd\ne')).toBe(true);
});
