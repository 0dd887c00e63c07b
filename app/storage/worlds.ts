/** Worlds made by hand, as they lie on the disk: each as the text of the file that it would be exported as. */
import { connect } from './database.ts';

export interface StoredWorld {
  readonly id: string;
  /** Ms since 1970. */
  readonly savedAtMs: number;
  /** What `runToFile` wrote. */
  readonly file: string;
}

export interface WorldStore {
  /** @returns also how many rows could not be read as worlds; they stay as they are. Rejects with a StoreError, as all here */
  load(): Promise<{ readonly worlds: readonly StoredWorld[]; readonly skipped: number }>;
  /** Adds it, or replaces the one of its id; resolves once it would survive a crash of the tab. */
  put(world: StoredWorld): Promise<void>;
  remove(id: string): Promise<void>;
  /** Calls back when another tab has changed something. */
  onForeignChange(listener: () => void): void;
}

const CHANNEL = 'shardbelt-worlds';
const STRICT = { durability: 'strict' } as const;

export async function openWorldStore(): Promise<WorldStore> {
  const { database, attempt } = connect();
  await database();
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  return {
    load: () =>
      attempt(async (db) => {
        const rows = await db.getAll('worlds');
        const worlds = rows.filter(isStoredWorld);
        return { worlds, skipped: rows.length - worlds.length };
      }),
    async put(world) {
      await attempt(async (db) => {
        const transaction = db.transaction('worlds', 'readwrite', STRICT);
        await Promise.all([transaction.store.put(world), transaction.done]);
      });
      channel?.postMessage('changed');
    },
    async remove(id) {
      await attempt(async (db) => {
        const transaction = db.transaction('worlds', 'readwrite', STRICT);
        await Promise.all([transaction.store.delete(id), transaction.done]);
      });
      channel?.postMessage('changed');
    },
    onForeignChange(listener) {
      if (channel) channel.onmessage = listener;
    },
  };
}

function isStoredWorld(row: unknown): row is StoredWorld {
  const { id, savedAtMs, file } = (row ?? {}) as Partial<Record<keyof StoredWorld, unknown>>;
  return typeof id === 'string' && typeof savedAtMs === 'number' && typeof file === 'string';
}
