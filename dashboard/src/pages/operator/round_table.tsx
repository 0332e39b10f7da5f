// The rounds there are, newest first, with a field that finds one among many.
import { useState } from 'preact/hooks';
import { formatOffset } from '../../base/format';
import { TextField } from '../../widgets/field';
import { type Column, Table } from '../../widgets/table';
import type { RoundRow } from '../../wire/types';
import { CopyLinks } from './copy_links';
import { dayAndTime, keptUntil, matches, shortId } from './round_words';

const kMany = 8; // from as many on it helps to search

export function RoundTable({ rounds }: { rounds: readonly RoundRow[] }) {
  const [sought, setSought] = useState('');
  const newest = [...rounds].sort((a, b) => b.created_ms - a.created_ms);
  const found = newest.filter((row) => matches(row, sought));
  const named = rounds.some((row) => row.candidate_name !== '');
  const columns: Column<RoundRow>[] = [
    {
      key: 'made',
      title: 'Made',
      cell: (row) => <time>{dayAndTime(row.created_ms)}</time>,
    },
    {
      key: 'id',
      title: 'Round',
      cell: (row) => (
        <span class="mono" title={row.id}>
          {shortId(row.id)}
        </span>
      ),
    },
    ...(named
      ? [
          {
            key: 'candidate',
            title: 'Candidate',
            cell: (row: RoundRow) =>
              row.candidate_name ? (
                <span class="round-name">{row.candidate_name}</span>
              ) : (
                <span class="faint">not noted</span>
              ),
          },
        ]
      : []),
    {
      key: 'scenario',
      title: 'Scenario',
      cell: (row) => <span title={row.scenario}>{row.title}</span>,
    },
    { key: 'level', title: 'Level', cell: (row) => row.level },
    { key: 'state', title: 'State', cell: (row) => row.state },
    { key: 'time', title: 'Clock', number: true, cell: (row) => formatOffset(row.time_ns) },
    { key: 'kept', title: 'Kept until', cell: (row) => <time>{keptUntil(row)}</time> },
    { key: 'links', title: 'Links', cell: (row) => <CopyLinks links={row} /> },
  ];
  return (
    <>
      {rounds.length >= kMany && (
        <div class="round-search">
          <TextField
            label="Find a round"
            value={sought}
            onInput={setSought}
            placeholder="round, name, scenario, level or state"
          />
          <span class="soft small" role="status">
            {found.length === rounds.length
              ? `${rounds.length} rounds`
              : `${found.length} of ${rounds.length} rounds`}
          </span>
        </div>
      )}
      <Table
        label="Rounds, newest first"
        columns={columns}
        rows={found}
        rowKey={(row) => row.id}
        empty={rounds.length === 0 ? 'No round yet.' : 'No round has all of these words.'}
      />
    </>
  );
}
