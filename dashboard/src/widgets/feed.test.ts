import { expect, test } from 'vitest';

import { entryOf } from '../wire/fixtures';
import type { Entry } from '../wire/types';
import { filterFeed } from './feed';
import { sentence } from './sentence';

function rating(seq: number, actor: Entry['actor'], points: number): Entry {
  return { ...entryOf(seq, 'rating', { dimension: 'debugging', points }), actor };
}

test('of a rating only the last word is told, and whose it is', () => {
  const entries = [
    rating(1, 'interviewer', 3),
    rating(2, 'reviewer', 2),
    rating(3, 'interviewer', 4),
    rating(4, 'interviewer', 4),
  ];
  const told = filterFeed(entries, 'all').map((entry) => {
    const { verb, text } = sentence(entry);
    return `${verb} ${text}`;
  });
  expect(told).toEqual(['reviewer rated debugging: 2 of 5', 'interviewer rated debugging: 4 of 5']);
});
