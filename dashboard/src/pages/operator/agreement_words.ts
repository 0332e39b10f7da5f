// Agreement statistics in words. A point estimate says little from a few rounds, so the words are
// judged on the interval, as Koo and Li (2016) ask for. Pure.
import type { Drift, Limits } from '../../wire/ratings';

// Koo and Li 2016: below 0.5 poor, to 0.75 moderate, to 0.9 good, beyond excellent.
function iccGrade(value: number): string {
  if (value < 0.5) return 'poor';
  if (value < 0.75) return 'moderate';
  return value <= 0.9 ? 'good' : 'excellent';
}

// Krippendorff's customary cut-offs: from 0.8 reliable, from 0.667 for tentative conclusions.
function alphaGrade(value: number): string {
  if (value < 0.667) return 'unreliable';
  return value < 0.8 ? 'tentative' : 'reliable';
}

function onInterval(limits: Limits | null, grade: (value: number) => string): string {
  if (limits === null) return 'too few rounds to say';
  const low = grade(limits.low);
  const high = grade(limits.high);
  return low === high ? low : `${low} to ${high}`;
}

export function iccWords(limits: Limits | null): string {
  return onInterval(limits, iccGrade);
}

export function alphaWords(limits: Limits | null): string {
  return onInterval(limits, alphaGrade);
}

export function withLimits(value: number, limits: Limits | null): string {
  const two = (x: number) => x.toFixed(2).replace('-', '−');
  return limits === null ? two(value) : `${two(value)} (${two(limits.low)} to ${two(limits.high)})`;
}

// From fewer it would be the round that is told, not the rater.
export const kDriftRounds = 3;

// "0.4 milder than the others", "0.4 stricter", "as the others": below a tenth of a point nobody
// could tell.
export function driftWords({ difference, rounds }: Pick<Drift, 'difference' | 'rounds'>): string {
  if (rounds < kDriftRounds) return `needs ${kDriftRounds} rounds`;
  const size = Math.abs(difference).toFixed(1);
  if (Math.abs(difference) < 0.1) return 'as the others';
  return `${size} ${difference > 0 ? 'milder' : 'stricter'} than the others`;
}

export function signedPoints(difference: number): string {
  const size = Math.abs(difference).toFixed(1);
  if (size === '0.0') return '0.0';
  return `${difference > 0 ? '+' : '−'}${size}`;
}
