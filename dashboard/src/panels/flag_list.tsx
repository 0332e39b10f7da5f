import { type Column, Table } from '../widgets/table';
import type { FlagsShown } from '../wire/types';

type Row = FlagsShown['flags'][number];

const kColumns: Column<Row>[] = [
  { key: 'name', title: 'Flag', cell: (row) => <span class="mono">{row.name}</span> },
  {
    key: 'on',
    title: 'Now',
    width: '64px',
    cell: (row) => (row.on ? 'on' : <span class="soft">off</span>),
  },
  { key: 'about', title: 'What it does', cell: (row) => row.about },
];

export function FlagList({ shown }: { shown: FlagsShown }) {
  return (
    <Table
      label="Flags"
      columns={kColumns}
      rows={shown.flags}
      rowKey={(row) => row.name}
      empty="This system has no flags."
    />
  );
}
