import { expect, test } from 'vitest';
import { entryOf } from '../wire/fixtures';
import type { Entry } from '../wire/types';
import { lastLook, tell } from './story';

const chart = (seq: number, wall_ms: number): Entry => ({
  ...entryOf(seq, 'look', { what: 'panel' }),
  wall_ms,
});

test('charts that were opened together are one line', () => {
  const { entries, folded } = tell([
    chart(1, 0),
    chart(2, 10),
    chart(3, 20),
    entryOf(4, 'say'),
    chart(5, 9000),
    chart(6, 19000),
  ]);
  expect(entries.map((entry) => entry.seq)).toEqual([6, 5, 4, 1]);
  expect([...folded]).toEqual([[1, 2]]);
});

test('what the system notes for itself is not told, nor that an action started', () => {
  const { entries } = tell([
    entryOf(1, 'state'),
    entryOf(2, 'do'),
    entryOf(3, 'outcome', { state: 'started' }),
    entryOf(4, 'outcome', { state: 'failed' }),
  ]);
  expect(entries.map((entry) => entry.seq)).toEqual([4, 2]);
});

test('of charts that were opened together the first is the last look', () => {
  const entries = [entryOf(1, 'look', { what: 'logs' }), chart(2, 5000), chart(3, 5010)];
  expect(lastLook([...entries, chart(4, 5300), entryOf(5, 'say')])?.seq).toBe(2);
  expect(lastLook([...entries, chart(4, 9000)])?.seq).toBe(4);
  expect(lastLook(entries.slice(0, 1))?.seq).toBe(1);
  expect(lastLook([entryOf(1, 'say')])).toBeNull();
});
