import { expect, test } from 'vitest';

import { beatsTheList, questionWords, verdictWords } from './verdict';

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

test('a choice may beat all that the scenario lists, and only all of it', () => {
  const option = (id: string, mean: number) => ({ id, truth: { mean, low: mean, high: mean } });
  expect(beatsTheList([option('this', 4), option('nothing', 9), option('best', 5)])).toBe(true);
  expect(beatsTheList([option('this', 5), option('nothing', 9), option('best', 5)])).toBe(false);
  expect(beatsTheList([option('nothing', 9), option('best', 5)])).toBe(false);
});
