// The shapes of review_types.ts, checked at the boundary.
import { alertState, command, datasetState, harm, versionState } from './decode';
import {
  type Decoder,
  flag,
  list,
  nullable,
  number,
  oneOf,
  or,
  shape,
  table,
  text,
} from './decoder';
import type * as wire from './types';

export const world: Decoder<wire.WorldShown> = shape<wire.WorldShown>({
  time_ns: number,
  alerts: list(alertState),
  commands: list(command),
  datasets: list(datasetState),
  versions: list(versionState),
  flags: table(flag),
  harm,
  harm_units: or(number, 0),
  restored_since_ns: nullable(number),
});

const interval: Decoder<wire.Interval> = shape<wire.Interval>({
  mean: number,
  low: number,
  high: number,
});

export const options: Decoder<wire.OptionsShown> = shape<wire.OptionsShown>({
  at_ns: nullable(number),
  computing: or(flag, false),
  progress: nullable(number),
  lucks: or(number, 0),
  options: list(
    shape<wire.OptionsShown['options'][number]>({
      id: text,
      actions: or(
        list(shape<{ action: string; after_ns: number }>({ action: text, after_ns: number })),
        [],
      ),
      harm_units: number,
      harm,
      restored_ns: nullable(number),
      harm_over_lucks: interval,
      recovers: interval,
    }),
  ),
});

const seqs = or(list(number), []);

const harmByKind = table(
  shape<Omit<wire.HarmRow, 'kind'>>({
    amount: number,
    unit: or(text, ''),
    weight: or(number, 0),
    money: or(text, ''),
  }),
);

// By kind on the wire; rows on the page.
const harmRows: Decoder<wire.HarmRow[]> = (value, at) =>
  Object.entries(harmByKind(value, at)).map(([kind, row]) => ({ kind, ...row }));

const course: Decoder<wire.Course> = shape<wire.Course>({
  id: text,
  text: or(text, ''),
  harm: or(harmRows, []),
  harm_units: or(number, 0),
  restored_ns: nullable(number),
  recovered: or(flag, false),
  times_ns: or(list(number), []),
  harm_curve: or(list(number), []),
  error_curve: or(list(nullable(number)), []),
});

const optionValue: Decoder<wire.OptionValue> = shape<wire.OptionValue>({
  id: text,
  expected: interval,
  truth: interval,
  recovered: interval,
});

const safetyAnswer: Decoder<wire.SafetyAnswer> = shape<wire.SafetyAnswer>({
  question: text,
  text,
  unsafe: flag,
  looked: flag,
});

const belief: Decoder<wire.Belief> = shape<wire.Belief>({
  seeds: number,
  suspects: list(
    shape<wire.Suspect>({
      id: text,
      about: or(text, ''), // without words, and the cause unsaid, until the rater has locked
      component: or(text, ''),
      mechanism: or(text, ''),
      cause: or(flag, false),
    }),
  ),
  steps: list(
    shape<wire.BeliefStep>({
      entry: number,
      at_ns: number,
      belief: list(number),
      gained_nats: number,
      toward: text,
      away: text,
      apart_nats: number,
    }),
  ),
});

export const coveredCard: Decoder<wire.CoveredCard> = shape<wire.CoveredCard>({
  belief,
  decisions: list(
    shape<wire.KnownDecision>({
      entry: number,
      plan: number,
      at_ns: number,
      values: list(shape<wire.KnownDecision['values'][number]>({ id: text, expected: interval })),
    }),
  ),
});

export const scorecard: Decoder<wire.Scorecard> = shape<wire.Scorecard>({
  round: text,
  scenario: text,
  engine_version: text,
  level: text,
  seed: number,
  milestones: list(shape<wire.Milestone>({ name: text, at_ns: nullable(number), entries: seqs })),
  change_failure: shape<wire.Scorecard['change_failure']>({
    changes: number,
    failed: number,
    entries: seqs,
  }),
  belief,
  findings: list(
    shape<wire.Finding>({
      criterion: text,
      name: text,
      dimension: text,
      text: or(text, ''),
      points: number,
      of: number,
      weight: number,
      observed: or(flag, true),
      entries: seqs,
    }),
  ),
  decisions: list(
    shape<wire.Decision>({
      entry: number,
      plan: number,
      at_ns: number,
      action: text,
      label: text,
      why: or(text, ''),
      kind: or(text, 'other'),
      data_checked: or(flag, false),
      change_opened: or(flag, false),
      unreadable_share: or(number, 0),
      from_here: or(list(course), []),
      values: list(optionValue),
      safety: list(safetyAnswer),
      verdict: oneOf('right', 'contained', 'reasoned', 'unchecked', 'no_use', 'unsafe', ''),
    }),
  ),
  estimates: list(
    shape<wire.Estimate>({
      entry: number,
      quantity: text,
      said: number,
      truth: number,
      factor: number,
    }),
  ),
  courses: list(course),
  process: shape<wire.Scorecard['process']>({
    score: number,
    dimensions: or(
      list(
        shape<wire.DimensionScore>({
          dimension: text,
          weight: number,
          observed: flag,
          score: number,
        }),
      ),
      [],
    ),
  }),
  outcome: shape<wire.Scorecard['outcome']>({
    score: number,
    harm: or(harmByKind, {}),
  }),
});
