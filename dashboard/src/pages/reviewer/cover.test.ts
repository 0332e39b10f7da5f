import { describe, expect, test } from 'vitest';

import type { Actor, Entry, EntryKind, Payload } from '../../wire/types';
import { lastDecision, lastOfTheirs, visibleEntries } from './cover';

let seq = 0;
function entry(
  time: number,
  kind: EntryKind,
  actor: Actor = 'candidate',
  payload: Payload = {},
): Entry {
  seq += 1;
  return { seq, time_ns: time, wall_ms: 0, actor, kind, payload };
}

const look = entry(10, 'look');
const hint = entry(20, 'hint', 'interviewer');
const opinion = entry(25, 'note', 'interviewer');
const act = entry(30, 'do');
const outcome = entry(30, 'outcome', 'system');
const resolved = entry(50, 'say', 'candidate', { what: 'resolved' });
const state = entry(60, 'state', 'system');
const late = entry(70, 'outcome', 'system');
const rating = entry(70, 'rating', 'reviewer');
const round = [look, hint, opinion, act, outcome, resolved, state, late, rating];

describe('before the first rating is locked', () => {
  test('the round ends at the candidate’s last word, and what came of it is not shown', () => {
    expect(lastOfTheirs(round)).toBe(resolved);
    expect(visibleEntries(round, true)).toEqual([look, hint, act, outcome, resolved, rating]);
  });
  test('the world tells the result from the last decision on', () => {
    expect(lastDecision(round)).toBe(act);
  });
  test('what somebody else thought is not shown', () => {
    expect(visibleEntries(round, true)).not.toContain(opinion);
  });
  test('a round without a decision ends at the last that was looked at or said', () => {
    expect(lastDecision([look, resolved, state])).toBe(resolved);
    expect(lastDecision([])).toBeNull();
  });
});

test('afterwards everything but the state hashes is shown', () => {
  expect(visibleEntries(round, false)).toEqual(round.filter((one) => one !== state));
});
