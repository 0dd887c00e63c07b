/** A card's commands and what they print, as a terminal shows them. */
import type { CliSession } from '#chapters';
import type { CommandRun } from '#sim';
import { Fragment, useMemo } from 'react';
import { ScrollBox } from '../scroll-box.tsx';
import { outputOf, printedBy } from './cli-of-card.ts';

export default function CardTerminal({ cli }: { readonly cli: CliSession }) {
  return <Terminal commands={useMemo(() => outputOf(cli), [cli])} />;
}

export function Terminal({ commands }: { readonly commands: readonly CommandRun[] }) {
  return (
    <div className="card-terminal" role="group" aria-label="Terminal">
      {commands.map((command, i) => {
        const text = printedBy(command);
        return (
          <div key={i}>
            <pre className="card-command">
              <span aria-hidden="true">$ </span>
              {words(command.source)}
            </pre>
            {text !== '' && (
              <ScrollBox label={`What command ${i + 1} prints`} className="card-output">
                <pre>{text}</pre>
              </ScrollBox>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** A line may break between words and not at their hyphens: an option stays whole. */
const words = (source: string) =>
  source.split(' ').map((word, i) => (
    <Fragment key={i}>
      {i > 0 && ' '}
      <span className="card-word">{word}</span>
    </Fragment>
  ));
