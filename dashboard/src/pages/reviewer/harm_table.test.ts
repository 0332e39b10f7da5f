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
      weight: 1,
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

test('a kind has a line when any course has some of it, and the sum comes last', () => {
  const lines = harmTable([
    course('candidate', { failed_requests: 10, late_requests: 0 }, 10),
    course('nothing', { failed_requests: 90, late_requests: 0.1 }, 90),
  ]);
  expect(lines.map((line) => line.kind)).toEqual(['failed_requests', 'units']);
  expect(lines[0]?.cells.get('nothing')?.amount).toBe(90);
  expect(lines.at(-1)?.cells.get('candidate')?.amount).toBe(10);
});
