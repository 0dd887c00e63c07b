// Holds: §5 of the neighbours' behaviour, the checks of Firehose with a Kinesis stream as its source and S3 as its destination.
import { describe, expect, test } from 'vitest';
import { KIB, MIB, type World } from '#sim';
import { transformDefaults } from '../../../src/sim/actors/firehose/config.ts';
import { bodyOf } from '../../../src/sim/actors/firehose/records.ts';
import type { S3Object } from '../../../src/sim/actors/firehose/state.ts';
import { aggregate } from '../../../src/sim/actors/kpl/aggregated-record.ts';
import { act, addProducer, crash, restart, stored } from '../support/actors.ts';
import { addFirehose, firehoseConfig, firehoseOf, putMany } from '../support/managed.ts';
import { advanceChecked, bytes, call, emptyWorld, HALF, HOUR_MS, merge, put, split, text, wait, worldWithStream } from '../support/worlds.ts';

const low = { ExplicitHashKey: '0' };
const high = { ExplicitHashKey: String(HALF + HALF / 2n) };
const counts = (world: World) => firehoseOf(world).counts;
const advance = (world: World, ms: number, every?: number) => advanceChecked(world, world.nowMs + ms, every);
const objects = (world: World) => firehoseOf(world).objects;
const body = (world: World, object: S3Object) => text(bodyOf(world.log(object.logId), object));
const configure = (world: World, change: Readonly<Record<string, unknown>>) => act(world, { type: 'configure actor', actor: 'f', change });
const outage = (world: World, bucketDown: boolean) => configure(world, { bucketDown });

/** A world with Firehose at the tip of its shards. */
function worldWithFirehose(rest: Parameters<typeof firehoseConfig>[0] = {}, shards = 1, input: object = {}): World {
  const world = worldWithStream(shards, input);
  addFirehose(world, rest);
  wait(world, 1_500);
  return world;
}

describe('§5 check 1: 5 MiB or 300 s', () => {
  const delivered = (kibPerSecond: number, seconds: number) => {
    const world = worldWithFirehose();
    addProducer(world, { recordsPerSecond: kibPerSecond / 10, recordBytes: 10 * KIB, recordsPerCall: 1 });
    world.advance(world.nowMs + seconds * 1_000);
    return objects(world);
  };

  test('at 100 KiB/s is an object of 5 MiB every 51.2 s', () => {
    const all = delivered(100, 512 + 5);
    expect(all).toHaveLength(10);
    expect((all.at(-1)!.atMs - all[0]!.atMs) / 9 / 1_000).toBeCloseTo(51.2, 0);
    for (const object of all) expect(object.bytes).toBe(5 * MIB);
  });

  test('at 10 KiB/s is an object of 2.93 MiB every 300 s', () => {
    const all = delivered(10, 1_210);
    expect(all).toHaveLength(4);
    // The clock starts with the next record, which comes within a second or so.
    for (const [i, { atMs }] of all.slice(1).entries()) expect(Math.abs((atMs - all[i]!.atMs) / 1_000 - 300)).toBeLessThan(1.5);
    for (const object of all.slice(1)) expect(object.bytes / MIB).toBeCloseTo(2.93, 1);
  });

  test('counts for each shard by itself', () => {
    const world = worldWithFirehose({ bufferSizeInMBs: 1, bufferIntervalInSeconds: 900 }, 2);
    for (let i = 0; i < 5; i += 1) {
      call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: { text: '', byteLength: 300 * KIB }, ...low });
      wait(world, 1_000);
    }
    call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: { text: '', byteLength: 300 * KIB }, ...high });
    advance(world, 10_000);
    expect(objects(world).map(({ shardIndex, bytes: size }) => [shardIndex, size])).toEqual([[0, 1_200 * KIB]]);
  });
});

test('§5 check 2: without an interval the first object is there within 5 s', () => {
  const world = worldWithFirehose({ bufferIntervalInSeconds: 0 });
  put(world, 'k');
  const putMs = world.nowMs;
  advance(world, 5_000);
  expect(objects(world)).toHaveLength(1);
  expect(objects(world)[0]!.atMs - putMs).toBeLessThan(5_000);
});

test('§5 check 3: two records are joined with nothing between them, unless a delimiter is asked for', () => {
  const world = worldWithFirehose({ bufferIntervalInSeconds: 10 });
  addFirehose(world, { name: 'g', bufferIntervalInSeconds: 10, appendDelimiterToRecord: true });
  wait(world, 1_500);
  put(world, 'a', '{"a":1}');
  put(world, 'b', '{"a":1}');
  advance(world, 15_000);
  expect(objects(world).map((object) => body(world, object))).toEqual(['{"a":1}{"a":1}']);
  const [delimited] = firehoseOf(world, 'g').objects;
  expect([body(world, delimited!), delimited!.bytes, delimited!.records]).toEqual(['{"a":1}\n{"a":1}\n', 16, 2]);
});

test('§5 check 5, the stream: of 25 h without S3 a stream of 48 h loses nothing', () => {
  const world = worldWithFirehose({}, 1, {});
  call(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 48 });
  wait(world, 10_000);
  outage(world, true);
  addProducer(world, { recordsPerSecond: 0.05, recordsPerCall: 1 });
  advance(world, 25 * HOUR_MS, 500);
  expect(counts(world)).toMatchObject({ delivered: 0, lost: 0 });
  outage(world, false);
  act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
  advance(world, HOUR_MS, 500);
  expect(counts(world)).toMatchObject({ delivered: stored(world), lost: 0 });
  expect(stored(world)).toBeGreaterThan(4_000);
}, 60_000);

test('§5 check 5, retention: a stream of 24 h loses the first hour, exactly what was put then', () => {
  const world = worldWithFirehose();
  outage(world, true);
  const startMs = world.nowMs;
  addProducer(world, { recordsPerSecond: 0.05, recordsPerCall: 1 });
  advance(world, 25 * HOUR_MS, 500);
  outage(world, false);
  act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
  advance(world, HOUR_MS, 500);
  const { delivered, lost } = counts(world);
  expect(delivered + lost).toBe(stored(world));
  expect(lost).toBeGreaterThanOrEqual(world.log(world.stream('s')!.shards[0]!.logId).firstArrivedAt(startMs + HOUR_MS - 60_000, 0, stored(world)));
  expect(lost).toBeLessThan(190);
}, 60_000);

test('§5 check 6: what was written before its creation never arrives', () => {
  const world = worldWithStream();
  putMany(world, 20);
  addFirehose(world, { bufferIntervalInSeconds: 0 });
  advance(world, 5_000);
  putMany(world, 3);
  advance(world, 5_000);
  expect(counts(world).delivered).toBe(3);
});

describe('a transform', () => {
  const quick = { ...transformDefaults, bufferIntervalInSeconds: 0 };

  test('§5 check 7: that fails four times has its batch put under processing-failed/', () => {
    const world = worldWithFirehose({ bufferIntervalInSeconds: 5, transform: { ...transformDefaults, bufferIntervalInSeconds: 3, throws: { kind: 'key', key: 'bad' } } });
    putMany(world, 6);
    put(world, 'bad', 'the cause');
    advance(world, 8_000);
    putMany(world, 2);
    advance(world, 20_000);
    expect(counts(world)).toMatchObject({ delivered: 2, failed: 7, transforms: 5, transformsFailed: 4 });
    const failed = objects(world).find(({ kind }) => kind === 'processing-failed')!;
    expect(failed).toMatchObject({ records: 7, key: expect.stringMatching(/^processing-failed\/2026\/06\/01\/00\/f-1-/) });
    expect(body(world, failed)).toBe('xxxxxxthe cause');
  });

  test('sorts records: Ok goes on, Dropped is let go, ProcessingFailed goes under processing-failed/', () => {
    const world = worldWithFirehose({ bufferIntervalInSeconds: 5, transform: { ...quick, drops: { kind: 'key', key: 'd' }, fails: { kind: 'key', key: 'f' } } });
    for (const key of ['a', 'd', 'f', 'b', 'f', 'd', 'c']) put(world, key, key);
    advance(world, 20_000);
    expect(counts(world)).toMatchObject({ delivered: 3, dropped: 2, failed: 2 });
    expect(objects(world).map((object) => [object.kind, body(world, object)])).toEqual([['data', 'abc'], ['processing-failed', 'ff']]);
  });

  test('that changes while a buffer fills leaves what it sorted before as it was', () => {
    const world = worldWithFirehose({ bufferIntervalInSeconds: 20, transform: { ...quick, drops: { kind: 'key', key: 'a' } } });
    for (const key of ['a', 'b']) put(world, key, key);
    wait(world, 3_000);
    configure(world, { transform: { ...quick, drops: { kind: 'key', key: 'b' } } });
    for (const key of ['a', 'b']) put(world, key, key);
    wait(world, 3_000);
    configure(world, { transform: undefined });
    for (const key of ['a', 'b']) put(world, key, key);
    advance(world, 40_000);
    expect(objects(world).map((object) => body(world, object))).toEqual(['baab']);
    expect(counts(world)).toMatchObject({ delivered: 4, dropped: 2 });
  });

  test('waits for its own hints: 1 MiB or 60 s', () => {
    const world = worldWithFirehose({ bufferIntervalInSeconds: 0, transform: transformDefaults });
    put(world, 'k');
    advance(world, 55_000);
    expect(counts(world).transforms).toBe(0);
    advance(world, 10_000);
    expect(counts(world)).toMatchObject({ transforms: 1, delivered: 1 });
  });
});

test('opens aggregates', () => {
  const world = worldWithFirehose({ bufferIntervalInSeconds: 2 });
  call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'a', Data: aggregate([{ PartitionKey: 'x', Data: bytes('one ') }, { PartitionKey: 'y', Data: bytes('two ') }]) });
  put(world, 'k', 'three');
  advance(world, 10_000);
  expect(counts(world)).toMatchObject({ delivered: 3, objects: 1 });
  expect(objects(world).map((object) => body(world, object))).toEqual(['one two three']);
});

test.each([
  ['', /^2026\/06\/01\/00\/f-1-2026-06-01-00-00-11-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/],
  ['logs/', /^logs\/2026\/06\/01\/00\/f-1-/],
  ['year=!{timestamp:yyyy}/day=!{timestamp:MM-dd}/', /^year=2026\/day=06-01\/f-1-2026-06-01-00-00-11-/],
])('with the prefix "%s" names an object after its oldest record', (prefix, key) => {
  const world = worldWithFirehose({ bufferIntervalInSeconds: 0, prefix });
  put(world, 'k');
  advance(world, 5_000);
  expect(objects(world)[0]!.key).toMatch(key);
});

test('reads on through splits and merges, and asks each shard once a second', () => {
  const world = worldWithFirehose({ bufferIntervalInSeconds: 0 }, 2);
  addProducer(world, { recordsPerSecond: 20 });
  advance(world, 10_000);
  const polls = world.stream('s')!.shards[0]!.recentReads.map(({ atMs }) => atMs);
  expect(polls.slice(1).map((atMs, i) => atMs - polls[i]!)).toEqual(Array(polls.length - 1).fill(1_000));
  split(world, 0, HALF / 2n);
  wait(world, 5_000);
  merge(world, 3, 1);
  act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
  advance(world, 10_000);
  expect(counts(world)).toMatchObject({ delivered: stored(world), lost: 0 });
});

test('puts each record once, also when it is switched off and on again', () => {
  const world = worldWithFirehose({ bufferIntervalInSeconds: 10 });
  addProducer(world, { recordsPerSecond: 20 });
  for (let i = 0; i < 5; i += 1) {
    advance(world, 7_000);
    crash(world, 'f');
    advance(world, 3_000);
    restart(world, 'f');
  }
  act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
  advance(world, 30_000);
  expect(counts(world).delivered).toBe(stored(world));
  expect(objects(world).reduce((sum, { records }) => sum + records, 0)).toBe(stored(world));
});

test('measures how old what is not delivered is, in seconds, and how far it is behind', () => {
  const world = worldWithFirehose({ bufferIntervalInSeconds: 60 });
  const heard: Record<string, number[]> = {};
  const { measure } = world;
  world.measure = (actor, metric, shardIndex, value) => {
    (heard[metric] ??= []).push(value);
    measure.call(world, actor, metric, shardIndex, value);
  };
  put(world, 'k');
  advance(world, 120_000);
  expect(Math.max(...heard['DeliveryToS3.DataFreshness']!)).toBeCloseTo(60, -1);
  expect(heard['DeliveryToS3.DataFreshness']!.at(-1)).toBe(0);
  expect(new Set(heard['KinesisMillisBehindLatest'])).toEqual(new Set([0]));
});

test('in an outage holds its shard back, says so once, and tries again each minute', () => {
  const world = worldWithFirehose({ bufferIntervalInSeconds: 0, bucketDown: true });
  addProducer(world, { recordsPerSecond: 20 });
  advance(world, 600_000, 20);
  expect(world.traceLog.last(1e6).filter(({ kind }) => kind === 'DeliveryFailed')).toHaveLength(1);
  expect(counts(world).putsFailed).toBeGreaterThan(10);
  expect(counts(world).putsFailed).toBeLessThan(20);
  const { outgoing, position } = firehoseOf(world).shards.get(0)!;
  expect(outgoing).toHaveLength(2);
  expect(position).toBeLessThan(stored(world) / 10);
});

test.each([
  [{ bufferSizeInMBs: 129 }, 'bufferSizeInMBs of f must be a whole number from 1 to 128, but is 129.'],
  [{ bufferIntervalInSeconds: 901 }, 'bufferIntervalInSeconds of f must be a whole number from 0 to 900, but is 901.'],
  [{ prefix: 'a/!{partitionKeyFromQuery:x}/' }, 'The prefix of f can hold !{timestamp:…} only, not !{partitionKeyFromQuery:x}.'],
  [{ transform: { ...transformDefaults, bufferSizeInMBs: 4 } }, 'bufferSizeInMBs of the transform of f must be a number from 0.2 to 3, but is 4.'],
  [{ bucketDown: 'yes' as never }, 'bucketDown of f must be true or false.'],
])('refuses %j', (rest, message) => {
  expect(emptyWorld().edit({ type: 'add actor', config: firehoseConfig(rest) })).toMatchObject({ ok: false, error: { message } });
});
