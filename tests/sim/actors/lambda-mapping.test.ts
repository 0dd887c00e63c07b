// Holds: §4 of the neighbours' behaviour, the checks of a Lambda event source mapping, and the rules of its parameters.
import { describe, expect, test } from 'vitest';
import { KIB, type World } from '#sim';
import type { ActorHost } from '../../../src/sim/actors/actor.ts';
import { recordsOfMessage } from '../../../src/sim/actors/lambda-mapping/destination.ts';
import { unitsOf, viewOf } from '../../../src/sim/actors/lambda-mapping/records.ts';
import { act, addProducer, stored } from '../support/actors.ts';
import { addMapping, ENABLED_MS, mappingOf, putMany } from '../support/managed.ts';
import { advanceChecked, call, HALF, padded, put, split, text, wait, worldWithStream } from '../support/worlds.ts';

const SECOND_MS = 1_000;
const low = { ExplicitHashKey: '0' };
const high = { ExplicitHashKey: String(HALF + HALF / 2n) };
const poisonKey = (key: string) => ({ poison: { kind: 'key', key } as const });
const counts = (world: World) => mappingOf(world).counts;
const entries = (world: World, kind: string) => world.traceLog.last(1e9).filter((entry) => entry.kind === kind);
const advance = (world: World, ms: number) => advanceChecked(world, world.nowMs + ms);

/** Every measured age, with when and where. */
function ages(world: World): { atMs: number; shardIndex: number | null; ageMs: number }[] {
  const heard: { atMs: number; shardIndex: number | null; ageMs: number }[] = [];
  const { measure } = world;
  world.measure = (actor, metric, shardIndex, value) => {
    if (metric === 'IteratorAge') heard.push({ atMs: world.nowMs, shardIndex, ageMs: value });
    measure.call(world, actor, metric, shardIndex, value);
  };
  return heard;
}

interface Invocation {
  readonly atMs: number;
  readonly shardIndex: number;
  readonly lane: number;
  readonly keys: readonly string[];
  readonly data: readonly string[];
  readonly indices: readonly number[];
}

/** Runs event by event and notes what the function is invoked with. */
function invocations(world: World, ms: number, whileRunning?: (world: World) => void): Invocation[] {
  const tMs = world.nowMs + ms;
  const seen: Invocation[] = [];
  const known = new Set<object>();
  const look = () => {
    const mapping = mappingOf(world);
    for (const shard of mapping.shards.values()) {
      for (const lane of shard.lanes) {
        if (!lane.running || known.has(lane.running)) continue;
        known.add(lane.running);
        const units = unitsOf(viewOf(world as ActorHost, mapping, shard, lane.index), lane.parts[0]!.from, lane.parts[0]!.to);
        seen.push({ atMs: world.nowMs, shardIndex: shard.shardIndex, lane: lane.index, keys: units.map(({ partitionKey }) => partitionKey), data: units.map(({ data }) => text(data())), indices: units.map(({ index }) => index) });
      }
    }
    whileRunning?.(world);
  };
  while (world.nextDueMs <= tMs && world.stepForward()) look();
  world.advance(tMs);
  return seen;
}

test('reads a stream from the horizon once it is enabled, and goes on at the tip', () => {
  const world = worldWithStream(3);
  putMany(world, 250);
  addMapping(world);
  advance(world, ENABLED_MS - 1);
  expect(counts(world).invocations).toBe(0);
  addProducer(world, { recordsPerSecond: 100 });
  advanceChecked(world, world.nowMs + 20_000, 10);
  act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
  advance(world, 5_000);
  expect(counts(world)).toMatchObject({ delivered: stored(world), repeated: 0, lost: 0, discarded: 0, failures: 0 });
});

test('§4 check 1: with defaults a poison record stalls its shard; the other flows; the age grows by a second each second', () => {
  const world = worldWithStream(2);
  addMapping(world, poisonKey('bad'));
  advance(world, ENABLED_MS);
  const heard = ages(world);
  put(world, 'bad', 'x', low);
  for (let second = 0; second < 300; second += 1) {
    put(world, `a${second}`, 'x', low);
    put(world, `b${second}`, 'x', high);
    wait(world, SECOND_MS);
  }
  advance(world, 10_000);
  expect(counts(world)).toMatchObject({ delivered: 300, discarded: 0, lost: 0 });
  const [first, last] = [heard.find(({ shardIndex }) => shardIndex === 0)!, heard.findLast(({ shardIndex }) => shardIndex === 0)!];
  expect(last.atMs - first.atMs).toBeGreaterThan(200_000);
  expect(last.ageMs - first.ageMs).toBe(last.atMs - first.atMs);
  expect(Math.max(...heard.filter(({ shardIndex }) => shardIndex === 1).map(({ ageMs }) => ageMs))).toBeLessThan(2_000);
});

test('a batch that fails is tried again after 1 s, then after twice as long each time, up to 60 s', () => {
  const world = worldWithStream();
  addMapping(world, { ...poisonKey('bad'), durationMs: 0 });
  put(world, 'bad');
  const at = invocations(world, ENABLED_MS + 400_000).map(({ atMs }) => atMs);
  expect(at.slice(1).map((ms, i) => (ms - at[i]!) / SECOND_MS).slice(0, 9)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  expect(entries(world, 'FunctionFailed')).toHaveLength(1);
});

test('§4 check 2: with two retries a batch of 100 is tried three times, then given up with one message that has no payload', () => {
  const world = worldWithStream();
  putMany(world, 99);
  put(world, 'bad');
  addMapping(world, { ...poisonKey('bad'), maximumRetryAttempts: 2, onFailure: 'SQS' });
  advance(world, ENABLED_MS + 60_000);
  expect(counts(world)).toMatchObject({ invocations: 3, failures: 3, delivered: 0, discarded: 100, discards: 1, messages: 1 });
  const mapping = mappingOf(world);
  expect(mapping.messages).toHaveLength(1);
  const [message] = mapping.messages;
  expect(message).toMatchObject({ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3, batchSize: 100, shardId: 'shardId-000000000000' });
  expect(message).not.toHaveProperty('event');
  expect(BigInt(message!.startSequenceNumber)).toBeLessThan(BigInt(message!.endSequenceNumber));
  expect(entries(world, 'BatchDiscarded')).toMatchObject([{ records: 100, condition: 'RetryAttemptsExhausted' }]);
  put(world, 'next');
  advance(world, 5_000);
  expect(counts(world).delivered).toBe(1);
});

test('a message to S3 brings the records; without a destination what is given up is gone', () => {
  const world = worldWithStream();
  put(world, 'bad', 'the data');
  addMapping(world, { ...poisonKey('bad'), maximumRetryAttempts: 0, onFailure: 'S3' });
  addMapping(world, { ...poisonKey('bad'), name: 'n', maximumRetryAttempts: 0 });
  advance(world, ENABLED_MS + 10_000);
  const mapping = mappingOf(world);
  expect(recordsOfMessage(world as ActorHost, mapping, mapping.messages[0]!)?.map(({ data }) => text(data()))).toEqual(['the data']);
  expect(mappingOf(world, 'n')).toMatchObject({ messages: [], counts: { discarded: 1, messages: 0 } });
});

test('§4 check 3: with bisect only the poison record is given up, the 99 others are processed', () => {
  const world = worldWithStream();
  for (let i = 0; i < 100; i += 1) put(world, i === 57 ? 'bad' : `k${i}`);
  addMapping(world, { ...poisonKey('bad'), maximumRetryAttempts: 2, bisectBatchOnFunctionError: true, onFailure: 'SQS' });
  advance(world, ENABLED_MS + 60_000);
  expect(counts(world)).toMatchObject({ delivered: 99, discarded: 1, discards: 1, messages: 1 });
  expect(mappingOf(world).messages[0]).toMatchObject({ batchSize: 1, approximateInvokeCount: 3 });
});

test('§4 check 4: a partial response that names record 40 has records 1 to 39 never delivered again', () => {
  const world = worldWithStream();
  for (let i = 1; i <= 100; i += 1) put(world, i === 40 ? 'bad' : `k${i}`);
  addMapping(world, { ...poisonKey('bad'), reportBatchItemFailures: true, maximumRetryAttempts: 3 });
  const seen = invocations(world, ENABLED_MS + 60_000);
  expect(seen[0]!.keys).toHaveLength(100);
  expect(seen.length).toBeGreaterThan(1);
  for (const { keys } of seen.slice(1)) expect(keys).toEqual(['bad', ...Array.from({ length: 60 }, (_, i) => `k${i + 41}`)]);
  expect(counts(world)).toMatchObject({ delivered: 39, discarded: 61, repeated: 0 });
});

test('a partial response with bisect cuts there, and gives up the poison record alone', () => {
  const world = worldWithStream();
  for (let i = 1; i <= 100; i += 1) put(world, i === 40 || i === 80 ? 'bad' : `k${i}`);
  addMapping(world, { ...poisonKey('bad'), reportBatchItemFailures: true, bisectBatchOnFunctionError: true, maximumRetryAttempts: 1 });
  advance(world, ENABLED_MS + 60_000);
  expect(counts(world)).toMatchObject({ delivered: 98, discarded: 2 });
});

test.each([
  ['an empty list of failures is a success', 'nothing', { delivered: 10, failures: 0, discarded: 0 }],
  ['a number that is not in the batch fails it whole', 'unknown record', { delivered: 0, failures: 1, discarded: 10 }],
] as const)('%s', (_, failureReport, expected) => {
  const world = worldWithStream();
  for (let i = 0; i < 10; i += 1) put(world, i === 5 ? 'bad' : `k${i}`);
  addMapping(world, { ...poisonKey('bad'), reportBatchItemFailures: true, maximumRetryAttempts: 0, failureReport });
  advance(world, ENABLED_MS + 10_000);
  expect(counts(world)).toMatchObject(expected);
});

test('§4 check 5: ten shards and four batchers each run at most forty functions, and each key stays in order', () => {
  const world = worldWithStream(10);
  addMapping(world, { parallelizationFactor: 4, batchSize: 20, durationMs: 700 });
  addProducer(world, { recordsPerSecond: 2_000, recordsPerCall: 100, keys: { kind: 'uniform', prefix: 'k', keys: 400 } });
  let most = 0;
  const last = new Map<string, number>();
  const seen = invocations(world, ENABLED_MS + 15_000, () => {
    const { concurrency, shards } = mappingOf(world);
    most = Math.max(most, concurrency);
    for (const shard of shards.values()) expect(shard.lanes.length).toBeLessThanOrEqual(4);
  });
  expect(most).toBe(40);
  for (const { shardIndex, keys, indices } of seen) {
    keys.forEach((key, i) => {
      const place = `${shardIndex} ${key}`;
      expect(indices[i]).toBeGreaterThan(last.get(place) ?? -1);
      last.set(place, indices[i]!);
    });
  }
  expect(last.size).toBe(400);
});

describe('§4 check 6: a window of 5 s', () => {
  test('with three records ends in one invocation after 5 s', () => {
    const world = worldWithStream();
    addMapping(world, { maximumBatchingWindowInSeconds: 5, startingPosition: 'LATEST' });
    wait(world, ENABLED_MS + 500);
    const putMs = world.nowMs;
    for (let i = 0; i < 3; i += 1) {
      put(world, `k${i}`);
      wait(world, 100);
    }
    const seen = invocations(world, 20_000);
    expect(seen.map(({ keys }) => keys.length)).toEqual([3]);
    // From when the mapping has them: it asks once a second.
    expect(seen[0]!.atMs - putMs).toBeGreaterThanOrEqual(5_000);
    expect(seen[0]!.atMs - putMs).toBeLessThanOrEqual(6_000);
  });

  test('is not waited for by 100 records within a second', () => {
    const world = worldWithStream();
    addMapping(world, { maximumBatchingWindowInSeconds: 5, startingPosition: 'LATEST' });
    wait(world, ENABLED_MS + 500);
    putMany(world, 100);
    const putMs = world.nowMs;
    const seen = invocations(world, 20_000);
    expect(seen.map(({ keys }) => keys.length)).toEqual([100]);
    expect(seen[0]!.atMs - putMs).toBeLessThanOrEqual(1_000);
  });

  test('begins again when the invocation has ended', () => {
    const world = worldWithStream();
    putMany(world, 10);
    addMapping(world, { maximumBatchingWindowInSeconds: 5, batchSize: 6, durationMs: 2_000 });
    const seen = invocations(world, ENABLED_MS + 20_000);
    expect(seen.map(({ keys }) => keys.length)).toEqual([6, 4]);
    expect(seen[1]!.atMs - seen[0]!.atMs).toBe(2_000 + 5_000);
  });
});

test('§4 check 7: of twenty records of 400 KiB, 533 KiB each in base64, eleven make an event', () => {
  const world = worldWithStream(1);
  for (let i = 0; i < 20; i += 1) {
    call(world, 'PutRecord', { StreamName: 's', PartitionKey: `k${i}`, Data: padded(400 * KIB) });
    wait(world, SECOND_MS);
  }
  addMapping(world);
  expect(invocations(world, ENABLED_MS + 20_000).map(({ keys }) => keys.length)).toEqual([11, 9]);
});

test('a record too large for an event fails without an invocation of the code', () => {
  const world = worldWithStream();
  call(world, 'UpdateMaxRecordSize', { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/s', MaxRecordSizeInKiB: 10_240 });
  wait(world, 10_000);
  call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: padded(5 * 1024 * KIB) });
  addMapping(world, { maximumRetryAttempts: 1, onFailure: 'SQS' });
  advance(world, ENABLED_MS + 20_000);
  expect(counts(world)).toMatchObject({ delivered: 0, discarded: 1, failures: 2, repeated: 0 });
});

test('§4 check 8: without concurrency there are no attempts, the age grows, and a maximum age of 60 s discards', () => {
  const world = worldWithStream();
  addMapping(world, { reservedConcurrency: 0, maximumRecordAgeInSeconds: 60, maximumRetryAttempts: 0, onFailure: 'SNS', startingPosition: 'LATEST' });
  wait(world, ENABLED_MS + 500);
  const heard = ages(world);
  putMany(world, 5);
  advance(world, 55_000);
  expect(counts(world)).toMatchObject({ invocations: 0, failures: 0, discarded: 0 });
  expect(mappingOf(world).shards.get(0)!.lanes[0]!.parts[0]!.attempts).toBe(0);
  expect(heard.length).toBeGreaterThan(3);
  expect(heard.at(-1)!.ageMs).toBeGreaterThan(heard[0]!.ageMs + 20_000);
  advance(world, 70_000);
  expect(counts(world)).toMatchObject({ invocations: 0, failures: 0, discarded: 5, messages: 1 });
  expect(counts(world).throttles).toBeGreaterThan(3);
  expect(mappingOf(world).messages[0]).toMatchObject({ condition: 'RecordAgeExceeded', approximateInvokeCount: 0 });
});

test('§4 check 9: a tumbling window of 60 s across a split is two windows, and no state is carried over', () => {
  const world = worldWithStream();
  addMapping(world, { tumblingWindowInSeconds: 60, startingPosition: 'LATEST' });
  // The world began at a full minute: this one is of the middle of one.
  world.advance(130_000);
  putMany(world, 7, low);
  wait(world, 5_000);
  split(world, 0, HALF);
  putMany(world, 4, low);
  advance(world, 300_000);
  expect(mappingOf(world).windowsClosed.map(({ shardIndex, startMs, units }) => ({ shardIndex, startMs, units }))).toEqual([
    { shardIndex: 0, startMs: 120_000, units: 7 },
    { shardIndex: 1, startMs: 120_000, units: 4 },
  ]);
});

describe('a tumbling window', () => {
  const windows = (world: World) => mappingOf(world).windowsClosed.map(({ startMs, units, closedMs }) => [startMs, units, closedMs]);

  test('ends with the first record of the next one, or two minutes after its end', () => {
    const world = worldWithStream();
    addMapping(world, { tumblingWindowInSeconds: 60, startingPosition: 'LATEST', durationMs: 0 });
    world.advance(121_000);
    putMany(world, 3);
    world.advance(185_000);
    putMany(world, 2);
    advance(world, 300_000);
    const closed = windows(world);
    expect(closed).toEqual([
      [120_000, 3, expect.any(Number)],
      [180_000, 2, 240_000 + 120_000],
    ]);
    expect(closed[0]![2]).toBeLessThan(187_000);
  });

  test('holds no record of another in its batches', () => {
    const world = worldWithStream();
    world.advance(58_000);
    for (let i = 0; i < 40; i += 1) {
      put(world, `k${i}`);
      wait(world, 100);
    }
    addMapping(world, { tumblingWindowInSeconds: 60 });
    expect(invocations(world, ENABLED_MS + 10_000).map(({ keys }) => keys.length)).toEqual([20, 0, 20]);
  });

  test('ends early when its state is larger than 1 MiB', () => {
    const world = worldWithStream();
    addMapping(world, { tumblingWindowInSeconds: 900, batchSize: 10, stateBytesPerRecord: 50_000, startingPosition: 'LATEST' });
    wait(world, ENABLED_MS + 500);
    putMany(world, 50);
    advance(world, 10_000);
    expect(windows(world).map(([, units]) => units)).toEqual([30]);
    expect(mappingOf(world).shards.get(0)!.lanes[0]!.window?.units).toBe(20);
  });

  test('has the function fail that hands no state back', () => {
    const world = worldWithStream();
    putMany(world, 5);
    addMapping(world, { tumblingWindowInSeconds: 60, returnsState: false, maximumRetryAttempts: 1 });
    advance(world, ENABLED_MS + 20_000);
    expect(counts(world)).toMatchObject({ delivered: 0, discarded: 5, failures: 2 });
  });
});
