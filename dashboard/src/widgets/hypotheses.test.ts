import { expect, test } from 'vitest';

import { nearness } from './hypotheses';

const cause = {
  accept: [{ component: 'ledger', mechanism: 'release' }],
  near: [{ component: 'limits', mechanism: 'data' }],
};

test('a hypothesis is right, near or off by the scenario’s own lists', () => {
  expect(nearness({ component: 'ledger', mechanism: 'release' }, cause)).toBe('right');
  expect(nearness({ component: 'limits', mechanism: 'data' }, cause)).toBe('near');
  expect(nearness({ component: 'ledger', mechanism: 'data' }, cause)).toBe('off');
});
