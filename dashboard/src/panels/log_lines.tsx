// Log lines, newest first. A line that belongs to a request opens its trace.
import { formatClock, formatCount, formatOffsetFine } from '../base/format';
import { type Column, Table } from '../widgets/table';
import type { LogLine, LogsShown } from '../wire/types';
import './log_lines.css';

export interface LogLinesProps {
  shown: LogsShown;
  pageClockS: number;
  onOpen?: (line: LogLine) => void;
  narrow?: boolean; // a third of a page: where it comes from in one column
}

const kLevels = ['error', 'warn', 'info', 'debug'];

export function levelClass(level: string): string {
  return level === 'error' ? 'alarm' : level === 'warn' ? 'warn' : 'soft';
}

const kRegion: Column<LogLine> = {
  key: 'region',
  title: 'Region',
  width: '76px',
  clip: true,
  cell: (line) => line.region,
};

export function LogLines({ shown, pageClockS, onOpen, narrow = false }: LogLinesProps) {
  const columns: Column<LogLine>[] = [
    {
      key: 'time',
      title: 'Time',
      width: '96px',
      cell: (line) => (
        <time class="mono soft" title={formatClock(line.time_ns, pageClockS)}>
          {formatOffsetFine(line.time_ns)}
        </time>
      ),
    },
    {
      key: 'level',
      title: 'Level',
      width: '58px',
      cell: (line) => <span class={`mono log-level ${levelClass(line.level)}`}>{line.level}</span>,
    },
    {
      key: 'component',
      title: 'Component',
      width: '132px',
      clip: true,
      cell: (line) => (
        <span title={`${line.instance}, ${line.region}, ${line.version}`}>
          {line.component} <span class="soft">{narrow ? line.region : line.version}</span>
        </span>
      ),
    },
    ...(narrow ? [] : [kRegion]),
    {
      key: 'text',
      title: 'Text',
      cell: (line) => <span class="mono log-text">{line.text}</span>,
    },
  ];
  return (
    <div class="log-lines">
      <Table
        label="Log lines"
        columns={columns}
        rows={shown.lines}
        rowKey={(line) => `${line.time_ns} ${line.instance} ${line.request} ${line.text}`}
        {...(onOpen ? { onOpen } : {})}
        empty="No line matches in this range."
      />
    </div>
  );
}

// "1,400 lines: 311 error, 120 warn, 969 info. 200 newest shown, 1,200 not kept."
export function logSummary(shown: LogsShown): string {
  const levels = kLevels
    .filter((level) => (shown.levels[level] ?? 0) > 0)
    .map((level) => `${formatCount(shown.levels[level] ?? 0)} ${level}`);
  const parts = [
    `${formatCount(shown.total)} lines${levels.length > 0 ? `: ${levels.join(', ')}` : ''}.`,
  ];
  if (shown.total > shown.lines.length) parts.push(`The newest ${shown.lines.length} are shown.`);
  if (shown.dropped > 0) parts.push(`${formatCount(shown.dropped)} were not kept (sampling).`);
  return parts.join(' ');
}
