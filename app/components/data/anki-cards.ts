/** The cards of a chapter as they go to Anki: with what their commands print, and where AWS's own pages disagree. */
import type { CliSession } from '#chapters';
import type { ExportedCard } from '#quiz';
import { doubtOf, type QuizChapter } from '../quiz/cards-of.ts';
import { outputOf, printedBy } from '../quiz/cli-of-card.ts';

export function ankiCards(chapter: QuizChapter): ExportedCard[] {
  return chapter.cards.map((card) => {
    const doubt = doubtOf(chapter, card);
    return {
      ...card,
      ...(card.cli && { terminal: terminalOf(card.cli) }),
      ...(doubt !== null && { doubt }),
    };
  });
}

const terminalOf = (cli: CliSession): string =>
  outputOf(cli)
    .map((command) => [`$ ${command.source}`, printedBy(command)].filter((part) => part !== '').join('\n'))
    .join('\n');
