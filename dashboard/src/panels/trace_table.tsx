import {
  formatClock,
  formatDuration,
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
}

// 5xx and requests that their client gave up are what hurts.
export function statusText(row: { status: number; client_failed: boolean }): string {
  const gaveUp = row.client_failed && row.status < 500 ? ', client failed' : '';
  return `${row.status}${gaveUp}`;
}

export function TraceTable({ shown, pageClockS, selected, onOpen }: TraceTableProps) {
  const columns: Column<TraceRow>[] = [
    {
      key: 'start',
      title: 'Start',
      width: '96px',
      cell: (row) => (
        <time class="mono soft" title={formatClock(row.start_ns, pageClockS)}>
          {formatOffsetFine(row.start_ns)}
        </time>
      ),
    },
    {
      key: 'request',
      title: 'Request',
      width: '80px',
      cell: (row) => (
        <span class="mono soft" title={formatRequest(row.request)}>
          {formatRequestShort(row.request)}
        </span>
      ),
    },
    { key: 'route', title: 'Route', clip: true, cell: (row) => row.route },
    { key: 'region', title: 'Region', width: '88px', cell: (row) => row.region },
    { key: 'version', title: 'Version', width: '72px', cell: (row) => row.version },
    {
      key: 'status',
      title: 'Status',
      width: '136px',
      cell: (row) => (
        <span class={row.status >= 500 || row.client_failed ? 'alarm' : ''}>{statusText(row)}</span>
      ),
    },
    {
      key: 'duration',
      title: 'Took',
      width: '88px',
      number: true,
      cell: (row) => formatDuration(row.duration_ns),
    },
  ];
  return (
    <Table
      label="Requests"
      first
      columns={columns}
      rows={shown.traces}
      rowKey={(row) => row.request}
      selected={selected ?? null}
      {...(onOpen ? { onOpen: (row: TraceRow) => onOpen(row.request) } : {})}
      empty="No such request in this range."
    />
  );
}
