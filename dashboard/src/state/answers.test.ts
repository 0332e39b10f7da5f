import { expect, test } from 'vitest';
import type { Entry } from '../wire/types';
import { answeredSince } from './answers';

const people = [
  { name: 'ruben', role: 'ledger', questions: [{ id: 'safe', ask: 'Is it safe?', after_ns: 120 }] },
];

function look(seq: number, time_ns: number, payload: Entry['payload']): Entry {
  return { seq, time_ns, wall_ms: 0, actor: 'candidate', kind: 'look', payload };
}

const question = look(3, 100, { what: 'ask', person: 'ruben', answer: 'safe' });
const next = look(4, 150, { what: 'changes' });
const later = look(5, 300, { what: 'flags' });
const entries = [question, next, later];

test('an answer has come when its delay is over, and not before', () => {
  expect(answeredSince(entries, people, next, 219)).toBeNull();
  expect(answeredSince(entries, people, next, 220)).toEqual({
    question,
    person: 'ruben',
    ready_ns: 220,
  });
});

test('an answer is told until something else is opened', () => {
  expect(answeredSince(entries, people, later, 400)).toBeNull();
});

test('a question that is on the screen shows its own answer', () => {
  expect(answeredSince([question], people, question, 400)).toBeNull();
});
