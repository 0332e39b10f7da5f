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

// An alert's rule: `metric` by `by`, where `where`, above `above`.
export interface AlertView {
  id: string;
  title: string;
  text: string;
  metric: string;
  where: Labels;
  by: string;
  above: number;
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

export interface Opening {
  role: Role;
  title: string;
  level: string;
  state: ClockState;
  now_ns: number;
  past_ns: number;
  length_ns: number;
  page_clock_s: number;
  scenario: ScenarioView;
  truth: Payload | null;
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

// ---- looks: what is shown -----------------------------------------------------------------------

export interface PanelShown {
  query: Query;
  result: QueryResult;
  compared: QueryResult | null;
}

export interface OverviewShown {
  panels: { title: string; query: Query; result: QueryResult }[];
}

export interface LogLine {
  time_ns: number;
  level: string;
  component: string;
  region: string;
  instance: string;
  version: string;
  text: string;
  request: string;
}

export interface LogsShown {
  lines: LogLine[];
  total: number;
  dropped: number;
  levels: Record<string, number>;
}

export interface TraceRow {
  request: string;
  route: string;
  region: string;
  version: string;
  start_ns: number;
  duration_ns: number;
  status: number;
  client_failed: boolean;
}

export interface TracesShown {
  traces: TraceRow[];
}

export interface Span {
  id: number;
  parent: number | null;
  component: string;
  operation: string;
  version: string;
  region: string;
  instance: string;
  attempt: number;
  start_ns: number;
  end_ns: number;
  queued_ns: number;
  pool_waited_ns: number;
  status: number;
  zombie: boolean;
  notes: string[];
}

export interface TraceShown {
  request: string;
  spans: Span[];
}

export interface ChangeRow {
  id: string;
  at_ns: number;
  kind: string;
  title: string;
  component: string;
  author: string;
  note: string;
  has_diff: boolean;
}

export interface ChangesShown {
  changes: ChangeRow[];
}

export interface DiffShown {
  id: string;
  title: string;
  note: string;
  diff: string;
}

export interface TopologyShown {
  components: {
    name: string;
    kind: string;
    about: string;
    regions: { region: string; instances: number; ready: number; versions: Record<string, number> }[];
  }[];
  calls: {
    from: string;
    to: string;
    requests_per_second: number | null;
    error_ratio: number | null;
    latency_p99: number | null;
  }[];
}

export interface RunbookShown {
  id: string;
  title: string;
  text: string;
}

export interface FlagsShown {
  flags: { name: string; about: string; on: boolean }[];
}

export interface DataCheckShown {
  dataset: string;
  about: string;
  regions: {
    region: string;
    frozen: boolean;
    formats: {
      format: string;
      about: string;
      rows: number;
      written_since_ns: number | null;
      per_second: number | null;
    }[];
  }[];
}

export interface AskShown {
  person: string;
  role: string;
  ask: string;
  answer: string | null;
  ready_ns: number;
}

export interface AlertsShown {
  alerts: AlertState[];
}

// A look's payload, as it is journaled.
export type Look =
  | { what: 'overview' }
  | { what: 'panel'; query: Query }
  | {
      what: 'logs';
      search: string;
      level?: string;
      component?: string;
      region?: string;
      from_ns: number;
      to_ns: number;
    }
  | {
      what: 'traces';
      component?: string;
      route?: string;
      region?: string;
      which: 'slow' | 'failed' | 'any';
      from_ns: number;
      to_ns: number;
    }
  | { what: 'trace'; request: string }
  | { what: 'changes' }
  | { what: 'diff'; change: string }
  | { what: 'topology' }
  | { what: 'runbook'; runbook: string }
  | { what: 'flags' }
  | { what: 'data_check'; dataset: string }
  | { what: 'ask'; person: string; answer: string }
  | { what: 'alerts' };

export interface ShownBy {
  overview: OverviewShown;
  panel: PanelShown;
  logs: LogsShown;
  traces: TracesShown;
  trace: TraceShown;
  changes: ChangesShown;
  diff: DiffShown;
  topology: TopologyShown;
  runbook: RunbookShown;
  flags: FlagsShown;
  data_check: DataCheckShown;
  ask: AskShown;
  alerts: AlertsShown;
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
  time_ns: number;
  created_ms: number;
}

// ---- interviewer and reviewer -------------------------------------------------------------------

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
  options: {
    id: string;
    actions: string[];
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
