import { expect, test } from 'vitest';
import { RoundClient } from '../wire/client';
import { entryOf, openingOf } from '../wire/fixtures';
import type { Frame } from '../wire/types';
import { merge, Round } from './round';

const frame = (fields: Partial<Frame>): Frame => ({
  n: 1,
  time_ns: 5e9,
  state: 'running',
  entries: [],
  last: 0,
  alerts: [],
  commands: [],
  truth: null,
  ...fields,
});

const client = new RoundClient('KEY', () => Promise.reject(new Error('not here')));

test('entries are in order and each once, whichever way they come', () => {
  const merged = merge(
    [entryOf(1, 'say'), entryOf(3, 'do')],
    [entryOf(2, 'look'), entryOf(3, 'do')],
  );
  expect(merged.map((entry) => entry.seq)).toEqual([1, 2, 3]);
});

test('nothing new leaves the list as it is, so that nothing is drawn again', () => {
  const known = [entryOf(1, 'say')];
  expect(merge(known, [entryOf(1, 'say')])).toBe(known);
});

test('an own entry and its frame count once', () => {
  const round = new Round(client, openingOf());
  round.keep(entryOf(2, 'say'));
  round.apply(frame({ entries: [entryOf(1, 'hint'), entryOf(2, 'say')], last: 2 }));
  expect(round.entries.value.map((entry) => entry.seq)).toEqual([1, 2]);
});

test('the sample changes every five seconds of simulated time', () => {
  const round = new Round(client, openingOf({ now_ns: 4e9 }));
  const samples = [4e9, 5e9, 9.9e9, 10e9].map((time_ns) => {
    round.apply(frame({ time_ns }));
    return round.sample.value;
  });
  expect(samples).toEqual([0, 1, 1, 2]);
});
