import { expect, test } from 'vitest';
import { readEstimate } from './estimate_fields';

const kPage = 3 * 3600;
const kEmpty = {
  failing_ratio: '',
  failing_requests_per_second: '',
  since_ns: '',
  rows_written: '',
};

test('each wrong field is named, and only those', () => {
  const { numbers, wrong } = readEstimate(
    { ...kEmpty, failing_ratio: 'lots', since_ns: 'earlier', rows_written: '2k' },
    kPage,
  );
  expect(Object.keys(wrong)).toEqual(['failing_ratio', 'since_ns']);
  expect(numbers).toEqual({ rows_written: 2000 });
});

test('what is said at a wrong field holds no number to hold on to', () => {
  const all = {
    failing_ratio: 'x',
    failing_requests_per_second: 'x',
    since_ns: 'x',
    rows_written: 'x',
  };
  for (const words of Object.values(readEstimate(all, kPage).wrong))
    expect(words).not.toMatch(/\d/);
});

test('a share is a share with and without its sign, and never more than all', () => {
  const share = (text: string) => readEstimate({ ...kEmpty, failing_ratio: text }, kPage);
  expect(share('40 %').numbers.failing_ratio).toBeCloseTo(0.4);
  expect(share('40').numbers.failing_ratio).toBeCloseTo(0.4);
  expect(share('0.4').numbers.failing_ratio).toBeCloseTo(0.4);
  expect(share('140').wrong.failing_ratio).toBeDefined();
});

test('what is left empty is neither wrong nor said', () => {
  expect(readEstimate(kEmpty, kPage)).toEqual({ numbers: {}, wrong: {} });
  expect(readEstimate({ ...kEmpty, since_ns: '-20m' }, kPage).numbers).toEqual({
    since_ns: -1200e9,
  });
});
