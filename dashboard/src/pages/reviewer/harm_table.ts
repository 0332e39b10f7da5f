// Harm by kind, one column a course of action. Pure.
import { harmOrder } from '../../widgets/names';
import type { Course } from '../../wire/types';

export interface HarmLine {
  kind: string; // "units" for the weighted sum
  unit: string;
  cells: Map<string, { amount: number; money: string }>; // by course
}

// Kinds that no course has any of are left out; the weighted sum comes last.
export function harmTable(courses: readonly Course[]): HarmLine[] {
  const lines = new Map<string, HarmLine>();
  for (const { id, harm } of courses) {
    for (const { kind, unit, amount, money } of harm) {
      const line = lines.get(kind) ?? { kind, unit, cells: new Map() };
      line.cells.set(id, { amount, money });
      lines.set(kind, line);
    }
  }
  const some = [...lines.values()]
    .filter((line) => [...line.cells.values()].some((cell) => cell.amount >= 0.5))
    .sort((a, b) => harmOrder(a.kind, b.kind));
  const units = new Map(
    courses.map(({ id, harm_units }) => [id, { amount: harm_units, money: '' }]),
  );
  return [...some, { kind: 'units', unit: '', cells: units }];
}
