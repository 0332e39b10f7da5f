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
  options: {
    id: string;
    actions: { action: string; after_ns: number }[];
    harm_units: number;
    harm: Record<string, number>;
    restored_ns: number | null;
  }[];
}

export interface Finding {
  criterion: string;
  name: string;
  dimension: string;
  text: string;
  points: number;
  of: number;
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

export interface Decision {
  entry: number;
  at_ns: number;
  action: string;
  label: string;
  why: string;
  kind: string;
  data_checked: boolean;
  change_opened: boolean;
  unreadable_share: number;
  from_here: Course[];
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

export interface Scorecard {
  round: string;
  scenario: string;
  engine_version: string;
  level: string;
  seed: number;
  milestones: Milestone[];
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
