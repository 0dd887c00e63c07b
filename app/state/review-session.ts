/** What the buttons of the review page do. Everything that counts is in the log: which card is next is a fold of it (`due.ts`). */
import { type CardKey, EVENT_SCHEMA, keyOf, type QuizEvent, StoreError, type StoreErrorKind } from '#quiz';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type QuizLog, quizLog } from '../storage/quiz-log.ts';
import { ambient, type Ambient } from './ambient.ts';

type Act = 'right' | 'wrong' | 'undo';

export interface ReviewSession {
  /** The card whose answer is shown, by `keyOf`. */
  readonly turned: string | null;
  /** What is on its way to the disk. The page takes no other act until it arrives. */
  readonly saving: Act | null;
  /** The act that could not be saved, and why. The page stays as it was before it. */
  readonly problem: { readonly act: Act | 'save-again'; readonly kind: StoreErrorKind } | null;
  /** The last act that was saved, or the turning of a card; `count` tells two alike apart. */
  readonly last: { readonly act: Act | 'reveal'; readonly count: number } | null;

  /** From another page: nothing is turned, nothing was done. */
  open(): void;
  reveal(card: CardKey): void;
  /** Marks the card, if it is the one that is turned. */
  mark(card: CardKey, right: boolean): Promise<void>;
  /** Takes back the newest mark of this page, in any tab; its card comes again, answer up. */
  undo(): Promise<void>;
  retry(): Promise<void>;
  goOnWithoutSaving(): Promise<void>;
  saveAgain(): Promise<void>;
}

export function createReviewSession(log: QuizLog, { now, newId }: Ambient = ambient): StoreApi<ReviewSession> {
  return createStore<ReviewSession>((set, get) => {
    let again: (() => Promise<void>) | null = null;
    const stamp = () => ({ v: EVENT_SCHEMA, id: newId(), atMs: now() }) as const;
    const done = (act: Act | 'reveal') => ({ last: { act, count: (get().last?.count ?? 0) + 1 } });

    /** Appends one event; the page changes only when it is stored. */
    async function act(name: Act, event: QuizEvent, turned: string | null): Promise<void> {
      if (get().saving) return;
      set({ saving: name, problem: null });
      try {
        const outcome = await log.append(event);
        set({ saving: null, ...(outcome.ok ? { turned, ...done(name) } : {}) });
      } catch (error) {
        again = () => act(name, event, turned);
        set({ saving: null, problem: { act: name, kind: error instanceof StoreError ? error.kind : 'failed' } });
      }
    }

    return {
      turned: null,
      saving: null,
      problem: null,
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

      async retry() {
        const { problem } = get();
        if (problem?.act === 'save-again') await get().saveAgain();
        else if (problem) await again?.();
      },
      async goOnWithoutSaving() {
        const { problem } = get();
        log.goOnInMemory();
        set({ problem: null });
        if (problem && problem.act !== 'save-again') await again?.();
      },
      async saveAgain() {
        set({ problem: null });
        try {
          await log.saveAgain();
        } catch (error) {
          set({ problem: { act: 'save-again', kind: error instanceof StoreError ? error.kind : 'failed' } });
        }
      },
    };
  });
}

/** The session of this page. */
export const reviewSession = createReviewSession(quizLog);
