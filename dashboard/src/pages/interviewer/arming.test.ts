import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClockState } from '../../wire/types';
import { disarming, kArmedMs } from './arming';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function ready(index: number) {
  const armed = signal<number | null>(null);
  const state = signal<ClockState>('running');
  const stop = disarming(armed, state);
  armed.value = index;
  return { armed, state, stop };
}

test('a hint that was readied is put back when nothing follows', () => {
  const { armed, stop } = ready(1);
  vi.advanceTimersByTime(kArmedMs - 1);
  expect(armed.value).toBe(1);
  vi.advanceTimersByTime(1);
  expect(armed.value).toBeNull();
  stop();
});

test('another hint has the whole time', () => {
  const { armed, stop } = ready(1);
  vi.advanceTimersByTime(kArmedMs - 1);
  armed.value = 2;
  vi.advanceTimersByTime(kArmedMs - 1);
  expect(armed.value).toBe(2);
  stop();
});

test('no hint is ready in a round that is over', () => {
  const { armed, state, stop } = ready(0);
  state.value = 'finished';
  expect(armed.value).toBeNull();
  stop();
});
