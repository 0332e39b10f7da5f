import { expect, test } from 'vitest';

import type { Actor, Entry, Payload } from '../wire/types';
import { hasLocked, inOrder, ratingsBy } from './ratings_state';
import { kDimensions } from './rubric';

let seq = 0;
function rating(payload: Payload, actor: Actor = 'reviewer'): Entry {
  seq += 1;
  return { seq, time_ns: 0, wall_ms: 0, actor, kind: 'rating', payload };
}

const first = { dimension: 'debugging', points: 3, text: 'slow', locked: false };

test('the last rating of a dimension counts', () => {
  const entries = [rating(first), rating({ ...first, points: 4 })];
  expect(ratingsBy(entries, 'reviewer').get('debugging')?.points).toBe(4);
  expect(hasLocked(entries, 'reviewer')).toBe(false);
});

test('a locked rating is final', () => {
  const entries = [rating({ ...first, locked: true }), rating({ ...first, points: 5 })];
  expect(ratingsBy(entries, 'reviewer').get('debugging')?.points).toBe(3);
  expect(hasLocked(entries, 'reviewer')).toBe(true);
});

test('another person’s ratings are not one’s own', () => {
  const entries = [rating({ ...first, locked: true }, 'interviewer')];
  expect(ratingsBy(entries, 'reviewer').size).toBe(0);
  expect(hasLocked(entries, 'reviewer')).toBe(false);
});

test('ratings are listed in the order of the scale', () => {
  const entries = [rating(first), rating({ ...first, dimension: 'fundamentals' })];
  expect(inOrder(ratingsBy(entries, 'reviewer')).map((r) => r.dimension)).toEqual([
    'fundamentals',
    'debugging',
  ]);
});

test('every point of every dimension has words of its own', () => {
  const anchors = kDimensions.flatMap((dimension) => dimension.anchors);
  expect(anchors).toHaveLength(25);
  expect(new Set(anchors).size).toBe(25);
});
