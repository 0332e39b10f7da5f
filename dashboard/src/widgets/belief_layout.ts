// The arithmetic of belief drawn as stacked steps: belief moves at entries and stays between them.
// Pure; times are nanoseconds from the page, lengths are pixels.
import type { Belief, BeliefStep, Suspect } from '../wire/types';
import type { Scale } from './curves_layout';
import { lastAtOrBefore, type Span } from './timeline_layout';

// Of the series' colours in an order in which neighbours stay apart for every eye.
const kColours = ['1', '2', '3', '4', '7', '6', '5'].map((n) => `--series-${n}`);
const kRest = 'something_else';

export interface Band {
  suspect: Suspect;
  index: number; // into a step's belief
  letter: string; // A, B, C, else: the same in the picture, the legend and the table
  colour: string;
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

// Until the reviewer has locked: a letter each and no word, because the words of whoever has most of
// the belief are the cause. The letters stay when the names come.
export function withoutNames(belief: Belief): Belief {
  const letters = new Map(
    bandsOf(belief.suspects).map(({ suspect, letter }) => [suspect.id, letter]),
  );
  return {
    ...belief,
    suspects: belief.suspects.map(({ id }) => ({
      id,
      about: id === kRest ? 'something else' : (letters.get(id) ?? ''),
      component: '',
      mechanism: '',
      cause: false,
    })),
  };
}

// From the bottom up, by their words: the scenario's own order would tell which is the cause.
export function bandsOf(suspects: readonly Suspect[]): Band[] {
  return suspects
    .map((suspect, index) => ({ suspect, index }))
    .sort((a, b) => {
      const last = Number(a.suspect.id === kRest) - Number(b.suspect.id === kRest);
      return (
        last || inOrder(a.suspect.about, b.suspect.about) || inOrder(a.suspect.id, b.suspect.id)
      );
    })
    .map(({ suspect, index }, place) => ({
      suspect,
      index,
      letter: suspect.id === kRest ? 'else' : String.fromCharCode(65 + place),
      colour:
        suspect.id === kRest ? '--line-strong' : (kColours[place % kColours.length] ?? '--text'),
    }));
}

// The step that holds at a moment; null before the first.
export function stepAt(steps: readonly BeliefStep[], time_ns: number): number | null {
  const index = lastAtOrBefore(
    steps.map((step) => step.at_ns),
    time_ns,
  );
  return index < 0 ? null : index;
}

interface Slab {
  from_ns: number;
  to_ns: number;
  low: number; // 0..1
  high: number;
}

// What a band covers between one step and the next.
export function slabsOf(
  steps: readonly BeliefStep[],
  bands: readonly Band[],
  place: number,
  until_ns: number,
): Slab[] {
  return steps.flatMap(({ at_ns, belief }, k) => {
    const to_ns = Math.min(steps[k + 1]?.at_ns ?? until_ns, until_ns);
    if (to_ns <= at_ns) return [];
    const share = (band: Band | undefined) => (band ? (belief[band.index] ?? 0) : 0);
    const low = bands.slice(0, place).reduce((sum, band) => sum + share(band), 0);
    return [{ from_ns: at_ns, to_ns, low, high: low + share(bands[place]) }];
  });
}

// There along the top and back along the bottom.
export function slabPath(slabs: readonly Slab[], { x, y }: Scale): string {
  const corner = (time: number, value: number) => `${x(time).toFixed(1)} ${y(value).toFixed(1)}`;
  const there = slabs.flatMap((s) => [corner(s.from_ns, s.high), corner(s.to_ns, s.high)]);
  const back = [...slabs]
    .reverse()
    .flatMap((s) => [corner(s.to_ns, s.low), corner(s.from_ns, s.low)]);
  return there.length === 0 ? '' : `M${[...there, ...back].join('L')}Z`;
}

// Where a letter fits into the band: the middle of the largest slab on the screen; null: nowhere.
export function letterPlace(
  slabs: readonly Slab[],
  span: Span,
  { x, y }: Scale,
  size: number,
): { x: number; y: number } | null {
  let best = null as { x: number; y: number; area: number } | null;
  for (const { from_ns, to_ns, low, high } of slabs) {
    const left = x(Math.max(from_ns, span.from_ns));
    const right = x(Math.min(to_ns, span.to_ns));
    const tall = y(low) - y(high);
    if (right - left < size || tall < size) continue;
    const area = (right - left) * tall;
    if (!best || area > best.area)
      best = { x: (left + right) / 2, y: (y(low) + y(high)) / 2, area };
  }
  return best && { x: best.x, y: best.y };
}

// How many equally likely causes would be as uncertain: the exponential of the entropy.
export function causesLeft(belief: readonly number[]): number {
  const nats = belief.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
  return Math.exp(nats);
}
