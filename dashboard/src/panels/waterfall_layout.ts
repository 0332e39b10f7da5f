// Spans as rows of a waterfall: parents above their children, in the order they began.
import type { Span } from '../wire/types';

export interface WaterfallRow {
  span: Span;
  depth: number;
  // Shares of the whole trace, 0..1.
  start: number;
  width: number;
  queued: number; // the waiting for a worker, from the start
  pool: number; // the waiting for a pool
}

export interface Waterfall {
  from_ns: number;
  length_ns: number;
  rows: WaterfallRow[];
}

export function layWaterfall(spans: readonly Span[]): Waterfall {
  const from = Math.min(...spans.map((span) => span.start_ns));
  const length = Math.max(1, ...spans.map((span) => span.end_ns - from));
  const ids = new Set(spans.map((span) => span.id));
  const children = new Map<number | null, Span[]>();
  for (const span of spans) {
    const parent = span.parent !== null && ids.has(span.parent) ? span.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const rows: WaterfallRow[] = [];
  function place(parent: number | null, depth: number): void {
    const ordered = [...(children.get(parent) ?? [])].sort(
      (a, b) => a.start_ns - b.start_ns || a.id - b.id,
    );
    for (const span of ordered) {
      rows.push({
        span,
        depth,
        start: (span.start_ns - from) / length,
        width: (span.end_ns - span.start_ns) / length,
        queued: span.queued_ns / length,
        pool: span.pool_waited_ns / length,
      });
      place(span.id, depth + 1);
    }
  }
  place(null, 0);
  return { from_ns: from, length_ns: length, rows };
}

// What the client itself tried, in order: a second one comes after a back-off, and the whole request
// lasts from the first to the end of the last.
export function clientAttempts(spans: readonly Span[]): Span[] {
  const client = spans.find((span) => span.parent === null && span.component === 'client');
  if (!client) return [];
  return spans
    .filter((span) => span.parent === client.id)
    .sort((a, b) => a.start_ns - b.start_ns || a.id - b.id);
}

// "1 try", "3 tries", "1 try, 2 retries inside": what a list can say of a request whose spans were
// read. Empty where the client's own span was not kept.
export function triesText(spans: readonly Span[]): string {
  const tries = clientAttempts(spans);
  if (tries.length === 0) return '';
  const own = new Set(tries.map((one) => one.id));
  const inside = spans.filter((one) => one.attempt > 0 && !own.has(one.id)).length;
  const words = [tries.length === 1 ? '1 try' : `${tries.length} tries`];
  if (inside > 0) words.push(inside === 1 ? '1 retry inside' : `${inside} retries inside`);
  return words.join(', ');
}
