// What stands under and beside a chart. Pure; lengths in pixels.

const kCharacter = 6.6; // of the axes' font, tabular digits

// Labels are centred on their ticks. One that would reach into the other axis' labels, or off the
// chart, is left out: its neighbour says enough.
export function clearLabels(
  labels: readonly string[],
  positions: readonly number[], // from the plot's left edge
  width: number, // of the plot
  beyond: number, // that may be used right of the plot
): string[] {
  return labels.map((label, index) => {
    const half = (label.length * kCharacter) / 2;
    const at = positions[index] ?? 0;
    return at >= half && at + half <= width + beyond ? label : '';
  });
}

export interface Placed {
  left: number;
  row: number; // from the top; -1: there is no room
}

const kAir = 4; // between a line and its text
const kNear = 24; // lines that share a place for their words
const kRows = 5;

// Where the words of vertical lines stand: beside their line, on the side where they cross no other;
// before those that are close where the chart ends; one row down where they would stand on others.
export function placeTexts(
  xs: readonly number[],
  widths: readonly number[],
  right: number,
  from = 0,
): Placed[] {
  const rows: [number, number][][] = Array.from({ length: kRows }, () => []);
  return xs.map((x, index) => {
    const width = widths[index] ?? 0;
    const left = leftOf(x, width, xs, from, right);
    const row = rows.findIndex((taken) =>
      taken.every(([start, end]) => left > end + kAir || left + width + kAir < start),
    );
    rows[row]?.push([left, left + width]);
    return { left, row };
  });
}

function leftOf(
  x: number,
  width: number,
  xs: readonly number[],
  from: number,
  right: number,
): number {
  const crossed = (left: number) =>
    xs.filter((other) => other !== x && other >= left - kAir && other <= left + width);
  const [after, before] = [x + kAir, x - kAir - width];
  const fits = after + width <= right;
  if (fits && crossed(after).length === 0) return after;
  if (before >= from && crossed(before).length === 0) return before;
  return fits ? after : firstOfNear(x, xs) - kAir - width;
}

// The first of the lines that stand close together with this one. Further away the words would be taken
// for another line's.
function firstOfNear(x: number, xs: readonly number[]): number {
  const before = xs.filter((other) => other < x).sort((a, b) => b - a);
  let first = x;
  for (const other of before) {
    if (first - other > kNear) break;
    first = other;
  }
  return first;
}
