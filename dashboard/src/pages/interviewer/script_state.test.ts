import { expect, test } from 'vitest';

import type { Entry, EntryKind, Payload } from '../../wire/types';
import { observedState, scriptState } from './script_state';

const script = {
  hints: [
    { text: 'Compare the regions.', gives_away: 'where' },
    { text: 'Read the logs.', gives_away: 'what' },
    { text: 'Stop new rows.', gives_away: 'the way out' },
  ],
  followups: [{ id: 'next', ask: 'And then what breaks?', good: 'us-east' }],
  pushback: [{ id: 'roll', ask: 'Why not roll back?', good: 'holds' }],
};

let seq = 0;
function entry(kind: EntryKind, payload: Payload, time_ns: number): Entry {
  seq += 1;
  return { seq, time_ns, wall_ms: 0, actor: 'interviewer', kind, payload };
}

test('the next hint is the first that was not given', () => {
  expect(scriptState(script, []).next).toBe(0);
  const given = scriptState(script, [entry('hint', { index: 0 }, 60e9)]);
  expect(given.hints.map((hint) => hint.givenNs)).toEqual([60e9, null, null]);
  expect(given.next).toBe(1);
});

test('a ladder that is used up has no next rung', () => {
  const entries = [0, 1, 2].map((index) => entry('hint', { index }, index));
  expect(scriptState(script, entries).next).toBeNull();
});

test('a second mark replaces the first', () => {
  const entries = [
    entry('followup', { id: 'next', answered: 'crisp' }, 1e9),
    entry('followup', { id: 'next', answered: 'faded' }, 2e9),
    entry('pushback', { id: 'roll', answered: 'holds' }, 3e9),
  ];
  const state = scriptState(script, entries);
  expect(state.followups[0]).toMatchObject({ answered: 'faded', atNs: 2e9 });
  expect(state.pushback[0]).toMatchObject({ answered: 'holds', atNs: 3e9 });
});

test('the last observation counts, and one that is taken back is none', () => {
  const pasted = entry('observed', { what: 'assistant', value: 'pasted' }, 1e9);
  const checked = entry('observed', { what: 'assistant', value: 'checked' }, 2e9);
  expect(observedState([pasted, checked])).toEqual([
    { what: 'drawing', value: null, atNs: null },
    { what: 'assistant', value: 'checked', atNs: 2e9 },
  ]);
  const back = entry('observed', { what: 'assistant', value: 'unseen' }, 3e9);
  expect(observedState([pasted, checked, back])[1]?.value).toBeNull();
});
