// Rows of a dataset by region and format: what a decision about code must know about data.
import { formatCount, formatOffset, formatRatio } from '../base/format';
import { type Column, Table } from '../widgets/table';
import { colourIndex, colourName } from '../widgets/colours';
import type { DataCheckShown } from '../wire/types';
import './data_rows.css';

type Region = DataCheckShown['regions'][number];
interface Row {
  region: string;
  first: boolean;
  frozen: boolean;
  copy: string;
  differs: number;
  share: number;
  format: Region['formats'][number];
}

function copyOf(region: Region): string {
  if (region.role === '' || region.role === 'primary') return region.role;
  return region.lag_s < 1 ? region.role : `${region.role}, ${formatCount(region.lag_s)} s behind`;
}

function rowsOf(shown: DataCheckShown): Row[] {
  return shown.regions.flatMap((region) => {
    const all = region.formats.reduce((sum, format) => sum + format.rows, 0);
    return region.formats.map((format, index) => ({
      region: region.region,
      first: index === 0,
      frozen: region.frozen,
      copy: copyOf(region),
      differs: region.differs,
      share: all > 0 ? format.rows / all : 0,
      format,
    }));
  });
}

const kColumns: Column<Row>[] = [
  {
    key: 'region',
    title: 'Region',
    cell: (row) =>
      row.first && (
        <span>
          {row.region}
          {row.copy && <span class="soft"> {row.copy}</span>}
          {row.frozen && <span class="warn"> writes frozen</span>}
          {row.differs > 0 && (
            <span class="warn"> {formatCount(row.differs)} rows are not the primary’s</span>
          )}
        </span>
      ),
  },
  {
    key: 'format',
    title: 'Format',
    cell: (row) => (
      <span>
        {row.format.format} <span class="soft">{row.format.about}</span>
      </span>
    ),
  },
  { key: 'rows', title: 'Rows', number: true, cell: (row) => formatCount(row.format.rows) },
  {
    key: 'share',
    title: 'Share',
    width: '160px',
    cell: (row) => (
      <span class="share">
        <span class="share-track">
          <i
            style={{
              width: `${row.share * 100}%`,
              background: `var(${colourName(colourIndex({ format: row.format.format }))})`,
            }}
          />
        </span>
        <span class="number">{formatRatio(row.share)}</span>
      </span>
    ),
  },
  {
    key: 'rate',
    title: 'Written now',
    number: true,
    cell: (row) =>
      row.format.per_second === null ? '–' : `${formatCount(row.format.per_second)}/s`,
  },
  {
    key: 'since',
    title: 'First written',
    number: true,
    cell: (row) =>
      row.format.written_since_ns === null ? '–' : formatOffset(row.format.written_since_ns),
  },
];

export function DataRows({ shown }: { shown: DataCheckShown }) {
  return (
    <div class="stack">
      <p class="soft">{shown.about}</p>
      <Table
        label={`Rows of ${shown.dataset} by region and format`}
        columns={kColumns}
        rows={rowsOf(shown)}
        rowKey={(row) => `${row.region} ${row.format.format}`}
        empty="This dataset holds no rows."
      />
    </div>
  );
}
