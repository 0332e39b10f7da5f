import { expect, test } from 'vitest';
import { entryOf } from '../wire/fixtures';
import type { Payload } from '../wire/types';
import { acknowledgedAt, nextHypothesis, notebookOf } from './notebook';

const say = (seq: number, payload: Payload) => entryOf(seq, 'say', payload);
const guess = (id: string, more: Payload = {}) => ({
  what: 'hypothesis',
  id,
  component: 'search',
  mechanism: 'release',
  confidence: 0.5,
  ...more,
});

test('a hypothesis said again is changed, in its place', () => {
  const { hypotheses } = notebookOf([
    say(1, guess('H1')),
    say(2, guess('H2')),
    say(3, guess('H1', { confidence: 0.1, state: 'refuted' })),
  ]);
  expect(hypotheses.map(({ id, state, confidence }) => [id, state, confidence])).toEqual([
    ['H1', 'refuted', 0.1],
    ['H2', 'open', 0.5],
  ]);
  expect(hypotheses[0]?.since_ns).toBe(10e9);
});

test('the last severity and estimate count', () => {
  const book = notebookOf([
    say(2, { what: 'severity', level: 3 }),
    say(4, { what: 'severity', level: 1 }),
    say(5, { what: 'estimate', failing_ratio: 0.2, rows_written: 10 }),
    say(6, { what: 'estimate', failing_ratio: 0.1 }),
  ]);
  expect(book.severity).toBe(1);
  expect(book.estimate).toMatchObject({ failing_ratio: 0.1, rows_written: null });
});

test('an acknowledgement is of the alerts that had fired by then, not of those that come', () => {
  const book = notebookOf([say(3, { what: 'acknowledge' })]);
  expect(acknowledgedAt(book, -60e9)).toBe(30e9);
  expect(acknowledgedAt(book, 30e9)).toBe(30e9);
  expect(acknowledgedAt(book, 250e9)).toBeNull();
  const again = notebookOf([
    say(3, { what: 'acknowledge' }),
    say(26, { what: 'acknowledge' }),
    say(30, { what: 'acknowledge' }),
  ]);
  expect(acknowledgedAt(again, 250e9)).toBe(260e9);
  expect(acknowledgedAt(notebookOf([]), 0)).toBeNull();
});

test('only what was said is in the notebook', () => {
  const book = notebookOf([
    entryOf(1, 'look', { what: 'update', text: 'no' }),
    say(2, { what: 'update', text: 'yes' }),
  ]);
  expect(book.updates.map((update) => update.text)).toEqual(['yes']);
});

test('the next hypothesis has a free number', () => {
  expect(nextHypothesis(notebookOf([]))).toBe('H1');
  expect(nextHypothesis(notebookOf([say(1, guess('H3')), say(2, guess('mine'))]))).toBe('H4');
});
