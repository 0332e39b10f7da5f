// The arithmetic of a small line chart with labels at its lines' ends. Pure; lengths in pixels.

import { kMinute } from '../base/format';

export interface Scale {
  x: (time_ns: number) => number;
  y: (value: number) => number;
}

// A round number at or above the value, and the steps to it: 1, 2, 2.5 or 5 times a power of 10.
export function niceScale(top: number, steps = 3): { max: number; step: number } {
  if (!(top > 0) || !Number.isFinite(top)) {
    return { max: 1, step: 1 };
  }
  const rough = top / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= rough * (1 - 1e-9)) ?? 10;
  const step = factor * power;
  return { max: Math.ceil(top / step - 1e-9) * step, step };
}

// An SVG path; a value that is not a number breaks the line.
export function linePath(
  times: readonly number[],
  values: readonly (number | null)[],
  scale: Scale,
): string {
  let path = '';
  let pen = false;
  times.forEach((time, i) => {
    const value = values[i];
    if (value === null || value === undefined || !Number.isFinite(value)) {
      pen = false;
      return;
    }
    const point = `${scale.x(time).toFixed(1)} ${scale.y(value).toFixed(1)}`;
    path += `${pen ? 'L' : 'M'}${point}`;
    pen = true;
  });
  return path;
}

// The same, closed down to the base line: for an area.
export function areaPath(
  times: readonly number[],
  values: readonly (number | null)[],
  scale: Scale,
  base: number,
): string {
  const runs: string[] = [];
  let run: { x: number; y: number }[] = [];
  const close = () => {
    const first = run[0];
    const last = run[run.length - 1];
    if (first && last && run.length > 1) {
      const line = run.map((p) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join('L');
      runs.push(`M${first.x.toFixed(1)} ${base}L${line}L${last.x.toFixed(1)} ${base}Z`);
    }
    run = [];
  };
  times.forEach((time, i) => {
    const value = values[i];
    if (value === null || value === undefined || !Number.isFinite(value)) {
      close();
    } else {
      run.push({ x: scale.x(time), y: scale.y(value) });
    }
  });
  close();
  return runs.join('');
}

// Moves labels apart: as close to where they want to be as `gap` allows, in the same order, inside
// [0, height]. More labels than fit are spread evenly.
export function spreadLabels(wanted: readonly number[], gap: number, height: number): number[] {
  const order = wanted
    .map((y, i) => ({ y, i }))
    .sort((a, b) => a.y - b.y || a.i - b.i)
    .map(({ i }) => i);
  const room = order.length > 1 ? Math.min(gap, height / (order.length - 1)) : gap;
  const placed = new Array<number>(wanted.length).fill(0);
  let last = -Infinity;
  for (const i of order) {
    last = Math.max(wanted[i] ?? 0, last + room, 0);
    placed[i] = last;
  }
  let ceiling = height;
  for (const i of [...order].reverse()) {
    placed[i] = Math.min(placed[i] ?? 0, ceiling);
    ceiling = (placed[i] ?? 0) - room;
  }
  return placed;
}

// What happened in each interval of a curve that counts up, per minute. Nothing is known of the
// time before the first point.
export function perMinute(times: readonly number[], cumulated: readonly number[]): number[] {
  return cumulated.map((value, i) => {
    const before = cumulated[i - 1];
    const minutes = ((times[i] ?? 0) - (times[i - 1] ?? 0)) / kMinute;
    return before === undefined || minutes <= 0 ? 0 : Math.max(0, value - before) / minutes;
  });
}
