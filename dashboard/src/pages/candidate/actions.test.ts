import { expect, test } from 'vitest';
import type { ActionView } from '../../wire/types';
import { groupActions, secondsOf, takesText } from './actions';

const action = (id: string, kind: string): ActionView => ({
  id,
  label: id,
  does: '',
  takes_ns: 0,
  kind,
});

test('every action is in exactly one group, and no group is empty', () => {
  const actions = ['rollback', 'set_flag', 'drain', 'shed', 'purge_queue', 'something_new'].map(
    (kind) => action(kind, kind),
  );
  const groups = groupActions(actions);
  expect(groups.flatMap((group) => group.actions.map((one) => one.id)).sort()).toEqual(
    actions.map((one) => one.id).sort(),
  );
  expect(groups.every((group) => group.actions.length > 0)).toBe(true);
  expect(groups[groups.length - 1]?.title).toBe('Other');
});

test('minutes are read as they are typed', () => {
  expect(secondsOf('4')).toBe(240);
  expect(secondsOf(' 2,5 ')).toBe(150);
  expect(secondsOf('')).toBeUndefined();
});

test('what is no time of at most a day is refused', () => {
  for (const text of ['0', '-1', 'soon', '1441']) expect(secondsOf(text)).toBeNull();
});

test('how long an action takes is told as far as it is known', () => {
  expect(takesText({ kind: 'shed', takes_ns: 10e9 })).toBe('first effect after 10\u202fs');
  expect(takesText({ kind: 'silence', takes_ns: 0 })).toBe('starts at once');
  const rollback = takesText({ kind: 'rollback', takes_ns: 0 });
  expect(rollback).toMatch(/^starts at once, then instance by instance/);
});
