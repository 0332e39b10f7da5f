// What the timeline draws. Pure data, so that what is on it can be tested without a screen.
export type Tone =
  | 'change'
  | 'decoy'
  | 'fault'
  | 'good'
  | 'look'
  | 'say'
  | 'do'
  | 'failed'
  | 'interviewer';

export interface Mark {
  key: string;
  seq: number | null; // the journal entry that it stands for
  time_ns: number;
  until_ns: number | null; // a bar
  label: string;
  title: string; // the whole of it, on hover
  tone: Tone;
}

export interface Lane {
  id: string;
  title: string;
  rows: number; // that marks may use when they would cover one another
  marks: readonly Mark[];
}

// A value over time behind the lanes, with others drawn over it as lines.
export interface AreaLane {
  title: string;
  unit: string;
  times_ns: readonly number[];
  values: readonly (number | null)[];
  coverFrom: number | null; // from here on nothing is told: where the line ends
  coverText: string;
  lines: readonly {
    id: string;
    label: string;
    times_ns: readonly number[];
    values: readonly (number | null)[];
  }[];
}
