// Looks: what a candidate asks for, and what is shown (sim/server/API.md, "Looks").
import type { AlertState, Query, QueryResult } from './types';

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
  attempt: number; // 0: the first
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
    regions: {
      region: string;
      instances: number;
      ready: number;
      versions: Record<string, number>;
    }[];
  }[];
  calls: {
    from: string;
    to: string;
    calls_per_second: number | null;
    failure_ratio: number | null;
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
    role: string; // primary or replica; empty without replicas
    lag_s: number;
    differs: number; // rows that are not the primary's
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
