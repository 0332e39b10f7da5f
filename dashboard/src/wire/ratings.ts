// Ratings of a round as one who rates may see them, and what they come to over a scenario's rounds.
import { type Decoder, flag, list, nullable, number, or, shape, table, text } from './decoder';

export interface GivenRating {
  points: number | null; // null: not observed
  text: string;
  locked: boolean;
  seq: number;
}

export type Given = Record<string, GivenRating>; // by dimension

export interface RaterShown {
  rater: string;
  role: string;
  locked: boolean;
  ratings: Given | null; // null: not to be seen yet
}

export interface DimensionMean {
  dimension: string;
  raters: number;
  mean: number | null;
  low: number | null;
  high: number | null;
}

export interface RoundRatings {
  rater: string;
  own: Given;
  locked: boolean; // one's own, all of them
  raters: RaterShown[];
  dimensions: DimensionMean[] | null; // null until one's own are locked
  third_rater: boolean | null;
  debrief_waits_for: string[];
}

export interface Limits {
  low: number;
  high: number;
}

export interface DimensionAgreement {
  dimension: string;
  icc: {
    rounds: number;
    raters: string[];
    single: number;
    single_limits: Limits | null;
    mean: number;
    mean_limits: Limits | null;
  } | null;
  alpha: { rounds: number; ratings: number; alpha: number; limits: Limits | null } | null;
}

export interface Drift {
  rater: string;
  rounds: number;
  difference: number;
  months: { month: string; rounds: number; difference: number }[];
}

export interface Level {
  rounds: number;
  mean: number | null;
}

export interface WaitingRound {
  id: string;
  created_ms: number;
  level: string;
  reviewer: string;
}

export interface Agreement {
  rounds: number;
  dimensions: DimensionAgreement[];
  third_rater: WaitingRound[];
  drift: Drift[];
  with_hints: Level;
  without_hints: Level;
}

const given: Decoder<Given> = table(
  shape<GivenRating>({ points: nullable(number), text: or(text, ''), locked: flag, seq: number }),
);

export const roundRatings: Decoder<RoundRatings> = shape<RoundRatings>({
  rater: text,
  own: given,
  locked: flag,
  raters: list(
    shape<RaterShown>({ rater: text, role: text, locked: flag, ratings: nullable(given) }),
  ),
  dimensions: nullable(
    list(
      shape<DimensionMean>({
        dimension: text,
        raters: number,
        mean: nullable(number),
        low: nullable(number),
        high: nullable(number),
      }),
    ),
  ),
  third_rater: nullable(flag),
  debrief_waits_for: list(text),
});

const limits = nullable(shape<Limits>({ low: number, high: number }));
const level = shape<Level>({ rounds: number, mean: nullable(number) });

export const agreement: Decoder<Agreement> = shape<Agreement>({
  rounds: number,
  dimensions: list(
    shape<DimensionAgreement>({
      dimension: text,
      icc: nullable(
        shape<NonNullable<DimensionAgreement['icc']>>({
          rounds: number,
          raters: list(text),
          single: number,
          single_limits: limits,
          mean: number,
          mean_limits: limits,
        }),
      ),
      alpha: nullable(
        shape<NonNullable<DimensionAgreement['alpha']>>({
          rounds: number,
          ratings: number,
          alpha: number,
          limits,
        }),
      ),
    }),
  ),
  third_rater: list(
    shape<WaitingRound>({ id: text, created_ms: number, level: text, reviewer: text }),
  ),
  drift: list(
    shape<Drift>({
      rater: text,
      rounds: number,
      difference: number,
      months: list(
        shape<Drift['months'][number]>({ month: text, rounds: number, difference: number }),
      ),
    }),
  ),
  with_hints: level,
  without_hints: level,
});
