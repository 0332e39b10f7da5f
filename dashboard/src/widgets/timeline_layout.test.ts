import { describe, expect, test } from 'vitest';

import {
  follow,
  kShortestSpan,
  lastAtOrBefore,
  pan,
  play,
  roomFor,
  rowsOf,
  step,
  ticks,
  timeAt,
  within,
  xOf,
  zoom,
} from './timeline_layout';

const s = 1e9;
const bounds = { from_ns: -600 * s, to_ns: 2400 * s };

describe('a moment on the screen', () => {
  test('x and time are inverses', () => {
    const span = { from_ns: -60 * s, to_ns: 540 * s };
    expect(xOf(0, span, 1000)).toBe(100);
    expect(timeAt(100, span, 1000)).toBe(0);
    expect(timeAt(xOf(123 * s, span, 777), span, 777)).toBeCloseTo(123 * s, 0);
  });

  test('zooming keeps the anchor where it is', () => {
    const span = { from_ns: 0, to_ns: 1000 * s };
    const closer = zoom(span, 250 * s, 0.5, bounds);
    expect(closer.to_ns - closer.from_ns).toBe(500 * s);
    expect(xOf(250 * s, closer, 800)).toBeCloseTo(xOf(250 * s, span, 800), 6);
  });

  test('zooming stops at the round and at the shortest span', () => {
    expect(zoom(bounds, 0, 10, bounds)).toEqual(bounds);
    const closest = zoom({ from_ns: 0, to_ns: 30 * s }, 15 * s, 0.01, bounds);
    expect(closest.to_ns - closest.from_ns).toBe(kShortestSpan);
  });

  test('moving stops at the ends and keeps the length', () => {
    const span = { from_ns: 2000 * s, to_ns: 2300 * s };
    expect(pan(span, 5, bounds)).toEqual({ from_ns: 2100 * s, to_ns: 2400 * s });
    expect(pan(span, -0.5, bounds)).toEqual({ from_ns: 1850 * s, to_ns: 2150 * s });
  });

  test('a span longer than the round becomes the round', () => {
    expect(within({ from_ns: -9000 * s, to_ns: 9000 * s }, bounds)).toEqual(bounds);
  });

  test('the view follows a playhead only when it leaves', () => {
    const span = { from_ns: 0, to_ns: 100 * s };
    expect(follow(span, 50 * s, bounds)).toBe(span);
    expect(follow(span, 200 * s, bounds)).toEqual({ from_ns: 105 * s, to_ns: 205 * s });
    expect(follow(span, -100 * s, bounds)).toEqual({ from_ns: -105 * s, to_ns: -5 * s });
  });

  test('ticks are round, apart, and inside', () => {
    const found = ticks({ from_ns: -130 * s, to_ns: 1000 * s }, 900, 80);
    expect(found).toEqual([-120, 0, 120, 240, 360, 480, 600, 720, 840, 960].map((t) => t * s));
    expect(Object.is(found[1], -0)).toBe(false);
  });
});

describe('marks', () => {
  test('take a second row only when they would cover one another', () => {
    expect(rowsOf([0, 4, 30, 33, 35], 10, 2)).toEqual([0, 1, 0, 1, 0]);
  });

  test('a label has room up to the next in its row', () => {
    expect(roomFor([0, 40, 100], [0, 1, 0], 300)).toEqual([100, 260, 200]);
  });
});

describe('stepping', () => {
  const times = [10, 20, 20, 30];
  test('reaches each of several entries at one moment', () => {
    expect(step(times, 10, 0, 1)).toBe(1);
    expect(step(times, 20, 1, 1)).toBe(2);
    expect(step(times, 20, 2, 1)).toBe(3);
    expect(step(times, 20, 2, -1)).toBe(1);
  });
  test('starts from wherever the playhead was dragged to', () => {
    expect(step(times, 15, null, 1)).toBe(1);
    expect(step(times, 15, 3, -1)).toBe(0);
    expect(step(times, 5, null, -1)).toBeNull();
    expect(step(times, 30, 3, 1)).toBeNull();
  });
  test('finds the last at or before', () => {
    expect(lastAtOrBefore(times, 20)).toBe(2);
    expect(lastAtOrBefore(times, 9)).toBe(-1);
    expect(lastAtOrBefore([], 9)).toBe(-1);
  });
});

describe('playing', () => {
  const times = [10 * s, 20 * s, 200 * s];
  test('runs at its speed between entries', () => {
    expect(play(11 * s, 500, 4, times, 600 * s)).toBe(13 * s);
  });
  test('lingers after an entry, then skips dead time to just before the next', () => {
    expect(play(22 * s, 1000, 1, times, 600 * s)).toBe(23 * s);
    expect(play(27 * s, 1000, 1, times, 600 * s)).toBe(196 * s);
  });
  test('ends at the end', () => {
    expect(play(599 * s, 5000, 15, times, 600 * s)).toBe(600 * s);
  });
});
