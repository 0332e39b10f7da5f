import { expect, test } from 'vitest';
import { colourDashes, colourIndex, colourName, kSeriesColours, learnColours } from './colours';

test('a value has one colour, whatever panel it is on', () => {
  learnColours('region', ['north', 'south']);
  expect(colourIndex({ region: 'south' })).toBe(1);
  expect(colourIndex({ region: 'east' })).toBe(2);
  expect(colourIndex({ region: 'south' })).toBe(1);
});

test('two labels together are a value of their own, in any order', () => {
  const one = colourIndex({ region: 'north', version: '2' });
  expect(colourIndex({ version: '2', region: 'north' })).toBe(one);
});

test('when the colours are used up, dashes tell the series apart', () => {
  expect(colourName(kSeriesColours)).toBe(colourName(0));
  expect(colourDashes(kSeriesColours)).not.toEqual(colourDashes(0));
});
