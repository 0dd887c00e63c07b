// Holds: a log gives back what was appended, byte for byte, whatever its sizes and characters, and also after its cursor
// was set back and other records were written; where the cursor stands depends on the kept records alone.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newCursor, ShardLog } from '../../../../src/sim/kinesis/model/shard-log.ts';
import { bytes, call, MIB, put, read, iterator, text, wait, worldWithStream } from '../../support/worlds.ts';

const entry = fc.record({
  partitionKey: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  data: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ minLength: 3_000, maxLength: 9_000 }),
    fc.record({ text: fc.string({ unit: 'binary-ascii', maxLength: 20 }), byteLength: fc.integer({ min: 20, max: 400 }) }),
  ),
});
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;

const whole = ({ data }: Entry) =>
  'text' in data ? bytes((data.text as string).padEnd(data.byteLength, ' ')) : data;

function append(log: ShardLog, cursor: ReturnType<typeof newCursor>, list: readonly Entry[]) {
  for (const one of list) {
    const n = cursor.length;
    log.append(cursor, one.partitionKey, one.data, n * 2, n * 3, n * 5, n % 7, false);
  }
}
function expectHeld(log: ShardLog, list: readonly Entry[]) {
  list.forEach((one, i) => {
    expect(log.partitionKey(i)).toBe(one.partitionKey);
    expect(Buffer.compare(log.data(i), whole(one)), `data of record ${i}`).toBe(0);
    expect(log.byteLength(i)).toBe(bytes(one.partitionKey).length + whole(one).length);
    expect([log.arrivalMs(i), log.counter(i), log.hashTop(i), log.source(i)]).toEqual([i * 2, i * 3, i * 5, i % 7]);
  });
}

test('PUT-5: what was appended is held, byte for byte', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (list) => {
      const [log, cursor] = [new ShardLog(), newCursor()];
      append(log, cursor, list);
      expect(cursor.length).toBe(list.length);
      expectHeld(log, list);
    }),
  );
});

test('after going back, other records take the place, and the cursor stands as in a fresh log', () => {
  const lists = fc.array(entry, { maxLength: 25 });
  fc.assert(
    fc.property(lists, lists, lists, (kept, dropped, other) => {
      const [log, cursor] = [new ShardLog(), newCursor()];
      append(log, cursor, kept);
      const mark = { ...cursor };
      append(log, cursor, dropped);
      Object.assign(cursor, mark);
      append(log, cursor, other);
      expectHeld(log, [...kept, ...other]);
      const fresh = newCursor();
      append(new ShardLog(), fresh, [...kept, ...other]);
      expect(cursor).toEqual(fresh);
    }),
  );
});

test('after going back and replaying the same records, the later ones are still there', () => {
  const lists = fc.array(entry, { maxLength: 25 });
  fc.assert(
    fc.property(lists, lists, (early, late) => {
      const [log, cursor] = [new ShardLog(), newCursor()];
      append(log, cursor, early);
      append(log, cursor, late);
      const end = { ...cursor };
      Object.assign(cursor, newCursor());
      append(log, cursor, early);
      Object.assign(cursor, end);
      expectHeld(log, [...early, ...late]);
    }),
  );
});

test('places are found by arrival and by counter', () => {
  const [log, cursor] = [new ShardLog(), newCursor()];
  append(log, cursor, Array.from({ length: 700 }, () => ({ partitionKey: 'k', data: new Uint8Array() })));
  expect(log.firstArrivedAt(901, 0, 700)).toBe(451);
  expect(log.firstArrivedAt(901, 500, 700)).toBe(500);
  expect(log.firstCounted(30, 0, 700)).toBe(10);
  expect(log.firstCounted(31, 0, 700)).toBe(11);
  expect(log.firstCounted(1e6, 0, 700)).toBe(700);
});

describe('through the API', () => {
  test('PUT-5: keys and data of any characters, and records of many sizes', () => {
    const world = worldWithStream(1, { MaxRecordSizeInKiB: 10_240 });
    const big = new Uint8Array(3 * MIB).map((_, i) => i % 251);
    put(world, 'ключ-🔑', 'grüße, 世界');
    wait(world, 10_000);
    call(world, 'PutRecord', { StreamName: 's', PartitionKey: '💾'.repeat(256), Data: big });
    wait(world, 10_000);
    put(world, 'e', '');
    const { Records } = read(world, iterator(world));
    expect(Records.map((record) => record.PartitionKey)).toEqual(['ключ-🔑', '💾'.repeat(256), 'e']);
    expect(text(Records[0]!.Data)).toBe('grüße, 世界');
    expect(Buffer.from(Records[1]!.Data).equals(Buffer.from(big))).toBe(true);
    expect(Records[2]!.Data.length).toBe(0);
  });
});
