// What the metrics view shows: which metrics, filtered and split how, over which time, beside which
// past. Pure; the address holds it.
import { kSecond } from '../base/format';
import type { Labels, MetricInfo, Query } from '../wire/types';

export type Range = { last_s: number } | { from_s: number; to_s: number };

export interface Explore {
  metrics: string[];
  selected: string;
  where: Labels;
  by: string[];
  range: Range;
  compare_s: number; // 0: not compared
}

export const kRanges = [
  { value: '600', label: '10 min' },
  { value: '1800', label: '30 min' },
  { value: '3600', label: '1 h' },
  { value: '7200', label: '2 h' },
  { value: '21600', label: '6 h' },
  { value: '86400', label: '24 h' },
] as const;

export const kCompares = [
  { value: '0', label: 'nothing' },
  { value: '900', label: '15 min before' },
  { value: '1800', label: '30 min before' },
  { value: '86400', label: 'yesterday' },
  { value: '604800', label: 'last week' },
] as const;

// The first board: what the page is about, beside traffic, errors, latency, and what is waiting.
export function defaultExplore(where: Labels = {}, pageMetric = '', hasQueues = true): Explore {
  const waiting = hasQueues ? 'message_queue_depth' : 'worker_utilization';
  const metrics = ['request_rate', 'error_ratio', 'latency_p99', waiting];
  return {
    metrics: pageMetric && !metrics.includes(pageMetric) ? [pageMetric, ...metrics] : metrics,
    selected: pageMetric || 'error_ratio',
    where,
    by: ['region'],
    range: { last_s: 3600 },
    compare_s: 0,
  };
}

// One metric by its name: of what the page is about if the metric speaks of it, of everything where it
// does not. Half of the filter would show less than all without saying why.
export function exploreOf(info: MetricInfo, focus: Labels): Explore {
  const speaks = Object.keys(focus).every((label) => info.labels.includes(label));
  return {
    ...defaultExplore(speaks ? focus : {}),
    metrics: [info.name],
    selected: info.name,
  };
}

export function exploreToParams(explore: Explore): URLSearchParams {
  const params = new URLSearchParams();
  params.set('m', explore.metrics.join(','));
  params.set('sel', explore.selected);
  for (const [label, value] of Object.entries(explore.where))
    params.append('where', `${label}=${value}`);
  params.set('by', explore.by.join(','));
  if ('last_s' in explore.range) params.set('last', String(explore.range.last_s));
  else {
    params.set('from', String(explore.range.from_s));
    params.set('to', String(explore.range.to_s));
  }
  if (explore.compare_s > 0) params.set('compare', String(explore.compare_s));
  return params;
}

function words(text: string | null): string[] {
  return (text ?? '').split(',').filter(Boolean);
}

function rangeOf(params: URLSearchParams, fallback: Range): Range {
  const from = Number(params.get('from') ?? Number.NaN);
  const to = Number(params.get('to') ?? Number.NaN);
  if (Number.isFinite(from) && Number.isFinite(to) && from < to) return { from_s: from, to_s: to };
  const last = Number(params.get('last') ?? 0);
  return last > 0 ? { last_s: last } : fallback;
}

export function exploreFromParams(params: URLSearchParams, fallback: Explore): Explore {
  if (!params.has('m')) return fallback;
  const metrics = words(params.get('m'));
  const where: Labels = {};
  for (const pair of params.getAll('where')) {
    const mark = pair.indexOf('=');
    if (mark > 0) where[pair.slice(0, mark)] = pair.slice(mark + 1);
  }
  const selected = params.get('sel') ?? '';
  return {
    metrics,
    selected: metrics.includes(selected) ? selected : (metrics[0] ?? ''),
    where,
    by: words(params.get('by')),
    range: rangeOf(params, fallback.range),
    compare_s: Number(params.get('compare') ?? 0) || 0,
  };
}

const kGrid = 5;

function stepFor(seconds: number): number {
  return seconds <= 720 ? 5 : seconds <= 7200 ? 15 : seconds <= 21600 ? 60 : 120;
}

export interface TimeSpan {
  from_ns: number;
  to_ns: number;
}

// From and to on the grid of samples, no further back than `pastNs`. A range that ends now ends at the next sample,
// so that it is as long as it says and slides on with the server's now.
export function spanOf(range: Range, nowNs: number, pastNs: number): TimeSpan {
  const past = -pastNs / kSecond;
  const next = (Math.floor(nowNs / kSecond / kGrid) + 1) * kGrid;
  const [from, to] = 'last_s' in range ? [next - range.last_s, next] : [range.from_s, range.to_s];
  const first = Math.max(past, Math.floor(from / kGrid) * kGrid);
  const last = Math.max(first + kGrid, Math.ceil(to / kGrid) * kGrid);
  return { from_ns: first * kSecond, to_ns: last * kSecond };
}

// A label that the metric does not have neither filters nor splits it.
export function queryFor(info: MetricInfo, explore: Explore, nowNs: number, pastNs: number): Query {
  const span = spanOf(explore.range, nowNs, pastNs);
  const known = (label: string) => info.labels.includes(label);
  return {
    metric: info.name,
    where: Object.fromEntries(Object.entries(explore.where).filter(([label]) => known(label))),
    by: explore.by.filter(known).slice(0, 2),
    ...span,
    step_ns: stepFor((span.to_ns - span.from_ns) / kSecond) * kSecond,
    ...(explore.compare_s > 0 ? { offset_ns: explore.compare_s * kSecond } : {}),
  };
}

// The same question, whatever the time: a panel is only asked for anew when this changes.
export function questionOf(info: MetricInfo, explore: Explore): string {
  const { where, by } = queryFor(info, explore, 0, 1e18);
  return JSON.stringify([info.name, where, by, explore.range, explore.compare_s]);
}

export function toggle(list: readonly string[], item: string): string[] {
  return list.includes(item) ? list.filter((known) => known !== item) : [...list, item];
}
