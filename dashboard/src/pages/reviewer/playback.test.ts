import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test } from 'vitest';

import { kSecond } from '../../base/format';
import type { Entry } from '../../wire/types';
import { Playback } from './playback';

function entry(seq: number, seconds: number): Entry {
  const time_ns = seconds * kSecond;
  return { seq, time_ns, wall_ms: 0, actor: 'candidate', kind: 'look', payload: {} };
}

function stop(of: number, seconds: number) {
  return { entry: of, at_ns: seconds * kSecond };
}

const all = [entry(1, 10), entry(2, 20), entry(3, 20), entry(4, 300)];
const whole = { from_ns: -60 * kSecond, to_ns: 600 * kSecond };

let entries = signal<readonly Entry[]>(all);
let end = signal(600 * kSecond);
let playback = new Playback(entries, signal(whole), end, { span: whole, playhead: 0 });

beforeEach(() => {
  entries = signal<readonly Entry[]>(all);
  end = signal(600 * kSecond);
  playback = new Playback(entries, signal(whole), end, { span: whole, playhead: 0 });
});

test('goes from one of some moments to the next, and past none', () => {
  const stops = [stop(2, 20), stop(3, 20), stop(4, 300)];
  const steps = ([1, 1, 1, 1, -1, -1, -1] as const).map((direction) => {
    playback.stepAmong(stops, direction);
    return playback.current.value?.seq;
  });
  expect(steps).toEqual([2, 3, 4, 4, 3, 2, 2]);
});

test('goes to the moment of an answer, not of its question', () => {
  playback.toStop(stop(1, 110));
  expect(playback.playhead.value).toBe(110 * kSecond);
  playback.stepAmong([stop(2, 20), stop(1, 110), stop(4, 300)], 1);
  expect(playback.current.value?.seq).toBe(4);
});

describe('the playhead', () => {
  test('is on the last entry before it', () => {
    expect(playback.current.value).toBeNull();
    playback.moveTo(15 * kSecond);
    expect(playback.current.value?.seq).toBe(1);
  });
  test('steps through entries of one moment one by one', () => {
    const seqs = [1, 2, 3, 4].map(() => {
      playback.step(1);
      return playback.current.value?.seq;
    });
    expect(seqs).toEqual([1, 2, 3, 4]);
    playback.step(-1);
    playback.step(-1);
    expect(playback.current.value?.seq).toBe(2);
  });
  test('goes no further than what may be shown', () => {
    end.value = 100 * kSecond;
    playback.moveTo(500 * kSecond);
    expect(playback.playhead.value).toBe(100 * kSecond);
  });
  test('stays on its entry when more come in', () => {
    playback.toEntry(3);
    entries.value = [...all, entry(5, 400)];
    expect(playback.current.value?.seq).toBe(3);
  });
});

describe('playing', () => {
  test('stops at the end, and starts again from the page', () => {
    playback.moveTo(599 * kSecond);
    playback.toggle();
    playback.tick(1000);
    expect(playback.playing.value).toBe(false);
    expect(playback.playhead.value).toBe(600 * kSecond);
    playback.toggle();
    expect(playback.playhead.value).toBe(0);
    expect(playback.playing.value).toBe(true);
  });
  test('runs as fast as was chosen', () => {
    playback.moveTo(11 * kSecond);
    playback.faster(-1);
    playback.tick(1000);
    expect(playback.playhead.value).toBe(12 * kSecond);
  });
});

test('a view that shows the end of a live round goes on showing it', () => {
  const longer = { ...whole, to_ns: 700 * kSecond };
  playback.grow(whole, longer);
  expect(playback.span.value).toEqual(longer);
  playback.span.value = { from_ns: 0, to_ns: 100 * kSecond };
  playback.grow(longer, { ...whole, to_ns: 800 * kSecond });
  expect(playback.span.value).toEqual({ from_ns: 0, to_ns: 100 * kSecond });
});

test('zooming in keeps the playhead on the screen', () => {
  playback.moveTo(300 * kSecond);
  for (let i = 0; i < 20; i += 1) playback.zoom(0.5);
  const { from_ns, to_ns } = playback.span.value;
  expect(to_ns - from_ns).toBe(20 * kSecond);
  expect(from_ns).toBeLessThan(300 * kSecond);
  expect(to_ns).toBeGreaterThan(300 * kSecond);
});
