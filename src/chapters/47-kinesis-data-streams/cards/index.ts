/** The chapter's deck, every card once: plain questions by section, then the other kinds. The only place that lists them. */
import type { ChapterCard } from '../../types.ts';
import { howItWorks } from './01-how-it-works.ts';
import { limitsAndCommands } from './02-limits-and-commands.ts';
import { choosingAndRunning } from './03-choosing-and-running.ts';
import { examAndReview } from './04-exam-and-review.ts';
import { whichService } from './05-which-service.ts';
import { fillTheGap } from './06-fill-the-gap.ts';
import { orderSteps } from './07-order-steps.ts';
import { more } from './08-more.ts';
import { cliOutput } from './09-cli-output.ts';
import { theRest } from './10-the-rest.ts';
import { showMe } from './show-me.ts';
import { sourcePage } from './source-page.ts';
import { topics } from './topics.ts';

const all: readonly ChapterCard[] = [
  ...howItWorks,
  ...limitsAndCommands,
  ...choosingAndRunning,
  ...examAndReview,
  ...whichService,
  ...fillTheGap,
  ...orderSteps,
  ...more,
  ...cliOutput,
  ...theRest,
];

export const cards: readonly ChapterCard[] = all.map((card) => {
  const show = showMe[card.id];
  const { lab, figure } = topics[card.topic] ?? {};
  const sourceUrl = sourcePage(card.source);
  return { ...card, ...(show && { show }), ...(lab && { lab }), ...(figure && { figure }), ...(sourceUrl !== undefined && { sourceUrl }) };
});
