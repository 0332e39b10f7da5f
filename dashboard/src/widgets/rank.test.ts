import { expect, test } from 'vitest';
import { rank } from './rank';

const item = (group: string, title: string, detail = '') => ({ group, title, detail });
const titles = (typed: string) =>
  rank(
    [
      item('Go to', 'Logs', 'search the lines'),
      item('Do', 'Stop the rollout of search'),
      item('Do', 'Roll back search to 3.1.0'),
      item('Metric', 'Latency p99'),
    ],
    typed,
  ).map(({ item: found }) => found.title);

test('nothing typed is everything, in order', () => {
  expect(titles('')).toEqual([
    'Logs',
    'Stop the rollout of search',
    'Roll back search to 3.1.0',
    'Latency p99',
  ]);
});

test('the start of the title comes before the start of a word, and that before its middle', () => {
  expect(titles('roll')).toEqual(['Roll back search to 3.1.0', 'Stop the rollout of search']);
});

test('every word must be found, in the title or beside it', () => {
  expect(titles('search lines')).toEqual(['Logs']);
  expect(titles('roll p99')).toEqual([]);
});
