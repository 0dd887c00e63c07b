// Holds: how an event source mapping reads a stream: where it begins, what its filters pass, aggregates under either way of
// reading, reshards, changed settings, crashes and expiry; and that its settings are checked.
import { describe, expect, test } from 'vitest';
import type { World } from '#sim';
import { aggregate } from '../../../src/sim/actors/kpl/aggregated-record.ts';
import type { LambdaMappingConfig } from '../../../src/sim/actors/lambda-mapping/config.ts';
import { unitsOf, viewOf } from '../../../src/sim/actors/lambda-mapping/records.ts';
import { act, addConsumer, addProducer, crash, restart, stored } from '../support/actors.ts';
import { addMapping, ENABLED_MS, mappingConfig, mappingOf, putMany } from '../support/managed.ts';
import { advanceChecked, bytes, call, emptyWorld, HALF, HOUR_MS, merge, put, split, text, wait, worldWithStream } from '../support/worlds.ts';

const low = { ExplicitHashKey: '0' };
const high = { ExplicitHashKey: String(HALF + HALF / 2n) };
const counts = (world: World, name?: string) => mappingOf(world, name).counts;
const advance = (world: World, ms: number, every?: number) => advanceChecked(world, world.nowMs + ms, every);
const handed = (world: World, shardIndex = 0) => {
  const mapping = mappingOf(world);
  const shard = mapping.shards.get(shardIndex)!;
  return shard.lanes.flatMap(({ index }) => unitsOf(viewOf(world, mapping, shard, index), 0, shard.position!).map(({ data }) => text(data())));
};

describe('it begins', () => {
  test('at LATEST with what comes once it is enabled: what was put in the minute before is missed', () => {
    const world = worldWithStream();
    addMapping(world, { startingPosition: 'LATEST' });
    wait(world, ENABLED_MS / 2);
    putMany(world, 5);
    advance(world, ENABLED_MS);
    putMany(world, 3);
    advance(world, 10_000);
    expect(counts(world).delivered).toBe(3);
  });

  test('at a time, with the first record from then on, in shards that were closed since too', () => {
    const world = worldWithStream();
    putMany(world, 5);
    wait(world, 5_000);
    const startingPositionMs = world.nowMs;
    putMany(world, 4);
    split(world, 0, HALF);
    putMany(world, 2);
    addMapping(world, { startingPosition: 'AT_TIMESTAMP', startingPositionMs });
    advance(world, ENABLED_MS + 20_000);
    expect(counts(world).delivered).toBe(6);
  });
});

test('parents are finished before their children begin: a record that holds the parent up holds them up', () => {
  const world = worldWithStream(2);
  put(world, 'bad', 'x', low);
  put(world, 'fine', 'x', high);
  merge(world, 0, 1);
  putMany(world, 9);
  addMapping(world, { poison: { kind: 'key', key: 'bad' } });
  advance(world, ENABLED_MS + 30_000);
  expect(counts(world).delivered).toBe(1);
  expect(mappingOf(world).shards.get(2)!.phase).toBe('waiting for parents');
  act(world, { type: 'configure actor', actor: 'm', change: { poison: { kind: 'key', key: 'none' } } });
  advance(world, 70_000);
  expect(counts(world).delivered).toBe(11);
});

test('a merged child waits for the parent that the mapping has not come to yet', () => {
  const world = worldWithStream(2);
  addMapping(world, { batchSize: 1, poison: { kind: 'key', key: 'bad' } });
  advance(world, ENABLED_MS + 5_000);
  put(world, 'bad', 'x', low);
  putMany(world, 5, low);
  wait(world, 5_000);
  // Shard 0 is held up before its end, so nobody has said yet that shard 3, a parent of shard 4, is its child.
  split(world, 0, HALF / 2n);
  merge(world, 3, 1);
  putMany(world, 4, high);
  advance(world, 30_000);
  expect(counts(world).delivered).toBe(0);
  expect(Object.fromEntries([...mappingOf(world).shards].map(([index, { phase }]) => [index, phase]))).toEqual({ 0: 'paused', 1: 'drained', 2: 'waiting for parents', 3: 'waiting for parents', 4: 'waiting for parents' });
  act(world, { type: 'configure actor', actor: 'm', change: { poison: { kind: 'key', key: 'none' } } });
  advance(world, 80_000);
  expect(counts(world).delivered).toBe(10);
});

describe('filters', () => {
  const records = ['{"kind":"a","n":1}', '{"kind":"b","n":20}', 'no JSON', '{"kind":"abc","tags":["x","y"]}', '7'];
  const passed = (...filters: string[]) => {
    const world = worldWithStream();
    records.forEach((data, i) => put(world, `key-${i}`, data));
    addMapping(world, { filters });
    advance(world, ENABLED_MS + 10_000);
    expect(counts(world).delivered + counts(world).filtered).toBe(records.length);
    expect(counts(world).delivered).toBe(handed(world).length);
    return handed(world).map((data) => records.indexOf(data));
  };

  test.each([
    ['a value of a list', '{"data":{"kind":["a","z"]}}', [0]],
    ['a prefix', '{"data":{"kind":[{"prefix":"a"}]}}', [0, 3]],
    ['a suffix', '{"data":{"kind":[{"suffix":"c"}]}}', [3]],
    ['any case', '{"data":{"kind":[{"equals-ignore-case":"ABC"}]}}', [3]],
    ['anything else', '{"data":{"kind":[{"anything-but":["a","b"]}]}}', [3]],
    ['a range of numbers', '{"data":{"n":[{"numeric":[">=",1,"<",20]}]}}', [0]],
    ['a field that is there', '{"data":{"n":[{"exists":true}]}}', [0, 1]],
    ['a field that is not there', '{"data":{"n":[{"exists":false}]}}', [3]],
    ['an entry of a list in the data', '{"data":{"tags":["y"]}}', [3]],
    ['both of two fields', '{"data":{"kind":[{"prefix":"a"}],"n":[1]}}', [0]],
    ['the partition key, whatever the data is', '{"partitionKey":["key-2","key-4"]}', [2, 4]],
  ])('pass %s', (_, filter, expected) => expect(passed(filter)).toEqual(expected));

  test('pass what one of several fits', () => expect(passed('{"data":{"kind":["b"]}}', '{"partitionKey":["key-2"]}')).toEqual([1, 2]));
});

describe('an aggregate', () => {
  // Of its three user records the last one belongs to the other half of the key space.
  const blob = aggregate([
    { PartitionKey: 'a', ExplicitHashKey: '1', Data: bytes('{"n":1}') },
    { PartitionKey: 'b', ExplicitHashKey: '2', Data: bytes('{"n":2}') },
    { PartitionKey: 'c', ExplicitHashKey: high.ExplicitHashKey, Data: bytes('{"n":3}') },
  ]);
  const worldWithAggregate = (rest: Partial<LambdaMappingConfig>) => {
    const world = worldWithStream(2);
    call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'a', ExplicitHashKey: '1', Data: blob });
    put(world, 'plain', '{"n":1}', low);
    addMapping(world, rest);
    advance(world, ENABLED_MS + 10_000);
    return world;
  };

  test('§4 step 12: is handed over as it is by a mapping that polls', () => {
    const world = worldWithAggregate({});
    expect(counts(world)).toMatchObject({ delivered: 2, dropped: 0 });
    expect(handed(world)).toEqual([text(blob), '{"n":1}']);
  });

  test('§4 step 12: is opened under enhanced fan-out; what is not of its shard is dropped', () => {
    const world = worldWithAggregate({ reading: 'fan-out' });
    expect(counts(world)).toMatchObject({ delivered: 3, dropped: 1 });
    expect(handed(world)).toEqual(['{"n":1}', '{"n":2}', '{"n":1}']);
  });

  test('is looked into by a filter only where it is opened', () => {
    const filters = ['{"data":{"n":[1]}}'];
    expect(counts(worldWithAggregate({ filters }))).toMatchObject({ delivered: 1, filtered: 1 });
    expect(counts(worldWithAggregate({ filters, reading: 'fan-out' }))).toMatchObject({ delivered: 2, filtered: 1, dropped: 1 });
  });

  test('goes to several batchers, each user record by its own key', () => {
    const world = worldWithAggregate({ reading: 'fan-out', parallelizationFactor: 5 });
    expect(counts(world)).toMatchObject({ delivered: 3, dropped: 1 });
  });
});

describe('under enhanced fan-out', () => {
  test('it is pushed to, through the end of subscriptions, and the shared limits stay untouched', () => {
    const world = worldWithStream(2);
    addMapping(world, { reading: 'fan-out' });
    addProducer(world, { recordsPerSecond: 10, recordsPerCall: 10 });
    advance(world, ENABLED_MS + 400_000, 20);
    act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
    advance(world, 5_000);
    expect(counts(world)).toMatchObject({ delivered: stored(world), repeated: 0 });
    expect(world.stream('s')!.shards.every(({ recentReads }) => recentReads.length === 0)).toBe(true);
    expect(world.stream('s')!.consumers.get('m')!.status).toBe('ACTIVE');
  });

  test('it registers again where somebody has deregistered it', () => {
    const world = worldWithStream();
    addMapping(world, { reading: 'fan-out' });
    advance(world, ENABLED_MS + 5_000);
    call(world, 'DeregisterStreamConsumer', { StreamARN: world.stream('s')!.arn, ConsumerName: 'm' });
    advance(world, 20_000);
    putMany(world, 5);
    advance(world, 5_000);
    expect(counts(world).delivered).toBe(5);
  });
});

test('another parallelization factor takes over in a minute, where the old lanes have come to: nothing is lost or delivered twice', () => {
  const world = worldWithStream();
  addMapping(world, { parallelizationFactor: 3, batchSize: 7 });
  addProducer(world, { recordsPerSecond: 100 });
  advance(world, ENABLED_MS + 5_000);
  act(world, { type: 'configure actor', actor: 'm', change: { parallelizationFactor: 8, filters: ['{"partitionKey":[{"prefix":"k-1"}]}'] } });
  advance(world, ENABLED_MS - 1_000);
  expect(mappingOf(world).shards.get(0)!.lanes).toHaveLength(3);
  expect(counts(world).filtered).toBe(0);
  advance(world, 5_000);
  expect(mappingOf(world).shards.get(0)!.lanes).toHaveLength(8);
  act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
  advance(world, 20_000);
  const { delivered, filtered, repeated } = counts(world);
  expect([delivered + filtered, repeated]).toEqual([stored(world), 0]);
  expect(filtered).toBeGreaterThan(100);
});

test('a mapping that was switched off goes on at its checkpoint: what other lanes had done after it is done again', () => {
  const world = worldWithStream();
  for (let i = 0; i < 200; i += 1) put(world, i === 3 ? 'bad' : `k${i}`);
  addMapping(world, { parallelizationFactor: 4, batchSize: 10, poison: { kind: 'key', key: 'bad' } });
  advance(world, ENABLED_MS + 20_000);
  const before = counts(world);
  const done = before.delivered;
  expect(done).toBeGreaterThan(100);
  crash(world, 'm');
  act(world, { type: 'configure actor', actor: 'm', change: { poison: { kind: 'key', key: 'none' } } });
  restart(world, 'm');
  advance(world, ENABLED_MS + 20_000);
  expect(counts(world).delivered).toBe(200);
  expect(counts(world).repeated).toBeGreaterThanOrEqual(done - 10);
});

test('records that a poison record holds up until they expire are lost, and the shard moves again', () => {
  const world = worldWithStream();
  put(world, 'bad');
  putMany(world, 20);
  addMapping(world, { poison: { kind: 'key', key: 'bad' }, batchSize: 5 });
  advance(world, 25 * HOUR_MS, 200);
  expect(counts(world)).toMatchObject({ delivered: 0, lost: 21 });
  putMany(world, 4);
  advance(world, 10_000);
  expect(counts(world)).toMatchObject({ delivered: 4, lost: 21 });
}, 30_000);

test('polls a shard once a second at its tip, and not at all while it has enough to do', () => {
  const world = worldWithStream();
  addMapping(world);
  advance(world, ENABLED_MS + 5_000);
  const polls = () => world.stream('s')!.shards[0]!.recentReads.map(({ atMs }) => atMs);
  expect(polls().slice(1).map((atMs, i) => atMs - polls()[i]!)).toEqual(Array(polls().length - 1).fill(1_000));
  act(world, { type: 'configure actor', actor: 'm', change: { poison: { kind: 'every', nth: 1 } } });
  putMany(world, 500);
  advance(world, 20_000);
  const blockedAt = world.nowMs;
  advance(world, 10_000);
  expect(polls().filter((atMs) => atMs > blockedAt)).toEqual([]);
});

test('shares the reads of a shard with other consumers: five calls a second for all', () => {
  const world = worldWithStream();
  addMapping(world);
  for (let i = 0; i < 4; i += 1) addConsumer(world, { name: `c${i}`, pollIntervalMs: 200 });
  addProducer(world, { recordsPerSecond: 100 });
  advance(world, ENABLED_MS + 20_000, 5);
  expect(mappingOf(world).readsThrottled).toBeGreaterThan(0);
});

test('a stream that was deleted and made anew is another one', () => {
  const world = worldWithStream();
  putMany(world, 5);
  addMapping(world, { poison: { kind: 'key', key: 'bad' } });
  advance(world, ENABLED_MS + 5_000);
  put(world, 'bad');
  advance(world, 1_050);
  call(world, 'DeleteStream', { StreamName: 's' });
  advance(world, 20_000);
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 2 });
  advance(world, 10_000);
  putMany(world, 7);
  advance(world, 70_000);
  expect(counts(world).delivered).toBe(12);
});

test('waits for a stream that is not there yet', () => {
  const world = emptyWorld();
  addMapping(world);
  addMapping(world, { name: 'n', reading: 'fan-out' });
  advance(world, ENABLED_MS + 5_000);
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 2 });
  advance(world, 10_000);
  putMany(world, 7);
  advance(world, 10_000);
  expect([counts(world).delivered, counts(world, 'n').delivered]).toEqual([7, 7]);
});

test.each([
  [{ batchSize: 0 }, 'batchSize of m must be a whole number from 1 to 10000, but is 0.'],
  [{ maximumBatchingWindowInSeconds: 301 }, 'maximumBatchingWindowInSeconds of m must be a whole number from 0 to 300, but is 301.'],
  [{ parallelizationFactor: 11 }, 'parallelizationFactor of m must be a whole number from 1 to 10, but is 11.'],
  [{ maximumRetryAttempts: -2 }, 'maximumRetryAttempts of m must be a whole number from -1 to 10000, but is -2.'],
  [{ maximumRecordAgeInSeconds: 604_801 }, 'maximumRecordAgeInSeconds of m must be a whole number from -1 to 604800, but is 604801.'],
  [{ tumblingWindowInSeconds: 901 }, 'tumblingWindowInSeconds of m must be a whole number from 0 to 900, but is 901.'],
  [{ startingPosition: 'AT_TIMESTAMP' as const }, 'startingPositionMs of m must be a number from 0 to 31622400000, but is undefined.'],
  [{ reservedConcurrency: 1_001 }, 'reservedConcurrency of m must be a whole number from 0 to 1000, but is 1001.'],
  [{ filters: ['{"data":"x"}'] }, 'A filter of m must hold lists of values or tests (exists, prefix, suffix, equals-ignore-case, anything-but, numeric).'],
  [{ filters: ['{"sequenceNumber":["1"]}'] }, 'A filter of m can look at data and partitionKey, not at sequenceNumber.'],
  [{ filters: ['nonsense'] }, 'A filter of m must be an object in JSON.'],
  [{ filters: ['{"data":{"n":[{"numeric":["toString",1]}]}}'] }, 'A filter of m must hold lists of values or tests (exists, prefix, suffix, equals-ignore-case, anything-but, numeric).'],
  [{ filters: Array(6).fill('{"partitionKey":["a"]}') as string[] }, 'm can have up to 5 filters.'],
  [{ reading: 'both' as never }, 'reading of m must be shared or fan-out, but is both.'],
])('refuses %j', (rest, message) => {
  const outcome = emptyWorld().edit({ type: 'add actor', config: mappingConfig(rest) });
  expect(outcome).toMatchObject({ ok: false, error: { message } });
});
