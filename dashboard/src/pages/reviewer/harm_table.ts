// Harm by kind and course of action, with what makes units of it. Pure.
import { harmOrder } from '../../widgets/names';
import type { Course } from '../../wire/types';

export interface HarmKind {
  kind: string;
  unit: string;
  weight: number; // harm units for each
}

export interface HarmLine {
  id: string; // of the course
  cells: Map<string, { amount: number; money: string }>; // by kind
  units: number; // the weighted sum
}

// Kinds that no course has any of are left out.
export function harmTable(courses: readonly Course[]): { kinds: HarmKind[]; lines: HarmLine[] } {
  const kinds = new Map<string, HarmKind>();
  for (const { kind, unit, weight, amount } of courses.flatMap(({ harm }) => harm)) {
    if (amount >= 0.5) kinds.set(kind, { kind, unit, weight });
  }
  return {
    kinds: [...kinds.values()].sort((a, b) => harmOrder(a.kind, b.kind)),
    lines: courses.map(({ id, harm, harm_units }) => ({
      id,
      cells: new Map(harm.map(({ kind, amount, money }) => [kind, { amount, money }])),
      units: harm_units,
    })),
  };
}
