/**
 * What the pages of the quiz, the review and the exam share: one event goes to the log, the page changes only when it is stored,
 * and what could not be saved can be repeated or gone around.
 */
import { type QuizEvent, StoreError, type StoreErrorKind } from '#quiz';
import type { QuizLog } from '../storage/quiz-log.ts';

export interface Saving<Act extends string> {
  /** What is on its way to the disk. */
  readonly saving: Act | null;
  /** The act that could not be saved, and why. The page stays as it was before it. */
  readonly problem: { readonly act: Act | 'save-again'; readonly kind: StoreErrorKind } | null;
  /** Repeats the act that could not be saved. */
  retry(): Promise<void>;
  goOnWithoutSaving(): Promise<void>;
  saveAgain(): Promise<void>;
}

/** @returns `save` appends one event and then changes the page by `then`; `start` is the part of a session that this file looks after */
export function createSaving<Act extends string, Session extends Saving<Act>>(log: QuizLog, set: (change: Partial<Session>) => void, get: () => Session) {
  let again: (() => Promise<void>) | null = null;
  const put = (change: Partial<Saving<Act>>, more: Partial<Session> = {}) => set({ ...more, ...change });
  const failed = (act: Act | 'save-again', error: unknown) => put({ saving: null, problem: { act, kind: error instanceof StoreError ? error.kind : 'failed' } });

  async function save(act: Act, event: QuizEvent, then: () => Partial<Session> = () => ({})): Promise<void> {
    put({ saving: act, problem: null });
    try {
      const outcome = await log.append(event);
      put({ saving: null }, outcome.ok ? then() : {});
    } catch (error) {
      // The event keeps the time of the act: an answer given in time still counts when it is saved late.
      again = () => save(act, event, then);
      failed(act, error);
    }
  }

  const start: Saving<Act> = {
    saving: null,
    problem: null,

    async retry() {
      const { problem } = get();
      if (problem?.act === 'save-again') await get().saveAgain();
      else if (problem) await again?.();
    },

    async goOnWithoutSaving() {
      const { problem } = get();
      log.goOnInMemory();
      put({ problem: null });
      if (problem && problem.act !== 'save-again') await again?.();
    },

    async saveAgain() {
      put({ problem: null });
      try {
        await log.saveAgain();
      } catch (error) {
        failed('save-again', error);
      }
    },
  };
  return { save, start };
}
