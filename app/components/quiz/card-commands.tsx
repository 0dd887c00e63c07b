/** Of a card that asks what a command line printed: the commands and their output. The simulator runs them, and comes with the first such card. */
import type { ChapterCard, CliSession } from '#chapters';
import { lazy, Suspense, useMemo, useState } from 'react';
import { FailureBoundary } from '../failure-boundary.tsx';

export function CardCommands({ card }: { readonly card: ChapterCard }) {
  return card.cli ? <Commands key={card.id} cli={card.cli} /> : null;
}

function Commands({ cli }: { readonly cli: CliSession }) {
  const [round, setRound] = useState(0);
  // React keeps a failed import for good: another try needs another component.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const Terminal = useMemo(() => lazy(() => import('./card-terminal.tsx')), [round]);
  return (
    <FailureBoundary says="The commands could not be run." onRetry={() => setRound(round + 1)}>
      <Suspense fallback={<CommandsAlone cli={cli} />}>
        <Terminal cli={cli} />
      </Suspense>
    </FailureBoundary>
  );
}

/** Until they have run. */
function CommandsAlone({ cli }: { readonly cli: CliSession }) {
  return (
    <div className="card-terminal" role="group" aria-label="Terminal">
      <pre>{cli.script}</pre>
      <p role="status">The commands run …</p>
    </div>
  );
}
