// Holds: the autoscaler of the specification's §7: what makes it scale, by how much, and what it cannot do.
import { describe, expect, test } from 'vitest';
import type { AutoscalerState, World } from '#sim';
import type { AutoscalerConfig } from '../../../src/sim/actors/autoscaler.ts';
import { openShards } from '../../../src/sim/kinesis/model/stream.ts';
import { act, addProducer, crash, restart } from '../support/actors.ts';
import { advanceChecked, call, failure, HOUR_MS, wait, worldWithStream } from '../support/worlds.ts';

const MINUTE_MS = 60_000;
const scalerConfig = (rest: Partial<AutoscalerConfig> = {}): AutoscalerConfig => ({
  kind: 'autoscaler',
  name: 'a',
  streamName: 's',
  scaleOutAbove: 0.8,
  scaleInBelow: 0.3,
  spareCalls: 2,
  shardsMin: 1,
  shardsMax: 100,
  ...rest,
});
const scalerOf = (world: World) => world.actors.get('a') as AutoscalerState;
const open = (world: World) => openShards(world.stream('s')!).length;
const scalings = (world: World) => world.traceLog.last(1e6).flatMap((entry) => (entry.kind === 'ShardsOpened' && entry.cause === 'UpdateShardCount' ? [Math.floor(entry.atMs / MINUTE_MS)] : []));

/** A world whose producer writes so many KiB a second, in records of 100 KiB. */
function worldUnder(kibPerSecond: number, shards = 2, rest: Partial<AutoscalerConfig> = {}): World {
  const world = worldWithStream(shards);
  addProducer(world, { recordsPerSecond: kibPerSecond / 100, recordBytes: 100 * 1024, recordsPerCall: 1, attemptsMax: 1 });
  act(world, { type: 'add actor', config: scalerConfig(rest) });
  world.advance(10 * MINUTE_MS);
  return world;
}

describe('scaling out', () => {
  test('three of five minutes above 80 % make 4 shards 6, which is enough', () => {
    const world = worldUnder(3_600, 4);
    expect(open(world)).toBe(6);
    // The minute that was cut short by the start has less in it: the third full one ends at 4 minutes.
    expect(scalings(world)[0]).toBe(4);
    expect(scalerOf(world).counts).toEqual({ scaledOut: 1, scaledIn: 0, refused: 0 });
    expect(world.plain.costs.streams.get('s')!.rates.shards).toBe(6);
  });
  test('one shard becomes two: never more than twice as many', () => {
    const world = worldUnder(900, 1);
    expect(open(world)).toBe(2);
  });
  test('80 % is where it begins, by bytes or by records', () => {
    expect(open(worldUnder(1_500, 2))).toBe(2);
    const world = worldWithStream(1);
    addProducer(world, { recordsPerSecond: 900, recordBytes: 20, recordsPerCall: 30 });
    act(world, { type: 'add actor', config: scalerConfig() });
    world.advance(6 * MINUTE_MS);
    expect(open(world)).toBe(2);
  });
  test('not beyond its bound', () => {
    const world = worldUnder(3_600, 2, { shardsMax: 2 });
    expect(open(world)).toBe(2);
    expect(scalerOf(world).holding).toBe('at its bound');
  });
});

describe('scaling in', () => {
  test('an hour below 30 % halves the shards, and another one again, down to its bound', () => {
    const world = worldUnder(100, 8, { shardsMin: 3 });
    world.advance(60 * MINUTE_MS);
    expect(open(world)).toBe(8);
    world.advance(62 * MINUTE_MS);
    expect(open(world)).toBe(4);
    world.advance(3 * HOUR_MS);
    expect(open(world)).toBe(3);
    expect(scalerOf(world).counts.scaledIn).toBe(2);
  });
  test('a single busier minute puts it off', () => {
    const world = worldUnder(100, 4);
    world.advance(50 * MINUTE_MS);
    act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 20 } });
    wait(world, MINUTE_MS);
    act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 1 } });
    world.advance(100 * MINUTE_MS);
    expect(open(world)).toBe(4);
    world.advance(115 * MINUTE_MS);
    expect(open(world)).toBe(2);
  });
});

describe('what it cannot do', () => {
  test('§7 check 4: the eleventh call of a day is refused, and the stream stays throttled', () => {
    const world = worldWithStream(8);
    for (const TargetShardCount of [7, 6, 5, 4, 3, 2, 3, 2, 3, 2]) {
      call(world, 'UpdateShardCount', { StreamName: 's', TargetShardCount, ScalingType: 'UNIFORM_SCALING' });
      wait(world, 20_000);
    }
    addProducer(world, { recordsPerSecond: 40, recordBytes: 100 * 1024, recordsPerCall: 1, attemptsMax: 1 });
    act(world, { type: 'add actor', config: scalerConfig({ shardsMin: 2 }) });
    wait(world, 15 * MINUTE_MS);
    expect(open(world)).toBe(2);
    expect(scalerOf(world)).toMatchObject({ holding: 'refused', counts: { scaledOut: 0 } });
    expect(scalerOf(world).counts.refused).toBeGreaterThan(10);
    expect(failure(world, 'UpdateShardCount', { StreamName: 's', TargetShardCount: 3, ScalingType: 'UNIFORM_SCALING' })[0]).toBe('LimitExceeded');
    const throttles = world.metrics.query({ metric: 'WriteProvisionedThroughputExceeded', streamName: 's', statistic: 'Sum', periodMs: MINUTE_MS, fromMs: world.nowMs - 5 * MINUTE_MS, toMs: world.nowMs });
    expect(throttles.length).toBe(5);
    for (const { value } of throttles) expect(value).toBeGreaterThan(0);
    act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
    wait(world, 24 * HOUR_MS);
    act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 40 } });
    wait(world, 6 * MINUTE_MS);
    expect(open(world), 'the next day it can').toBe(3);
  });
  test('it leaves two of the day’s calls to people', () => {
    const world = worldUnder(100, 1, { scaleOutAbove: 0, scaleInBelow: 0 });
    world.advance(60 * MINUTE_MS);
    expect(scalerOf(world).counts.scaledOut).toBe(8);
    expect(scalerOf(world).holding).toBe('no calls left today');
    call(world, 'UpdateShardCount', { StreamName: 's', TargetShardCount: open(world) - 1, ScalingType: 'UNIFORM_SCALING' });
  });
  test('one hot key is throttled after any scaling', () => {
    const world = worldWithStream(1);
    addProducer(world, { recordsPerSecond: 15, recordBytes: 100 * 1024, recordsPerCall: 1, attemptsMax: 1, keys: { kind: 'hot', prefix: 'k', keys: 2, share: 1 } });
    act(world, { type: 'add actor', config: scalerConfig() });
    world.advance(HOUR_MS);
    // Half the quota of two shards: no reason to scale, and a third of all is refused.
    expect(open(world)).toBe(2);
    const refused = world.metrics.query({ metric: 'WriteProvisionedThroughputExceeded', streamName: 's', statistic: 'Sum', periodMs: MINUTE_MS, fromMs: HOUR_MS - MINUTE_MS, toMs: HOUR_MS });
    expect(refused[0]!.value).toBeGreaterThan(200);
  });
  test('it waits while the stream is being changed, and leaves an on-demand stream alone', () => {
    const world = worldUnder(100, 2);
    world.stream('s')!.status = 'UPDATING';
    wait(world, MINUTE_MS);
    expect(scalerOf(world).holding).toBe('stream is changing');
    world.stream('s')!.status = 'ACTIVE';
    wait(world, MINUTE_MS);
    expect(scalerOf(world).holding).toBeNull();
    call(world, 'UpdateStreamMode', { StreamARN: world.stream('s')!.arn, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    wait(world, 2 * MINUTE_MS);
    expect(scalerOf(world).holding).toBe('on-demand');
  });
});

test('a crash forgets the minutes it has seen, not the calls it has made', () => {
  const world = worldUnder(3_600, 4);
  crash(world, 'a');
  expect(scalerOf(world).uses).toEqual([]);
  expect(scalerOf(world).callsMs).toHaveLength(1);
  const before = world.nowMs;
  wait(world, 5 * MINUTE_MS);
  restart(world, 'a');
  wait(world, 2 * MINUTE_MS);
  expect(scalerOf(world).uses.length).toBe(2);
  expect(world.nowMs - before).toBe(7 * MINUTE_MS);
});

test('it goes back and forth with time, and breaks no invariant', () => {
  const world = worldUnder(1_900, 2);
  advanceChecked(world, 20 * MINUTE_MS, 100);
  const hash = world.stateHash();
  world.seek(3.5 * MINUTE_MS);
  world.seek(20 * MINUTE_MS);
  expect(world.stateHash()).toBe(hash);
});

test.each<[Partial<AutoscalerConfig>, RegExp]>([
  [{ scaleOutAbove: 2 }, /^scaleOutAbove of a must be a number from 0 to 1/],
  [{ spareCalls: 11 }, /^spareCalls of a/],
  [{ shardsMin: 5, shardsMax: 4 }, /^shardsMin of a must not be above its shardsMax\.$/],
  [{ scaleInBelow: 0.5 }, /at most half of scaleOutAbove/],
])('%j is refused in a sentence', (rest, text) => {
  const outcome = worldWithStream().edit({ type: 'add actor', config: scalerConfig(rest) });
  expect(!outcome.ok && outcome.error.message).toMatch(text);
});
