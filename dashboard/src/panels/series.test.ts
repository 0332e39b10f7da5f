import { expect, test } from 'vitest';
import type { QueryResult } from '../wire/types';
import { chartSeries, labelText, seriesRows } from './series';

const result = (series: Record<string, (number | null)[]>): QueryResult => ({
  unit: 'ratio',
  times_ns: [0, 5e9],
  recorded: false,
  series: Object.entries(series).map(([region, values]) => ({ labels: { region }, values })),
});

test('the past is drawn faint, behind, in the colour of the present', () => {
  const series = chartSeries(result({ a: [1, 2], b: [1, 2] }), result({ b: [1] }));
  expect(series.map(({ key, faint }) => [key, faint ?? false])).toEqual([
    ['past:region=b', true],
    ['region=a', false],
    ['region=b', false],
  ]);
  expect(series[0]?.colour).toBe(series[2]?.colour);
  expect(series[0]?.values).toEqual([1, null]);
});

test('of many series the highest are drawn, in their own order', () => {
  const many = Object.fromEntries(
    Array.from({ length: 14 }, (_, index) => [`r${index}`, [index, index]]),
  );
  const drawn = chartSeries(result(many), null).map((series) => series.label);
  expect(drawn).toEqual(['r4', 'r5', 'r6', 'r7', 'r8', 'r9', 'r10', 'r11', 'r12', 'r13']);
});

test('a table row has no number where there is no data', () => {
  expect(seriesRows(result({ a: [null, null] }), null)[0]).toMatchObject({
    last: null,
    least: null,
    most: null,
    before: null,
  });
  expect(seriesRows(result({ a: [3, 1] }), result({ a: [5, 4] }))[0]).toMatchObject({
    last: 1,
    least: 1,
    most: 3,
    before: 4,
  });
});

test('a series without labels is all of it', () => {
  expect(labelText({})).toBe('all');
  expect(labelText({ region: 'north', version: '2' })).toBe('north · 2');
});
