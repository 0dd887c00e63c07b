/**
 * A comparison as a real table. On a phone each row becomes a small list; the roles are spelled out because some browsers
 * drop a table's meaning once CSS changes its display.
 */
import { useEntry } from './chapter-context.ts';
import './comparison-table.css';

export function ComparisonTable({ id }: { readonly id: string }) {
  const table = useEntry('tables', id);
  return (
    <table className="comparison-table" id={table.id} role="table">
      <caption>{table.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <td role="cell" />
          {table.columns.map((column) => (
            <th key={column} scope="col" role="columnheader">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {table.rows.map((row) => (
          <tr key={row.id} id={`${table.id}-${row.id}`} role="row">
            <th scope="row" role="rowheader">
              {row.aspect}
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
