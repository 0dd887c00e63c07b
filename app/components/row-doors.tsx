/** Where a row of a table leads. */
import type { RowLinks } from '#chapters';
import { Link } from 'react-router';

/** To the section that teaches a row, the card that asks it, the scenario that runs it. */
export function RowDoors({ to: { section, card, run }, of, chapter }: { readonly to: RowLinks; readonly of: string; readonly chapter: string }) {
  return (
    <span className="comparison-table-doors">
      <Link to={`/chapters/${chapter}#${section}`} aria-label={`Read about ${of}`}>
        read
      </Link>
      <Link to={`/cards/${chapter}#${card}`} aria-label={`The card on ${of}`}>
        card
      </Link>
      {run !== undefined && (
        <Link to={`/lab/${run}`} aria-label={`Run ${of} in the lab`}>
          run
        </Link>
      )}
    </span>
  );
}
