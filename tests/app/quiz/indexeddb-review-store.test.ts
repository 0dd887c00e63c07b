// Holds: a mark that was acknowledged is on the disk; the log only grows; damaged rows stay and are counted; a newer schema is
// refused and left untouched; another tab hears of an append.
import 'fake-indexeddb/auto';
import { EVENT_SCHEMA, type QuizEvent, StoreError } from '#quiz';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { openDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DATABASE, DATABASE_SCHEMA } from '../../../app/storage/database.ts';
import { openIndexedDbStore } from '../../../app/storage/indexeddb-review-store.ts';
import { event, reviewStoreContract } from '../../quiz/review-store-contract.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => vi.restoreAllMocks());

reviewStoreContract('The log on IndexedDB', openIndexedDbStore);

/** The rows as they lie there, read past our own code. */
async function rows(): Promise<unknown[]> {
  const db = await openDB(DATABASE);
  const all = db.objectStoreNames.contains('quiz-events') ? await db.getAll('quiz-events') : [];
  db.close();
  return all;
}

test('what was appended is there for another connection', async () => {
  const store = await openIndexedDbStore();
  await store.append([event(1)]);
  store.close();
  expect(await rows()).toEqual([event(1)]);
  expect((await (await openIndexedDbStore()).load()).events).toEqual([event(1)]);
});

test('an append asks for strict durability and resolves after the transaction is complete', async () => {
  const store = await openIndexedDbStore();
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const order: string[] = [];
  transaction.mockImplementation(function (this: IDBDatabase, ...args) {
    transaction.mockRestore();
    const real = this.transaction(...args);
    expect(args).toEqual(['quiz-events', 'readwrite', { durability: 'strict' }]);
    real.addEventListener('complete', () => order.push('complete'));
    return real;
  });
  await store.append([event(1)]);
  order.push('resolved');
  expect(order).toEqual(['complete', 'resolved']);
});

test('an append that fails half-way adds nothing, says so, and the next one works', async () => {
  const store = await openIndexedDbStore();
  await store.append([event(1)]);
  const add = IDBObjectStore.prototype.add;
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, value: QuizEvent) {
    if (value.id === 'e3') throw new DOMException('no room left', 'QuotaExceededError');
    return add.call(this, value);
  });
  await expect(store.append([event(2), event(3)])).rejects.toMatchObject({ name: 'StoreError', kind: 'full' });
  expect(await rows()).toEqual([event(1)]);
  vi.restoreAllMocks();
  await store.append([event(3)]);
  expect(await rows()).toEqual([event(1), event(3)]);
});

test('damaged rows are skipped and counted, and stay as they are', async () => {
  const store = await openIndexedDbStore();
  await store.append([event(1)]);
  const db = await openDB(DATABASE);
  const damaged = [null, 'x', { id: 'bad', v: EVENT_SCHEMA, type: 'marked' }];
  for (const row of damaged) await db.add('quiz-events', row);
  db.close();
  await store.append([event(2)]);
  expect(await store.load()).toEqual({ events: [event(1), event(2)], skipped: 3 });
  expect(await rows()).toEqual([event(1), ...damaged, event(2)]);
});

test('a row of a newer build refuses the whole log rather than folding half of it', async () => {
  const store = await openIndexedDbStore();
  const db = await openDB(DATABASE);
  await db.add('quiz-events', { ...event(1), v: EVENT_SCHEMA + 1 });
  db.close();
  await expect(store.load()).rejects.toMatchObject({ kind: 'newer' });
});

test('a database of a newer schema is refused with its reason, and nothing in it changes', async () => {
  const newer = await openDB(DATABASE, DATABASE_SCHEMA + 1, {
    upgrade(db) {
      db.createObjectStore('quiz-events', { autoIncrement: true });
      db.createObjectStore('marks-of-tomorrow');
    },
  });
  await newer.add('quiz-events', { v: 2, secret: true });
  newer.close();
  await expect(openIndexedDbStore()).rejects.toMatchObject({ name: 'StoreError', kind: 'newer' });
  const after = await openDB(DATABASE);
  expect([after.version, [...after.objectStoreNames], await after.getAll('quiz-events')]).toEqual([
    DATABASE_SCHEMA + 1,
    ['marks-of-tomorrow', 'quiz-events'],
    [{ v: 2, secret: true }],
  ]);
  after.close();
});

test('gives way to a newer build in another tab, and then refuses to write', async () => {
  const store = await openIndexedDbStore();
  await store.append([event(1)]);
  const newer = await openDB(DATABASE, DATABASE_SCHEMA + 1); // Would wait for ever if the store held on.
  newer.close();
  await expect(store.append([event(2)])).rejects.toMatchObject({ kind: 'newer' });
  expect(await rows()).toEqual([event(1)]);
});

test('reopens after the connection was taken away', async () => {
  const store = await openIndexedDbStore();
  await store.append([event(1)]);
  // What a browser sends before it deletes site data or upgrades: the store lets go and comes back when needed.
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DATABASE);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
  await store.append([event(2)]);
  expect(await rows()).toEqual([event(2)]);
});

test('a reopening that fails once is not the end: the next append tries anew', async () => {
  const store = await openIndexedDbStore();
  await store.append([event(1)]);
  await new Promise<void>((resolve) => (indexedDB.deleteDatabase(DATABASE).onsuccess = () => resolve()));
  const refusal = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('not now', 'UnknownError');
  });
  await expect(store.append([event(2)])).rejects.toMatchObject({ kind: 'unavailable' });
  refusal.mockRestore();
  await store.append([event(2)]);
  expect(await rows()).toEqual([event(2)]);
});

test('a window without IndexedDB is told apart', async () => {
  vi.stubGlobal('indexedDB', undefined);
  await expect(openIndexedDbStore()).rejects.toBeInstanceOf(StoreError);
  await expect(openIndexedDbStore()).rejects.toMatchObject({ kind: 'unavailable' });
  vi.unstubAllGlobals();
});

test('a browser that refuses to open a database is unavailable storage', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  });
  await expect(openIndexedDbStore()).rejects.toMatchObject({ kind: 'unavailable' });
});

test('another tab hears of an append, this one does not', async () => {
  const [here, there] = [await openIndexedDbStore(), await openIndexedDbStore()];
  const heardHere = vi.fn();
  here.onForeignAppend(heardHere);
  const heardThere = new Promise<void>((resolve) => there.onForeignAppend(resolve));
  await here.append([event(1)]);
  await heardThere;
  expect(heardHere).not.toHaveBeenCalled();
  here.close();
  there.close();
});

test('knows whether another tab has changed the log since it was loaded here, also by a replacement of the same size', async () => {
  const [here, there] = [await openIndexedDbStore(), await openIndexedDbStore()];
  const stale = () => Promise.all([here.isStale(), there.isStale()]);
  expect(await stale()).toEqual([false, false]);
  await here.append([event(1)]);
  expect(await stale()).toEqual([false, true]);
  await there.append([event(2)]);
  expect(await stale(), 'an append to a log that was not loaded since does not make it known').toEqual([true, true]);
  for (const store of [here, there]) await store.load();
  expect(await stale()).toEqual([false, false]);
  await here.append([event(2)]);
  expect(await stale(), 'nothing was added').toEqual([false, false]);
  await here.take([event(3), event(4)], 'replace', 10);
  await here.load();
  expect(await stale()).toEqual([false, true]);
  await there.load();
  await here.take([], 'replace', 20);
  expect(await there.isStale()).toBe(true);
});

test('the log only grows: every state of the store is a beginning of the next', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 5 }), { maxLength: 12 }), async (appends) => {
      globalThis.indexedDB = new IDBFactory();
      const store = await openIndexedDbStore();
      let before: unknown[] = [];
      for (const ids of appends) {
        await store.append(ids.map(event));
        const after = await rows();
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.length - before.length).toBe(new Set(ids.filter((id) => !before.some((row) => (row as QuizEvent).id === `e${id}`))).size);
        before = after;
      }
      store.close();
    }),
    { numRuns: 50 },
  );
});

test('an import that fails half-way changes nothing: no row, no snapshot; the next one works', async () => {
  const store = await openIndexedDbStore();
  await store.append([event(1), event(2)]);
  const add = IDBObjectStore.prototype.add;
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, value: QuizEvent) {
    if (value.id === 'e6') throw new DOMException('no room left', 'QuotaExceededError');
    return add.call(this, value);
  });
  for (const mode of ['merge', 'replace'] as const) await expect(store.take([event(5), event(6)], mode, 10)).rejects.toMatchObject({ name: 'StoreError', kind: 'full' });
  expect(await rows()).toEqual([event(1), event(2)]);
  expect(await store.snapshots()).toEqual([]);
  vi.restoreAllMocks();
  await store.take([event(5), event(6)], 'replace', 10);
  expect(await rows()).toEqual([event(5), event(6)]);
});

test('a snapshot holds damaged rows as they are, so that an import loses not even those', async () => {
  const store = await openIndexedDbStore();
  await store.append([event(1)]);
  const db = await openDB(DATABASE);
  await db.add('quiz-events', { id: 'x', broken: true });
  await store.take([event(9)], 'replace', 10);
  expect(await db.getAll('quiz-snapshots')).toEqual([{ atMs: 10, reason: 'import', rows: [event(1), { id: 'x', broken: true }] }]);
  expect(await store.snapshots()).toEqual([{ atMs: 10, reason: 'import', events: [event(1)] }]);
  db.close();
});
