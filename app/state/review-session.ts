/** What the buttons of the review page do. Everything that counts is in the log: which card is next is a fold of it (`due.ts`). */
import { type CardKey, EVENT_SCHEMA, keyOf, type QuizEvent } from '#quiz';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type QuizLog, quizLog } from '../storage/quiz-log.ts';
import { ambient, type Ambient } from './ambient.ts';
import { createSaving, type Saving } from './saving.ts';

type Act = 'right' | 'wrong' | 'undo';

/** While an act is on its way to the disk the page takes no other. */
export interface ReviewSession extends Saving<Act> {
  /** The card whose answer is shown, by `keyOf`. */
  readonly turned: string | null;
  /** The last act that was saved, or the turning of a card; `count` tells two alike apart. */
  readonly last: { readonly act: Act | 'reveal'; readonly count: number } | null;

  /** From another page: nothing is turned, nothing was done. */
  open(): void;
  reveal(card: CardKey): void;
  /** Marks the card, if it is the one that is turned. */
  mark(card: CardKey, right: boolean): Promise<void>;
  /** Takes back the newest mark of this page, in any tab; its card comes again, answer up. */
  undo(): Promise<void>;
}

export function createReviewSession(log: QuizLog, { now, newId }: Ambient = ambient): StoreApi<ReviewSession> {
  return createStore<ReviewSession>((set, get) => {
    const { save, start } = createSaving<Act, ReviewSession>(log, set, get);
    const stamp = () => ({ v: EVENT_SCHEMA, id: newId(), atMs: now() }) as const;
    const done = (act: Act | 'reveal') => ({ last: { act, count: (get().last?.count ?? 0) + 1 } });

    async function act(name: Act, event: QuizEvent, turned: string | null): Promise<void> {
      if (!get().saving) await save(name, event, () => ({ turned, ...done(name) }));
    }

    return {
      ...start,
      turned: null,
      last: null,

      open() {
        log.open();
        set({ turned: null, problem: null, last: null });
      },
      reveal(card) {
        if (!get().saving) set({ turned: keyOf(card), ...done('reveal') });
      },
      async mark(card, right) {
        if (get().turned !== keyOf(card)) return;
        await act(right ? 'right' : 'wrong', { ...stamp(), type: 'reviewed', deck: card.deck, cardId: card.cardId, right }, null);
      },
      async undo() {
        const mark = log.store.getState().state.undoableReviews.at(-1);
        if (mark) await act('undo', { ...stamp(), type: 'review-undone', reviewId: mark.id }, keyOf(mark));
      },
    };
  });
}

/** The session of this page. */
export const reviewSession = createReviewSession(quizLog);
