/** Of a card that asks what a command line printed: the commands and their output. The simulator runs them, and comes with the first such card. */
import type { ChapterCard, CliSession } from '#chapters';
import { Later } from '../later.tsx';

const loadTerminal = () => import('./card-terminal.tsx');

export function CardCommands({ card }: { readonly card: ChapterCard }) {
  const { id, cli } = card;
  return cli ? (
    <Later key={id} load={loadTerminal} says="The commands could not be run." own={{ cli }}>
      <CommandsAlone cli={cli} />
    </Later>
  ) : null;
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
