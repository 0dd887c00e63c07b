// Holds (issue 7, "Data safety"): what learners' browsers hold from every schema that ever was, as it lies there, is brought up to date
// with every row, damaged ones too, under its key, and folds to what it said then; each schema has its fixture, and the newest fixture is
// the database that this build makes.
import 'fake-indexeddb/auto';
import { answered, deckState, examState, fold } from '#quiz';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { DATABASE, DATABASE_SCHEMA } from '../../../app/storage/database.ts';
import { openIndexedDbStore } from '../../../app/storage/indexeddb-review-store.ts';
import { openWorldStore } from '../../../app/storage/worlds.ts';

/** A database row for row. A fixture is never edited: it is what some browser still holds. */
interface Fixture {
  readonly database: string;
  readonly schema: number;
  readonly stores: Readonly<Record<string, FixtureStore>>;
}
interface FixtureStore {
  readonly keyPath: string | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly { readonly name: string; readonly keyPath: string; readonly unique: boolean }[];
  readonly rows: readonly unknown[];
}

const DECK = 'kinesis-data-streams';
const schemas = Array.from({ length: DATABASE_SCHEMA }, (_, i) => i + 1);
const fixture = (schema: number) => JSON.parse(readFileSync(`${import.meta.dirname}/fixtures/database-${schema}.json`, 'utf8')) as Fixture;

async function install({ database, schema, stores }: Fixture): Promise<void> {
  const db = await openDB(database, schema, {
    upgrade(made) {
      for (const [name, { keyPath, autoIncrement, indexes }] of Object.entries(stores)) {
        const store = made.createObjectStore(name, { keyPath, autoIncrement });
        for (const index of indexes) store.createIndex(index.name, index.keyPath, { unique: index.unique });
      }
    },
  });
  for (const [name, { rows }] of Object.entries(stores)) for (const row of rows) await db.add(name, row);
  db.close();
}

/** The database as it lies there, as a fixture holds it, with the keys. */
async function dump() {
  const db = await openDB(DATABASE);
  const stores: Record<string, FixtureStore & { readonly keys: readonly unknown[] }> = {};
  for (const name of db.objectStoreNames) {
    const { store } = db.transaction(name);
    const indexes = [...store.indexNames].map((index) => ({ name: index, keyPath: store.index(index).keyPath as string, unique: store.index(index).unique }));
    stores[name] = { keyPath: store.keyPath as string | null, autoIncrement: store.autoIncrement, indexes, rows: await db.getAll(name), keys: await db.getAllKeys(name) };
  }
  db.close();
  return { database: DATABASE, schema: db.version, stores };
}
const shapeOf = ({ schema, stores }: Fixture) => ({ schema, stores: Object.fromEntries(Object.entries(stores).map(([name, { keyPath, autoIncrement, indexes }]) => [name, { keyPath, autoIncrement, indexes }])) });

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test('the newest fixture has the stores that a fresh database gets', async () => {
  (await openIndexedDbStore()).close();
  expect(shapeOf(await dump())).toEqual(shapeOf(fixture(DATABASE_SCHEMA)));
});

describe.each(schemas)('a database of schema %i', (schema) => {
  test('is brought up to date with every row under its key', async () => {
    const old = fixture(schema);
    expect(old.schema).toBe(schema);
    await install(old);
    const before = await dump();
    (await openIndexedDbStore()).close();
    const after = await dump();
    expect(shapeOf(after)).toEqual(shapeOf(fixture(DATABASE_SCHEMA)));
    for (const [name, store] of Object.entries(before.stores)) expect(after.stores[name]).toEqual(store);
  });

  test('folds to what it said then', async () => {
    const old = fixture(schema);
    await install(old);
    const store = await openIndexedDbStore();
    const { events, skipped } = await store.load();
    expect(skipped, 'the damaged row').toBe(1);
    expect(events).toEqual(old.stores['quiz-events']!.rows.slice(0, -1));
    const state = fold(events);
    const deck = deckState(state, DECK);
    expect(deck).toMatchObject({ passed: true, best: { right: 3, total: 5 }, checks: [{ cardId: 'iterator-life', right: false }] });
    expect(answered(deck.sitting!)).toBe(schema === 1 ? 5 : 1);
    if (schema >= 2) expect((await (await openWorldStore()).load()).worlds.map(({ id }) => id)).toEqual(['w1']);
    if (schema >= 3) {
      expect(state.undoableReviews.map(({ cardId }) => cardId)).toEqual(['fan-out-rate']);
      expect(examState(state, DECK).finished.map(({ result }) => result.right)).toEqual([[true, false]]);
      expect((await store.snapshots()).map(({ reason, events: { length } }) => [reason, length])).toEqual([['import', 0], ['daily', 15]]);
    }
  });

  test('takes new marks and snapshots afterwards', async () => {
    await install(fixture(schema));
    const store = await openIndexedDbStore();
    const { events } = await store.load();
    const added = { v: 1, id: 'new', atMs: 1, type: 'self-checked', deck: DECK, cardId: 'fan-out-rate', right: true } as const;
    await store.append([added]);
    expect((await store.load()).events).toEqual([...events, added]);
    await store.take([added], 'replace', 1_770_000_000_000);
    expect((await store.snapshots())[0]!.events).toEqual([...events, added]);
  });
});
