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

// What is shown is whole hundredths: a step that moves less changes nothing that can be seen.
const kSeen = 0.01;

// Steps first..last in one row: one that moved belief, or a run of those that did not.
export interface StepRow {
  from: number;
  to: number;
  moved: boolean;
}

// Each step is held against the last that moved, so that many small ones are not lost.
export function rowsOfSteps(steps: readonly BeliefStep[]): StepRow[] {
  const rows: StepRow[] = [];
  let shown: readonly number[] = [];
  steps.forEach(({ belief }, index) => {
    const moved = belief.some((share, k) => Math.abs(share - (shown[k] ?? 0)) >= kSeen);
    const last = rows.at(-1);
    if (!moved && last && !last.moved) last.to = index;
    else rows.push({ from: index, to: index, moved });
    if (moved) shown = belief;
  });
  return rows;
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
