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
  above: or(number, 0),
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
  length_ns: number,
  page_clock_s: number,
  scenario,
  truth: nullable(record),
  entries: list(entry),
  last: number,
  metrics_catalogue: or(list(metricInfo), []),
});

const alertState = shape<wire.AlertState>({
  alert: text,
  title: text,
  text: or(text, ''),
  series: or(text, ''),
  firing: flag,
  since_ns: number,
  value: nullable(number),
});

const command = shape<wire.Command>({
  command: number,
  action: text,
  label: text,
  state: oneOf('running', 'done', 'failed'),
  progress: number,
  message: or(text, ''),
});

const datasetState = shape<wire.DatasetState>({
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

const versionState = shape<wire.VersionState>({
  component: text,
  region: text,
  version: text,
  instances: number,
});

const harm = or(table(number), {});

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

// ---- looks --------------------------------------------------------------------------------------

export const shownBy: { [W in keyof wire.ShownBy]: Decoder<wire.ShownBy[W]> } = {
  overview: shape<wire.OverviewShown>({
    panels: list(
      shape<wire.OverviewShown['panels'][number]>({ title: text, query, result: queryResult }),
    ),
  }),
  panel: shape<wire.PanelShown>({ query, result: queryResult, compared: nullable(queryResult) }),
  logs: shape<wire.LogsShown>({
    lines: list(
      shape<wire.LogLine>({
        time_ns: number,
        level: text,
        component: text,
        region: or(text, ''),
        instance: or(text, ''),
        version: or(text, ''),
        text,
        request: or(text, ''),
      }),
    ),
    total: number,
    dropped: or(number, 0),
    levels: or(table(number), {}),
  }),
  traces: shape<wire.TracesShown>({
    traces: list(
      shape<wire.TraceRow>({
        request: text,
        route: text,
        region: or(text, ''),
        version: or(text, ''),
        start_ns: number,
        duration_ns: number,
        status: number,
        client_failed: or(flag, false),
      }),
    ),
  }),
  trace: shape<wire.TraceShown>({
    request: text,
    spans: list(
      shape<wire.Span>({
        id: number,
        parent: nullable(number),
        component: text,
        operation: text,
        version: or(text, ''),
        region: or(text, ''),
        instance: or(text, ''),
        attempt: or(number, 1),
        start_ns: number,
        end_ns: number,
        queued_ns: or(number, 0),
        pool_waited_ns: or(number, 0),
        status: number,
        zombie: or(flag, false),
        notes: or(list(text), []),
      }),
    ),
  }),
  changes: shape<wire.ChangesShown>({
    changes: list(
      shape<wire.ChangeRow>({
        id: text,
        at_ns: number,
        kind: text,
        title: text,
        component: or(text, ''),
        author: or(text, ''),
        note: or(text, ''),
        has_diff: or(flag, false),
      }),
    ),
  }),
  diff: shape<wire.DiffShown>({ id: text, title: text, note: or(text, ''), diff: text }),
  topology: shape<wire.TopologyShown>({
    components: list(
      shape<wire.TopologyShown['components'][number]>({
        name: text,
        kind: or(text, 'service'),
        about: or(text, ''),
        regions: list(
          shape<wire.TopologyShown['components'][number]['regions'][number]>({
            region: text,
            instances: number,
            ready: number,
            versions: or(table(number), {}),
          }),
        ),
      }),
    ),
    calls: list(
      shape<wire.TopologyShown['calls'][number]>({
        from: text,
        to: text,
        requests_per_second: nullable(number),
        error_ratio: nullable(number),
        latency_p99: nullable(number),
      }),
    ),
  }),
  runbook: shape<wire.RunbookShown>({ id: text, title: text, text }),
  flags: shape<wire.FlagsShown>({
    flags: list(
      shape<wire.FlagsShown['flags'][number]>({ name: text, about: or(text, ''), on: flag }),
    ),
  }),
  data_check: shape<wire.DataCheckShown>({
    dataset: text,
    about: or(text, ''),
    regions: list(
      shape<wire.DataCheckShown['regions'][number]>({
        region: text,
        frozen: or(flag, false),
        formats: list(
          shape<wire.DataCheckShown['regions'][number]['formats'][number]>({
            format: text,
            about: or(text, ''),
            rows: number,
            written_since_ns: nullable(number),
            per_second: nullable(number),
          }),
        ),
      }),
    ),
  }),
  ask: shape<wire.AskShown>({
    person: text,
    role: or(text, ''),
    ask: text,
    answer: nullable(text),
    ready_ns: number,
  }),
  alerts: shape<wire.AlertsShown>({ alerts: list(alertState) }),
};

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
      created_ms: number,
    }),
  ),
});

// ---- interviewer and reviewer -------------------------------------------------------------------

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

export const options: Decoder<wire.OptionsShown> = shape<wire.OptionsShown>({
  at_ns: nullable(number),
  computing: or(flag, false),
  options: list(
    shape<wire.OptionsShown['options'][number]>({
      id: text,
      actions: or(list(text), []),
      harm_units: number,
      harm,
      restored_ns: nullable(number),
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

export const scorecard: Decoder<wire.Scorecard> = shape<wire.Scorecard>({
  round: text,
  scenario: text,
  engine_version: text,
  level: text,
  seed: number,
  milestones: list(
    shape<wire.Milestone>({ name: text, at_ns: nullable(number), entries: seqs }),
  ),
  findings: list(
    shape<wire.Finding>({
      criterion: text,
      name: text,
      dimension: text,
      text: or(text, ''),
      points: number,
      of: number,
      observed: or(flag, true),
      entries: seqs,
    }),
  ),
  decisions: list(
    shape<wire.Decision>({
      entry: number,
      at_ns: number,
      action: text,
      label: text,
      why: or(text, ''),
      kind: or(text, 'other'),
      data_checked: or(flag, false),
      change_opened: or(flag, false),
      unreadable_share: or(number, 0),
      from_here: or(list(course), []),
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
