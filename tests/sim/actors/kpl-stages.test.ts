// Holds the KPL's steps one by one: what closes an aggregate and a call, what stays behind, and in which order a queue is left.
import { describe, expect, test } from 'vitest';
import { deaggregate, KIB, MIB } from '#sim';
import { addToAggregate, closeAggregate, type Aggregates } from '../../../src/sim/actors/kpl/aggregator.ts';
import { entryOf, fitting, kinesisRecord, type BufferedRecord } from '../../../src/sim/actors/kpl/buffered-record.ts';
import { addToCall, closeCall, newCollector } from '../../../src/sim/actors/kpl/collector.ts';
import { drain, enqueue, newLimiter } from '../../../src/sim/actors/kpl/limiter.ts';
import { isOutdated, newShardMap, takePage, beginUpdate, holds, updateFailed } from '../../../src/sim/actors/kpl/shard-map.ts';
import { HALF, shardId } from '../support/worlds.ts';

const user = (n: number, rest: Partial<BufferedRecord> = {}): BufferedRecord => ({ n, partitionKey: 'key', byteLength: 100, deadlineMs: 100 + n, expiresMs: 30_000 + n, attempts: 0, lastError: null, ...rest });
const packed = (byteLength: number, rest: Partial<BufferedRecord> & { shard?: number | null } = {}) => ({ ...kinesisRecord(rest.shard === undefined ? 0 : rest.shard, [user(1, { ...rest, byteLength })], byteLength) });

describe('an aggregate', () => {
  const bounds = { bytesMax: 51_200, countMax: 3 };
  test('closes at its count', () => {
    const aggregates: Aggregates = new Map();
    expect([1, 2, 3].map((n) => addToAggregate(aggregates, 0, user(n), bounds)?.records.length ?? 0)).toEqual([0, 0, 3]);
    expect(aggregates.size).toBe(0);
  });
  test('closes when its size seems reached; what does not truly fit stays, and keeps its deadline', () => {
    const aggregates: Aggregates = new Map();
    const closed = Array.from({ length: 488 }, (_, i) => addToAggregate(aggregates, 0, user(i, { partitionKey: '1234567890' }), { bytesMax: 51_200, countMax: 1e9 })).filter((one) => one !== null);
    expect(closed.map(({ records }) => records.length)).toEqual([482]);
    expect(aggregates.get(0)).toMatchObject({ deadlineMs: 100 + 482, records: { length: 6 } });
  });
  test('leaves with the records that have least time', () => {
    const aggregates: Aggregates = new Map();
    for (const [n, deadlineMs] of [[1, 500], [2, 100], [3, 300], [4, 200]] as const) addToAggregate(aggregates, 0, user(n, { deadlineMs }), { bytesMax: 1e9, countMax: 1e9 });
    const { records, deadlineMs, expiresMs } = closeAggregate(aggregates, 0, { bytesMax: 1e9, countMax: 2 });
    expect([records.map(({ n }) => n), deadlineMs, expiresMs]).toEqual([[2, 4], 100, 30_002]);
    expect(aggregates.get(0)!.records.map(({ n }) => n)).toEqual([3, 1]);
  });
  test('a record too large for an aggregate goes alone', () => {
    expect(addToAggregate(new Map(), 0, user(1, { byteLength: 60_000 }), { bytesMax: 51_200, countMax: 100 })).toMatchObject({ byteLength: 60_000, records: { length: 1 } });
  });
  test('weighs what its bytes will be', () => {
    for (const keys of [['a'], ['a', 'a'], ['a', 'b', 'ä'], Array.from({ length: 300 }, (_, i) => `key-${i}`)]) {
      const users = keys.map((partitionKey, n) => user(n, { partitionKey, byteLength: 40 + n }));
      const { count, byteLength } = fitting(users, Infinity, Infinity);
      const { Data } = entryOf(kinesisRecord(0, users, byteLength), 'k');
      expect([count, byteLength]).toEqual([keys.length, Data.byteLength]);
      if (keys.length > 1) expect(deaggregate(Data as Uint8Array)!.map(({ PartitionKey }) => PartitionKey)).toEqual(keys);
    }
  });
});

describe('a call', () => {
  const bounds = { bytesMax: 5 * MIB, countMax: 500 };
  test('closes at 500 records', () => {
    const collector = newCollector();
    const closed = Array.from({ length: 500 }, () => addToCall(collector, packed(10, { shard: null }), bounds));
    expect(closed.findIndex((one) => one !== null)).toBe(499);
    expect(collector).toMatchObject({ records: [], byteLength: 0, deadlineMs: Infinity });
  });
  test('closes at 256 KiB for one shard, and counts each shard for itself', () => {
    const collector = newCollector();
    const add = (shard: number | null) => addToCall(collector, packed(64 * KIB, { shard }), bounds)?.length ?? 0;
    expect([0, 1, 0, 1, 0, 1].map(add)).toEqual([0, 0, 0, 0, 0, 0]);
    expect([add(0), add(0)]).toEqual([7, 0]);
  });
  test('closes at 5 MiB: the record that went over it stays for the next', () => {
    const collector = newCollector();
    const sizes = Array.from({ length: 6 }, () => addToCall(collector, packed(1 * MIB, { shard: null }), bounds)?.length ?? 0);
    expect(sizes).toEqual([0, 0, 0, 0, 4, 0]);
  });
  test('takes those that have least time', () => {
    const collector = newCollector();
    for (const deadlineMs of [300, 100, 200]) addToCall(collector, packed(10, { deadlineMs }), bounds);
    expect(closeCall(collector, { ...bounds, countMax: 2 }).map(({ deadlineMs }) => deadlineMs)).toEqual([100, 200]);
    expect(collector.deadlineMs).toBe(300);
  });
});

describe('a shard’s limiter', () => {
  test('lets the earliest deadline go first, and stops at the first that does not fit', () => {
    const limiter = newLimiter(0);
    limiter.bytes.tokens = 100;
    for (const [byteLength, deadlineMs] of [[10, 300], [95, 200], [80, 100]] as const) enqueue(limiter, packed(byteLength, { deadlineMs }));
    const { passed } = drain(limiter, 100, 0);
    expect(passed.map(({ byteLength }) => byteLength)).toEqual([80]);
    expect(limiter.queue.map(({ byteLength }) => byteLength)).toEqual([95, 10]);
  });
  test('fills at its rate, up to one second of records and 10 MiB', () => {
    const limiter = newLimiter(0);
    limiter.records.tokens = 0;
    limiter.bytes.tokens = 0;
    drain(limiter, 150, 100);
    expect([limiter.records.tokens, limiter.bytes.tokens]).toEqual([150, 0.15 * MIB]);
    drain(limiter, 150, 100_000);
    expect([limiter.records.tokens, limiter.bytes.tokens]).toEqual([1_000, 10 * MIB]);
  });
  test('gives back what has expired, and only that', () => {
    const limiter = newLimiter(0);
    limiter.records.tokens = 0;
    for (const expiresMs of [500, 100, 900]) enqueue(limiter, packed(10, { expiresMs }));
    expect(drain(limiter, 1, 0).expired).toEqual([]);
    limiter.records.tokens = -10;
    expect(drain(limiter, 1, 501).expired.map(({ expiresMs }) => expiresMs)).toEqual([500, 100]);
    limiter.records.tokens = -10;
    expect([limiter.queue.length, drain(limiter, 1, 900).expired.length, drain(limiter, 1, 901).expired.length]).toEqual([1, 0, 1]);
  });
});

describe('the shard map', () => {
  const page = (...ranges: [shard: number, start: bigint, end: bigint][]) => ({ Shards: ranges.map(([i, start, end]) => ({ ShardId: shardId(i), HashKeyRange: { StartingHashKey: String(start), EndingHashKey: String(end) } })) }) as never;
  const last = 2n * HALF - 1n;
  test('remembers a closed shard’s range for a minute after the update that missed it', () => {
    const map = newShardMap();
    beginUpdate(map);
    takePage(map, page([0, 0n, last]), 0);
    beginUpdate(map);
    takePage(map, page([1, 0n, HALF - 1n], [2, HALF, last]), 1_000);
    expect([holds(map, 0, 'k', 61_000), holds(map, 0, 'k', 61_001), holds(map, 9, 'k', 0)]).toEqual([true, false, false]);
    expect([1, 2].map((shard) => holds(map, shard, 'pk1', 99_000))).toEqual([false, true]);
  });
  test('is outdated by a call that began after it was made, and missed a shard it holds open', () => {
    const map = newShardMap();
    takePage(map, page([0, 0n, last]), 1_000);
    expect([isOutdated(map, 0, 1_001), isOutdated(map, 0, 1_000), isOutdated(map, 7, 1_001)]).toEqual([true, false, false]);
    beginUpdate(map);
    expect([isOutdated(map, 0, 1_001), beginUpdate(map)]).toEqual([false, false]);
  });
  test('waits 1 s after a failure, half as much again after each further one, at most 30 s, and 1 s again after a success', () => {
    const map = newShardMap();
    expect(Array.from({ length: 11 }, () => updateFailed(map)).map(Math.round)).toEqual([1_000, 1_500, 2_250, 3_375, 5_063, 7_594, 11_391, 17_086, 25_629, 30_000, 30_000]);
    takePage(map, page([0, 0n, last]), 0);
    expect(updateFailed(map)).toBe(1_000);
  });
});
