import { expect, test } from 'vitest';

import type { Course, Decision } from '../../wire/types';
import { forkOf } from './fork_of';

const course: Course = {
  id: 'nothing',
  text: '',
  harm: [],
  harm_units: 0,
  restored_ns: null,
  recovered: false,
  times_ns: [],
  harm_curve: [],
  error_curve: [],
};

function decision(entry: number, from_here: Course[]): Decision {
  return {
    entry,
    plan: entry,
    at_ns: entry,
    action: '',
    label: '',
    why: '',
    kind: 'other',
    data_checked: false,
    change_opened: false,
    unreadable_share: 0,
    from_here,
    values: [],
    safety: [],
    verdict: '',
  };
}

const decisions = [decision(16, [course]), decision(23, []), decision(62, [course])];

test('an act without courses of its own belongs to the decision before it', () => {
  expect(forkOf(decisions, 23)?.entry).toBe(16);
  expect(forkOf(decisions, 62)?.entry).toBe(62);
});

test('before the first decision there is none', () => {
  expect(forkOf(decisions, 10)).toBeNull();
  expect(forkOf(decisions, null)).toBeNull();
});
