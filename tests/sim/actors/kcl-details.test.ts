// Holds: what else the KCL promises (§3): aggregated records and sub-sequence checkpoints, checkpoint exceptions, zombies,
// LATEST, shards that expire unread, holes in the lease table, its rows to the last attribute, its metric, its settings.
import { describe, expect, test } from 'vitest';
import { createWorld, type World } from '#sim';
import { checkConfig } from '../../../src/sim/actors/index.ts';
import { newBatch, placeOf, usersBefore } from '../../../src/sim/actors/kcl/batch.ts';
import { checkpoint } from '../../../src/sim/actors/kcl/checkpointer.ts';
import { applicationKey } from '../../../src/sim/actors/kcl/lease-table.ts';
import { holeIn } from '../../../src/sim/actors/kcl/sync.ts';
import { aggregate } from '../../../src/sim/actors/kpl/aggregated-record.ts';
import { hashKeyOfPartitionKey } from '../../../src/sim/kinesis/model/hash-key.ts';
import { advanceChecked, bytes, call, HALF, HOUR_MS, put, shardId, split, wait, worldWithStream } from '../support/worlds.ts';
import { act, addProducer, addWorker, crash, kclConfig, restart, stored, tableIn, workerOf } from '../support/actors.ts';

const configure = (world: World, actor: string, change: Record<string, unknown>) => act(world, { type: 'configure actor', actor, change });
const account = (world: World, shard = 0) => tableIn(world).shards.get(shard)!;
const row = (world: World, shard = 0) => tableIn(world).leases.get(shardId(shard))!;
const consumer = (world: World, name = 'w1', shard = 0) => workerOf(world, name).consumers.get(shardId(shard))!;
const entries = (world: World, kind: string) => world.traceLog.last(1e9).filter((entry) => entry.kind === kind);
const putMany = (world: World, n: number, rest: object = {}) => {
  for (let i = 0; i < n; i += 1) put(world, `k${i}`, 'x', rest);
};
const untilReading = (world: World, name = 'w1') => {
  while (consumer(world, name)?.phase !== 'PROCESSING') wait(world, 100);
};
/** Puts one aggregated record of these keys, as the KPL does. */
const putAggregate = (world: World, keys: readonly string[]) =>
  call(world, 'PutRecord', {
    StreamName: 's',
    PartitionKey: 'a',
    ExplicitHashKey: String(hashKeyOfPartitionKey(keys[0]!)),
    Data: aggregate(keys.map((PartitionKey) => ({ PartitionKey, Data: bytes(`data of ${PartitionKey}`) }))),
  });
const five = ['a1', 'a2', 'a3', 'a4', 'a5'];

describe('aggregated records', () => {
  test('are handed out as the user records they hold', () => {
    const world = worldWithStream();
    addWorker(world);
    putAggregate(world, five);
    put(world, 'alone');
    putAggregate(world, ['b1', 'b2']);
    advanceChecked(world, 60_000);
    expect(workerOf(world).counts).toMatchObject({ processed: 8, repeated: 0, discarded: 0 });
    expect(row(world)).toMatchObject({ checkpointSubSequenceNumber: 1 });
  });
  test('§3 check 10: checkpointed at sub-sequence 2, a restart resumes at 3', () => {
    const world = worldWithStream();
    addWorker(world, { processingMsPerRecord: 1_000, checkpointEveryRecords: 3 });
    untilReading(world);
    putAggregate(world, five);
    while (workerOf(world).counts.checkpoints === 0) wait(world, 100);
    expect(row(world)).toMatchObject({ checkpointSubSequenceNumber: 2 });
    crash(world, 'w1');
    restart(world, 'w1');
    advanceChecked(world, world.nowMs + 60_000);
    expect(account(world)).toMatchObject({ processed: 5, repeated: 0, furthest: { index: 1, sub: 0 } });
  });
  test('crashed between: what came after the checkpoint comes again', () => {
    const world = worldWithStream();
    addWorker(world, { processingMsPerRecord: 1_000, checkpointEveryRecords: 3 });
    untilReading(world);
    put(world, 'before');
    putAggregate(world, five);
    put(world, 'after');
    while (workerOf(world).counts.checkpoints === 0) wait(world, 100);
    // before, a1 and a2 are noted; a3 and a4 are done.
    wait(world, 2_400);
    crash(world, 'w1');
    restart(world, 'w1');
    advanceChecked(world, world.nowMs + 60_000);
    expect(account(world)).toMatchObject({ processed: 9, repeated: 2 });
  });
  test('are dropped whole where one of them is of another shard', () => {
    const world = worldWithStream(2);
    addWorker(world);
    const keys = five.toSorted((x, y) => Number(hashKeyOfPartitionKey(x) < HALF) - Number(hashKeyOfPartitionKey(y) < HALF));
    expect([keys[0]!, keys.at(-1)!].map((key) => hashKeyOfPartitionKey(key) < HALF)).toEqual([false, true]);
    putAggregate(world, keys);
    putMany(world, 4);
    advanceChecked(world, 60_000);
    expect(workerOf(world).counts).toMatchObject({ processed: 4, discarded: 5, skipped: 0 });
  });
  test('poison inside one skips what follows it in the batch', () => {
    const world = worldWithStream();
    addWorker(world, { poison: { kind: 'key', key: 'a3' } });
    untilReading(world);
    putAggregate(world, five);
    put(world, 'after');
    advanceChecked(world, world.nowMs + 30_000);
    expect(account(world)).toMatchObject({ processed: 2, skipped: 4 });
  });
  test('a batch counts by user records, there and back', () => {
    const world = worldWithStream();
    put(world, 'x');
    putAggregate(world, five);
    put(world, 'y');
    const range = { startingHashKey: '0', endingHashKey: String(2n ** 128n - 1n) };
    const batch = newBatch(world.log(world.stream('s')!.shards[0]!.logId), range, 0, 3, null, 0);
    expect([batch.users, batch.sizes]).toEqual([7, [1, 5, 1]]);
    for (let user = 0; user <= 7; user += 1) expect(usersBefore(batch, placeOf(batch, user))).toBe(user);
    expect(placeOf(batch, 3)).toEqual({ index: 1, sub: 2 });
  });
});

describe('checkpoints', () => {
  const working = () => {
    const world = worldWithStream();
    addWorker(world, { processingMsPerRecord: 1_000, maxRecords: 10 });
    untilReading(world);
    putMany(world, 30);
    while (workerOf(world).counts.checkpoints === 0) wait(world, 100);
    return world;
  };
  const at = (world: World, index: number) => checkpoint(world, workerOf(world), consumer(world), { index, sub: 0 });
  test('behind the last one, or beyond what was delivered: IllegalArgumentException', () => {
    const world = working();
    expect([at(world, 8), at(world, 20)]).toEqual(['IllegalArgumentException', 'IllegalArgumentException']);
    expect([at(world, 9), at(world, 19)]).toEqual(['done', 'done']);
  });
  test('SHARD_END before the end was read: IllegalArgumentException', () => {
    const world = working();
    expect(checkpoint(world, workerOf(world), consumer(world), 'SHARD_END')).toBe('IllegalArgumentException');
  });
  test('of a lease that somebody else has written: ShutdownException', () => {
    const world = working();
    row(world).leaseCounter += 1;
    expect(at(world, 12)).toBe('ShutdownException');
  });
  test('each grows the counter and forgives earlier switches of the owner', () => {
    const world = working();
    row(world).ownerSwitchesSinceCheckpoint = 3;
    const { leaseCounter } = row(world);
    at(world, 12);
    expect(row(world)).toMatchObject({ leaseCounter: leaseCounter + 1, ownerSwitchesSinceCheckpoint: 0 });
  });
});

test('a zombie: both workers have the records, the first one learns late that its lease is gone', () => {
  const world = worldWithStream();
  addWorker(world, { processingMsPerRecord: 100 });
  untilReading(world);
  addWorker(world, { name: 'w2', processingMsPerRecord: 100 });
  wait(world, 40_000);
  putMany(world, 50);
  while (!consumer(world).work) wait(world, 10);
  configure(world, 'w1', { pausedUntilMs: world.nowMs + 300_000 });
  advanceChecked(world, world.nowMs + 299_000, 3);
  // The leader itself stands still: its lock runs out first.
  expect(row(world).leaseOwner).toBe('w2');
  expect(workerOf(world, 'w2').counts.processed).toBe(50);
  advanceChecked(world, world.nowMs + 60_000, 3);
  expect(workerOf(world).counts).toMatchObject({ processed: 50, repeated: 50, shutdownExceptions: 1, leasesLost: 1 });
  expect(account(world)).toMatchObject({ processed: 100, repeated: 50 });
});

test('LATEST: records that came while nobody read a lease without a checkpoint are passed over', () => {
  const world = worldWithStream();
  putMany(world, 5);
  addWorker(world, { initialPosition: 'LATEST' });
  untilReading(world);
  wait(world, 5_000);
  crash(world, 'w1');
  putMany(world, 3);
  restart(world, 'w1');
  untilReading(world);
  putMany(world, 2);
  advanceChecked(world, world.nowMs + 30_000);
  expect(account(world)).toMatchObject({ start: 5, processed: 2, passedOver: 3, lost: 0 });
});

test('what expires unread is lost, and counted when the next record is read', () => {
  const world = worldWithStream();
  addWorker(world);
  untilReading(world);
  putMany(world, 4);
  wait(world, 10_000);
  crash(world, 'w1');
  putMany(world, 6);
  world.advance(world.nowMs + 25 * HOUR_MS);
  putMany(world, 1);
  restart(world, 'w1');
  advanceChecked(world, world.nowMs + 120_000);
  expect(account(world)).toMatchObject({ processed: 5, lost: 6 });
  expect(entries(world, 'RecordsLost')).toHaveLength(1);
});

test.each(['polling', 'fan-out'] as const)('a shard that expired before its end was read, by %s: a listing tells what follows it', (consumption) => {
  const world = worldWithStream();
  addWorker(world, { consumption });
  untilReading(world);
  crash(world, 'w1');
  putMany(world, 4);
  split(world, 0, HALF);
  world.advance(world.nowMs + 25 * HOUR_MS);
  putMany(world, 6);
  restart(world, 'w1');
  advanceChecked(world, world.nowMs + 60_000);
  expect(row(world)).toMatchObject({ checkpoint: 'SHARD_END', childShardIds: [] });
  expect([account(world).lost, account(world, 1).processed + account(world, 2).processed]).toEqual([4, 6]);
});

test('a hole in the lease table is filled once it has been found three times', () => {
  const world = worldWithStream(3);
  addWorker(world);
  world.advance(100_000);
  crash(world, 'w1');
  tableIn(world).leases.delete(shardId(1));
  restart(world, 'w1');
  putMany(world, 20);
  advanceChecked(world, world.nowMs + 290_000, 3);
  expect(tableIn(world).leases.has(shardId(1))).toBe(false);
  advanceChecked(world, world.nowMs + 100_000, 3);
  expect(row(world, 1)).toMatchObject({ leaseOwner: 'w1' });
});
test('holes', () => {
  const range = (from: bigint, to: bigint) => ({ StartingHashKey: String(from), EndingHashKey: String(to) });
  const last = 2n ** 128n - 1n;
  expect(holeIn([range(HALF, last), range(0n, HALF - 1n)])).toBeNull();
  expect(holeIn([range(0n, HALF), range(5n, 9n), range(HALF - 3n, last)])).toBeNull();
  expect(holeIn([range(0n, 9n), range(11n, last)])).toBe('10');
  expect(holeIn([range(0n, HALF)])).toBe(String(HALF + 1n));
  expect(holeIn([])).toBe('0');
});

test('a row has the attributes that the library writes', () => {
  const world = worldWithStream();
  addWorker(world);
  untilReading(world);
  expect(Object.keys(row(world))).toEqual([
    'leaseKey',
    'leaseOwner',
    'leaseCounter',
    'checkpoint',
    'checkpointSubSequenceNumber',
    'ownerSwitchesSinceCheckpoint',
    'parentShardId',
    'childShardIds',
    'startingHashKey',
    'endingHashKey',
    'throughputKBps',
    'checkpointOwner',
    'pendingCheckpoint',
    'pendingCheckpointSubSequenceNumber',
    'pendingCheckpointState',
    'entityType',
  ]);
});

test('a worker renews every 3,308 ms: a third of its failover time, less 25', () => {
  const world = worldWithStream();
  addWorker(world);
  untilReading(world);
  const renewed = new Set<number>();
  const endMs = world.nowMs + 20_000;
  while (world.nowMs < endMs) {
    renewed.add(workerOf(world).held.get(shardId(0))!.renewedMs);
    wait(world, 1);
  }
  const times = [...renewed];
  expect(times.slice(2).map((atMs, i) => atMs - times[i + 1]!)).toEqual(Array(times.length - 2).fill(3_308));
});

test('by fan-out the consumer is named after the application, and all its workers share it', () => {
  const world = worldWithStream(4);
  for (const name of ['w1', 'w2']) addWorker(world, { name, version: '2', consumption: 'fan-out' });
  addProducer(world, { recordsPerSecond: 20 });
  advanceChecked(world, 200_000, 100);
  configure(world, 'p', { recordsPerSecond: 0 });
  advanceChecked(world, 220_000, 100);
  expect([...world.stream('s')!.consumers.keys()]).toEqual(['app']);
  expect(world.state.subscriptions.size).toBe(4);
  const shards = [...tableIn(world).shards.values()];
  expect(shards.reduce((sum, { processed, repeated }) => sum + processed - repeated, 0)).toBe(stored(world));
});

test('a slow application by fan-out holds the stream back, and loses nothing', () => {
  const world = worldWithStream();
  addWorker(world, { consumption: 'fan-out', processingMsPerRecord: 20 });
  untilReading(world);
  addProducer(world, { recordsPerSecond: 100, recordsPerCall: 1 });
  advanceChecked(world, world.nowMs + 60_000, 50);
  expect(consumer(world).queue.length).toBeLessThanOrEqual(100);
  configure(world, 'p', { recordsPerSecond: 0 });
  advanceChecked(world, world.nowMs + 200_000, 50);
  expect(account(world)).toMatchObject({ processed: stored(world), repeated: 0, lost: 0 });
});

test('polling reads four batches ahead, version 1 none', () => {
  const ahead = (version: '1' | '2') => {
    const world = worldWithStream();
    addWorker(world, { version, processingMsPerRecord: 10_000, maxRecords: 10 });
    untilReading(world);
    putMany(world, 100);
    wait(world, 20_000);
    return consumer(world).queue.length;
  };
  expect([ahead('2'), ahead('1')]).toEqual([4, 1]);
});

test('MillisBehindLatest is measured with each batch', () => {
  const world = worldWithStream();
  putMany(world, 30);
  wait(world, 5_000);
  addWorker(world, { maxRecords: 10 });
  const measured: number[] = [];
  const measure = world.measure.bind(world);
  world.measure = (actor, metric, shardIndex, value) => {
    if (metric === 'MillisBehindLatest') measured.push(value);
    measure(actor, metric, shardIndex, value);
  };
  untilReading(world);
  wait(world, 10_000);
  expect(measured.slice(0, 2).every((ms) => ms > 5_000)).toBe(true);
  expect(measured.at(-1)).toBe(0);
});

test('two applications have a lease table each, and all the records each', () => {
  const world = worldWithStream(2);
  addWorker(world, { name: 'a', application: 'one' });
  addWorker(world, { name: 'b', application: 'two', version: '2' });
  putMany(world, 20);
  advanceChecked(world, 60_000);
  expect(['a', 'b'].map((name) => workerOf(world, name).counts.processed)).toEqual([20, 20]);
  expect([...world.plain.shared.keys()].filter((key) => key.startsWith('kcl:'))).toEqual([applicationKey('one', 's'), applicationKey('two', 's')]);
});

test('time travel: the same moment has the same state, however it was reached', () => {
  const world = createWorld({ seed: 5, network: { oneWayMs: 5, jitterMs: 10 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 3 } }] });
  world.advance(5_000);
  for (const name of ['w1', 'w2']) addWorker(world, { name, consumption: name === 'w1' ? 'fan-out' : 'polling', processingMsPerRecord: 3 });
  addProducer(world, { recordsPerSecond: 30 });
  world.advance(60_000);
  crash(world, 'w2');
  world.advance(90_000);
  const middle = world.stateHash();
  world.advance(150_000);
  const end = world.stateHash();
  world.seek(90_000);
  expect(world.stateHash()).toBe(middle);
  world.seek(150_000);
  expect(world.stateHash()).toBe(end);
});

describe('settings', () => {
  test.each([
    ['version', { version: '4' }, 'version of w1 must be 1 or 2 or 3'],
    ['consumption', { version: '1', consumption: 'fan-out' }, 'consumption of w1 must be polling'],
    ['application', { application: 'a b' }, 'application of w1'],
    ['initialPosition', { initialPosition: 'AT_TIMESTAMP' }, 'initialPosition of w1 must be LATEST or TRIM_HORIZON'],
    ['idle time', { idleTimeBetweenReadsInMillis: 100 }, 'idleTimeBetweenReadsInMillis of w1 must be a number from 200'],
    ['switch', { checkpointAtShardEnd: 1 }, 'checkpointAtShardEnd of w1 must be true or false'],
    ['poison', { poison: { kind: 'none' } }, 'The kind of poison records of w1'],
  ])('%s', (_, change, text) => {
    const checked = checkConfig({ ...kclConfig(), ...change } as never);
    expect(checked.ok ? '' : checked.error).toContain(text);
  });
});

test('a worker goes on to the end of what it has read when the stream is deleted meanwhile, and checkpoints it', () => {
  const world = worldWithStream();
  addWorker(world, { processingMsPerRecord: 60_000, checkpointEveryRecords: 1 });
  untilReading(world);
  put(world, 'a');
  wait(world, 5_000);
  put(world, 'b');
  wait(world, 5_000);
  call(world, 'DeleteStream', { StreamName: 's' });
  advanceChecked(world, world.nowMs + 180_000);
  expect(world.stream('s')).toBeUndefined();
  expect(workerOf(world).counts).toMatchObject({ processed: 2, checkpoints: 2 });
});
