import { expect, test } from 'vitest';
import { clearLabels, placeTexts } from './chart_axis';

test('a time at the corner leaves the room to the zero beside it', () => {
  expect(clearLabels(['−30:00', '−20:00', '−10:00'], [0, 100, 200], 300, 20)).toEqual([
    '',
    '−20:00',
    '−10:00',
  ]);
});

test('a time that would be cut off at the right is left out', () => {
  const long = '+1:20:00';
  expect(clearLabels(['+40:00', long], [100, 300], 300, 20)).toEqual(['+40:00', '']);
  expect(clearLabels(['+40:00'], [300], 300, 20)).toEqual(['+40:00']);
});

test('the words of a line stand beside it, whole, and not on one another', () => {
  expect(placeTexts([10, 200, 210, 290], [60, 60, 60, 60], 300)).toEqual([
    { left: 14, row: 0 },
    { left: 136, row: 0 },
    { left: 214, row: 0 },
    { left: 226, row: 1 },
  ]);
});

test('words at the end of the chart cross no line: they stand before all that are near', () => {
  expect(placeTexts([280, 290], [60, 60], 300)).toEqual([
    { left: 216, row: 0 },
    { left: 216, row: 1 },
  ]);
});

test('words stay near their line, though one that is far is crossed', () => {
  expect(placeTexts([200, 275, 290], [60, 110, 110], 300)).toEqual([
    { left: 204, row: 0 },
    { left: 161, row: 1 },
    { left: 161, row: 2 },
  ]);
});

test('words for which there is no row are left out', () => {
  const rows = placeTexts([10, 11, 12, 13, 14, 15], [60, 60, 60, 60, 60, 60], 300).map(
    ({ row }) => row,
  );
  expect(rows).toEqual([0, 1, 2, 3, 4, -1]);
});
