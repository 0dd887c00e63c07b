// Holds: the checks of the specification's §7 that are about metrics and on-demand scaling (4 is with the autoscaler).
import { describe, expect, test } from 'vitest';
import { KIB, type World } from '#sim';
import { openShards, routesOf } from '../../../src/sim/kinesis/model/stream.ts';
import { addFanOut, addProducer } from '../support/actors.ts';
import { call, padded, wait, worldWithStream } from '../support/worlds.ts';

const MINUTE_MS = 60_000;
const ask = (world: World, metric: string, statistic: 'Average' | 'Maximum' | 'Sum' | 'SampleCount', rest: object = {}) =>
  world.metrics.query({ metric, streamName: 's', statistic, periodMs: MINUTE_MS, fromMs: 0, toMs: world.nowMs, ...rest });

test('§7 check 1: 1.2 MB in one moment and silence: the minute’s mean is a fiftieth of the quota, yet records were throttled', () => {
  const world = worldWithStream();
  world.advance(MINUTE_MS);
  const Records = Array.from({ length: 12 }, (_, i) => ({ PartitionKey: `k${i}`, Data: padded(100_000) }));
  call(world, 'PutRecords', { StreamName: 's', Records });
  world.advance(2 * MINUTE_MS);
  const [minute] = ask(world, 'IncomingBytes', 'Sum', { fromMs: MINUTE_MS });
  expect(minute!.value / 60).toBeGreaterThan(16_000);
  expect(minute!.value / 60).toBeLessThan(20_000);
  expect(ask(world, 'WriteProvisionedThroughputExceeded', 'Sum', { fromMs: MINUTE_MS })).toEqual([{ atMs: MINUTE_MS, value: 2 }]);
  expect(ask(world, 'PutRecords.ThrottledRecords', 'Sum', { fromMs: MINUTE_MS })[0]!.value).toBe(2);
});

test('§7 check 2: where all readers use enhanced fan-out, there is no age of GetRecords', () => {
  const world = worldWithStream(2);
  addProducer(world);
  addFanOut(world);
  world.advance(3 * MINUTE_MS);
  for (const metric of ['GetRecords.IteratorAgeMilliseconds', 'GetRecords.Records', 'ReadProvisionedThroughputExceeded']) expect(ask(world, metric, 'Maximum'), metric).toEqual([]);
  expect(ask(world, 'SubscribeToShardEvent.MillisBehindLatest', 'Maximum'), 'it is a metric of the consumer’s').toEqual([]);
  const behind = ask(world, 'SubscribeToShardEvent.MillisBehindLatest', 'Maximum', { actor: 'f' });
  expect(behind).toHaveLength(3);
  expect(ask(world, 'SubscribeToShardEvent.Records', 'Sum', { actor: 'f' }).at(-1)!.value).toBeGreaterThan(500);
});

/** KiB in each second for so many minutes, evenly over the key space or onto one key. @returns the records throttled in each minute */
function load(world: World, kibPerSecond: number, minutes: number, hotKey?: string): number[] {
  const fromMs = world.nowMs;
  for (let second = 0; second < minutes * 60; second += 1) {
    const { shards } = routesOf(world.stream('s')!);
    const parts = hotKey ? 8 : 8 * shards.length;
    const Records = Array.from({ length: parts }, (_, n) => ({
      PartitionKey: 'k',
      ExplicitHashKey: hotKey ?? String(shards[n % shards.length]!.start),
      Data: padded(Math.round((kibPerSecond * KIB) / parts) - 1),
    }));
    world.perform({ type: 'call', operation: 'PutRecords', input: { StreamName: 's', Records } });
    wait(world, 1_000);
  }
  return ask(world, 'WriteProvisionedThroughputExceeded', 'Sum', { fromMs }).map(({ value }) => value);
}
const onDemand = () => {
  const world = worldWithStream(1, { StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
  world.advance(MINUTE_MS);
  return world;
};

describe('§7 check 5: an on-demand stream at 4 MB/s', () => {
  const steady = () => {
    const world = onDemand();
    load(world, 3_900, 16);
    expect(openShards(world.stream('s')!)).toHaveLength(8);
    return world;
  };
  test('a step to 7 MB/s throttles nothing', () => {
    expect(load(steady(), 7_000, 5)).toEqual([0, 0, 0, 0, 0]);
  });
  test('a step to 10 MB/s throttles for about 15 minutes, then nothing', () => {
    const throttled = load(steady(), 10_000, 20);
    const last = throttled.findLastIndex((records) => records > 0);
    expect(throttled[0]).toBeGreaterThan(0);
    expect(last).toBeGreaterThanOrEqual(12);
    expect(last).toBeLessThanOrEqual(15);
  });
});

describe('§7 check 6: one key at 1.5 MB/s is throttled', () => {
  test('by a provisioned stream, whatever its shards', () => {
    const world = worldWithStream(20);
    world.advance(MINUTE_MS);
    for (const records of load(world, 1_500, 3, '12345')) expect(records).toBeGreaterThan(0);
  });
  test('by an on-demand stream, however long it scales', () => {
    const world = onDemand();
    for (const records of load(world, 1_500, 45, '12345')) expect(records).toBeGreaterThan(0);
    expect(openShards(world.stream('s')!).length).toBeGreaterThan(4);
  });
});
