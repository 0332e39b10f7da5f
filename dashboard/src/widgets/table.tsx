import type { ComponentChildren } from 'preact';
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
}

// Rows that can be opened are walked with the arrow keys (or j and k) and opened with Enter.
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowKey, onOpen, selected, rowClass, empty } = props;
  function walk(event: KeyboardEvent, row: Row): void {
    const element = event.currentTarget as HTMLElement;
    const down = event.key === 'ArrowDown' || event.key === 'j';
    const up = event.key === 'ArrowUp' || event.key === 'k';
    if (event.key === 'Enter' && event.target === element) {
      event.preventDefault();
      onOpen?.(row);
    } else if (down || up) {
      event.preventDefault();
      const next = down ? element.nextElementSibling : element.previousElementSibling;
      (next as HTMLElement | null)?.focus();
    }
  }
  if (rows.length === 0 && empty) return <div class="table-empty">{empty}</div>;
  return (
    <table class={onOpen ? 'table opens' : 'table'} aria-label={label}>
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
          const opens = onOpen
            ? {
                tabIndex: 0,
                onClick: () => onOpen(row),
                onKeyDown: (event: KeyboardEvent) => walk(event, row),
              }
            : {};
          const chosen = selected === key ? ' selected' : '';
          return (
            <tr key={key} class={(rowClass?.(row) ?? '') + chosen} {...opens}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  class={`${column.number ? 'number' : ''} ${column.clip ? 'clip' : ''}`}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
