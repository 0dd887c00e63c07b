// Holds (issue 7, done when 3): of 1,000 corrupted and hostile files that a learner may choose as a backup, none changes a byte of the
// database; each is refused aloud with a reason, on the page itself, over the real store; the page then still takes a good one.
import 'fake-indexeddb/auto';
import { crc32, EVENT_SCHEMA, type QuizEvent, toBackup } from '#quiz';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import { openDB } from 'idb';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { YourData } from '../../../app/components/data/your-data.tsx';
import { DATABASE } from '../../../app/storage/database.ts';
import { openIndexedDbStore } from '../../../app/storage/indexeddb-review-store.ts';
import { createQuizLog } from '../../../app/storage/quiz-log.ts';
import { cardIds, Learner } from '../../quiz/log.ts';
import { chapterOf } from './helpers.ts';

const here: readonly QuizEvent[] = new Learner(cardIds(5)).start().play('rwrrw').play('wr').log;
const theirs = here.map((event): QuizEvent => ({ ...event, id: `t-${event.id}` }));
const good = toBackup(theirs, 1_780_000_000_000);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const goodBytes = bytesOf(good);

type Content = Record<string, unknown> & { events: unknown[] };
/** The good file with another content and the count and checksum that fit it, as one who means harm would write it. */
function forged(change: (content: Content) => void): string {
  const content = JSON.parse(good) as Content;
  change(content);
  return JSON.stringify({ ...content, count: content.events.length, crc32: crc32(JSON.stringify([content['exportedAtMs'], content.events])) });
}

const at = fc.nat(goodBytes.length - 1);
const place = fc.nat(theirs.length - 1);
const nested = (depth: number) => `${'{"events":['.repeat(depth)}${']}'.repeat(depth)}`;

/** Text that is put where JSON stands, so that it can be what no object of JavaScript is. */
const rawValue = fc.constantFrom('1e999', '-1e999', '9007199254740993', '-0.5', '1e308', '""', '"\\u0000"', '"\\ud800"', 'null', 'true', '[]', '{}', '{"__proto__":{"v":1}}', `"${'x'.repeat(100_000)}"`, '"<img src=x onerror=alert(1)>"', '"=cmd|calc"', '"../../x"');
const rawField = fc.constantFrom('"exportedAtMs":1780000000000', '"schema":1', `"count":${theirs.length}`, '"format":"shardbelt-marks"');

const damagedBytes = fc.oneof(
  fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([i, mask]) => goodBytes.map((byte, j) => (j === i ? byte ^ mask : byte))),
  at.map((end) => goodBytes.slice(0, end)),
  fc.tuple(at, at).filter(([a, b]) => a !== b).map(([a, b]) => goodBytes.filter((_, i) => i < Math.min(a, b) || i >= Math.max(a, b))),
  fc.tuple(at, fc.uint8Array({ minLength: 1, maxLength: 40 }).filter((more) => more.some((byte) => byte > 0x20))).map(([i, more]) => Uint8Array.of(...goodBytes.slice(0, i), ...more, ...goodBytes.slice(i))),
  fc.constant(Uint8Array.of(...goodBytes, ...goodBytes)),
);
const otherFiles = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc.uint8Array({ maxLength: 500 }).map((rest) => Uint8Array.of(0x50, 0x4b, 3, 4, ...rest)), // zip
  fc.uint8Array({ maxLength: 500 }).map((rest) => Uint8Array.of(0x1f, 0x8b, 8, ...rest)), // gzip
  fc.constant(new Uint8Array(new Uint16Array([...good].map((one) => one.charCodeAt(0))).buffer)), // UTF-16
  fc.string({ unit: 'binary', maxLength: 500 }).map(bytesOf),
  fc.json().map(bytesOf),
  fc.constantFrom(100, 5_000, 200_000).map((depth) => bytesOf(nested(depth))),
  fc.constantFrom('', ' ', '{}', '[]', 'null', '{"format":"shardbelt-run"}', '\uFEFF', `/* marks */${good}`, `${good},`, `[${good}]`, `"${'x'.repeat(2_000_000)}"`).map(bytesOf),
);
const hostile = fc
  .oneof(
    fc.tuple(rawField, rawValue).map(([field, value]) => good.replace(field, `${field.slice(0, field.indexOf(':'))}:${value}`)),
    fc.tuple(place, fc.constantFrom('v', 'id', 'type', 'atMs'), fc.constantFrom(null, '', -1, 0.5, 1e308, [], {}, true, 'a b', 'x'.repeat(10_000))).map(([i, key, value]) => forged(({ events }) => (events[i] = { ...(events[i] as object), [key]: value }))),
    fc.tuple(place, place).filter(([a, b]) => a !== b).map(([a, b]) => forged(({ events }) => (events[a] = events[b]))),
    fc.tuple(place, fc.jsonValue({ maxDepth: 3 })).map(([i, value]) => forged(({ events }) => (events[i] = value))),
    place.map((i) => forged(({ events }) => (events[i] = { v: EVENT_SCHEMA + 1, anything: true }))),
    fc.integer({ min: 2, max: 1e9 }).map((schema) => forged((content) => (content['schema'] = schema))),
    fc.constantFrom('__proto__', 'constructor', 'prototype').map((key) => forged(({ events }) => events.push(JSON.parse(`{"${key}":{"v":1,"polluted":true}}`)))),
    fc.constantFrom(0, 1001).map((cards) => forged(({ events }) => (events[0] = { ...(events[0] as object), cardIds: cardIds(cards) }))),
  )
  .map(bytesOf);

/** Every store of the database, key by key. */
async function database(): Promise<string> {
  const db = await openDB(DATABASE);
  const all: unknown[] = [];
  for (const name of db.objectStoreNames) all.push(name, await db.getAllKeys(name), await db.getAll(name));
  db.close();
  return JSON.stringify(all);
}

afterEach(cleanup);

test('1,000 corrupted and hostile files change nothing', async () => {
  const store = await openIndexedDbStore();
  await store.append(here);
  const raw = await openDB(DATABASE);
  await raw.add('quiz-events', { id: 'damaged', v: EVENT_SCHEMA });
  raw.close();
  const log = createQuizLog(async () => store, () => 5);
  render(
    <MemoryRouter>
      <YourData decks={[chapterOf(5)]} log={log} />
    </MemoryRouter>,
  );
  await screen.findByRole('button', { name: /^Go back to/ });
  const before = await database();
  expect(before).toContain('damaged');
  const shown = log.store.getState();
  const choose = (name: string, content: BlobPart) => fireEvent.change(screen.getByLabelText('Take in a backup:'), { target: { files: [new File([content], name)] } });

  const reasons = ['not whole JSON', 'no backup of Shardbelt', 'newer version', 'says that it holds', 'checksum', 'cannot be read', 'has the id of another'];
  const refused = new Map(reasons.map((reason) => [reason, 0]));
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(damagedBytes, otherFiles, { weight: 2, arbitrary: hostile }), async (content) => {
      n += 1;
      const name = `file-${n}`;
      choose(name, content as Uint8Array<ArrayBuffer>);
      const { textContent: told } = await screen.findByText((text) => text.startsWith(`${name} was not taken in, and nothing has changed. `));
      expect(screen.queryByText('Merge')).toBeNull();
      expect(await database()).toBe(before);
      expect(log.store.getState()).toBe(shown);
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      const reason = reasons.find((one) => told.includes(one));
      expect(reason).toBeDefined();
      refused.set(reason!, refused.get(reason!)! + 1);
    }),
    { numRuns: 1000 },
  );
  for (const [reason, files] of refused) expect(files, reason).toBeGreaterThan(5);

  choose('good', good);
  fireEvent.click(await screen.findByRole('button', { name: 'Merge' }));
  await screen.findByText('good was merged into your marks.');
  expect(await database()).not.toBe(before);
  expect((await store.load()).events).toEqual([...here, ...theirs]);
}, 120_000);
