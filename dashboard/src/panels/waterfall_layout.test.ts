import { expect, test } from 'vitest';
import type { Span } from '../wire/types';
import { clientAttempts, layWaterfall, triesText } from './waterfall_layout';

const span = (
  id: number,
  parent: number | null,
  start_ns: number,
  end_ns: number,
  more: Partial<Span> = {},
): Span => ({
  id,
  parent,
  component: 'edge',
  operation: 'get',
  version: '1',
  region: 'north',
  instance: 'edge-0',
  attempt: 0,
  start_ns,
  end_ns,
  queued_ns: 0,
  pool_waited_ns: 0,
  status: 200,
  zombie: false,
  notes: [],
  ...more,
});

test('children stand below their parent, in the order they began', () => {
  const { rows } = layWaterfall([
    span(3, 1, 60, 90),
    span(2, 1, 10, 50),
    span(1, null, 0, 100),
    span(4, 2, 20, 30),
  ]);
  expect(rows.map((row) => [row.span.id, row.depth])).toEqual([
    [1, 0],
    [2, 1],
    [4, 2],
    [3, 1],
  ]);
});

test('a zombie makes the trace longer than its request', () => {
  const { length_ns, rows } = layWaterfall([
    span(1, null, 100, 200),
    span(2, 1, 150, 300, { zombie: true, queued_ns: 50 }),
  ]);
  expect(length_ns).toBe(200);
  expect(rows[1]).toMatchObject({ start: 0.25, width: 0.75, queued: 0.25 });
});

test('a span whose parent was not kept is shown all the same', () => {
  expect(layWaterfall([span(7, 99, 0, 10)]).rows.length).toBe(1);
});

test('the client’s attempts are what it called itself, not the retries further in', () => {
  const spans = [
    span(1, null, 0, 900, { component: 'client' }),
    span(5, 1, 800, 900, { attempt: 1 }),
    span(2, 1, 0, 10),
    span(3, 2, 2, 4, { component: 'ledger' }),
    span(4, 2, 6, 8, { component: 'ledger', attempt: 1 }),
  ];
  expect(clientAttempts(spans).map((one) => one.id)).toEqual([2, 5]);
  expect(clientAttempts([span(1, null, 0, 10)])).toEqual([]);
});

test('a list says how often a request was tried, by its client and further in', () => {
  const client = span(1, null, 0, 900, { component: 'client' });
  const first = span(2, 1, 0, 10);
  const again = span(5, 1, 800, 900, { attempt: 1 });
  const retry = span(4, 2, 6, 8, { component: 'ledger', attempt: 1 });
  expect(triesText([client, first])).toBe('1 try');
  expect(triesText([client, first, again])).toBe('2 tries');
  expect(triesText([client, first, retry])).toBe('1 try, 1 retry inside');
  expect(triesText([first])).toBe('');
});
