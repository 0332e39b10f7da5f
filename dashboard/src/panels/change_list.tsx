import { formatClock, formatOffset } from '../base/format';
import { type Column, Table } from '../widgets/table';
import type { ChangeRow, ChangesShown, DiffShown } from '../wire/types';
import './change_list.css';

export interface ChangeListProps {
  shown: ChangesShown;
  pageClockS: number;
  selected?: string | null;
  onOpen?: (change: ChangeRow) => void;
}

export function ChangeList({ shown, pageClockS, selected, onOpen }: ChangeListProps) {
  const newest = [...shown.changes].sort((a, b) => b.at_ns - a.at_ns);
  const columns: Column<ChangeRow>[] = [
    {
      key: 'at',
      title: 'When',
      width: '88px',
      cell: (row) => (
        <time class="mono soft" title={formatClock(row.at_ns, pageClockS)}>
          {formatOffset(row.at_ns)}
        </time>
      ),
    },
    { key: 'kind', title: 'Kind', width: '96px', cell: (row) => row.kind.replaceAll('_', ' ') },
    {
      key: 'title',
      title: 'Change',
      cell: (row) => (
        <span>
          {row.title}
          {row.note && <span class="soft"> {row.note}</span>}
        </span>
      ),
    },
    { key: 'author', title: 'By', width: '80px', cell: (row) => row.author },
    {
      key: 'diff',
      title: 'Diff',
      width: '48px',
      cell: (row) => (row.has_diff ? <span class="soft small">yes</span> : ''),
    },
  ];
  return (
    <Table
      label="Changes, newest first"
      first
      columns={columns}
      rows={newest}
      rowKey={(row) => row.id}
      selected={selected ?? null}
      {...(onOpen ? { onOpen } : {})}
      empty="Nothing was changed in the time that is kept."
    />
  );
}

function lineClass(line: string): string {
  if (line.startsWith('+')) return 'diff-added';
  if (line.startsWith('-')) return 'diff-removed';
  return line.startsWith('@@') ? 'diff-place' : '';
}

export function Diff({ shown }: { shown: DiffShown }) {
  const lines = shown.diff.replace(/\n$/, '').split('\n');
  return (
    <article class="diff">
      <h3>{shown.title}</h3>
      {shown.note && <p class="soft">{shown.note}</p>}
      <pre tabIndex={0} aria-label="Difference">
        {lines.map((line, index) => (
          <span key={index} class={lineClass(line)}>
            {line || ' '}
          </span>
        ))}
      </pre>
    </article>
  );
}
