import { expect, test } from 'vitest';

import type { RoundRatings } from '../wire/ratings';
import {
  debriefOpen,
  disputed,
  lockPayloads,
  loose,
  rangeText,
  raterTitle,
  signed,
  unobserved,
  withDrafts,
} from './ratings_state';
import { kDimensions } from './rubric';

const debugging = { points: 4, text: 'narrowed', locked: false, seq: 9 };

test('locking makes what was rated final and says of the rest that it was not observed', () => {
  const payloads = lockPayloads({ debugging });
  expect(payloads).toHaveLength(5);
  expect(payloads).toContainEqual({
    dimension: 'debugging',
    points: 4,
    text: 'narrowed',
    locked: true,
  });
  expect(payloads).toContainEqual({ dimension: 'tradeoffs', locked: true });
});

test('what was typed a moment ago is locked, whatever the server has answered so far', () => {
  const typed = withDrafts({ debugging }, { debugging: { text: 'narrowed by region' } });
  expect(lockPayloads(typed)).toContainEqual({
    dimension: 'debugging',
    points: 4,
    text: 'narrowed by region',
    locked: true,
  });
  const chosen = withDrafts({}, { tradeoffs: { points: 2 } });
  expect(lockPayloads(chosen)).toContainEqual({
    dimension: 'tradeoffs',
    points: 2,
    text: '',
    locked: true,
  });
});

test('no draft changes what is locked', () => {
  const own = { debugging: { ...debugging, locked: true } };
  expect(withDrafts(own, { debugging: { points: 1 } })).toEqual(own);
});

test('what would not be observed is named before the lock', () => {
  expect(unobserved({ debugging })).toEqual([
    'Fundamentals',
    'System design',
    'Operational judgment',
    'Tradeoff reasoning',
  ]);
});

test('what is locked is not sent again', () => {
  const own = { debugging: { ...debugging, locked: true } };
  expect(loose(own)).toEqual([]);
  expect(lockPayloads(own).map((payload) => payload['dimension'])).not.toContain('debugging');
  expect(loose({ debugging })).toEqual(['debugging']);
});

test('a rating carries the initials of who gave it, if there are any', () => {
  expect(signed({ dimension: 'debugging' }, 'AB')).toEqual({ dimension: 'debugging', rater: 'AB' });
  expect(signed({ dimension: 'debugging' }, '')).toEqual({ dimension: 'debugging' });
});

test('raters are named by their initials and their role', () => {
  const rater = { rater: 'AB', role: 'reviewer', locked: true, ratings: null };
  expect(raterTitle(rater, 'CD')).toBe('AB, reviewer');
  expect(raterTitle(rater, 'AB')).toBe('You');
  expect(raterTitle({ ...rater, rater: 'reviewer' }, 'CD')).toBe('Reviewer');
});

test('two points apart is a dispute', () => {
  const of = (dimension: string, low: number | null, high: number | null) => ({
    dimension,
    raters: 2,
    mean: low,
    low,
    high,
  });
  const ratings = {
    dimensions: [of('debugging', 2, 4), of('tradeoffs', 2, 3), of('fundamentals', null, null)],
  } as RoundRatings;
  expect(disputed(ratings)).toEqual(['debugging']);
  expect(rangeText(of('debugging', 2, 4))).toBe('2 to 4');
  expect(rangeText(of('tradeoffs', 3, 3))).toBe('3');
  expect(rangeText(of('fundamentals', null, null))).toBe('');
});

test('every point of every dimension has words of its own', () => {
  const anchors = kDimensions.flatMap((dimension) => dimension.anchors);
  expect(anchors).toHaveLength(25);
  expect(new Set(anchors).size).toBe(25);
});

test('the debrief is open when this rater and all who began have locked', () => {
  const ratings = {
    rater: 'AB',
    own: {},
    locked: true,
    raters: [],
    dimensions: null,
    third_rater: null,
    debrief_waits_for: [],
  };
  expect(debriefOpen(ratings)).toBe(true);
  expect(debriefOpen({ ...ratings, locked: false })).toBe(false);
  expect(debriefOpen({ ...ratings, debrief_waits_for: ['QR'] })).toBe(false);
});
