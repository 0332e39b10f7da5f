import { expect, test } from 'vitest';
import { afterToggle, themeOf } from './theme';

test('what was not chosen is as the system has it', () => {
  expect(themeOf('system', true)).toBe('light');
  expect(themeOf('system', false)).toBe('dark');
  expect(themeOf('dark', true)).toBe('dark');
});

test('one press changes what is seen; two follow the system again', () => {
  for (const light of [true, false]) {
    const first = afterToggle(themeOf('system', light), light);
    expect(themeOf(first, light)).not.toBe(themeOf('system', light));
    expect(afterToggle(themeOf(first, light), light)).toBe('system');
  }
});
