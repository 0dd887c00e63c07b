/** The quiz log on IndexedDB: the implementation of the port in `src/quiz/review-store.ts`. Rows are only ever added. */
import { parseEvent, type QuizEvent, type ReviewStore, StoreError } from '#quiz';
import { connect, type Database } from './database.ts';

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

async function appendAll(db: Database, added: readonly QuizEvent[]): Promise<void> {
  // Strict: `done` waits for the disk, not for the operating system's promise to write some day.
  const transaction = db.transaction('quiz-events', 'readwrite', { durability: 'strict' });
  try {
    for (const event of added) {
      if ((await transaction.store.index('id').getKey(event.id)) === undefined) await transaction.store.add(event);
    }
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
