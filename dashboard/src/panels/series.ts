// A query's result as something to draw and something to read.
import { colourIndex } from '../widgets/colours';
import type { ChartSeries } from '../widgets/chart';
import type { Labels, QueryResult } from '../wire/types';

export function labelText(labels: Labels): string {
  const values = Object.values(labels);
  return values.length > 0 ? values.join(' · ') : 'all';
}

function keyOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
}

function highest(values: readonly (number | null)[]): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

const kDrawn = 10;

// The series that reach highest, in the order of the result; the past behind them, faint.
export function chartSeries(result: QueryResult, compared: QueryResult | null): ChartSeries[] {
  const ranked = [...result.series].sort((a, b) => highest(b.values) - highest(a.values));
  const chosen = new Set(ranked.slice(0, kDrawn));
  const drawn = result.series.filter((series) => chosen.has(series));
  const keys = new Set(drawn.map((series) => keyOf(series.labels)));
  const past = (compared?.series ?? []).filter((series) => keys.has(keyOf(series.labels)));
  return [
    ...past.map((series) => ({
      key: `past:${keyOf(series.labels)}`,
      label: `${labelText(series.labels)}, before`,
      colour: colourIndex(series.labels),
      values: fit(series.values, result.times_ns.length),
      faint: true,
    })),
    ...drawn.map((series) => ({
      key: keyOf(series.labels),
      label: labelText(series.labels),
      colour: colourIndex(series.labels),
      values: series.values,
    })),
  ];
}

// Points are matched by their place in the range; a compared range may be a sample shorter.
function fit(values: readonly (number | null)[], length: number): (number | null)[] {
  return Array.from({ length }, (_, index) => values[index] ?? null);
}

export interface SeriesRow {
  key: string;
  labels: Labels;
  colour: number;
  last: number | null;
  least: number | null;
  most: number | null;
  before: number | null; // the last value of the compared past
}

function lastOf(values: readonly (number | null)[]): number | null {
  return values[values.length - 1] ?? null;
}

export function seriesRows(result: QueryResult, compared: QueryResult | null): SeriesRow[] {
  const past = new Map((compared?.series ?? []).map((series) => [keyOf(series.labels), series]));
  return result.series.map((series) => {
    const values = series.values.filter((value) => value !== null);
    const key = keyOf(series.labels);
    return {
      key,
      labels: series.labels,
      colour: colourIndex(series.labels),
      last: lastOf(series.values),
      least: values.length > 0 ? Math.min(...values) : null,
      most: values.length > 0 ? Math.max(...values) : null,
      before: lastOf(past.get(key)?.values ?? []),
    };
  });
}
