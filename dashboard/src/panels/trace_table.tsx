import {
  formatClock,
  formatDuration,
  formatOffset,
  formatOffsetFine,
  formatRequest,
  formatRequestShort,
} from '../base/format';
import { type Column, Table } from '../widgets/table';
import type { TraceRow, TracesShown } from '../wire/types';

export interface TraceTableProps {
  shown: TracesShown;
  pageClockS: number;
  selected?: string | null;
  onOpen?: (request: string) => void;
  tries?: ReadonlyMap<string, string>; // of the requests whose spans were read
  narrow?: boolean; // a third of a page: what came in, how it went, how long it took
}

// 5xx and requests that their client gave up are what hurts.
export function statusText(row: { status: number; client_failed: boolean }): string {
  const gaveUp = row.client_failed && row.status < 500 ? ', client failed' : '';
  return `${row.status}${gaveUp}`;
}

type Tries = TraceTableProps['tries'];

function startColumn(pageClockS: number, narrow: boolean): Column<TraceRow> {
  const format = narrow ? formatOffset : formatOffsetFine;
  return {
    key: 'start',
    title: 'Start',
    width: narrow ? '64px' : '96px',
    cell: (row) => (
      <time class="mono soft" title={formatClock(row.start_ns, pageClockS)}>
        {format(row.start_ns)}
      </time>
    ),
  };
}

const kRequest: Column<TraceRow> = {
  key: 'request',
  title: 'Request',
  width: '80px',
  cell: (row) => (
    <span class="mono soft" title={formatRequest(row.request)}>
      {formatRequestShort(row.request)}
    </span>
  ),
};

function statusColumn(tries: Tries, narrow: boolean): Column<TraceRow> {
  return {
    key: 'status',
    title: 'Status',
    ...(narrow ? {} : { width: '184px' }),
    cell: (row) => (
      <>
        <span class={row.status >= 500 || row.client_failed ? 'alarm' : ''}>{statusText(row)}</span>
        {tries?.has(row.request) && <span class="soft"> {tries.get(row.request)}</span>}
      </>
    ),
  };
}

const kTook: Column<TraceRow> = {
  key: 'duration',
  title: 'Took',
  width: '88px',
  number: true,
  cell: (row) => formatDuration(row.duration_ns),
};

function wideColumns(pageClockS: number, tries: Tries): Column<TraceRow>[] {
  return [
    startColumn(pageClockS, false),
    kRequest,
    { key: 'route', title: 'Route', clip: true, cell: (row) => row.route },
    { key: 'region', title: 'Region', width: '72px', cell: (row) => row.region },
    { key: 'version', title: 'Version', width: '64px', cell: (row) => row.version },
    statusColumn(tries, false),
    kTook,
  ];
}

function narrowColumns(pageClockS: number): Column<TraceRow>[] {
  return [
    startColumn(pageClockS, true),
    {
      key: 'route',
      title: 'Route',
      cell: (row) => (
        <>
          {row.route} <span class="soft">{row.region}</span> <span class="soft">{row.version}</span>
        </>
      ),
    },
    statusColumn(undefined, true),
    kTook,
  ];
}

export function TraceTable(props: TraceTableProps) {
  const { shown, pageClockS, selected, onOpen, tries, narrow = false } = props;
  return (
    <Table
      label="Requests"
      first
      columns={narrow ? narrowColumns(pageClockS) : wideColumns(pageClockS, tries)}
      rows={shown.traces}
      rowKey={(row) => row.request}
      selected={selected ?? null}
      {...(onOpen ? { onOpen: (row: TraceRow) => onOpen(row.request) } : {})}
      empty="No such request in this range. Ask for slow ones or any, or further back."
    />
  );
}
