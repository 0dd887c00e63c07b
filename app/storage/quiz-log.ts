/**
 * The learner's quiz log in this page: the stored events, their fold, and where they are kept. Opens the store on
 * first use; where there is none, the log lives in memory, says so, and can be carried into a store later.
 */
import { apply, emptyState, fold, type ImportMode, memoryStore, type Outcome, type QuizEvent, type QuizState, type ReviewStore, type Snapshot, StoreError, type StoreErrorKind } from '#quiz';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { ambient } from '../state/ambient.ts';
import { openIndexedDbStore } from './indexeddb-review-store.ts';

const DAY_MS = 86_400_000;

export interface QuizLogSnapshot {
  readonly status: 'opening' | 'saved' | 'memory';
  /** Why the log is in memory only; `chosen` by the learner after a mark could not be saved. */
  readonly reason: StoreErrorKind | 'chosen' | null;
  readonly state: QuizState;
  /** The log itself, of which `state` is the fold. */
  readonly events: readonly QuizEvent[];
  /** Stored rows that could not be read. */
  readonly skipped: number;
}

export interface QuizLog {
  readonly store: StoreApi<QuizLogSnapshot>;
  /** Starts opening the storage; further calls do nothing. */
  open(): void;
  /**
   * Resolves once the event is stored for good and folded, or with the refusal of an event that does not apply now
   * (then nothing is stored). Rejects with a StoreError; the snapshot is then as before.
   */
  append(event: QuizEvent): Promise<Outcome>;
  /** Keeps everything so far in memory and goes on there. */
  goOnInMemory(): void;
  /** Opens the storage again and moves what memory holds into it. Rejects with a StoreError; memory then keeps it. */
  saveAgain(): Promise<void>;
  /** Takes in the events of a backup, all or none, after keeping a snapshot. Rejects with a StoreError; nothing has then changed. */
  take(events: readonly QuizEvent[], mode: ImportMode): Promise<void>;
  /** The log as it was, the newest first. Rejects with a StoreError. */
  snapshots(): Promise<readonly Snapshot[]>;
}

/** @param openStore where the log is kept; a parameter, so that tests can pass one that fails */
export function createQuizLog(openStore: () => Promise<ReviewStore> = openIndexedDbStore, now: () => number = ambient.now): QuizLog {
  const store = createStore<QuizLogSnapshot>(() => ({ status: 'opening', reason: null, state: emptyState, events: [], skipped: 0 }));
  const eventsNow = () => store.getState().events;
  let home: ReviewStore = memoryStore();
  let opened = false;
  // One thing at a time: a reload that overtook an append would show a state without the mark.
  let queue: Promise<unknown> = Promise.resolve();
  // What was queued before a change of home must not touch the new one.
  let generation = 0;
  let lookedForSnapshotMs = 0;

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => {});
    return result;
  }

  async function adopt(next: ReviewStore, since: number): Promise<void> {
    // Before the first look, so that nothing falls between the two.
    next.onForeignAppend(() => void enqueue(reload).catch(() => {}));
    const loaded = await next.load();
    if (since !== generation) return next.close();
    home = next;
    store.setState({ status: 'saved', reason: null, state: fold(loaded.events), events: loaded.events, skipped: loaded.skipped });
    keepDailySnapshot();
  }

  function keepDailySnapshot(): void {
    lookedForSnapshotMs = now();
    // Left out where there is no room for it: the marks come first.
    void home.keepDailySnapshot(lookedForSnapshotMs).catch(() => {});
  }

  async function reload(): Promise<void> {
    const loaded = await home.load();
    store.setState({ state: fold(loaded.events), events: loaded.events, skipped: loaded.skipped });
  }

  function moveToMemory(reason: QuizLogSnapshot['reason']): void {
    generation += 1;
    queue = Promise.resolve();
    home.close();
    home = memoryStore(eventsNow());
    store.setState({ status: 'memory', reason });
  }

  return {
    store,
    open() {
      if (opened) return;
      opened = true;
      const since = generation;
      void enqueue(async () => {
        try {
          await adopt(await openStore(), since);
        } catch (error) {
          if (since === generation) moveToMemory(error instanceof StoreError ? error.kind : 'failed');
        }
      });
    },

    append: (event) =>
      enqueue(() =>
        home.exclusively(async () => {
          // Another tab may have marked this very card, and its message be still under way.
          if (await home.isStale()) await reload();
          const outcome = apply(store.getState().state, event);
          if (!outcome.ok) return outcome;
          await home.append([event]);
          store.setState({ state: outcome.state, events: [...eventsNow(), event] });
          // A page may stay open for weeks.
          if (now() - lookedForSnapshotMs >= DAY_MS) keepDailySnapshot();
          return outcome;
        }),
      ),

    goOnInMemory: () => moveToMemory('chosen'),

    saveAgain: () =>
      enqueue(async () => {
        const next = await openStore();
        try {
          await next.exclusively(async () => {
            // Refuses a newer schema before anything is written to it.
            await next.load();
            await next.append(eventsNow());
            await adopt(next, generation);
          });
        } catch (error) {
          next.close();
          throw error;
        }
      }),

    take: (events, mode) =>
      enqueue(() =>
        home.exclusively(async () => {
          await home.take(events, mode, now());
          await reload();
        }),
      ),
    snapshots: () => enqueue(() => home.snapshots()),
  };
}

/** The log of this page. */
export const quizLog = createQuizLog();
