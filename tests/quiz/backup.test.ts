// Holds: a backup read again is the log it was made of; of more than a thousand damaged and hostile files none is taken for
// anything but what was written, none throws, and each refusal says why; a merge loses nothing of either side; files of each schema
// that was ever written are read.
import { type Backup, BACKUP_SCHEMA, crc32, deckState, EVENT_SCHEMA, examState, fold, imported, type QuizEvent, parseEvent, readBackup, schedule, toBackup } from '#quiz';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cardIds, DECK, Learner } from './log.ts';

const learner = new Learner(cardIds(5)).start().play('rwrrw').play('wr');
learner.undo();
const log: readonly QuizEvent[] = [...learner.log, { v: EVENT_SCHEMA, id: 'self', atMs: 90_000, type: 'self-checked', deck: DECK, cardId: 'card-1', right: true }];
const file = toBackup(log, 1_780_000_000_000);
const problemOf = (text: string) => {
  const read = readBackup(text);
  return read.ok ? null : read.problem;
};
/** The file with another content and a checksum that fits it, as one who means harm would write it. */
function forged(change: (value: Record<string, unknown> & { events: unknown[] }) => void): string {
  const value = JSON.parse(file) as Parameters<typeof change>[0];
  change(value);
  return JSON.stringify({ ...value, crc32: crc32(JSON.stringify([value['exportedAtMs'], value.events])) });
}

test('CRC-32 has the check value of its definition', () => {
  expect(crc32('123456789')).toBe('cbf43926');
  expect(crc32('')).toBe('00000000');
});

test('a backup read again is the log, and its fold the same', () => {
  expect(readBackup(file)).toEqual({ ok: true, backup: { exportedAtMs: 1_780_000_000_000, events: log } satisfies Backup });
  expect(readBackup(toBackup([], 0))).toMatchObject({ ok: true, backup: { events: [] } });
});

/** A file of each schema that was ever written, one event of each type in it. They are never edited: learners have such files. */
test.each(Array.from({ length: BACKUP_SCHEMA }, (_, i) => i + 1))('a file of schema %i is read whole, and folds to what it said then', (schema) => {
  const read = readBackup(readFileSync(`${import.meta.dirname}/fixtures/backup-${schema}.json`, 'utf8'));
  if (!read.ok) throw new Error(read.problem);
  const { events, exportedAtMs } = read.backup;
  expect([events.length, exportedAtMs]).toEqual([25, 1_760_000_100_000]);
  expect(new Set(events.map(({ type }) => type)).size).toBe(11);
  const state = fold(events);
  expect(deckState(state, DECK)).toMatchObject({ passed: true, best: { right: 3, total: 5 }, checks: [{ cardId: 'iterator-life', right: false }] });
  expect(state.undoableReviews.map(({ cardId }) => cardId)).toEqual(['fan-out-rate']);
  expect(examState(state, DECK).finished.map(({ result }) => result.right)).toEqual([[true, false]]);
});

describe('a file that is not wholly good is refused with the reason', () => {
  test.each([
    ['', 'not whole JSON'],
    [file.slice(0, -1), 'not whole JSON'],
    ['[]', 'no backup of Shardbelt'],
    ['null', 'no backup of Shardbelt'],
    ['{"format":"shardbelt-run"}', 'no backup of Shardbelt'],
    [JSON.stringify({ ...JSON.parse(file), schema: BACKUP_SCHEMA + 1 }), 'newer version'],
    [file.replace('"count":', '"count":1'), 'says that it holds'],
    [file.replace('"right":true', '"right":false'), 'checksum'],
    [forged(({ events }) => (events[3] = { ...(events[3] as object), cardId: '<script>' })), 'Entry 4 cannot be read'],
    [forged(({ events }) => (events[3] = { ...(events[3] as object), v: EVENT_SCHEMA + 1 })), 'newer version'],
    [forged(({ events }) => (events[2] = events[1])), 'Entry 3 has the id of another'],
    [forged(({ events }) => (events[1] = null)), 'Entry 2 cannot be read'],
    [forged(({ events }) => (events[1] = { ...(events[1] as object), atMs: 9e15 })), 'Entry 2 cannot be read'],
    [`{"events":${'['.repeat(200_000)}`, ''],
    [`${'['.repeat(5000)}${']'.repeat(5000)}`, 'no backup of Shardbelt'],
  ])('%#', (text, reason) => expect(problemOf(text)).toContain(reason));
});

const at = fc.nat(file.length - 1);
const damage = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat(6) }),
  fc.record({ kind: fc.constant('cut' as const), at, length: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ kind: fc.constant('end' as const), at }),
  fc.record({ kind: fc.constant('insert' as const), at, text: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }) }),
  fc.record({ kind: fc.constant('swap' as const), at, to: at, length: fc.integer({ min: 1, max: 60 }) }),
);
function damaged(text: string, one: typeof damage extends fc.Arbitrary<infer T> ? T : never): string {
  const before = text.slice(0, one.at);
  if (one.kind === 'flip') return before + String.fromCharCode(text.charCodeAt(one.at) ^ (1 << one.bit)) + text.slice(one.at + 1);
  if (one.kind === 'cut') return before + text.slice(one.at + one.length);
  if (one.kind === 'end') return before;
  if (one.kind === 'insert') return before + one.text + text.slice(one.at);
  return before + text.slice(one.to, one.to + one.length) + text.slice(one.at + one.length);
}

test('of 1,500 damaged files none is read as anything but the log that was written', () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      const read = readBackup(damages.reduce(damaged, file));
      // A space more in the JSON does no harm; then it is the same log.
      if (read.ok) expect(read.backup.events).toEqual(log);
      else refused += 1;
    }),
    { numRuns: 1500 },
  );
  expect(refused).toBeGreaterThan(1300);
});

test('of 1,000 forged files with a fitting checksum, what is read consists of valid events, each id once', () => {
  let read = 0;
  const good = fc.record({ id: fc.nat(9999).map((n) => `n${n}`), atMs: fc.maxSafeNat().map((n) => n % 8.64e15), right: fc.boolean(), deck: fc.constantFrom(DECK, 'unknown'), cardId: fc.constantFrom('card-1', 'unknown') }).map((fields) => ({ ...fields, v: EVENT_SCHEMA, type: 'reviewed' }));
  const value = fc.oneof(good, good, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...log), fc.constantFrom(...log).chain((event) => fc.constantFrom(...Object.keys(event)).chain((key) => fc.jsonValue().map((other) => ({ ...event, [key]: other })))));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(log.length), value), { minLength: 1, maxLength: 3 }), (changes) => {
      const result = readBackup(forged((content) => {
        for (const [i, other] of changes) content.events[i] = other;
        content['count'] = content.events.length;
      }));
      if (!result.ok) {
        expect(result.problem).not.toBe('');
        return;
      }
      read += 1;
      const { events } = result.backup;
      for (const event of events) expect(parseEvent(event)).toEqual({ ok: true, event });
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      expect(() => [fold(events), schedule(events, (atMs) => Math.floor(atMs / 86_400_000))]).not.toThrow();
    }),
    { numRuns: 1000 },
  );
  expect(read, 'some were good enough to be read').toBeGreaterThan(100);
});

test('a merge keeps all that is here, in its order, and adds each missing event once; to do it again changes nothing', () => {
  fc.assert(
    fc.property(fc.subarray([...log]), fc.subarray([...log]), (here, there) => {
      const merged = imported(here, there, 'merge');
      expect(merged.slice(0, here.length)).toEqual(here);
      expect(new Set(merged)).toEqual(new Set([...here, ...there]));
      expect(merged).toHaveLength(new Set([...here, ...there]).size);
      expect(imported(merged, there, 'merge')).toEqual(merged);
      expect(imported(here, there, 'replace')).toEqual(there);
    }),
    { numRuns: 300 },
  );
});

test('a pass of either side outlives a merge', () => {
  const here = new Learner(cardIds(5)).start().play('rrrrr');
  const there = new Learner(cardIds(5)).start().play('www');
  const named = there.log.map((event): QuizEvent => ({ ...event, id: `t-${event.id}`, ...('sittingId' in event ? { sittingId: 'there' } : {}) }) as QuizEvent);
  for (const merged of [imported(here.log, named, 'merge'), imported(named, here.log, 'merge')]) expect(fold(merged).decks.get(DECK)!.passed).toBe(true);
});
