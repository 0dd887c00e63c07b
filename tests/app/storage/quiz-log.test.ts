// Holds: the log of a page misses nothing that another tab writes while it opens; a newer schema, of the database or of a row, is never
// written to, also not when marks made in memory are saved again; an aborted transaction is told and changes nothing; a window without
// storage, or with a broken one, keeps the marks in memory and says why; a page that stays open takes its daily snapshot too.
import 'fake-indexeddb/auto';
import { EVENT_SCHEMA, memoryStore, type QuizEvent, type ReviewStore } from '#quiz';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DATABASE, DATABASE_SCHEMA } from '../../../app/storage/database.ts';
import { openIndexedDbStore } from '../../../app/storage/indexeddb-review-store.ts';
import { createQuizLog, type QuizLog } from '../../../app/storage/quiz-log.ts';

const mark = (n: number): QuizEvent => ({ v: EVENT_SCHEMA, id: `c${n}`, atMs: n, type: 'self-checked', deck: 'kinesis-data-streams', cardId: `card-${n}`, right: true });

async function opened(openStore: () => Promise<ReviewStore> = openIndexedDbStore, now = () => 0): Promise<QuizLog> {
  const log = createQuizLog(openStore, now);
  log.open();
  await vi.waitFor(() => expect(log.store.getState().status).not.toBe('opening'));
  return log;
}

/** Past our own code. */
async function inDatabase<T>(work: (db: Awaited<ReturnType<typeof openDB>>) => Promise<T>): Promise<T> {
  const db = await openDB(DATABASE);
  try {
    return await work(db);
  } finally {
    db.close();
  }
}
const rows = () => inDatabase((db) => db.getAll('quiz-events'));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('what another tab appends while this one loads is shown', async () => {
  let tell!: () => void;
  const disk = memoryStore();
  const late: ReviewStore = {
    ...disk,
    onForeignAppend: (listener) => {
      tell = listener;
      return () => {};
    },
    load: async () => {
      const loaded = await disk.load();
      if (loaded.events.length === 0) {
        await disk.append([mark(1)]);
        tell();
      }
      return loaded;
    },
  };
  const log = await opened(async () => late);
  await vi.waitFor(() => expect(log.store.getState().events).toEqual([mark(1)]));
});

test('an append is decided on what lies there now, though no message of it has come', async () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  const [here, there] = [await opened(), await opened()];
  await here.append({ v: EVENT_SCHEMA, id: 'r1', atMs: 1, type: 'reviewed', deck: 'd', cardId: 'c', right: true });
  for (const log of [here, there]) expect(await log.append({ v: EVENT_SCHEMA, id: `u-${log === here}`, atMs: 2, type: 'review-undone', reviewId: 'r1' })).toMatchObject({ ok: log === here });
  expect(await rows()).toHaveLength(2);
  expect(there.store.getState().events).toEqual(here.store.getState().events);
});

test('a log that another tab has replaced is the one that is shown and written to', async () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  const [here, there] = [await opened(), await opened()];
  const sitting = { v: EVENT_SCHEMA, sittingId: 's1', atMs: 1 } as const;
  await here.append({ ...sitting, id: 'b1', type: 'sitting-started', deck: 'd', cardIds: ['c'], seed: 1 });
  await there.take([mark(7)], 'replace');
  expect(await here.append({ ...sitting, id: 'r1', type: 'card-revealed', cardId: 'c' })).toEqual({ ok: false, refusal: 'sitting-closed' });
  expect(here.store.getState().events).toEqual([mark(7)]);
  expect(await rows()).toEqual([mark(7)]);
});

test('a page that stays open keeps a snapshot every day on which something is marked', async () => {
  const DAY_MS = 86_400_000;
  let nowMs = 10 * DAY_MS;
  const log = await opened(openIndexedDbStore, () => nowMs);
  const kept = async () => (await log.snapshots()).map(({ atMs, events }) => [atMs / DAY_MS, events.length]);
  for (const [day, n] of [[10, 1], [10.5, 2], [11, 3], [11.9, 4], [14, 5]] as const) {
    nowMs = day * DAY_MS;
    await log.append(mark(n));
  }
  await vi.waitFor(async () => expect(await kept()).toEqual([[14, 5], [11, 3]]));
});

test('a row of a newer build sends this page to memory, and nothing is written beside it, also not when marks are saved again', async () => {
  const first = await opened();
  await first.append(mark(1));
  const newer = { v: EVENT_SCHEMA + 1, id: 'future', anything: true };
  await inDatabase((db) => db.add('quiz-events', newer));
  await expect(first.append(mark(2)), 'a page that was open already').rejects.toMatchObject({ kind: 'newer' });

  const log = await opened();
  expect(log.store.getState()).toMatchObject({ status: 'memory', reason: 'newer', events: [] });
  await log.append(mark(3));
  await expect(log.saveAgain()).rejects.toMatchObject({ kind: 'newer' });
  expect(log.store.getState()).toMatchObject({ status: 'memory', events: [mark(3)] });
  expect(await rows()).toEqual([mark(1), newer]);
});

test('a database of a newer build stays as it is, also when marks are saved again', async () => {
  const db = await openDB(DATABASE, DATABASE_SCHEMA + 1, { upgrade: (made) => void made.createObjectStore('quiz-events', { autoIncrement: true }) });
  await db.add('quiz-events', { theirs: true });
  db.close();
  const log = await opened();
  expect(log.store.getState()).toMatchObject({ status: 'memory', reason: 'newer' });
  await log.append(mark(1));
  await expect(log.saveAgain()).rejects.toMatchObject({ kind: 'newer' });
  expect(log.store.getState().events).toEqual([mark(1)]);
  expect(await inDatabase(async (now) => [now.version, await now.getAll('quiz-events')])).toEqual([DATABASE_SCHEMA + 1, [{ theirs: true }]]);
});

test('a transaction that the browser aborts changes nothing and is told; the next append works', async () => {
  const log = await opened();
  await log.append(mark(1));
  const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, value: unknown) {
    add.mockRestore();
    const request = this.add(value);
    request.addEventListener('success', () => this.transaction.abort());
    return request;
  });
  await expect(log.append(mark(2))).rejects.toMatchObject({ name: 'StoreError', kind: 'failed' });
  expect(log.store.getState()).toMatchObject({ status: 'saved', events: [mark(1)] });
  expect(await rows()).toEqual([mark(1)]);
  await log.append(mark(2));
  expect(await rows()).toEqual([mark(1), mark(2)]);
});

test.each<[string, () => void]>([
  ['has no IndexedDB', () => vi.stubGlobal('indexedDB', undefined)],
  [
    'throws when it is asked to open one',
    () =>
      vi.spyOn(indexedDB, 'open').mockImplementation(() => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      }),
  ],
  [
    'answers with an error, as private windows did',
    () =>
      vi.spyOn(indexedDB, 'open').mockImplementation(() => {
        const request = new EventTarget() as IDBOpenDBRequest;
        Object.assign(request, { error: new DOMException('A mutation operation was attempted.', 'InvalidStateError') });
        setTimeout(() => request.dispatchEvent(new Event('error')));
        return request;
      }),
  ],
])('a window that %s keeps the marks in memory and says why', async (_, spoil) => {
  spoil();
  const log = await opened();
  expect(log.store.getState()).toMatchObject({ status: 'memory', reason: 'unavailable' });
  await log.append(mark(1));
  expect(log.store.getState().events).toEqual([mark(1)]);
});
