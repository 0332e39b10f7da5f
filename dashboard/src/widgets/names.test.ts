import { expect, test } from 'vitest';
import { courseLine, inPaintOrder, unitBeside } from './names';

test('no two courses of one chart have the same colour or the same dashes', () => {
  const ids = ['this', 'nothing', 'roll_back', 'fix_forward', 'best', 'another'];
  const lines = ids.map(courseLine);
  expect(new Set(lines.map((line) => line.colour)).size).toBe(ids.length);
  expect(new Set(lines.map((line) => line.dash)).size).toBe(ids.length);
});

test('what is drawn through is painted before what is broken', () => {
  const ids = ['nothing', 'roll_back', 'this', 'best'].map((id) => ({ id }));
  expect(inPaintOrder(ids).map(({ id }) => id)).toEqual(['this', 'best', 'roll_back', 'nothing']);
});

test('a unit that the title has is not said twice', () => {
  expect(unitBeside('failed_requests', 'requests')).toBe('');
  expect(unitBeside('wrong_rows', 'rows')).toBe('');
  expect(unitBeside('wrong_effects', 'payouts')).toBe('payouts');
});
