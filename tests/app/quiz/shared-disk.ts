// One log that several tabs hold open, in memory. Every request, answer and message between tabs waits until it is given its turn, so
// that a test can let them happen in any order. A tab can be killed: what had not reached the disk never will.
import { memoryStore, type QuizEvent, type ReviewStore, StoreError } from '#quiz';

const settled = () => new Promise((resolve) => setImmediate(resolve));

interface Waiting {
  readonly tab: number;
  readonly go: () => void;
}

export class SharedDisk {
  rows: readonly QuizEvent[] = [];
  /** The next append fails. */
  full = false;
  readonly #locks: boolean;
  #log = memoryStore();
  #turns: Waiting[] = [];
  #listeners = new Map<number, () => void>();
  #lockedBy: number | null = null;
  #locking: Waiting[] = [];
  #tabs = 0;

  /** @param locks whether the browser has Web Locks */
  constructor(locks: boolean) {
    this.#locks = locks;
  }

  /** Lets one of what waits happen. @returns false when nothing waits */
  async give(which: number): Promise<boolean> {
    await settled();
    if (this.#turns.length === 0) return false;
    this.#turns.splice(which % this.#turns.length, 1)[0]!.go();
    await settled();
    return true;
  }

  /** A new tab: how its log opens the store, and how it dies. */
  tab(): { readonly open: () => Promise<ReviewStore>; readonly kill: () => void } {
    this.#tabs += 1;
    const tab = this.#tabs;
    return { open: () => this.#open(tab), kill: () => this.#kill(tab) };
  }

  #kill(tab: number): void {
    this.#turns = this.#turns.filter((one) => one.tab !== tab);
    this.#locking = this.#locking.filter((one) => one.tab !== tab);
    this.#listeners.delete(tab);
    if (this.#lockedBy === tab) this.#unlock();
  }

  async #open(tab: number): Promise<ReviewStore> {
    let known = -1;
    const turn = () => new Promise<void>((go) => this.#turns.push({ tab, go }));
    const request = async <T>(work: () => Promise<T>): Promise<T> => {
      await turn();
      const answer = work();
      answer.catch(() => {});
      await turn();
      return answer;
    };
    await turn();
    return {
      ...this.#log,
      load: () =>
        request(async () => {
          known = this.rows.length;
          return { events: this.rows, skipped: 0 };
        }),
      append: (events) =>
        request(async () => {
          if (this.full) {
            this.full = false;
            throw new StoreError('full', 'no room');
          }
          const before = this.rows.length;
          await this.#log.append(events);
          this.rows = (await this.#log.load()).events;
          if (before === known) known = this.rows.length;
          for (const other of this.#listeners.keys()) if (other !== tab) this.#turns.push({ tab: other, go: () => this.#listeners.get(other)?.() });
        }),
      isStale: () => request(async () => this.rows.length !== known),
      exclusively: async (work) => {
        if (!this.#locks) return work();
        if (this.#lockedBy !== null) await new Promise<void>((go) => this.#locking.push({ tab, go }));
        else this.#lockedBy = tab;
        try {
          return await work();
        } finally {
          this.#unlock();
        }
      },
      keepDailySnapshot: async () => {},
      onForeignAppend: (listener) => {
        this.#listeners.set(tab, listener);
        return () => this.#listeners.delete(tab);
      },
      close: () => this.#listeners.delete(tab),
    };
  }

  #unlock(): void {
    const next = this.#locking.shift();
    this.#lockedBy = next?.tab ?? null;
    next?.go();
  }
}
