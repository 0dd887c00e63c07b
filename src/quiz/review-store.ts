/**
 * The port to wherever the log is kept. The app implements it on IndexedDB; `memoryStore` is the one for when
 * there is no storage. Both pass the same contract tests.
 */
import { imported, type ImportMode } from './backup.ts';
import type { QuizEvent } from './events.ts';

export interface LoadedLog {
  /** In the order in which they were appended. */
  readonly events: readonly QuizEvent[];
  /** Rows that could not be read as events. They stay where they are. */
  readonly skipped: number;
}

/** The log as it was at a moment. */
export interface Snapshot {
  readonly atMs: number;
  /** `daily`: taken by itself; `import`: before a file was taken in. */
  readonly reason: 'daily' | 'import';
  readonly events: readonly QuizEvent[];
}

/** So many snapshots are kept; the oldest goes first. */
export const SNAPSHOTS_MAX = 6;

/**
 * Whether a snapshot is to be taken by itself: once a day, where the log has changed since the newest.
 *
 * @param newest its time, and how many rows it has; null where there is none
 */
export function snapshotDue(newest: { readonly atMs: number; readonly rows: number } | null, rows: number, nowMs: number): boolean {
  if (rows === 0) return false;
  return newest === null || (rows !== newest.rows && Math.abs(nowMs - newest.atMs) >= 86_400_000);
}

export interface ReviewStore {
  /** The whole log. Rejects with {@link StoreError}. */
  load(): Promise<LoadedLog>;
  /**
   * Adds events at the end, all or none, and resolves once they would survive a crash of the tab. An event whose
   * `id` is in the log already is passed over, so that a repeated append does no harm. Rejects with {@link StoreError}.
   */
  append(events: readonly QuizEvent[]): Promise<void>;
  /**
   * Takes in the events of a backup, all or none, and in the same step keeps what was there before as a snapshot. To replace is
   * the one way in which a log loses rows. Rejects with {@link StoreError}; then nothing has changed.
   */
  take(events: readonly QuizEvent[], mode: ImportMode, atMs: number): Promise<void>;
  /** Keeps a snapshot where {@link snapshotDue}. Rejects with {@link StoreError}. */
  keepDailySnapshot(atMs: number): Promise<void>;
  /** The newest first. Rejects with {@link StoreError}. */
  snapshots(): Promise<readonly Snapshot[]>;
  /** Whether someone else (another tab) has changed the log since it was last loaded here. Rejects with {@link StoreError}. */
  isStale(): Promise<boolean>;
  /**
   * Runs `work` while nobody else runs theirs, where the browser can promise that: what is decided on the log as loaded is then
   * still so when it is appended. Settles as `work` does.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Calls back when someone else (another tab) has changed the log. Returns the way to stop. */
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
  let events = new Map(start.map((event) => [event.id, event]));
  let snapshots: readonly Snapshot[] = [];
  const keep = (reason: Snapshot['reason'], atMs: number) => (snapshots = [{ atMs, reason, events: [...events.values()] }, ...snapshots].slice(0, SNAPSHOTS_MAX));
  return {
    load: async () => ({ events: [...events.values()], skipped: 0 }),
    append: async (added) => {
      for (const event of added) if (!events.has(event.id)) events.set(event.id, event);
    },
    take: async (added, mode, atMs) => {
      keep('import', atMs);
      events = new Map(imported([...events.values()], added, mode).map((event) => [event.id, event]));
    },
    keepDailySnapshot: async (atMs) => {
      const [newest] = snapshots;
      if (snapshotDue(newest ? { atMs: newest.atMs, rows: newest.events.length } : null, events.size, atMs)) keep('daily', atMs);
    },
    snapshots: async () => snapshots,
    isStale: async () => false,
    exclusively: (work) => work(),
    onForeignAppend: () => () => {},
    close: () => {},
  };
}
