// Holds: how an on-demand stream scales by its load, and what it throttles meanwhile.
import { describe, expect, test } from 'vitest';
import type { World } from '#sim';
import { openShards, routesOf } from '../../../../src/sim/kinesis/model/stream.ts';
import { KIB } from '#sim';
import { call, HOUR_MS, padded, wait, worldWithStream } from '../../support/worlds.ts';
import { checkWorld } from '../../../../src/sim/checkers/invariants.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;
const onDemand = () => {
  const world = worldWithStream(1, { StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
  world.advance(MINUTE_MS);
  return world;
};
const open = (world: World) => openShards(world.stream('s')!).length;
const opened = (world: World) => world.stream('s')!.shards.at(-1)!.openedMs;

/** KiB in each second for so many seconds, evenly over the key space or onto one key. @returns the records throttled */
function load(world: World, kibPerSecond: number, forSeconds: number, hotKey?: string): number {
  let throttled = 0;
  for (let second = 0; second < forSeconds; second += 1) {
    const shards = routesOf(world.stream('s')!).shards;
    const parts = 8 * shards.length;
    const Records = Array.from({ length: hotKey ? 8 : parts }, (_, n) => ({
      PartitionKey: 'k',
      ExplicitHashKey: hotKey ?? String(shards[n % shards.length]!.start),
      Data: padded(Math.round((kibPerSecond * KIB) / (hotKey ? 8 : parts)) - 1),
    }));
    const outcome = world.service.dispatch('PutRecords', { StreamName: 's', Records }, { name: 'p', ordinal: 1 });
    if (!outcome.ok) throw new Error(outcome.error.message);
    throttled += (outcome.value as { FailedRecordCount: number }).FailedRecordCount;
    wait(world, 1_000);
  }
  expect(checkWorld(world)).toEqual([]);
  return throttled;
}

describe('ONDEMAND-1: a shard above 500 KiB a second', () => {
  test('is split in the middle, 15 minutes after its minute, and the others are not', () => {
    const world = onDemand();
    load(world, 600, 60, '0');
    const hotMs = world.nowMs;
    expect(open(world)).toBe(4);
    wait(world, 15 * MINUTE_MS);
    expect(open(world)).toBe(5);
    expect(opened(world) - hotMs).toBeGreaterThan(13 * MINUTE_MS);
    const [first, second] = routesOf(world.stream('s')!).shards;
    expect([first!.parentIndex, second!.parentIndex, second!.start]).toEqual([0, 0, 1n << 125n]);
  });
  test('of less it has enough', () => {
    const world = onDemand();
    load(world, 1_990, 180);
    wait(world, HOUR_MS);
    expect(open(world)).toBe(4);
  });
  test('a burst that the minute’s mean hides splits nothing', () => {
    const world = onDemand();
    load(world, 900, 20, '0');
    wait(world, HOUR_MS);
    expect(open(world)).toBe(4);
  });
  test('more than 500 records a second count as well', () => {
    const world = onDemand();
    const Records = Array.from({ length: 300 }, () => ({ PartitionKey: 'k', ExplicitHashKey: '0', Data: padded(1) }));
    for (let half = 0; half < 120; half += 1) {
      expect(call(world, 'PutRecords', { StreamName: 's', Records })['FailedRecordCount']).toBe(0);
      wait(world, 500);
    }
    wait(world, 15 * MINUTE_MS);
    expect(open(world)).toBe(5);
  });
  test('a provisioned stream stays as it is', () => {
    const world = worldWithStream(4);
    load(world, 900, 120, '0');
    wait(world, HOUR_MS);
    expect(open(world)).toBe(4);
  });
});

test('ONDEMAND-2: at 4 MB a second: a step to 7 is taken; a step to 10 is throttled for about 15 minutes, then is not', () => {
  const steady = () => {
    const world = onDemand();
    load(world, 3_900, 60);
    load(world, 3_900, 15 * 60);
    expect(open(world)).toBe(8);
    return world;
  };
  expect(load(steady(), 7_000, 5 * 60)).toBe(0);
  const world = steady();
  expect(load(world, 10_000, 13 * 60)).toBeGreaterThan(0);
  load(world, 10_000, 2 * 60);
  expect(open(world)).toBe(16);
  expect(load(world, 10_000, 5 * 60)).toBe(0);
});

test('ONDEMAND-2: one key of 1.5 MB a second is throttled however often its shard has been split', () => {
  const world = onDemand();
  load(world, 1_500, 60, '12345');
  for (let n = 0; n < 3; n += 1) {
    wait(world, 15 * MINUTE_MS);
    expect(load(world, 1_500, 60, '12345')).toBeGreaterThan(0);
  }
  expect(open(world)).toBe(7);
});

describe('ONDEMAND-3: a quiet stream', () => {
  test('shrinks to twice its peak minute of 30 days, then to four shards', () => {
    const world = onDemand();
    load(world, 3_900, 60);
    wait(world, 15 * MINUTE_MS);
    load(world, 7_800, 60);
    wait(world, 15 * MINUTE_MS);
    expect(open(world)).toBe(16);
    wait(world, 2 * DAY_MS);
    load(world, 100, 60);
    wait(world, 27 * DAY_MS);
    expect(open(world), 'a lower minute since does not count').toBe(16);
    wait(world, 3 * DAY_MS);
    expect(open(world)).toBe(4);
    expect(world.pendingEvents(), 'nothing is left to watch').toEqual([]);
  });
  test('after a switch from provisioned too', () => {
    const world = worldWithStream(9);
    call(world, 'UpdateStreamMode', { StreamARN: world.stream('s')!.arn, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    wait(world, DAY_MS - MINUTE_MS);
    expect(open(world)).toBe(9);
    wait(world, 5 * MINUTE_MS);
    expect(open(world)).toBe(4);
  });
  test('never below its warm throughput', () => {
    const world = onDemand();
    call(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } });
    call(world, 'UpdateStreamWarmThroughput', { StreamName: 's', WarmThroughputMiBps: 6 });
    wait(world, 40 * DAY_MS);
    expect(open(world)).toBe(6);
  });
});

describe('ONDEMAND-4: while it scales', () => {
  test('the stream is UPDATING', () => {
    const world = onDemand();
    load(world, 600, 60, '0');
    const statuses = new Set<string>();
    for (let second = 0; second < 15 * 60; second += 1) {
      wait(world, 1_000);
      statuses.add(world.stream('s')!.status);
    }
    expect(statuses).toEqual(new Set(['ACTIVE', 'UPDATING']));
    expect(world.stream('s')!.status).toBe('ACTIVE');
  });
  test('it waits for a change that is under way', () => {
    const world = onDemand();
    load(world, 600, 60, '0');
    const dueMs = world.stream('s')!.capacity.load!.scaleOutDueMs!;
    world.advance(dueMs - 1_000);
    world.stream('s')!.status = 'UPDATING';
    world.advance(dueMs);
    expect([open(world), world.stream('s')!.capacity.load!.scaleOutDueMs]).toEqual([4, dueMs + MINUTE_MS]);
    world.stream('s')!.status = 'ACTIVE';
    wait(world, 2 * MINUTE_MS);
    expect(open(world)).toBe(5);
  });
  test('it stops at 10 GiB a second', () => {
    const world = worldWithStream(10_240);
    call(world, 'UpdateStreamMode', { StreamARN: world.stream('s')!.arn, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    world.advance(2 * MINUTE_MS);
    load(world, 600, 60, '0');
    expect(world.stream('s')!.capacity.load!.hot).toEqual([0]);
    wait(world, 15 * MINUTE_MS);
    expect([world.stream('s')!.capacity.load!.scaleOutDueMs, open(world)]).toEqual([null, 10_240]);
  });
  test('a switch to provisioned ends it', () => {
    const world = onDemand();
    load(world, 600, 60, '0');
    call(world, 'UpdateStreamMode', { StreamARN: world.stream('s')!.arn, StreamModeDetails: { StreamMode: 'PROVISIONED' } });
    wait(world, DAY_MS);
    expect(open(world)).toBe(4);
  });
});

test('ONDEMAND-1: seeking back and running again ends in the same state', () => {
  const world = onDemand();
  for (let n = 0; n < 60; n += 1) {
    call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', ExplicitHashKey: '0', Data: padded(600 * KIB) });
    wait(world, 1_000);
  }
  const endMs = world.nowMs + 16 * MINUTE_MS;
  world.advance(endMs);
  const hash = world.stateHash();
  expect(open(world)).toBe(5);
  world.seek(100_000);
  world.seek(endMs);
  expect(world.stateHash()).toBe(hash);
});
