// What the interviewer's and the reviewer's side is told beside the round.
import type { AlertState, Command, DatasetState, VersionState } from './types';

export interface WorldShown {
  time_ns: number;
  alerts: AlertState[];
  commands: Command[];
  datasets: DatasetState[];
  versions: VersionState[];
  flags: Record<string, boolean>;
  harm: Record<string, number>;
  harm_units: number;
  restored_since_ns: number | null;
}

export interface OptionsShown {
  at_ns: number | null; // null: nothing computed yet
  computing: boolean;
  progress: number | null; // 0..1 of what is being computed
  lucks: number; // that it was played out under; the round's own is one of them
  options: {
    id: string;
    actions: { action: string; after_ns: number }[];
    harm_units: number; // under the round's own luck, and so are the next two
    harm: Record<string, number>;
    restored_ns: number | null;
    harm_over_lucks: Interval;
    recovers: Interval; // share of the lucks, 0..1
  }[];
}

export interface Finding {
  criterion: string;
  name: string;
  dimension: string;
  text: string;
  points: number;
  of: number;
  weight: number; // within its dimension
  observed: boolean;
  entries: number[];
}

export interface Milestone {
  name: string;
  at_ns: number | null;
  entries: number[];
}

export interface HarmRow {
  kind: string;
  unit: string;
  amount: number;
  weight: number;
  money: string;
}

export interface Course {
  id: string;
  text: string;
  harm: HarmRow[];
  harm_units: number;
  restored_ns: number | null;
  recovered: boolean;
  times_ns: number[];
  harm_curve: number[];
  error_curve: (number | null)[];
}

// A mean over paired forks with its interval: harm units, or a share.
export interface Interval {
  mean: number;
  low: number;
  high: number;
}

// What an option was worth at a decision: under the belief of that moment, and in truth.
export interface OptionValue {
  id: string; // this, nothing, roll_back, ...
  expected: Interval;
  truth: Interval;
  recovered: Interval; // share of the forks, 0..1
}

export interface SafetyAnswer {
  question: string; // migration_run, new_shape, old_reads_it, not_undone, back_in_time
  text: string;
  unsafe: boolean;
  looked: boolean; // the candidate had opened what shows it
}

export type Verdict = 'right' | 'contained' | 'reasoned' | 'unchecked' | 'no_use' | 'unsafe' | '';

export interface Suspect {
  id: string;
  about: string;
  component: string;
  mechanism: string;
  cause: boolean; // the true one
}

export interface BeliefStep {
  entry: number; // 0: before anything was looked at
  at_ns: number;
  belief: number[]; // of each suspect, in their order
  gained_nats: number;
  toward: string; // of the two suspects that it moved apart most
  away: string;
  apart_nats: number;
}

export interface Belief {
  seeds: number;
  suspects: Suspect[];
  steps: BeliefStep[];
}

// What could be known of the options at a decision.
export interface KnownDecision {
  entry: number;
  plan: number; // entry of the first act of its plan
  at_ns: number;
  values: Pick<OptionValue, 'id' | 'expected'>[]; // empty where there is no table
}

export interface Decision extends KnownDecision {
  action: string;
  label: string;
  why: string;
  kind: string;
  data_checked: boolean;
  change_opened: boolean;
  unreadable_share: number;
  from_here: Course[];
  values: OptionValue[]; // of the same options
  safety: SafetyAnswer[]; // of a rollback
  verdict: Verdict;
}

export interface Estimate {
  entry: number;
  quantity: string;
  said: number;
  truth: number;
  factor: number;
}

export interface DimensionScore {
  dimension: string;
  weight: number;
  observed: boolean;
  score: number;
}

// All that there is of a scorecard for who has not locked their rating.
export interface CoveredCard {
  belief: Belief;
  decisions: KnownDecision[];
}

export interface Scorecard {
  round: string;
  scenario: string;
  engine_version: string;
  level: string;
  seed: number;
  milestones: Milestone[];
  change_failure: { changes: number; failed: number; entries: number[] };
  belief: Belief;
  findings: Finding[];
  decisions: Decision[];
  estimates: Estimate[];
  courses: Course[];
  process: { score: number; dimensions: DimensionScore[] };
  outcome: {
    score: number;
    harm: Record<string, { amount: number; unit: string; weight: number; money: string }>;
  };
}
