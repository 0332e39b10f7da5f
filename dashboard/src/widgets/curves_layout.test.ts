import { describe, expect, test } from 'vitest';

import { areaPath, linePath, niceScale, perMinute, spreadLabels } from './curves_layout';

const scale = { x: (t: number) => t, y: (v: number) => 100 - v };

describe('scale', () => {
  test('tops are round and hold the largest value', () => {
    expect(niceScale(874)).toEqual({ max: 1000, step: 500 });
    expect(niceScale(0.113)).toEqual({ max: 0.15000000000000002, step: 0.05 });
    expect(niceScale(30, 3)).toEqual({ max: 30, step: 10 });
  });
  test('nothing to show still has a scale', () => {
    expect(niceScale(0)).toEqual({ max: 1, step: 1 });
    expect(niceScale(Number.NaN)).toEqual({ max: 1, step: 1 });
  });
});

describe('paths', () => {
  test('a gap in the data is a gap in the line', () => {
    expect(linePath([0, 1, 2, 3], [1, null, 3, 4], scale)).toBe('M0.0 99.0M2.0 97.0L3.0 96.0');
  });
  test('an area stands on its base and breaks at gaps', () => {
    expect(areaPath([0, 1, 2, 3, 4], [1, 2, null, 4, 5], scale, 100)).toBe(
      'M0.0 100L0.0 99.0L1.0 98.0L1.0 100ZM3.0 100L3.0 96.0L4.0 95.0L4.0 100Z',
    );
  });
});

describe('labels at the ends of lines', () => {
  test('stay where they are when there is room', () => {
    expect(spreadLabels([10, 60], 14, 100)).toEqual([10, 60]);
  });
  test('move apart in their order', () => {
    expect(spreadLabels([52, 50, 51], 10, 100)).toEqual([70, 50, 60]);
  });
  test('are pushed back from the bottom', () => {
    expect(spreadLabels([95, 99, 100], 10, 100)).toEqual([80, 90, 100]);
  });
  test('share what there is when there is too little room', () => {
    expect(spreadLabels([0, 0, 0], 80, 100)).toEqual([0, 50, 100]);
  });
});

test('a cumulated curve becomes a rate per minute', () => {
  expect(perMinute([30e9, 60e9, 90e9], [10, 30, 30])).toEqual([0, 40, 0]);
});
