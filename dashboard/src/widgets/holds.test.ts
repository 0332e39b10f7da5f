import { expect, test } from 'vitest';
import type { Command } from '../wire/types';
import { endedText, holding } from './holds';

const done = (command: number, message: string): Command => ({
  command,
  action: `a${command}`,
  label: '',
  state: 'done',
  progress: 1,
  message,
});

const shed = (command: number, share: number, of = 'POST /x') =>
  done(command, `${share} % of ${of} are refused with 429`);

test('of what was done to the same thing the last one holds', () => {
  expect([...holding([shed(1, 95), shed(2, 80), shed(3, 0)])]).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
});

test('what is still under way, or has failed, replaces nothing', () => {
  const running: Command = { ...shed(2, 80), state: 'running' };
  const failed: Command = { ...shed(3, 80), state: 'failed' };
  expect([...holding([shed(1, 95), running, failed])]).toEqual([[1, true]]);
});

test('another thing, or another part of it, is left as it is; all of it is not', () => {
  const frozen = (command: number, where: string) =>
    done(command, `writes to rows are refused with 503 in ${where}`);
  expect([...holding([frozen(1, 'north'), frozen(2, 'south'), shed(3, 80)]).values()]).toEqual([
    true,
    true,
    true,
  ]);
  const thawed = done(4, 'writes to rows are accepted');
  expect([...holding([frozen(1, 'north'), frozen(2, 'south'), thawed]).values()]).toEqual([
    false,
    false,
    true,
  ]);
  expect(holding([shed(1, 95), shed(2, 10, 'all requests')]).get(1)).toBe(false);
});

test('a flag and a version are replaced by their next value, an event by nothing', () => {
  const acts = [
    done(1, 'new.names is off everywhere'),
    done(2, 'search runs 2.0.7 everywhere'),
    done(3, 'names was emptied in north'),
    done(4, 'new.names is on everywhere'),
  ];
  expect([...holding(acts)]).toEqual([
    [1, false],
    [2, true],
    [4, true],
  ]);
});

test('the words say which holds now', () => {
  expect(endedText('done', true)).toBe('done, holds now');
  expect(endedText('done', false)).toBe('done, replaced since');
  expect(endedText('done', undefined)).toBe('done');
  expect(endedText('failed', undefined)).toBe('failed');
});
