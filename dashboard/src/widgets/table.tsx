import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import './table.css';

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ComponentChildren;
  number?: boolean;
  width?: string;
  clip?: boolean; // one line, cut with an ellipsis
}

export interface TableProps<Row> {
  label: string; // of the table, read aloud
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  onOpen?: (row: Row) => void; // click, Enter
  selected?: string | null;
  rowClass?: (row: Row) => string;
  empty?: ComponentChildren;
  first?: boolean; // takes the focus from a view that was gone to by keyboard
}

function walk(event: KeyboardEvent): void {
  const down = event.key === 'ArrowDown' || event.key === 'j';
  const up = event.key === 'ArrowUp' || event.key === 'k';
  if (!down && !up) return;
  const row = (event.currentTarget as HTMLElement).closest('tr');
  const next = down ? row?.nextElementSibling : row?.previousElementSibling;
  event.preventDefault();
  next?.querySelector<HTMLElement>('.table-open')?.focus();
}

// A row that can be opened has a button in its first cell; a click anywhere on it is the button's.
// Arrow keys (or j and k) go from row to row.
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowKey, onOpen, selected, rowClass, empty } = props;
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    if (!props.first || !document.activeElement?.matches('.view-area')) return;
    table.current?.querySelector<HTMLElement>('.table-open')?.focus({ preventScroll: true });
  }, []);
  if (rows.length === 0 && empty) return <div class="table-empty">{empty}</div>;
  return (
    <table class={onOpen ? 'table opens' : 'table'} aria-label={label} ref={table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              class={column.number ? 'number' : ''}
              style={column.width ? { width: column.width } : {}}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = rowKey(row);
          const chosen = selected === key ? ' selected' : '';
          return (
            <tr
              key={key}
              class={(rowClass?.(row) ?? '') + chosen}
              {...(onOpen ? { onClick: () => onOpen(row) } : {})}
            >
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  class={`${column.number ? 'number' : ''} ${column.clip ? 'clip' : ''}`}
                >
                  {onOpen && index === 0 ? (
                    <button type="button" class="table-open" onKeyDown={walk}>
                      {column.cell(row)}
                    </button>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
