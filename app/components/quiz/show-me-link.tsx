/**
 * Opens the run that proves a card's answer in a tab of its own: the card, its place in the sitting and the focus stay as they are.
 * Loaded with the first turned card that has a run, because it brings the simulator.
 */
import type { ShowMe } from '#chapters';
import { labPathOf } from '../../state/run-link.ts';
import { runOfMoment } from './run-of-show.ts';

export function Component({ show }: { readonly show: ShowMe }) {
  return (
    <p className="card-show">
      <a href={labPathOf(runOfMoment(show))} target="_blank" rel="noreferrer">
        Show me on the belt (opens a new tab)
      </a>
    </p>
  );
}
