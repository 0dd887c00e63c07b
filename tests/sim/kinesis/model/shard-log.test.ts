// Holds: a log gives back what was appended, byte for byte, whatever its sizes and characters, and also after its cursor
// was set back and other records were written; where the cursor stands depends on the kept records alone.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newFill, RecordArena } from '../../../../src/sim/kinesis/model/record-arena.ts';
import { FLAGS } from '../../../../src/sim/kinesis/model/record-row.ts';
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

/** Two shards of one stream, written in turns: how far they are filled, as a checkpoint would keep it, and their logs. */
function twoShards() {
  const arena = new RecordArena();
  return { logs: [new ShardLog(arena), new ShardLog(arena)], state: { fill: newFill(), cursors: [newCursor(), newCursor()] } };
}
/** Every set of flags comes up. */
const flagsOf = (n: number) => (n % 11 === 0 ? FLAGS.encrypted : 0) | (n % 3 === 0 ? FLAGS.retried : 0) | (n % 5 === 0 ? FLAGS.copy : 0);

type Shards = ReturnType<typeof twoShards>;

function append({ logs, state }: Shards, list: readonly Entry[]) {
  for (const one of list) {
    const [n, shard] = [state.cursors[0]!.length + state.cursors[1]!.length, one.partitionKey.length % 2];
    logs[shard]!.append(state.fill, state.cursors[shard]!, one.partitionKey, one.data, n * 2, n * 3, n * 5, n % 7, flagsOf(n));
  }
}
function expectHeld({ logs, state }: Shards, list: readonly Entry[]) {
  const next = [0, 0];
  list.forEach((one, n) => {
    const shard = one.partitionKey.length % 2;
    const [log, i] = [logs[shard]!, next[shard]!];
    next[shard] = i + 1;
    expect(log.partitionKey(i)).toBe(one.partitionKey);
    expect(Buffer.compare(log.data(i), whole(one)), `data of record ${n}`).toBe(0);
    expect(log.byteLength(i)).toBe(bytes(one.partitionKey).length + whole(one).length);
    expect([log.arrivalMs(i), log.counter(i), log.hashTop(i), log.source(i), log.encrypted(i), log.retried(i), log.isCopy(i)]).toEqual([n * 2, n * 3, n * 5, n % 7, n % 11 === 0, n % 3 === 0, n % 5 === 0]);
  });
  expect(state.cursors.map(({ length }) => length)).toEqual(next);
}

test('PUT-5: what was appended is held, byte for byte', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (list) => {
      const shards = twoShards();
      append(shards, list);
      expectHeld(shards, list);
    }),
  );
});

test('after going back, other records take the place, and the state is as that of a fresh stream', () => {
  const lists = fc.array(entry, { maxLength: 25 });
  fc.assert(
    fc.property(lists, lists, lists, (kept, dropped, other) => {
      const shards = twoShards();
      append(shards, kept);
      const mark = structuredClone(shards.state);
      append(shards, dropped);
      shards.state = mark;
      append(shards, other);
      expectHeld(shards, [...kept, ...other]);
      const fresh = twoShards();
      append(fresh, [...kept, ...other]);
      expect(shards.state).toEqual(fresh.state);
    }),
  );
});

test('after going back and replaying the same records, the later ones are still there', () => {
  const lists = fc.array(entry, { maxLength: 25 });
  fc.assert(
    fc.property(lists, lists, (early, late) => {
      const shards = twoShards();
      append(shards, early);
      append(shards, late);
      const end = structuredClone(shards.state);
      shards.state = twoShards().state;
      append(shards, early);
      shards.state = end;
      expectHeld(shards, [...early, ...late]);
    }),
  );
});

test('places are found by arrival and by counter', () => {
  const [log, fill, cursor] = [new ShardLog(new RecordArena()), newFill(), newCursor()];
  for (let n = 0; n < 700; n += 1) log.append(fill, cursor, 'k', new Uint8Array(), n * 2, n * 3, 0, 0, 0);
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
