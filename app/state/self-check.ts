/** What a learner says of a card met in the text: one event in the quiz log. */
import { EVENT_SCHEMA } from '#quiz';
import { ambient, type Ambient } from './ambient.ts';
import { quizLog, type QuizLog } from '../storage/quiz-log.ts';

/** Resolves once it is stored for good. Rejects with a StoreError. */
export async function sayChecked(deck: string, cardId: string, right: boolean, log: QuizLog = quizLog, { now, newId }: Ambient = ambient): Promise<void> {
  await log.append({ v: EVENT_SCHEMA, id: newId(), atMs: now(), type: 'self-checked', deck, cardId, right });
}
