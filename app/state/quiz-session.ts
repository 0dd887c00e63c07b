/**
 * One learner at one deck: what the buttons of the quiz do. Everything that counts is in the log; this store holds
 * only what belongs to the page: whether the cards are open, what is being saved, and what went wrong.
 * The wall clock, ids and seeds enter the quiz by `ambient.ts` and nowhere else.
 */
import {
  type Card,
  type Confidence,
  currentCardId,
  deckState,
  drawSitting,
  EVENT_SCHEMA,
  firstRoundDone,
  type QuizEvent,
  round,
  type Sitting,
  undoableMark,
} from '#quiz';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type QuizLog, quizLog } from '../storage/quiz-log.ts';
import { ambient, type Ambient } from './ambient.ts';
import { askToKeep } from './kept.ts';
import { createSaving, type Saving } from './saving.ts';

export type Act = 'begin' | 'reveal' | 'right' | 'wrong' | 'undo';

/** While an act is on its way to the disk the page takes no other. */
export interface QuizSession extends Saving<Act> {
  readonly deck: string | null;
  /** The cards are open; otherwise the start or the result shows. */
  readonly entered: boolean;
  /** The last act that was saved; `count` tells two alike apart. */
  readonly last: { readonly act: Act; readonly count: number } | null;

  /** Opens the page of a deck. Coming back to the same deck finds the cards as they were left. */
  open(deck: string): void;
  /** Starts a sitting of these cards; the one before it is closed. */
  begin(cards: readonly Card[]): Promise<void>;
  /** Opens the cards of the sitting that waits. */
  resume(): void;
  /** From the cards to the start or the result. */
  leave(): void;
  /** @param confidence what the learner says before the answer shows; left out where it is not asked */
  reveal(confidence?: Confidence): Promise<void>;
  mark(right: boolean): Promise<void>;
  undo(): Promise<void>;
}

/** @param persist asks the browser to keep the log; a parameter for tests */
export function createQuizSession(log: QuizLog, { now, newId, newSeed }: Ambient = ambient, persist: () => Promise<unknown> = askToKeep): StoreApi<QuizSession> {
  const sitting = (deck: string | null): Sitting | null => (deck === null ? null : deckState(log.store.getState().state, deck).sitting);

  return createStore<QuizSession>((set, get) => {
    const { save, start } = createSaving<Act, QuizSession>(log, set, get);

    async function act(name: Act, event: QuizEvent, then: (now: Sitting) => Partial<QuizSession>): Promise<void> {
      if (get().saving) return;
      await save(name, event, () => {
        const now = sitting(get().deck);
        return now ? { last: { act: name, count: (get().last?.count ?? 0) + 1 }, ...then(now) } : {};
      });
    }

    const stamp = (sittingId: string) => ({ v: EVENT_SCHEMA, id: newId(), sittingId, atMs: now() }) as const;
    const stay = () => ({});

    return {
      ...start,
      deck: null,
      entered: false,
      last: null,

      open(deck) {
        log.open();
        if (deck !== get().deck) set({ deck, entered: false, problem: null, last: null });
      },

      async begin(cards) {
        const { deck } = get();
        if (deck === null || cards.length === 0) return;
        const seed = newSeed();
        const event = { ...stamp(newId()), type: 'sitting-started', deck, cardIds: drawSitting(cards, seed), seed } as const;
        await act('begin', event, () => ({ entered: true }));
      },

      resume: () => set({ entered: true, last: null }),
      leave: () => set({ entered: false, last: null }),

      async reveal(confidence) {
        const now = sitting(get().deck);
        const cardId = now && currentCardId(now);
        if (!now || !cardId || now.revealed) return;
        await act('reveal', { ...stamp(now.id), type: 'card-revealed', cardId, ...(confidence && { confidence }) }, stay);
      },

      async mark(right) {
        const now = sitting(get().deck);
        const cardId = now && currentCardId(now);
        if (!now || !cardId || !now.revealed) return;
        const event: QuizEvent = { ...stamp(now.id), type: 'marked', cardId, right, round: round(now) };
        // A round that ends shows its result; the retry round waits for the learner there.
        const wasFirst = !firstRoundDone(now);
        await act(right ? 'right' : 'wrong', event, (after) => {
          // The moment at which there is something worth keeping.
          if (wasFirst && firstRoundDone(after)) void persist();
          return { entered: (wasFirst && !firstRoundDone(after)) || (!wasFirst && currentCardId(after) !== null) };
        });
      },

      async undo() {
        const now = sitting(get().deck);
        const mark = now && undoableMark(now);
        if (!now || !mark) return;
        await act('undo', { ...stamp(now.id), type: 'mark-undone', markId: mark.id }, () => ({ entered: true }));
      },
    };
  });
}

/** The session of this page. */
export const quizSession = createQuizSession(quizLog);
