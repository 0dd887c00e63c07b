/**
 * The one IndexedDB database of the app. `DATABASE_SCHEMA` counts up by one with each change of its stores, and
 * `upgrade` gains one `if`: never edit an older step, learners' browsers have run it.
 */
import { StoreError, type StoreErrorKind } from '#quiz';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export const DATABASE = 'shardbelt';
export const DATABASE_SCHEMA = 3;

export interface DatabaseSchema extends DBSchema {
  /** The append-only quiz log: the key is the place in the log. Values are `unknown` because a row can be damaged. */
  'quiz-events': { key: number; value: unknown; indexes: { id: string } };
  /** Worlds made by hand, by their id. `unknown` for the same reason. */
  worlds: { key: string; value: unknown };
  /** The quiz log as it was, row for row, damaged ones too: the key counts up. */
  'quiz-snapshots': { key: number; value: { readonly atMs: number; readonly reason: 'daily' | 'import'; readonly rows: readonly unknown[] } };
}

export type Database = IDBPDatabase<DatabaseSchema>;

/** One connection for many uses. Closed from outside, or refused, the next use opens anew. Every failure is a {@link StoreError}. */
export function connect() {
  let connection: Promise<Database> | null = null;
  async function database(): Promise<Database> {
    connection ??= openDatabase(() => (connection = null));
    try {
      return await connection;
    } catch (error) {
      connection = null; // So that the next attempt opens anew.
      throw error;
    }
  }
  return {
    database,
    async attempt<T>(work: (db: Database) => Promise<T>): Promise<T> {
      try {
        return await work(await database());
      } catch (error) {
        throw asStoreError(error);
      }
    },
    close: () => void connection?.then((db) => db.close(), () => {}),
  };
}

/**
 * Opens the database, creating or upgrading it. Rejects with a {@link StoreError}; a database of a newer schema is
 * refused by the browser before anything in it changes.
 *
 * @param onGone called once when the connection is closed from outside: by a newer build in another tab, by the browser
 */
export async function openDatabase(onGone: () => void): Promise<Database> {
  if (typeof indexedDB === 'undefined') throw new StoreError('unavailable', 'This browser window has no IndexedDB.');
  try {
    return await openDB<DatabaseSchema>(DATABASE, DATABASE_SCHEMA, {
      upgrade(database, from) {
        if (from < 1) database.createObjectStore('quiz-events', { autoIncrement: true }).createIndex('id', 'id', { unique: true });
        if (from < 2) database.createObjectStore('worlds', { keyPath: 'id' });
        if (from < 3) database.createObjectStore('quiz-snapshots', { autoIncrement: true });
      },
      blocking(_from, _to, event) {
        // Another tab waits to upgrade. Holding on would freeze it; the next use here reopens, or learns that it is outdated.
        (event.target as IDBDatabase).close();
        onGone();
      },
      terminated: onGone,
    });
  } catch (cause) {
    const kind = kindOf(cause);
    throw new StoreError(kind === 'failed' ? 'unavailable' : kind, messageOf(cause), { cause });
  }
}

/** A DOMException of IndexedDB, as one of the kinds that the app explains to the learner. */
function asStoreError(cause: unknown): StoreError {
  return cause instanceof StoreError ? cause : new StoreError(kindOf(cause), messageOf(cause), { cause });
}

function kindOf(cause: unknown): StoreErrorKind {
  const name = (cause as { name?: unknown } | null)?.name;
  if (name === 'VersionError') return 'newer';
  if (name === 'QuotaExceededError') return 'full';
  if (name === 'SecurityError' || name === 'NotAllowedError') return 'unavailable';
  return 'failed';
}

function messageOf(cause: unknown): string {
  return cause instanceof Error || cause instanceof DOMException ? cause.message : String(cause);
}
