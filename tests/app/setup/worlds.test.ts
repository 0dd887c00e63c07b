// Holds: worlds are on the disk once kept; damaged rows stay and are counted; a failure of the storage is told and loses nothing.
import 'fake-indexeddb/auto';
import { presets, type WorldPlan } from '#sim';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import { DATABASE } from '../../../app/storage/database.ts';
import { openWorldStore } from '../../../app/storage/worlds.ts';

const { plan } = presets.find(({ id }) => id === 'sensors')!;
let StoreError: (typeof import('#quiz'))['StoreError'];
let worlds: typeof import('../../../app/state/worlds.ts');
const state = () => worlds.useWorlds.getState();

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  vi.resetModules();
  ({ StoreError } = await import('#quiz'));
  worlds = await import('../../../app/state/worlds.ts');
});

test('what is kept, renamed and deleted is so for another connection', async () => {
  const id = await worlds.keepWorld(plan, 5);
  const stored = async () => (await (await openWorldStore()).load()).worlds.map(({ file }) => (JSON.parse(file) as { world: WorldPlan }).world.title);
  expect(await stored()).toEqual(['Steady sensors']);
  await worlds.renameWorld(state().list[0]!, 'Mine');
  expect(await stored()).toEqual(['Mine']);
  expect(state().list).toMatchObject([{ id, seed: 5 }]);
  await worlds.deleteWorld(state().list[0]!);
  expect(await stored()).toEqual([]);
  await worlds.undoDelete();
  expect(await stored()).toEqual(['Mine']);
});

test('a database of the first schema gains the store, and keeps what it has', async () => {
  const old = await openDB(DATABASE, 1, {
    upgrade: (db) => void db.createObjectStore('quiz-events', { autoIncrement: true }).createIndex('id', 'id', { unique: true }),
  });
  await old.add('quiz-events', { id: 'e1' });
  old.close();
  await worlds.keepWorld(plan, 1);
  const db = await openDB(DATABASE);
  expect([await db.count('quiz-events'), await db.count('worlds')]).toEqual([1, 1]);
  db.close();
});

test('damaged rows are counted and stay', async () => {
  await worlds.openWorlds();
  const db = await openDB(DATABASE);
  for (const row of [{ id: 'a' }, { id: 'b', savedAtMs: 1, file: 'no json' }]) await db.put('worlds', row);
  db.close();
  vi.resetModules();
  worlds = await import('../../../app/state/worlds.ts');
  await worlds.openWorlds();
  expect([state().skipped, state().list]).toEqual([2, []]);
  const again = await openDB(DATABASE);
  expect(await again.count('worlds')).toBe(2);
  again.close();
});

test('without a storage it is kept in the page, and that is told', async () => {
  await worlds.openWorlds(() => Promise.reject(new StoreError('unavailable', 'none')));
  await worlds.keepWorld(plan, 1);
  expect([state().status, state().reason, state().list.length]).toEqual(['memory', 'unavailable', 1]);
});

test('a full disk is told, and the world stays in the page', async () => {
  const { worlds: none } = await (await openWorldStore()).load();
  await worlds.openWorlds(() => Promise.resolve({ load: () => Promise.resolve({ worlds: none, skipped: 0 }), put: () => Promise.reject(new StoreError('full', 'no room')), remove: () => Promise.resolve(), onForeignChange: () => undefined }));
  await worlds.keepWorld(plan, 1);
  expect([state().reason, state().list.length]).toEqual(['full', 1]);
});
