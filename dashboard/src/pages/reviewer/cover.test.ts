import { describe, expect, test } from 'vitest';

import type { Actor, Entry, EntryKind } from '../../wire/types';
import { lastDecision, visibleEntries } from './cover';

let seq = 0;
function entry(time: number, kind: EntryKind, actor: Actor = 'candidate'): Entry {
  seq += 1;
  return { seq, time_ns: time, wall_ms: 0, actor, kind, payload: {} };
}

const look = entry(10, 'look');
const hint = entry(20, 'hint', 'interviewer');
const opinion = entry(25, 'note', 'interviewer');
const act = entry(30, 'do');
const outcome = entry(30, 'outcome', 'system');
const after = entry(50, 'say');
const state = entry(60, 'state', 'system');
const rating = entry(60, 'rating', 'reviewer');
const round = [look, hint, opinion, act, outcome, after, state, rating];

describe('before the first rating is locked', () => {
  test('the round ends at the last decision', () => {
    expect(lastDecision(round)).toBe(act);
    expect(visibleEntries(round, true)).toEqual([look, hint, act, rating]);
  });
  test('what somebody else thought is not shown', () => {
    expect(visibleEntries(round, true)).not.toContain(opinion);
  });
  test('a round without a decision ends at the last that was looked at or said', () => {
    expect(lastDecision([look, after, state])).toBe(after);
    expect(lastDecision([])).toBeNull();
  });
});

test('afterwards everything but the state hashes is shown', () => {
  expect(visibleEntries(round, false)).toEqual([look, hint, opinion, act, outcome, after, rating]);
});
