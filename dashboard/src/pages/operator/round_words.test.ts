import { expect, test } from 'vitest';
import type { RoundRow } from '../../wire/types';
import { dayAndTime, keptUntil, matches } from './round_words';

const row: RoundRow = {
  id: 'r',
  candidate: '/c/1',
  interviewer: '/i/1',
  reviewer: '/v/1',
  metrics: '/m/1/metrics',
  scenario: 'ledger-minor-units',
  title: 'Captures failing in one region',
  level: 'senior',
  state: 'finished',
  candidate_name: 'Ada Lovelace',
  time_ns: 0,
  created_ms: Date.UTC(2026, 10, 24, 12),
  delete_after_ms: Date.UTC(2027, 10, 25, 12),
};

test('a round is found by words of its candidate, its scenario and its state, in any order', () => {
  expect(matches(row, '')).toBe(true);
  expect(matches(row, 'finished ADA')).toBe(true);
  expect(matches(row, 'captures minor')).toBe(true);
  expect(matches(row, 'ada junior')).toBe(false);
});

test('a day is told without seconds, and what is held has none', () => {
  expect(dayAndTime(row.created_ms, 'en-GB')).toMatch(/^24 Nov 2026,? \d\d:00$/);
  expect(keptUntil(row, 'en-GB')).toBe('25 Nov 2027');
  expect(keptUntil({ ...row, delete_after_ms: null })).toBe('on hold');
});
