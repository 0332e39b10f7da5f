// The shapes of types.ts, checked at the boundary.
import {
  type Decoder,
  decode,
  flag,
  list,
  nullable,
  number,
  oneOf,
  or,
  record,
  shape,
  table,
  text,
} from './decoder';
import type * as wire from './types';

export { decode };

const named = { name: text, about: or(text, '') };
const clockState = oneOf('waiting', 'running', 'paused', 'finished');
const labels = table(text);

export const entry: Decoder<wire.Entry> = shape<wire.Entry>({
  seq: number,
  time_ns: number,
  wall_ms: number,
  actor: oneOf('system', 'candidate', 'interviewer', 'reviewer'),
  kind: oneOf(
    'clock',
    'look',
    'say',
    'do',
    'outcome',
    'hint',
    'inject',
    'note',
    'mark',
    'followup',
    'pushback',
    'observed',
    'rating',
    'state',
  ),
  payload: record,
});

export const query: Decoder<wire.Query> = (value, at) => {
  const { offset_ns, ...rest } = shape<Required<wire.Query>>({
    metric: text,
    where: or(labels, {}),
    by: or(list(text), []),
    from_ns: number,
    to_ns: number,
    step_ns: or(number, 15e9),
    offset_ns: or(number, 0),
  })(value, at);
  return offset_ns === 0 ? rest : { ...rest, offset_ns };
};

export const queryResult: Decoder<wire.QueryResult> = shape<wire.QueryResult>({
  unit: text,
  times_ns: list(number),
  series: list(shape<wire.QuerySeries>({ labels, values: list(nullable(number)) })),
  recorded: or(flag, false),
});

const metricInfo = shape<wire.MetricInfo>({
  name: text,
  title: text,
  unit: text,
  group: text,
  labels: list(text),
});

const component = shape<wire.ComponentView>({
  ...named,
  kind: or(text, 'service'),
  workers: or(number, 0),
  instances: or(table(number), {}),
  pools: or(list(shape<{ name: string; size: number }>({ name: text, size: number })), []),
});

const route = shape<wire.RouteView>({
  route: text,
  component: text,
  regions: or(list(text), []),
  slo_latency_ns: or(number, 0),
  user_facing: or(flag, true),
});

const action = shape<wire.ActionView>({
  id: text,
  label: text,
  does: text,
  takes_ns: or(number, 0),
  kind: or(text, 'other'),
});

const alertView = shape<wire.AlertView>({
  id: text,
  title: text,
  text: or(text, ''),
  metric: or(text, ''),
  where: or(labels, {}),
  by: or(text, ''),
  above: or(nullable(number), null),
});

const person = shape<wire.PersonView>({
  name: text,
  role: or(text, ''),
  questions: or(
    list(
      shape<wire.PersonView['questions'][number]>({ id: text, ask: text, after_ns: or(number, 0) }),
    ),
    [],
  ),
});

// Before the start most of it is not told yet.
const scenario: Decoder<wire.ScenarioView> = shape<wire.ScenarioView>({
  title: or(text, ''),
  page: or(shape<wire.ScenarioView['page']>({ alert: or(text, ''), text: or(text, '') }), {
    alert: '',
    text: '',
  }),
  regions: or(list(text), []),
  components: or(list(component), []),
  calls: or(list(shape<{ from: string; to: string }>({ from: text, to: text })), []),
  publishes: or(list(shape<{ from: string; queue: string }>({ from: text, queue: text })), []),
  routes: or(list(route), []),
  queues: or(
    list(shape<wire.ScenarioView['queues'][number]>({ ...named, consumer: or(text, '') })),
    [],
  ),
  datasets: or(
    list(
      shape<wire.ScenarioView['datasets'][number]>({
        ...named,
        stored_in: or(text, ''),
        formats: or(list(shape<wire.Named>(named)), []),
      }),
    ),
    [],
  ),
  flags: or(list(shape<wire.Named>(named)), []),
  alerts: or(list(alertView), []),
  actions: or(list(action), []),
  runbooks: or(list(shape<{ id: string; title: string }>({ id: text, title: text })), []),
  people: or(list(person), []),
  mechanisms: or(list(text), []),
  brief: or(text, ''),
});

export const opening: Decoder<wire.Opening> = shape<wire.Opening>({
  role: oneOf('candidate', 'interviewer', 'reviewer'),
  title: text,
  level: text,
  state: clockState,
  now_ns: number,
  past_ns: number,
  history_ns: number,
  length_ns: number,
  page_clock_s: number,
  scenario,
  truth: nullable(record),
  notice: or(
    nullable(shape<wire.Notice>({ version: text, lines: list(text), accepted: flag })),
    null,
  ),
  reviewer: or(text, ''),
  entries: list(entry),
  last: number,
  metrics_catalogue: or(list(metricInfo), []),
});

export const alertState = shape<wire.AlertState>({
  alert: text,
  title: text,
  text: or(text, ''),
  series: or(text, ''),
  firing: flag,
  since_ns: number,
  value: nullable(number),
  silenced: or(flag, false),
});

export const command = shape<wire.Command>({
  command: number,
  action: text,
  label: text,
  state: oneOf('running', 'done', 'failed'),
  progress: number,
  message: or(text, ''),
});

export const datasetState = shape<wire.DatasetState>({
  dataset: text,
  region: text,
  formats: list(
    shape<wire.DatasetState['formats'][number]>({
      format: text,
      rows: number,
      share: number,
      written: or(number, 0),
    }),
  ),
  frozen: or(flag, false),
  repaired: or(number, 0),
});

export const versionState = shape<wire.VersionState>({
  component: text,
  region: text,
  version: text,
  instances: number,
});

export const harm = or(table(number), {});

export const frame: Decoder<wire.Frame> = shape<wire.Frame>({
  n: number,
  time_ns: number,
  state: clockState,
  entries: or(list(entry), []),
  last: number,
  alerts: or(list(alertState), []),
  commands: or(list(command), []),
  truth: nullable(
    shape<wire.TruthFrame>({
      harm,
      harm_units: or(number, 0),
      datasets: or(list(datasetState), []),
      versions: or(list(versionState), []),
      options_at_ns: nullable(number),
    }),
  ),
});

// ---- the operator -------------------------------------------------------------------------------

export const scenarios = shape<{ scenarios: wire.ScenarioRow[] }>({
  scenarios: list(
    shape<wire.ScenarioRow>({ id: text, title: text, levels: list(text), length_ns: number }),
  ),
});

const links = { id: text, candidate: text, interviewer: text, reviewer: text, metrics: text };

export const roundLinks: Decoder<wire.RoundLinks> = shape<wire.RoundLinks>(links);

export const rounds = shape<{ rounds: wire.RoundRow[] }>({
  rounds: list(
    shape<wire.RoundRow>({
      ...links,
      scenario: text,
      title: text,
      level: text,
      state: clockState,
      time_ns: number,
      candidate_name: or(text, ''),
      created_ms: number,
      delete_after_ms: nullable(number),
    }),
  ),
});
