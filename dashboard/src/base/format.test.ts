import { describe, expect, test } from 'vitest';
import {
  alertWords,
  formatClock,
  formatCount,
  formatDuration,
  formatOffset,
  formatOffsetFine,
  formatRequest,
  formatRequestShort,
  formatTick,
  formatValue,
  kSecond,
  parseMoment,
  parseNumber,
  parseRequest,
  significant,
} from './format';

// Thin spaces are written as plain ones here.
const plain = (text: string) => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');
const kPage = 3 * 3600 + 14 * 60 + 12;

describe('times', () => {
  test('an offset counts from the page, with hours only when there are some', () => {
    expect(plain(formatOffset(372 * kSecond))).toBe('+06:12');
    expect(plain(formatOffset(-280 * kSecond))).toBe('-04:40');
    expect(plain(formatOffset(3723 * kSecond))).toBe('+1:02:03');
    expect(plain(formatOffset(-75 * 3600 * kSecond))).toBe('-3 d 3 h');
  });

  test('less than a second before the page is not minus zero', () => {
    expect(plain(formatOffset(-0.4 * kSecond))).toBe('+00:00');
  });

  test('the clock goes round at midnight, in both directions', () => {
    expect(formatClock(372 * kSecond, kPage)).toBe('03:20:24');
    expect(formatClock(-4 * 3600 * kSecond, kPage)).toBe('23:14:12');
    expect(formatClock(21 * 3600 * kSecond, kPage)).toBe('00:14:12');
  });

  test('log times show milliseconds', () => {
    expect(plain(formatOffsetFine(372.045 * kSecond))).toBe('+06:12.045');
  });

  test('with milliseconds, the last second before the page is before it', () => {
    expect(plain(formatOffsetFine(-0.375 * kSecond))).toBe('-00:00.375');
    expect(plain(formatOffsetFine(-61.002 * kSecond))).toBe('-01:01.002');
    expect(plain(formatOffsetFine(-0.0004 * kSecond))).toBe('+00:00.000');
  });

  test.each([
    [0, '0 s'],
    [340e3, '340 µs'],
    [12.44e6, '12.4 ms'],
    [1.24e9, '1.24 s'],
    [90e9, '90 s'],
    [360e9, '6 min'],
    [150e9, '2 min 30 s'],
    [3900e9, '1 h 5 min'],
    [3599.6e9, '1 h'],
  ])('a duration of %d ns reads %s', (ns, words) => {
    expect(plain(formatDuration(ns))).toBe(words);
  });

  test('a moment is read as an offset, a length or a time of day', () => {
    expect(parseMoment('-04:40', kPage)).toBe(-280 * kSecond);
    expect(parseMoment('\u221204:40', kPage)).toBe(-280 * kSecond);
    expect(parseMoment('-12m', kPage)).toBe(-720 * kSecond);
    expect(parseMoment('03:02', kPage)).toBe(-732 * kSecond);
    expect(parseMoment('03:14:12', kPage)).toBe(0);
  });

  test('a time of day is the nearest one to the page', () => {
    expect(parseMoment('23:50', 600)).toBe(-1200 * kSecond);
  });

  test('words are no moment', () => {
    expect(parseMoment('just now', kPage)).toBeNaN();
    expect(parseMoment('', kPage)).toBeNaN();
  });
});

describe('numbers', () => {
  test.each([
    [0.1123, 'ratio', '11.2 %'],
    [0.002, 'ratio', '0.2 %'],
    [0.0241, 'seconds', '24.1 ms'],
    [159.4, 'requests/s', '159/s'],
    [1204, 'messages', '1,204 messages'],
    [1, 'messages', '1 message'],
    [3, '', '3'],
  ])('%d in %s reads %s', (value, unit, words) => {
    expect(plain(formatValue(value, unit))).toBe(words);
  });

  test('no value is a dash, never zero', () => {
    expect(formatValue(null, 'ratio')).toBe('–');
    expect(formatValue(Number.NaN, 'seconds')).toBe('–');
  });

  test('thousands are parted, small negatives are zero', () => {
    expect(formatCount(4100000)).toBe('4,100,000');
    expect(plain(formatCount(-1200))).toBe('-1,200');
    expect(formatCount(-0.2)).toBe('0');
  });

  test('three digits matter', () => {
    expect([0.01234, 1.239, 12.39, 123.9].map(significant)).toEqual([
      '0.012',
      '1.24',
      '12.4',
      '124',
    ]);
  });

  test('an axis is short', () => {
    expect(formatTick(0.125, 'ratio')).toBe('12.5\u202f%');
    expect(formatTick(0.08, 'seconds')).toBe('80\u202fms');
    expect(formatTick(1000, 'seconds')).toBe('16.7\u202fmin');
    expect(formatTick(5400, 'seconds')).toBe('1.5\u202fh');
    expect(formatTick(41000, 'messages')).toBe('41k');
    expect(formatTick(4100000, 'rows')).toBe('4.1M');
  });

  test('the words of an alert have the units of every other text, and no end of their own', () => {
    expect(plain(alertWords('5xx on POST /x above 5 % for 4 m.'))).toBe(
      '5xx on POST /x above 5 % for 4 min',
    );
    expect(plain(alertWords('longer than 5 m, 3 more'))).toBe('longer than 5 min, 3 more');
    expect(alertWords('above 20 ms')).toBe('above 20 ms');
  });

  test('what a person types is a number', () => {
    expect(parseNumber('11 %')).toBeCloseTo(0.11);
    expect(parseNumber('1,200')).toBe(1200);
    expect(parseNumber('12k')).toBe(12000);
    expect(parseNumber('0.11')).toBe(0.11);
    expect(parseNumber('many')).toBeNaN();
  });
});

test('a request is told in hex, and found again by all of it, or by its decimal number', () => {
  const request = '11400714819323198485';
  expect(formatRequest(request)).toBe('9e3779b97f4a7c15');
  expect(formatRequestShort(request)).toBe('9e3779b9');
  expect(formatRequest('255')).toBe('00000000000000ff');
  expect(parseRequest(' 9E3779B97F4A7C15 ')).toBe(request);
  expect(parseRequest(request)).toBe(request);
  expect(parseRequest('9e3779b9')).toBeNull();
  expect(parseRequest('timeout')).toBeNull();
});
