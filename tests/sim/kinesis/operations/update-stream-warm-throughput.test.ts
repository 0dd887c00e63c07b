// Holds: how warm throughput makes an on-demand stream ready, and each error of UpdateStreamWarmThroughput.
import { describe, expect, test } from 'vitest';
import type { World } from '#sim';
import { openShards } from '../../../../src/sim/kinesis/model/stream.ts';
import { call, emptyWorld, failure, HOUR_MS, MIB, padded, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

const commit = (world: World, Status = 'ENABLED') => call(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status } });
const ON_DEMAND = { StreamModeDetails: { StreamMode: 'ON_DEMAND' } };
const input = (WarmThroughputMiBps: number) => ({ StreamName: 's', WarmThroughputMiBps });
const open = (world: World) => openShards(world.stream('s')!).length;
interface Summary { StreamDescriptionSummary: { WarmThroughput?: object } }
const shown = (world: World) => call<Summary>(world, 'DescribeStreamSummary', { StreamName: 's' }).StreamDescriptionSummary.WarmThroughput;

function onDemand(): World {
  const world = worldWithStream(1, ON_DEMAND);
  commit(world);
  return world;
}
function warm(world: World, MiBps: number): void {
  call(world, 'UpdateStreamWarmThroughput', input(MiBps));
  wait(world, 60_000);
  expect(world.stream('s')!.status).toBe('ACTIVE');
}
/** So many MiB in each second of a minute, evenly over the key space. */
function load(world: World, mibPerSecond: number): void {
  wait(world, 60_000 - (world.nowMs % 60_000));
  const shards = openShards(world.stream('s')!);
  for (let second = 0; second < 60; second += 1) {
    for (let n = 0; n < mibPerSecond; n += 1) {
      const key = String(shards[n % shards.length]!.start);
      const outcome = world.service.dispatch('PutRecord', { StreamName: 's', PartitionKey: 'k', ExplicitHashKey: key, Data: padded(MIB - 1) }, { name: 'p', ordinal: 1 });
      expect(outcome.ok).toBe(true);
    }
    wait(world, 1_000);
  }
}

describe('WARM-2: UpdateStreamWarmThroughput', () => {
  test('answers with target and current; the stream is UPDATING until it is ready', () => {
    const world = onDemand();
    expect(call(world, 'UpdateStreamWarmThroughput', input(20))).toEqual({
      StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/s',
      StreamName: 's',
      WarmThroughput: { TargetMiBps: 20, CurrentMiBps: 0 },
    });
    expect([world.stream('s')!.status, shown(world)]).toEqual(['UPDATING', { TargetMiBps: 20, CurrentMiBps: 0 }]);
    wait(world, 60_000);
    expect([world.stream('s')!.status, shown(world), open(world)]).toEqual(['ACTIVE', { TargetMiBps: 20, CurrentMiBps: 20 }, 20]);
  });
  test('the widest shards are split for it', () => {
    const world = onDemand();
    warm(world, 5);
    warm(world, 8);
    expect(new Set(openShards(world.stream('s')!).map((shard) => shard.end - shard.start + 1n))).toEqual(new Set([1n << 125n]));
  });
  test('CreateStream makes a stream with it', () => {
    const world = emptyWorld();
    commit(world);
    call(world, 'CreateStream', { StreamName: 's', ...ON_DEMAND, WarmThroughputMiBps: 7 });
    wait(world, 5_000);
    expect([open(world), shown(world)]).toEqual([7, { TargetMiBps: 7, CurrentMiBps: 7 }]);
  });
  test('it is shown while the account has the commitment, and only of an on-demand stream', () => {
    expect(shown(worldWithStream(1, ON_DEMAND))).toBeUndefined();
    const world = worldWithStream();
    commit(world);
    expect(shown(world)).toBeUndefined();
    expect(shown(onDemand())).toEqual({ TargetMiBps: 0, CurrentMiBps: 0 });
  });
});

describe('WARM-3: less', () => {
  test('lets go of shards at once, down to four', () => {
    const world = onDemand();
    warm(world, 20);
    warm(world, 10);
    expect(open(world)).toBe(10);
    warm(world, 0);
    expect(open(world)).toBe(4);
  });
  test('but not of what the last hour’s peak needs', () => {
    const world = onDemand();
    warm(world, 20);
    load(world, 6);
    warm(world, 1);
    expect(open(world)).toBe(6);
    wait(world, 2 * HOUR_MS);
    warm(world, 1);
    expect(open(world)).toBe(4);
  });
  test('more never takes shards away', () => {
    const world = onDemand();
    warm(world, 8);
    call(world, 'UpdateStreamMode', { StreamARN: world.stream('s')!.arn, StreamModeDetails: { StreamMode: 'PROVISIONED' } });
    wait(world, 5_000);
    call(world, 'UpdateStreamMode', { StreamARN: world.stream('s')!.arn, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    wait(world, 5_000);
    expect(shown(world), 'provisioned, it lost its warm throughput').toEqual({ TargetMiBps: 0, CurrentMiBps: 0 });
    warm(world, 5);
    expect(open(world)).toBe(8);
  });
});

describe('WARM-1', () => {
  const mode = 'WarmThroughputMiBps can only be set for a stream in ON_DEMAND mode.';
  const commitment = 'WarmThroughputMiBps can only be set when MinimumThroughputBillingCommitment is enabled for account 123456789012.';
  const most = 'WarmThroughputMiBps cannot be greater than 10240. Requested warm throughput: 10241.';
  test('a provisioned stream', () => {
    expect(failure(worldWithStream(), 'UpdateStreamWarmThroughput', input(5))).toEqual(['Validation', mode]);
    expect(failure(emptyWorld(), 'CreateStream', { StreamName: 's', ShardCount: 1, WarmThroughputMiBps: 5 })).toEqual(['Validation', mode]);
  });
  test('an account without the commitment, or whose commitment is about to end', () => {
    const world = worldWithStream(1, ON_DEMAND);
    expect(failure(world, 'UpdateStreamWarmThroughput', input(5))).toEqual(['Validation', commitment]);
    expect(failure(world, 'CreateStream', { StreamName: 't', ...ON_DEMAND, WarmThroughputMiBps: 5 })).toEqual(['Validation', commitment]);
    commit(world);
    commit(world, 'DISABLED');
    expect(failure(world, 'UpdateStreamWarmThroughput', input(5))).toEqual(['Validation', commitment]);
  });
  test('more than 10 GiB a second', () => {
    const world = onDemand();
    expect(failure(world, 'UpdateStreamWarmThroughput', input(10_241))).toEqual(['LimitExceeded', most]);
    call(world, 'UpdateStreamWarmThroughput', input(10_240));
  });
  test('a stream that is not ACTIVE, or not there', () => {
    const world = onDemand();
    call(world, 'UpdateStreamWarmThroughput', input(5));
    expect(failure(world, 'UpdateStreamWarmThroughput', input(6))[0]).toBe('ResourceInUse');
    expect(failure(emptyWorld(), 'UpdateStreamWarmThroughput', input(6))).toEqual(streamNotFound());
    expect(failure(emptyWorld(), 'UpdateStreamWarmThroughput', { WarmThroughputMiBps: 6 })[0]).toBe('InvalidArgument');
  });
});

test('VALID-2: a negative throughput', () => {
  expect(failure(emptyWorld(), 'UpdateStreamWarmThroughput', input(-1))).toEqual([
    'Validation',
    "1 validation error detected: Value '-1' at 'warmThroughputMiBps' failed to satisfy constraint: Member must have value greater than or equal to 0",
  ]);
});
