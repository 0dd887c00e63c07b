/**
 * The quiz log on IndexedDB: the implementation of the port in `src/quiz/review-store.ts`. Rows are only ever added, but for an
 * import that replaces them, which keeps them as a snapshot.
 */
import { type ImportMode, parseEvent, type QuizEvent, type ReviewStore, type Snapshot, SNAPSHOTS_MAX, snapshotDue, StoreError } from '#quiz';
import type { IDBPTransaction } from 'idb';
import { connect, type Database, type DatabaseSchema } from './database.ts';
import { exclusively } from './exclusively.ts';

/** Of the channel and of the lock. */
const NAME = 'shardbelt-quiz-log';

/** Opens the store; rejects with a StoreError when the browser gives none, or one of a newer schema. */
export async function openIndexedDbStore(): Promise<ReviewStore> {
  const { database, attempt, close } = connect();
  await database();

  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(NAME);
  // The place of the newest row as last loaded or appended here. Places are never used twice, also not by an import that
  // replaces: as long as the newest is the same, so is the log.
  let known: number | null = null;
  const listeners = new Set<() => void>();
  if (channel) channel.onmessage = () => listeners.forEach((listener) => listener());

  return {
    load: () =>
      attempt(async (db) => {
        const events: QuizEvent[] = [];
        let skipped = 0;
        const { store } = db.transaction('quiz-events');
        const [rows, newest] = await Promise.all([store.getAll(), newestPlace(store)]);
        for (const row of rows) {
          const parsed = parseEvent(row);
          if (parsed.ok) events.push(parsed.event);
          else if (parsed.reason === 'newer') throw new StoreError('newer', parsed.message);
          else skipped += 1;
        }
        known = newest;
        return { events, skipped };
      }),

    isStale: () => attempt(async (db) => (await newestPlace(db.transaction('quiz-events').store)) !== known),
    exclusively: (work) => exclusively(NAME, work),

    async append(added) {
      const { before, after } = await attempt((db) => appendAll(db, added));
      if (before === known) known = after;
      channel?.postMessage('appended');
    },

    async take(events, mode, atMs) {
      await attempt((db) => takeAll(db, events, mode, atMs));
      channel?.postMessage('taken');
    },

    keepDailySnapshot: (atMs) =>
      attempt((db) =>
        whole(db.transaction(['quiz-events', 'quiz-snapshots'], 'readwrite', STRICT), async (transaction) => {
          const newest = (await transaction.objectStore('quiz-snapshots').openCursor(null, 'prev'))?.value;
          const rows = await transaction.objectStore('quiz-events').count();
          if (snapshotDue(newest ? { atMs: newest.atMs, rows: newest.rows.length } : null, rows, atMs)) await keepSnapshot(transaction, 'daily', atMs);
        }),
      ),

    snapshots: () =>
      attempt(async (db) =>
        (await db.getAll('quiz-snapshots')).reverse().map(({ atMs, reason, rows }): Snapshot => {
          const events = rows.map(parseEvent).flatMap((parsed) => (parsed.ok ? [parsed.event] : []));
          return { atMs, reason, events };
        }),
      ),

    onForeignAppend(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    close() {
      channel?.close();
      listeners.clear();
      close();
    },
  };
}

// Strict: `done` waits for the disk, not for the operating system's promise to write some day.
const STRICT = { durability: 'strict' } as const;

/** @returns the place of the newest row before and after */
function appendAll(db: Database, added: readonly QuizEvent[]): Promise<{ before: number | null; after: number | null }> {
  return whole(db.transaction('quiz-events', 'readwrite', STRICT), async ({ store }) => {
    const before = await newestPlace(store);
    let after = before;
    for (const event of added) if ((await store.index('id').getKey(event.id)) === undefined) after = await store.add(event);
    return { before, after };
  });
}

async function newestPlace(store: { openKeyCursor(query: null, direction: 'prev'): Promise<{ readonly key: number } | null> }): Promise<number | null> {
  return (await store.openKeyCursor(null, 'prev'))?.key ?? null;
}

async function takeAll(db: Database, events: readonly QuizEvent[], mode: ImportMode, atMs: number): Promise<void> {
  await whole(db.transaction(['quiz-events', 'quiz-snapshots'], 'readwrite', STRICT), async (transaction) => {
    await keepSnapshot(transaction, 'import', atMs);
    const log = transaction.objectStore('quiz-events');
    if (mode === 'replace') await log.clear();
    for (const event of events) if ((await log.index('id').getKey(event.id)) === undefined) await log.add(event);
  });
}

type Both = IDBPTransaction<DatabaseSchema, ('quiz-events' | 'quiz-snapshots')[], 'readwrite'>;

async function keepSnapshot(transaction: Both, reason: Snapshot['reason'], atMs: number): Promise<void> {
  const snapshots = transaction.objectStore('quiz-snapshots');
  await snapshots.add({ atMs, reason, rows: await transaction.objectStore('quiz-events').getAll() });
  const keys = await snapshots.getAllKeys();
  for (const key of keys.slice(0, -SNAPSHOTS_MAX)) await snapshots.delete(key);
}

/** All of the work or none of it. */
async function whole<T extends { readonly done: Promise<void>; abort(): void }, R>(transaction: T, work: (transaction: T) => Promise<R>): Promise<R> {
  let result: R;
  try {
    result = await work(transaction);
  } catch (error) {
    transaction.done.catch(() => {});
    try {
      transaction.abort();
    } catch {
      // Already aborted by the failure itself.
    }
    throw error;
  }
  await transaction.done;
  return result;
}
