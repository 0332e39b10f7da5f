import { expect, test } from 'vitest';
import type { RoundRow } from '../../wire/types';
import { day, dayAndTime, importRefusal, keptUntil, matches, shortId } from './round_words';

const row: RoundRow = {
  id: 'play-d79c50a159e6d552ee3b',
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

test('a day is written the same everywhere, without seconds, and what is held has none', () => {
  const noon = new Date(2026, 10, 4, 9, 5).getTime();
  expect(day(noon)).toBe('2026-11-04');
  expect(dayAndTime(noon)).toBe('2026-11-04 09:05');
  expect(keptUntil({ delete_after_ms: noon })).toBe('2026-11-04');
  expect(keptUntil({ delete_after_ms: null })).toBe('on hold');
});

test('an id is short, but long enough to tell two imported rounds apart', () => {
  expect(shortId('play-d79c50a159e6d552ee3b')).toBe('d79c50a1');
  expect(shortId('ajux4gcoe67sizs7yud3c3my2i')).toBe('ajux4gco');
  expect(matches(row, 'd79c50a1')).toBe(true);
});

test('a journal without its end may be imported as far as it goes, another refused one may not', () => {
  const cut = importRefusal('a.jsonl', 'the journal is not whole: no end of the round; ?partial=1');
  expect(cut.cutOff).toBe(true);
  expect(cut.says).not.toContain('partial');
  expect(importRefusal('a.jsonl', 'This round is here already.')).toEqual({
    says: 'a.jsonl was not imported. This round is here already.',
    cutOff: false,
  });
});
