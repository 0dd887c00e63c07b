/** The first rows of a long table, and more on request: hundreds of sittings are no page to scroll through. */
import { useState } from 'react';

interface Rows<T> {
  readonly shown: readonly T[];
  /** Says how many of how many are shown; null where all fit. */
  readonly more: React.ReactNode;
}

/** @param what the rows, for the button: "sittings" */
export function useFirstRows<T>(rows: readonly T[], first: number, what: string): Rows<T> {
  const [count, setCount] = useState(first);
  const shown = rows.slice(0, count);
  if (rows.length <= first) return { shown, more: null };
  const next = Math.min(MORE_ROWS, rows.length - shown.length);
  return {
    shown,
    more: (
      <p className="progress-more">
        <button type="button" onClick={() => setCount(next === 0 ? first : count + next)}>
          {next === 0 ? `Show ${first} ${what}` : next === rows.length - shown.length ? `Show all ${rows.length} ${what}` : `Show ${next} more`}
        </button>
        <span role="status">
          {shown.length} of {rows.length}
        </span>
      </p>
    ),
  };
}

const MORE_ROWS = 25;
