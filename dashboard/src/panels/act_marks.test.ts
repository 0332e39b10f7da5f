import { expect, test } from 'vitest';

import { entryOf } from '../wire/fixtures';
import { actMarks, markText, mergeMarks } from './act_marks';

const actions = [{ id: 'stop', label: 'Stop the rollout' }];
const entries = [entryOf(1, 'look'), entryOf(2, 'do', { action: 'stop' })];
const act = { at_ns: 20e9, text: 'Stop the rollout', own: true };

test('an act is marked at its moment with its label', () => {
  expect(actMarks(entries, actions)).toEqual([act]);
});

test('an act that the change feed tells of is marked once', () => {
  const told = { at_ns: 20e9, text: 'Stop the rollout' };
  const deploy = { at_ns: -60e9, text: 'ledger 4.2.0' };
  expect(mergeMarks([told, deploy], [act])).toEqual([deploy, act]);
});

test('a long name is cut', () => {
  expect(markText('Fix forward: limits 2.8.4 and settler 5.2.1')).toBe(
    'Fix forward: limits 2.8.4 a…',
  );
});
