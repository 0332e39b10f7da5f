// The shapes of shown_types.ts, checked at the boundary.
import { alertState, query, queryResult } from './decode';
import { type Decoder, flag, list, nullable, number, or, shape, table, text } from './decoder';
import type * as wire from './types';

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
        attempt: or(number, 0),
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
        calls_per_second: nullable(number),
        failure_ratio: nullable(number),
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
        role: or(text, ''),
        lag_s: or(number, 0),
        differs: or(number, 0),
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
