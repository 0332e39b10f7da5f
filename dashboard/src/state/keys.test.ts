import { expect, test } from 'vitest';
import { belongsToControl } from './keys';

// An element as far as the rule looks at it: whether one of these selectors finds it.
const element = (...matches: string[]) => ({
  closest: (selectors: string) =>
    (selectors.split(', ').some((one) => matches.includes(one)) ? {} : null) as Element | null,
});
const button = element('button');
const picked = element('input');
const choice = element('input[type="radio"]', '[role="radio"]');

test('Space is the page’s after a rating was picked, and a button’s that has the focus', () => {
  expect(belongsToControl(' ', picked)).toBe(false);
  expect(belongsToControl(' ', element('input:not([type="radio"]:checked)'))).toBe(true);
  expect(belongsToControl(' ', button)).toBe(true);
  expect(belongsToControl('Enter', button)).toBe(true);
});

test('arrows belong to a choice and to nothing else', () => {
  expect(belongsToControl('ArrowDown', choice)).toBe(true);
  expect(belongsToControl('ArrowDown', button)).toBe(false);
});

test('other keys belong to no control', () => {
  for (const name of ['h', ']', 'Escape']) expect(belongsToControl(name, button)).toBe(false);
});
