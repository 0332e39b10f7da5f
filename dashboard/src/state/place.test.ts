import { expect, test } from 'vitest';
import { formatPlace, parsePlace } from './place';

test('a place is written and read back', () => {
  const hash = formatPlace('logs', { search: 'a & b = ü', level: 'error' });
  const { view, params } = parsePlace(hash, 'overview');
  expect([view, params.get('search'), params.get('level')]).toEqual(['logs', 'a & b = ü', 'error']);
});

test('no place is the fallback', () => {
  expect(parsePlace('', 'overview').view).toBe('overview');
  expect(parsePlace('#', 'overview').view).toBe('overview');
});
