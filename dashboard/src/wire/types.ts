// What the server says, field for field (sim/server/API.md). Times are nanoseconds of simulated time
// from the page, negative before it.

export type Role = 'candidate' | 'interviewer' | 'reviewer';
export type ClockState = 'waiting' | 'running' | 'paused' | 'finished';
export type Actor = 'system' | 'candidate' | 'interviewer' | 'reviewer';
export type EntryKind =
  | 'clock'
  | 'look'
  | 'say'
  | 'do'
  | 'outcome'
  | 'hint'
  | 'inject'
  | 'note'
  | 'mark'
  | 'followup'
  | 'pushback'
  | 'observed'
  | 'rating'
  | 'state';

export type Payload = Record<string, unknown>;

export interface Entry {
  seq: number;
  time_ns: number;
  wall_ms: number;
  actor: Actor;
  kind: EntryKind;
  payload: Payload;
}

export type Labels = Record<string, string>;

export interface Query {
  metric: string;
  where: Labels;
  by: string[];
  from_ns: number;
  to_ns: number;
  step_ns: number;
  offset_ns?: number;
}

export interface QuerySeries {
  labels: Labels;
  values: (number | null)[];
}

export interface QueryResult {
  unit: string;
  times_ns: number[];
  series: QuerySeries[];
  recorded: boolean;
}

export interface MetricInfo {
  name: string;
  title: string;
  unit: string;
  group: string;
  labels: string[];
}

export interface Named {
  name: string;
  about: string;
}

export interface ComponentView extends Named {
  kind: string;
  workers: number;
  instances: Record<string, number>;
  pools: { name: string; size: number }[];
}

export interface RouteView {
  route: string;
  component: string;
  regions: string[];
  slo_latency_ns: number;
  user_facing: boolean;
}

export interface ActionView {
  id: string;
  label: string;
  does: string;
  takes_ns: number;
  kind: string;
}

// An alert's rule: `metric` by `by`, where `where`, above `above`; null: it has no sample.
export interface AlertView {
  id: string;
  title: string;
  text: string;
  metric: string;
  where: Labels;
  by: string;
  above: number | null;
}

export interface PersonView {
  name: string;
  role: string;
  questions: { id: string; ask: string; after_ns: number }[];
}

// What a candidate may know of the scenario.
export interface ScenarioView {
  title: string;
  page: { alert: string; text: string };
  regions: string[];
  components: ComponentView[];
  calls: { from: string; to: string }[];
  publishes: { from: string; queue: string }[];
  routes: RouteView[];
  queues: (Named & { consumer: string })[];
  datasets: (Named & { stored_in: string; formats: Named[] })[];
  flags: Named[];
  alerts: AlertView[];
  actions: ActionView[];
  runbooks: { id: string; title: string }[];
  people: PersonView[];
  mechanisms: string[];
  brief: string;
}

// What a candidate is told of the record before the start.
export interface Notice {
  version: string;
  lines: string[];
  accepted: boolean;
}

export interface Opening {
  role: Role;
  title: string;
  level: string;
  state: ClockState;
  now_ns: number;
  past_ns: number; // simulated for this round, before the page
  history_ns: number; // how far back panels can look
  length_ns: number;
  page_clock_s: number;
  scenario: ScenarioView;
  truth: Payload | null;
  notice: Notice | null; // the candidate's
  reviewer: string; // path of the reviewer's page; the interviewer's, once finished
  entries: Entry[];
  last: number;
  metrics_catalogue: MetricInfo[];
}

export interface AlertState {
  alert: string;
  title: string;
  text: string;
  series: string;
  firing: boolean;
  since_ns: number;
  value: number | null;
  silenced: boolean;
}

export interface Command {
  command: number;
  action: string;
  label: string;
  state: 'running' | 'done' | 'failed';
  progress: number;
  message: string;
}

export interface DatasetState {
  dataset: string;
  region: string;
  formats: { format: string; rows: number; share: number; written: number }[];
  frozen: boolean;
  repaired: number;
}

export interface VersionState {
  component: string;
  region: string;
  version: string;
  instances: number;
}

export interface TruthFrame {
  harm: Record<string, number>;
  harm_units: number;
  datasets: DatasetState[];
  versions: VersionState[];
  options_at_ns: number | null;
}

export interface Frame {
  n: number;
  time_ns: number;
  state: ClockState;
  entries: Entry[];
  last: number;
  alerts: AlertState[];
  commands: Command[];
  truth: TruthFrame | null;
}

// ---- the operator -------------------------------------------------------------------------------

export interface ScenarioRow {
  id: string;
  title: string;
  levels: string[];
  length_ns: number;
}

export interface RoundLinks {
  id: string;
  candidate: string;
  interviewer: string;
  reviewer: string;
  metrics: string;
}

export interface RoundRow extends RoundLinks {
  scenario: string;
  title: string;
  level: string;
  state: ClockState;
  candidate_name: string; // empty: nobody noted it
  time_ns: number;
  created_ms: number;
  delete_after_ms: number | null; // null: never
}

export interface NewRound {
  scenario: string;
  level: string;
  seed?: number;
  candidate_name?: string;
  retention?: string;
  time_multiplier?: number;
}

export type * from './review_types';
export type * from './shown_types';
