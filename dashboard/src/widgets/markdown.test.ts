import { expect, test } from 'vitest';
import { parseBlocks, parseInline } from './markdown';

test('blocks are told apart', () => {
  const kinds = parseBlocks(
    '# A\n\ntext\nmore\n\n- x\n- y\n  z\n\n1. n\n\n> q\n\n```\na\n\nb\n```\n\n|h|\n|--|\n|c|',
  ).map((block) => block.kind);
  expect(kinds).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'code', 'table']);
});

test('a list item goes on in an indented line', () => {
  expect(parseBlocks('- x\n- y\n  z')[0]).toMatchObject({ ordered: false, items: ['x', 'y z'] });
});

test('code keeps its blank lines, and an open fence ends with the text', () => {
  expect(parseBlocks('```sql\nselect\n\n1')[0]).toEqual({ kind: 'code', text: 'select\n\n1' });
});

test('markup in code is text, and so is HTML everywhere', () => {
  expect(parseInline('`**a**` <b>x</b>')).toEqual([
    { kind: 'code', text: '**a**' },
    { kind: 'text', text: ' <b>x</b>' },
  ]);
});

test('underscores inside a name are no emphasis', () => {
  expect(parseInline('look at error_ratio_now and _this_')).toEqual([
    { kind: 'text', text: 'look at error_ratio_now and ' },
    { kind: 'emphasis', text: 'this' },
  ]);
});
