/** A table of the progress page: the source of what the chart beside it draws. */
import type { ReactNode } from 'react';

interface Props {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly className?: string;
  /** Its rows. */
  readonly children: ReactNode;
}

export function ProgressTable({ caption, columns, className = '', children }: Props) {
  return (
    <table className={`progress-table ${className}`.trim()}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
