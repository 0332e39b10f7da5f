// One chart with its title, and the numbers behind it.
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { formatDuration, formatValue } from '../base/format';
import { Chart, type ChartMarker } from '../widgets/chart';
import { colourName } from '../widgets/colours';
import { type Column, Table } from '../widgets/table';
import type { Labels, PanelShown, Query } from '../wire/types';
import { chartSeries, labelText, type SeriesRow, seriesRows } from './series';
import './series_panel.css';

export interface SeriesPanelProps {
  title: string;
  shown: PanelShown;
  height: number;
  markers?: readonly ChartMarker[];
  markerText?: boolean;
  cursorKey?: string;
  selected?: boolean;
  dimmed?: boolean; // an answer to the last question
  onSelect?: (() => void) | undefined;
  onZoom?: (fromNs: number, toNs: number) => void;
  onReset?: () => void;
  children?: ComponentChildren; // beside the title
  none?: ComponentChildren; // where there is no series: what can be done about it
}

export function SeriesPanel(props: SeriesPanelProps) {
  const { title, shown, height, selected, dimmed, onSelect, children } = props;
  const { result, compared } = shown;
  const series = useMemo(() => chartSeries(result, compared), [result, compared]);
  const more = result.series.length - series.filter((one) => !one.faint).length;
  return (
    <section class={`series-panel ${selected ? 'selected' : ''} ${dimmed ? 'dimmed' : ''}`}>
      <header class="row">
        {onSelect ? (
          <button type="button" class="series-title" aria-pressed={selected} onClick={onSelect}>
            {title}
          </button>
        ) : (
          <h3 class="series-title">{title}</h3>
        )}
        {result.recorded && <span class="soft small">recorded</span>}
        {children}
      </header>
      {result.series.length === 0 ? (
        <div class="series-none soft" style={{ height: `${height + 20}px` }}>
          <p>{noneText(shown.query)}</p>
          {props.none}
        </div>
      ) : (
        <Chart
          title={title}
          unit={result.unit}
          times_ns={result.times_ns}
          series={series}
          height={height}
          markers={props.markers ?? []}
          markerText={props.markerText ?? false}
          {...(props.cursorKey ? { cursorKey: props.cursorKey } : {})}
          {...(props.onZoom ? { onZoom: props.onZoom } : {})}
          {...(props.onReset ? { onReset: props.onReset } : {})}
        />
      )}
      {more > 0 && <p class="soft small series-more">{more} more in the table</p>}
    </section>
  );
}

export interface SeriesTableProps {
  shown: PanelShown;
  onPick?: (labels: Labels) => void;
}

export function SeriesTable({ shown, onPick }: SeriesTableProps) {
  const { result, compared } = shown;
  const rows = seriesRows(result, compared);
  const value = (number: number | null) => formatValue(number, result.unit);
  const columns: Column<SeriesRow>[] = [
    {
      key: 'series',
      title: shown.query.by.length > 0 ? shown.query.by.join(' · ') : 'Series',
      cell: (row) => (
        <span class="row">
          <i class="swatch" style={{ background: `var(${colourName(row.colour)})` }} />
          {labelText(row.labels)}
        </span>
      ),
    },
    { key: 'last', title: 'Last', number: true, cell: (row) => value(row.last) },
    { key: 'least', title: 'Lowest', number: true, cell: (row) => value(row.least) },
    { key: 'most', title: 'Highest', number: true, cell: (row) => value(row.most) },
  ];
  if (compared) {
    const ago = formatDuration(shown.query.offset_ns ?? 0);
    columns.push({
      key: 'before',
      title: `${ago} before`,
      number: true,
      cell: (row) => value(row.before),
    });
  }
  return (
    <Table
      label="Values behind the chart"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
      {...(onPick && shown.query.by.length > 0
        ? { onOpen: (row: SeriesRow) => onPick(row.labels) }
        : {})}
    />
  );
}

// With a filter it is the filter that has none, not the metric.
export function noneText({ where }: Query): string {
  const of = Object.entries(where).map(([label, value]) => `${label} ${value}`);
  return of.length > 0
    ? `No series of ${of.join(', ')} in this range.`
    : 'No such series in this range.';
}

// "GET /search · by region"
export function queryText(query: Query): string {
  const where = Object.values(query.where);
  const parts = [...where, ...(query.by.length > 0 ? [`by ${query.by.join(', ')}`] : [])];
  return parts.join(' · ');
}
