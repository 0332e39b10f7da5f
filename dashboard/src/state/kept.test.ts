import { expect, test } from 'vitest';
import { Kept } from './kept';

function memory() {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

test('a half-written form comes back after a reload, until it is sent', () => {
  const storage = memory();
  new Kept('abc', storage).keepDraft('update', { text: 'We are lo' });
  const after = new Kept('abc', storage);
  expect(after.draft('update', { text: '' })).toEqual({ text: 'We are lo' });
  after.dropDraft('update');
  expect(after.draft('update', { text: '' })).toEqual({ text: '' });
});

test('rounds and forms do not see each other’s drafts', () => {
  const storage = memory();
  new Kept('abc', storage).keepDraft('update', { text: 'mine' });
  expect(new Kept('xyz', storage).draft('update', { text: '' })).toEqual({ text: '' });
  expect(new Kept('abc', storage).draft('prediction', { text: '' })).toEqual({ text: '' });
});

test('a draft of another shape, or no JSON at all, is as none', () => {
  const storage = memory();
  const kept = new Kept('abc', storage);
  kept.keepDraft('hypothesis', { confidence: 'high', text: 'pool', gone: 1 });
  expect(kept.draft('hypothesis', { confidence: 0.5, text: '' })).toEqual({
    confidence: 0.5,
    text: 'pool',
  });
  storage.values.set('threeam.abc.draft.hypothesis', '{');
  expect(kept.draft('hypothesis', { text: '' })).toEqual({ text: '' });
});

test('a full storage loses the draft and not the page', () => {
  const full = {
    ...memory(),
    setItem: () => {
      throw new Error('quota');
    },
  };
  const kept = new Kept('abc', full);
  kept.keep('read', [1]);
  expect(kept.read('read')).toBeNull();
});
