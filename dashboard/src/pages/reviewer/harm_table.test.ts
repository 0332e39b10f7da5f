import { expect, test } from 'vitest';

import type { Course } from '../../wire/types';
import { harmTable } from './harm_table';

function course(id: string, harm: Record<string, number>, harm_units: number): Course {
  return {
    id,
    text: '',
    harm: Object.entries(harm).map(([kind, amount]) => ({
      kind,
      unit: 'requests',
      amount,
      weight: 0.5,
      money: '',
    })),
    harm_units,
    restored_ns: null,
    recovered: false,
    times_ns: [],
    harm_curve: [],
    error_curve: [],
  };
}

const courses = [
  course('candidate', { late_requests: 0, wrong_rows: 4, failed_requests: 10 }, 7),
  course('nothing', { late_requests: 0.1, wrong_rows: 0, failed_requests: 90 }, 45),
];

test('a kind is listed when any course has some of it, users before data', () => {
  const { kinds, lines } = harmTable(courses);
  expect(kinds.map(({ kind }) => kind)).toEqual(['failed_requests', 'wrong_rows']);
  expect(lines[1]?.cells.get('failed_requests')?.amount).toBe(90);
});

test('units can be computed again from the amounts and the weights', () => {
  const { kinds, lines } = harmTable(courses);
  const sums = lines.map(({ cells }) =>
    kinds.reduce((sum, { kind, weight }) => sum + weight * (cells.get(kind)?.amount ?? 0), 0),
  );
  expect(sums).toEqual(lines.map(({ units }) => units));
});
