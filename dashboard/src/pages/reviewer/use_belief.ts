// Belief as this rater may see it: by letters until their rating is locked.
import { useMemo, useState } from 'preact/hooks';
import { withoutNames } from '../../widgets/belief_layout';
import { rowsOfSteps } from '../../widgets/belief_words';
import type { Belief, BeliefStep } from '../../wire/types';
import type { Playback, Stop } from './playback';
import type { ScoreState } from './use_score';

export interface BeliefHandle {
  belief: Belief | null; // null: not computed, or there is none
  waits: { progress: number; asked: boolean } | null; // it is computed; asked for already?
  step: (direction: 1 | -1) => void;
}

export function useBelief(
  { card, covered: known, progress, error }: ScoreState,
  covered: boolean,
  playback: Playback,
  started: boolean,
): BeliefHandle {
  const found = (covered ? known : (card ?? known))?.belief ?? null;
  const belief = useMemo(() => found && (covered ? withoutNames(found) : found), [found, covered]);
  const [asked, setAsked] = useState(false);
  return {
    belief,
    waits: !found && !error && started ? { progress: progress ?? 0, asked } : null,
    step: (direction) =>
      belief ? playback.stepAmong(stopsOf(belief.steps), direction) : setAsked(true),
  };
}

// The moments that moved belief.
function stopsOf(steps: readonly BeliefStep[]): Stop[] {
  return rowsOfSteps(steps)
    .filter(({ moved }) => moved)
    .flatMap(({ from }) => steps[from] ?? [])
    .filter(({ entry }) => entry > 0);
}
