/**
 * A comparison as a real table. On a phone each row becomes a small list; the roles are spelled out because some browsers
 * drop a table's meaning once CSS changes its display.
 */
import type { ComparisonTable as Table } from '#chapters';
import { useState, type ReactNode } from 'react';
import { useEntry } from './chapter-context.ts';
import './comparison-table.css';

/** As prose names it. */
export const ComparisonTable = ({ id }: { readonly id: string }) => <TableView table={useEntry('tables', id)} />;

interface Props {
  readonly table: Table;
  /** Where a row leads, as links; without it the rows lead nowhere. */
  readonly links?: (rowId: string) => ReactNode;
}

/** By which column: -1 for the aspect. Null: as the author put them. */
type Order = { readonly column: number; readonly down: boolean } | null;

export function TableView({ table, links }: Props) {
  const [order, setOrder] = useState<Order>(null);
  const rows = order ? table.rows.toSorted((x, y) => (order.down ? -1 : 1) * compare(textOf(x, order.column), textOf(y, order.column))) : table.rows;
  const head = (text: string, column: number) => (
    <th key={column} scope="col" role="columnheader" aria-sort={order?.column === column ? (order.down ? 'descending' : 'ascending') : undefined}>
      {table.sortable ? (
        <button type="button" className="comparison-table-sort" onClick={() => setOrder(nextOrder(order, column))}>
          {text || 'Name'} <span aria-hidden="true">{order?.column === column ? (order.down ? '↓' : '↑') : ''}</span>
        </button>
      ) : (
        text
      )}
    </th>
  );
  return (
    <table className="comparison-table" id={table.id} role="table">
      <caption>{table.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {table.sortable ? head('', -1) : <td role="cell" />}
          {table.columns.map(head)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.id} id={`${table.id}-${row.id}`} role="row">
            <th scope="row" role="rowheader">
              {row.aspect}
              {links?.(row.id)}
            </th>
            {row.cells.map((cell, index) => (
              <td key={table.columns[index]} role="cell" data-label={table.columns[index]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Up, down, and back to the author's order. */
const nextOrder = (order: Order, column: number): Order =>
  order?.column !== column ? { column, down: false } : order.down ? null : { column, down: true };

const textOf = (row: Table['rows'][number], column: number) => (column < 0 ? row.aspect : row.cells[column]!);
const { compare } = new Intl.Collator('en', { numeric: true });
