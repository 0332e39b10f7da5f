import { expect, test } from 'vitest';
import { notebookOf } from '../../state/notebook';
import { entryOf } from '../../wire/fixtures';
import { closedLines } from './closed';

const resolved = entryOf(6, 'say', { what: 'resolved', text: 'rolled back' });
const handover = entryOf(12, 'say', { what: 'handover', text: 'watch the queue' });

test('nothing is said of an end while nobody has spoken of one', () => {
  expect(closedLines(notebookOf([]), false)).toEqual([]);
});

test('who resolved sees when, that it goes on, and that a hand-over is open', () => {
  const [said, left] = closedLines(notebookOf([resolved]), false);
  expect(said).toBe('You said at +01:00 that it is resolved.');
  expect(left).toContain('until the interviewer ends it');
  expect(left).toContain('hand-over');
});

test('both are told with their times, and a hand-over that was made is not asked for', () => {
  const [said, left] = closedLines(notebookOf([resolved, handover]), false);
  expect(said).toBe('You said at +01:00 that it is resolved; handed over at +02:00.');
  expect(left).not.toContain('hand-over');
  expect(closedLines(notebookOf([handover]), false)[0]).toBe('You handed over at +02:00.');
});

test('once the round is over nothing more can be done', () => {
  expect(closedLines(notebookOf([resolved]), true)).toHaveLength(1);
});
