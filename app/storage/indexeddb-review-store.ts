/**
 * The quiz log on IndexedDB: the implementation of the port in `src/quiz/review-store.ts`. Rows are only ever added, but for an
 * import that replaces them, which keeps them as a snapshot.
 */
import { type ImportMode, parseEvent, type QuizEvent, type ReviewStore, type Snapshot, SNAPSHOTS_MAX, snapshotDue, StoreError } from '#quiz';
import type { IDBPTransaction } from 'idb';
import { connect, type Database, type DatabaseSchema } from './database.ts';

const CHANNEL = 'shardbelt-quiz-log';

/** Opens the store; rejects with a StoreError when the browser gives none, or one of a newer schema. */
export async function openIndexedDbStore(): Promise<ReviewStore> {
  const { database, attempt, close } = connect();
  await database();

  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  const listeners = new Set<() => void>();
  if (channel) channel.onmessage = () => listeners.forEach((listener) => listener());

  return {
    load: () =>
      attempt(async (db) => {
        const events: QuizEvent[] = [];
        let skipped = 0;
        for (const row of await db.getAll('quiz-events')) {
          const parsed = parseEvent(row);
          if (parsed.ok) events.push(parsed.event);
          else if (parsed.reason === 'newer') throw new StoreError('newer', parsed.message);
          else skipped += 1;
        }
        return { events, skipped };
      }),

    async append(added) {
      await attempt((db) => appendAll(db, added));
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

async function appendAll(db: Database, added: readonly QuizEvent[]): Promise<void> {
  await whole(db.transaction('quiz-events', 'readwrite', STRICT), async ({ store }) => {
    for (const event of added) if ((await store.index('id').getKey(event.id)) === undefined) await store.add(event);
  });
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
async function whole<T extends { readonly done: Promise<void>; abort(): void }>(transaction: T, work: (transaction: T) => Promise<void>): Promise<void> {
  try {
    await work(transaction);
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
}
