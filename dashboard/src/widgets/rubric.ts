// The written scale: five dimensions, five anchors each, one line a level. Both people who rate
// see the same words. Anchors name what was said or done, never manner, speed or accent.
export type Points = 1 | 2 | 3 | 4 | 5;

export interface Dimension {
  id: string;
  title: string;
  reveals: string;
  // From 1 to 5.
  anchors: readonly [string, string, string, string, string];
}

export const kPoints: readonly Points[] = [1, 2, 3, 4, 5];

export const kDimensions: readonly Dimension[] = [
  {
    id: 'fundamentals',
    title: 'Fundamentals',
    reveals: 'Can they reason about correctness, not only recall definitions?',
    anchors: [
      'Reads values off panels without saying what they mean.',
      'Knows the words; explains what one of them means here only when asked.',
      'Reads rates, percentiles and saturation right, and says what they leave out.',
      'Asks unprompted what is safe to repeat, what is kept after a failure, what others rely on.',
      'Predicts from first principles what a panel will show, then says what differed.',
    ],
  },
  {
    id: 'system_design',
    title: 'System design',
    reveals: 'Can they size it, and say what breaks next?',
    anchors: [
      'Treats the system as one box.',
      'Opens the map, but does not narrow down with it.',
      'Follows the calls; says which parts can be affected and which cannot.',
      'Names where load, data and failure travel next: queues, retries, other regions.',
      'Sizes it in numbers, and answers “and then what breaks?” twice without fading.',
    ],
  },
  {
    id: 'debugging',
    title: 'Debugging under ambiguity',
    reveals: 'A vague symptom, no obvious cause: how do they narrow it?',
    anchors: [
      'Opens things at random; acts on the first coincidence.',
      'Has a hunch and looks only for what supports it.',
      'States hypotheses, checks recent changes, narrows by region or version.',
      'Says what would refute a hypothesis, looks there, drops it when refuted.',
      'Each look rules something out; coincidences are dismissed with evidence, aloud.',
    ],
  },
  {
    id: 'operational_judgment',
    title: 'Operational judgment',
    reveals: 'Blast radius, rollback against fix forward, knowing when it is over.',
    anchors: [
      'Acts before knowing the impact, or silences the alarm instead.',
      'Mitigates by habit; finds out afterwards what it did.',
      'Scopes the impact, picks a safe mitigation, watches whether it helped.',
      'Checks what cannot be undone before deciding; contains first; one change at a time.',
      'Names the way back and what would make it wrong; verifies users and backlog at the end.',
    ],
  },
  {
    id: 'tradeoffs',
    title: 'Tradeoff reasoning',
    reveals: 'Do they pick and defend, or hide behind “it depends”?',
    anchors: [
      '“It depends”, or a single option; digs in when pushed.',
      'Names two options, picks without a reason.',
      'Picks for a stated reason.',
      'Compares by time, blast radius and reversibility.',
      'Holds with evidence or updates cleanly on a fair point, and says what it costs.',
    ],
  },
];

// "operational judgment" for an id that is not among them.
export function dimensionTitle(id: string): string {
  return kDimensions.find((dimension) => dimension.id === id)?.title ?? id.replaceAll('_', ' ');
}
