// The arithmetic of the timeline: which part of the round is on the screen, where a moment is
// drawn, which entry comes next, how fast a replay runs. Pure. Times are nanoseconds of simulated
// time from the page, lengths are pixels.

import { kHour, kSecond } from '../base/format';

export interface Span {
  from_ns: number;
  to_ns: number;
}

// Nothing closer than this can be told apart on the screen.
export const kShortestSpan = 20 * kSecond;

// Steps that a person counts in.
const kTickSteps = [1, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600].map((s) => s * kSecond);

export function xOf(time_ns: number, span: Span, width: number): number {
  return ((time_ns - span.from_ns) / (span.to_ns - span.from_ns)) * width;
}

export function timeAt(x: number, span: Span, width: number): number {
  return span.from_ns + (x / Math.max(width, 1)) * (span.to_ns - span.from_ns);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

// Moved as a whole into the bounds; as long as the bounds at most.
export function within(span: Span, bounds: Span): Span {
  const length = Math.min(span.to_ns - span.from_ns, bounds.to_ns - bounds.from_ns);
  const from_ns = clamp(span.from_ns, bounds.from_ns, bounds.to_ns - length);
  return { from_ns, to_ns: from_ns + length };
}

// `factor` below 1 zooms in. The anchor stays where it is on the screen, but for the bounds.
export function zoom(span: Span, anchor_ns: number, factor: number, bounds: Span): Span {
  const length = span.to_ns - span.from_ns;
  const longest = bounds.to_ns - bounds.from_ns;
  const next = clamp(length * factor, Math.min(kShortestSpan, longest), longest);
  const share = clamp((anchor_ns - span.from_ns) / length, 0, 1);
  const from_ns = anchor_ns - share * next;
  return within({ from_ns, to_ns: from_ns + next }, bounds);
}

// Moved by a share of its own length.
export function pan(span: Span, share: number, bounds: Span): Span {
  const by = share * (span.to_ns - span.from_ns);
  return within({ from_ns: span.from_ns + by, to_ns: span.to_ns + by }, bounds);
}

// The span moved as little as needed to have the moment on the screen, with air around it.
export function follow(span: Span, time_ns: number, bounds: Span): Span {
  const length = span.to_ns - span.from_ns;
  const air = length * 0.05;
  if (time_ns < span.from_ns + air) {
    return within({ from_ns: time_ns - air, to_ns: time_ns - air + length }, bounds);
  }
  if (time_ns > span.to_ns - air) {
    return within({ from_ns: time_ns + air - length, to_ns: time_ns + air }, bounds);
  }
  return span;
}

// Round moments at least `spacing` pixels apart.
export function ticks(span: Span, width: number, spacing = 88): number[] {
  const length = span.to_ns - span.from_ns;
  const least = (spacing / Math.max(width, 1)) * length;
  const step = kTickSteps.find((s) => s >= least) ?? kHour;
  const out: number[] = [];
  for (let t = Math.ceil(span.from_ns / step) * step; t <= span.to_ns; t += step) {
    out.push(t === 0 ? 0 : t);
  }
  return out;
}

// A row for each mark, in order of time, so that marks `size` wide do not cover one another while
// there are rows left; beyond that they overlap in the row whose last mark is furthest away.
export function rowsOf(xs: readonly number[], size: number, rows: number): number[] {
  const ends = new Array<number>(rows).fill(-Infinity);
  return xs.map((x) => {
    let row = ends.findIndex((end) => end <= x);
    if (row < 0) {
      row = ends.indexOf(Math.min(...ends));
    }
    ends[row] = x + size;
    return row;
  });
}

// How wide a label may be that starts at each x: up to the next one in the same row.
export function roomFor(xs: readonly number[], rows: readonly number[], width: number): number[] {
  return xs.map((x, i) => {
    const next = xs.findIndex((_, j) => j > i && rows[j] === rows[i]);
    return (next < 0 ? width : (xs[next] ?? width)) - x;
  });
}

// Of sorted times, the index of the last one at or before the moment; -1 when there is none.
export function lastAtOrBefore(times: readonly number[], time_ns: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= time_ns) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

// Which of the sorted times comes next or came before. `current` is the index one is on, if one is
// on any: entries may share a moment, and stepping must reach each of them.
export function step(
  times: readonly number[],
  time_ns: number,
  current: number | null,
  direction: 1 | -1,
): number | null {
  if (current !== null && times[current] === time_ns) {
    const next = current + direction;
    return next >= 0 && next < times.length ? next : null;
  }
  const last = lastAtOrBefore(times, time_ns);
  if (direction > 0) {
    return last + 1 < times.length ? last + 1 : null;
  }
  const before = last >= 0 && times[last] === time_ns ? last - 1 : last;
  return before >= 0 ? before : null;
}

// Playing, more than this without an entry is dead time.
const kDead = 20 * kSecond;
// Where a skip lands, so that one sees what the entry answers to.
const kLeadIn = 4 * kSecond;
// How long one stays after an entry before the skip.
const kLinger = 6 * kSecond;

// Where a replay at `speed` stands after `elapsed_ms` of wall time. Dead time is skipped.
export function play(
  time_ns: number,
  elapsed_ms: number,
  speed: number,
  times: readonly number[],
  end_ns: number,
): number {
  const at = lastAtOrBefore(times, time_ns);
  const before = at >= 0 ? (times[at] ?? -Infinity) : -Infinity;
  const after = times[at + 1] ?? end_ns;
  const lingering = time_ns - before < kLinger;
  if (!lingering && after - time_ns > kDead) {
    return Math.min(after - kLeadIn, end_ns);
  }
  return Math.min(time_ns + elapsed_ms * 1e6 * speed, end_ns);
}
