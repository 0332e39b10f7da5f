// What a step of belief did, in words. Pure.
import { formatCount, significant } from '../base/format';
import type { BeliefStep, Suspect } from '../wire/types';
import { causesLeft } from './belief_layout';

// "5", "1.4", "more than 1,000": as exact as anyone could mean it.
export function timesAsLikely(nats: number): string {
  const times = Math.exp(Math.abs(nats));
  if (times > 1000) return 'more than 1,000';
  return times >= 10 ? formatCount(times) : significant(Number(times.toFixed(1)));
}

// Below this a look moved nothing that anyone would notice.
const kNothing = Math.log(1.1);

export interface Moved {
  toward: Suspect;
  away: Suspect;
  times: string;
}

// The two that it moved apart most; null where it told next to nothing.
export function movedApart(step: BeliefStep, suspects: readonly Suspect[]): Moved | null {
  const toward = suspects.find(({ id }) => id === step.toward);
  const away = suspects.find(({ id }) => id === step.away);
  if (!toward || !away || Math.abs(step.apart_nats) < kNothing) return null;
  return { toward, away, times: timesAsLikely(step.apart_nats) };
}

// "as if 3.2 causes were equally likely", before and after.
export function openBefore(steps: readonly BeliefStep[], index: number): string {
  const before = steps[index - 1] ?? steps[index];
  return before ? causesLeft(before.belief).toFixed(1) : '–';
}

export function openAfter(steps: readonly BeliefStep[], index: number): string {
  const step = steps[index];
  return step ? causesLeft(step.belief).toFixed(1) : '–';
}
