/** The cards of a chapter as they go to Anki: with what their commands print, and where AWS's own pages disagree. */
import type { CliSession } from '#chapters';
import type { ExportedCard } from '#quiz';
import type { QuizChapter } from '../quiz/cards-of.ts';
import { outputOf } from '../quiz/cli-of-card.ts';

export function ankiCards({ cards, errata }: QuizChapter): ExportedCard[] {
  return cards.map((card) => {
    const disputed = errata.find(({ id }) => id === card.disputed)?.disputed;
    return {
      ...card,
      ...(card.cli && { terminal: terminalOf(card.cli) }),
      ...(disputed !== undefined && { doubt: `AWS’s own pages disagree. ${disputed}` }),
    };
  });
}

const terminalOf = (cli: CliSession): string =>
  outputOf(cli)
    .map(({ source, stdout, stderr }) => [`$ ${source}`, `${stdout}${stderr}`.replace(/^\n+|\n+$/g, '')].filter((part) => part !== '').join('\n'))
    .join('\n');
