import { expect, test } from 'vitest';

import { questionWords, verdictWords } from './verdict';

test('a decision without a class has no words for one', () => {
  expect(verdictWords('')).toBeNull();
  expect(verdictWords('unsafe')).toMatchObject({ title: 'unsafe', tone: 'alarm' });
});

test('a question that is not known by name is asked by its name', () => {
  expect(questionWords({ question: 'old_reads_it' })).toBe(
    'Can the old version read what is there?',
  );
  expect(questionWords({ question: 'who_waits' })).toBe('Who waits?');
});
