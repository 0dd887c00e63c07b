/**
 * The port to wherever the log is kept. The app implements it on IndexedDB; `memoryStore` is the one for when
 * there is no storage. Both pass the same contract tests.
 */
import type { QuizEvent } from './events.ts';

export interface LoadedLog {
  /** In the order in which they were appended. */
  readonly events: readonly QuizEvent[];
  /** Rows that could not be read as events. They stay where they are. */
  readonly skipped: number;
}

export interface ReviewStore {
  /** The whole log. Rejects with {@link StoreError}. */
  load(): Promise<LoadedLog>;
  /**
   * Adds events at the end, all or none, and resolves once they would survive a crash of the tab. An event whose
   * `id` is in the log already is passed over, so that a repeated append does no harm. Rejects with {@link StoreError}.
   */
  append(events: readonly QuizEvent[]): Promise<void>;
  /** Calls back when someone else (another tab) has appended. Returns the way to stop. */
  onForeignAppend(listener: () => void): () => void;
  /** Lets go of what the store holds open. It is not used afterwards. */
  close(): void;
}

/**
 * `unavailable`: there is no storage here (a private window, a policy). `newer`: a later build wrote it; it is left
 * untouched. `full`: no room. `failed`: anything else.
 */
export type StoreErrorKind = 'unavailable' | 'newer' | 'full' | 'failed';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;
  constructor(kind: StoreErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** A log that lives as long as the page. Never rejects. */
export function memoryStore(start: readonly QuizEvent[] = []): ReviewStore {
  const events = new Map(start.map((event) => [event.id, event]));
  return {
    load: async () => ({ events: [...events.values()], skipped: 0 }),
    append: async (added) => {
      for (const event of added) if (!events.has(event.id)) events.set(event.id, event);
    },
    onForeignAppend: () => () => {},
    close: () => {},
  };
}
