// A colour belongs to a label's value, the same on every panel of a page. Values that the scenario
// names come first and in its order; others take the next free colour when they are first seen.
import type { Labels } from '../wire/types';

export const kSeriesColours = 7;
const known = new Map<string, Map<string, number>>();

function indexOf(label: string, value: string): number {
  let values = known.get(label);
  if (!values) {
    values = new Map();
    known.set(label, values);
  }
  let index = values.get(value);
  if (index === undefined) {
    index = values.size;
    values.set(value, index);
  }
  return index;
}

export function learnColours(label: string, values: readonly string[]): void {
  for (const value of values) indexOf(label, value);
}

// 0, 1, 2 ...; from kSeriesColours on the colours repeat with dashes.
export function colourIndex(labels: Labels): number {
  const names = Object.keys(labels).sort();
  const first = names[0];
  if (first === undefined) return 0;
  return indexOf(names.join('\n'), names.map((name) => labels[name]).join('\n'));
}

export function colourName(index: number): string {
  return `--series-${(index % kSeriesColours) + 1}`;
}

export function colourDashes(index: number): number[] {
  return index < kSeriesColours ? [] : index < 2 * kSeriesColours ? [6, 3] : [2, 2];
}

// A custom property's value now, for a canvas.
export function themed(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
