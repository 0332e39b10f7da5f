import { afterEach, expect, test, vi } from 'vitest';
import { formatPlace, go, parsePlace, place, resume } from './place';

afterEach(() => vi.unstubAllGlobals());

test('a place is written and read back', () => {
  const hash = formatPlace('logs', { search: 'a & b = ü', level: 'error' });
  const { view, params } = parsePlace(hash, 'overview');
  expect([view, params.get('search'), params.get('level')]).toEqual(['logs', 'a & b = ü', 'error']);
});

test('no place is the fallback', () => {
  expect(parsePlace('', 'overview').view).toBe('overview');
  expect(parsePlace('#', 'overview').view).toBe('overview');
});

test('a view is gone back to as it was left, but nothing that was open is opened again', () => {
  vi.stubGlobal('history', { pushState: () => undefined, replaceState: () => undefined });
  go('metrics', { m: 'error_ratio', last: '600' });
  go('traces', { request: '7' });
  resume('metrics');
  expect(place.value.view).toBe('metrics');
  expect(place.value.params.get('last')).toBe('600');
  resume('traces');
  expect([...place.value.params]).toEqual([]);
});
