// A look as it was shown, drawn by the candidate's own panels. Nothing in it can be opened or
// asked: it is a picture of what was on the screen.
import type { ComponentChild } from 'preact';
import { formatOffset } from '../base/format';
import type { ChartMarker } from '../widgets/chart';
import { Markdown } from '../widgets/markdown_view';
import { Empty } from '../widgets/states';
import type * as wire from '../wire/types';
import { Answer } from './answer';
import { ChangeList, Diff } from './change_list';
import { DataRows } from './data_rows';
import { FlagList } from './flag_list';
import { LogLines, logSummary } from './log_lines';
import { queryText, SeriesPanel, SeriesTable } from './series_panel';
import { ServiceMap } from './service_map';
import { TraceTable } from './trace_table';
import { Waterfall } from './waterfall';

type What = keyof wire.ShownBy;
type Queues = Parameters<typeof ServiceMap>[0]['queues'];

export interface LookContext {
  atNs: number; // of the look
  nowNs?: number; // of a round that goes on: what has become of it since
  pageClockS: number;
  acts: readonly ChartMarker[]; // what was done by then
  metricTitle: (metric: string) => string;
  queues: Queues;
}

type Draw<W extends What> = (shown: wire.ShownBy[W], at: LookContext) => ComponentChild;

const kDraw: { [W in What]: Draw<W> } = {
  overview: (shown, at) => <Overview shown={shown} acts={at.acts} />,
  panel: (shown, at) => (
    <>
      <SeriesPanel
        title={[at.metricTitle(shown.query.metric), queryText(shown.query)].join(' · ')}
        shown={shown}
        height={200}
        markers={at.acts}
        markerText
      />
      <SeriesTable shown={shown} />
    </>
  ),
  logs: (shown, at) => (
    <>
      <p class="soft small mirror-text">{logSummary(shown)}</p>
      <LogLines shown={shown} pageClockS={at.pageClockS} narrow />
    </>
  ),
  traces: (shown, at) => <TraceTable shown={shown} pageClockS={at.pageClockS} narrow />,
  trace: (shown) => (
    <div class="mirror-text">
      <Waterfall shown={shown} />
    </div>
  ),
  changes: (shown, at) => <ChangeList shown={shown} pageClockS={at.pageClockS} />,
  diff: (shown) => (
    <div class="mirror-text">
      <Diff shown={shown} />
    </div>
  ),
  topology: (shown, at) => (
    <ServiceMap shown={shown} queues={at.queues} selected={null} onSelect={() => undefined} />
  ),
  runbook: (shown) => (
    <div class="mirror-text">
      <Markdown text={shown.text} />
    </div>
  ),
  flags: (shown) => <FlagList shown={shown} />,
  data_check: (shown) => (
    <div class="mirror-text">
      <DataRows shown={shown} />
    </div>
  ),
  ask: (shown, at) => (
    <div class="mirror-text">
      <Answer shown={shown} now={at.nowNs ?? at.atNs} watched={at.nowNs !== undefined} />
    </div>
  ),
  alerts: (shown) => <ShownAlerts shown={shown} />,
};

export interface ShownLookProps<W extends What> extends LookContext {
  what: W;
  shown: wire.ShownBy[W];
}

export function ShownLook<W extends What>({ what, shown, ...at }: ShownLookProps<W>) {
  const draw = kDraw[what] as Draw<W> | undefined;
  return <>{draw ? draw(shown, at) : <Empty title={`Nothing here draws “${what}”.`} />}</>;
}

function Overview({ shown, acts }: { shown: wire.OverviewShown; acts: readonly ChartMarker[] }) {
  return (
    <div class="mirror-grid">
      {shown.panels.map(({ title, query, result }) => (
        <SeriesPanel
          key={title}
          title={title}
          shown={{ query, result, compared: null }}
          height={104}
          markers={acts}
        />
      ))}
    </div>
  );
}

function ShownAlerts({ shown }: { shown: wire.AlertsShown }) {
  const firing = shown.alerts.filter((alert) => alert.firing);
  if (firing.length === 0) return <Empty title="No alert fires." />;
  return (
    <ul class="mirror-text">
      {firing.map((alert) => (
        <li key={`${alert.alert}/${alert.series}`}>
          <b class="alarm">{alert.title}</b> {alert.series}{' '}
          <span class="soft">since {formatOffset(alert.since_ns)}</span>
        </li>
      ))}
    </ul>
  );
}
