import { describe, expect, test } from 'vitest';

import type { BeliefStep, Suspect } from '../wire/types';
import {
  type Band,
  bandsOf,
  causesLeft,
  letterPlace,
  slabPath,
  slabsOf,
  stepAt,
  withoutNames,
} from './belief_layout';
import { movedApart, openAfter, openBefore, rowsOfSteps, timesAsLikely } from './belief_words';

function suspect(id: string, about: string, cause = false): Suspect {
  return { id, about, component: '', mechanism: '', cause };
}

function step(at_ns: number, belief: number[], fields: Partial<BeliefStep> = {}): BeliefStep {
  const moved = { gained_nats: 0, toward: '', away: '', apart_nats: 0 };
  return { entry: at_ns, at_ns, belief, ...moved, ...fields };
}

const suspects = [
  suspect('true', 'the release', true),
  suspect('disk', 'a slow disk'),
  suspect('something_else', 'something else'),
];
const steps = [step(0, [0.4, 0.4, 0.2]), step(10, [0.75, 0.15, 0.1])];
const scale = { x: (t: number) => t, y: (share: number) => 100 * (1 - share) };

describe('bands', () => {
  test('stand in the order of their words, so that the order tells nothing of the cause', () => {
    const order = bandsOf(suspects).map(({ suspect: { id }, letter }) => `${letter} ${id}`);
    expect(order).toEqual(['A disk', 'B true', 'else something_else']);
  });

  test('stack up to the whole at every moment', () => {
    const bands = bandsOf(suspects);
    const second = bands.map((_, place) => slabsOf(steps, bands, place, 30)[1]);
    expect(second.map((slab) => slab?.low)).toEqual([0, 0.15, 0.9]);
    expect(second.at(-1)?.high).toBeCloseTo(1);
  });

  test('stay level until the next entry, and end where the round is covered', () => {
    const bands = bandsOf(suspects);
    const slabs = slabsOf(steps, bands, 0, 20);
    expect(slabPath(slabs, scale)).toBe(
      'M0.0 60.0L10.0 60.0L10.0 85.0L20.0 85.0L20.0 100.0L10.0 100.0L10.0 100.0L0.0 100.0Z',
    );
    expect(slabsOf(steps, bands, 0, 5)).toHaveLength(1);
    expect(slabPath([], scale)).toBe('');
  });

  test('of several steps at one moment only the last is seen', () => {
    const bands = bandsOf(suspects);
    const twice = [...steps, step(10, [1, 0, 0])];
    expect(slabsOf(twice, bands, 1, 30).map(({ high }) => high)).toEqual([0.8, 1]);
  });

  test('have their letter in their largest part, or none where it does not fit', () => {
    const slabs = slabsOf(steps, bandsOf(suspects), 1, 30);
    expect(letterPlace(slabs, { from_ns: 0, to_ns: 30 }, scale, 10)).toEqual({ x: 20, y: 47.5 });
    expect(letterPlace(slabs, { from_ns: 0, to_ns: 30 }, scale, 25)).toBeNull();
  });
});

describe('before the rating is locked', () => {
  const belief = { seeds: 4, suspects, steps };
  test('suspects have a letter and nothing that tells which is the cause', () => {
    expect(withoutNames(belief).suspects).toEqual([
      suspect('true', 'B'),
      suspect('disk', 'A'),
      suspect('something_else', 'something else'),
    ]);
  });
  test('letters and shares are those that they have after it', () => {
    const before = withoutNames(belief);
    const letters = ({ suspect: { id }, letter, colour }: Band) => [id, letter, colour];
    expect(bandsOf(before.suspects).map(letters)).toEqual(bandsOf(suspects).map(letters));
    expect(before.steps).toBe(steps);
  });
  test('suspects without words stand by their ids, not as the scenario has them', () => {
    const mute = suspects.map(({ id }) => suspect(id, ''));
    expect(bandsOf(mute).map((band) => band.suspect.id)).toEqual([
      'disk',
      'true',
      'something_else',
    ]);
  });
});

test('a step holds from its entry on', () => {
  expect(stepAt(steps, -1)).toBeNull();
  expect(stepAt(steps, 9)).toBe(0);
  expect(stepAt(steps, 10)).toBe(1);
});

describe('uncertainty', () => {
  test('is counted in causes that are equally likely', () => {
    expect(causesLeft([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(4);
    expect(causesLeft([1, 0, 0])).toBe(1);
  });
  test('is what it was before the first step', () => {
    expect([openBefore(steps, 0), openAfter(steps, 0)]).toEqual(['2.9', '2.9']);
    expect([openBefore(steps, 1), openAfter(steps, 1)]).toEqual(['2.9', '2.1']);
  });
});

describe('the steps in rows', () => {
  const level = [0.75, 0.15, 0.1];
  test('fold those that changed no share by a hundredth into one row', () => {
    const long = [
      ...steps,
      step(20, level),
      step(30, [0.752, 0.148, 0.1]),
      step(40, [0.9, 0.05, 0.05]),
    ];
    expect(rowsOfSteps(long)).toEqual([
      { from: 0, to: 0, moved: true },
      { from: 1, to: 1, moved: true },
      { from: 2, to: 3, moved: false },
      { from: 4, to: 4, moved: true },
    ]);
  });
  test('are counted against the last that is shown, so that a slow drift is not lost', () => {
    const drift = [step(0, [0.5, 0.5]), step(1, [0.506, 0.494]), step(2, [0.512, 0.488])];
    expect(rowsOfSteps(drift).map(({ moved }) => moved)).toEqual([true, false, true]);
  });
});

describe('what a step moved apart', () => {
  test('is the odds between two suspects, as a number of times', () => {
    const moved = movedApart(
      step(10, [], { toward: 'true', away: 'disk', apart_nats: Math.log(5) }),
      suspects,
    );
    expect(moved).toMatchObject({ toward: { id: 'true' }, away: { id: 'disk' }, times: '5' });
  });
  test('is not said where it is next to nothing, or of nobody', () => {
    expect(
      movedApart(step(1, [], { toward: 'true', away: 'disk', apart_nats: 0.01 }), suspects),
    ).toBe(null);
    expect(movedApart(step(1, [], { apart_nats: 2 }), suspects)).toBeNull();
  });
  test.each([
    [Math.log(1.42), '1.4'],
    [Math.log(37.2), '37'],
    [12, 'more than 1,000'],
  ])('%d nats are %s times', (nats, times) => expect(timesAsLikely(nats)).toBe(times));
});
