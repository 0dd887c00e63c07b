// Holds: how UpdateShardCount brings a stream to its number of shards, and each error it may answer.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { World } from '#sim';
import { splitStep, stepToward } from '../../../../src/sim/kinesis/model/reshard.ts';
import { openShards } from '../../../../src/sim/kinesis/model/stream.ts';
import { advanceChecked, call, emptyWorld, failure, HALF, HOUR_MS, ids, put, S, shards, streamNotFound, wait, worldWithConfig, worldWithStream } from '../../support/worlds.ts';

const input = (TargetShardCount: number) => ({ StreamName: 's', TargetShardCount, ScalingType: 'UNIFORM_SCALING' });
const fail = (world: World, target: number) => failure(world, 'UpdateShardCount', input(target));
const counts = (open: number, target: number) => `Current open shard count: ${open}, Target shard count: ${target}`;
const openOf = (world: World) => openShards(world.stream('s')!);
function update(world: World, target: number): void {
  call(world, 'UpdateShardCount', input(target));
  for (let n = 0; world.stream('s')!.status === 'UPDATING' && n < 9; n += 1) wait(world, 5_000);
  expect(world.stream('s')!.status).toBe('ACTIVE');
}

test('SCALE-1: UpdateShardCount answers at once; the stream is UPDATING and takes records in every step', () => {
  const world = worldWithStream(4);
  expect(call(world, 'UpdateShardCount', input(5))).toEqual({
    StreamName: 's',
    StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/s',
    CurrentShardCount: 4,
    TargetShardCount: 5,
  });
  const seen: [string, number][] = [];
  for (let n = 0; n < 3; n += 1) {
    seen.push([world.stream('s')!.status, openOf(world).length]);
    put(world, 'k');
    wait(world, 3_000);
  }
  expect(seen).toEqual([['UPDATING', 4], ['UPDATING', 8], ['ACTIVE', 5]]);
});

describe('SCALE-3: all shards that are listed afterwards', () => {
  test.each([[2, 4, 6], [4, 5, 15], [10, 13, 37], [4, 2, 6], [5, 3, 7]])('%d to %d: %d', (from, to, total) => {
    const world = worldWithStream(from);
    update(world, to);
    expect(ids(shards(world)).length).toBe(total);
    expect(openOf(world).length).toBe(to);
  });
  test('10 to 3 would be 17: ten, five merged, two merged', () => {
    const world = worldWithStream(10);
    const stream = structuredClone(world.stream('s')!);
    const total = () => stream.shards.length;
    for (const made of [15, 17]) {
      const { parents, children } = stepToward(stream, 3);
      for (const index of parents) stream.shards[index]!.closedMs = 0;
      for (const { start, end } of children) stream.shards.push({ ...structuredClone(stream.shards[0]!), index: total(), start, end, closedMs: null });
      expect(total()).toBe(made);
    }
    expect(openShards(stream).length).toBe(3);
    expect(stepToward(stream, 3).parents).toEqual([]);
  });
  test('doubled, each shard has two halves; halved, two make one', () => {
    const world = worldWithStream(2);
    update(world, 4);
    expect(openOf(world).map((shard) => [shard.start, shard.parentIndex])).toEqual([[0n, 0], [HALF / 2n, 0], [HALF, 1], [HALF + HALF / 2n, 1]]);
    update(world, 2);
    expect(openOf(world).map((shard) => [shard.start, shard.parentIndex, shard.adjacentParentIndex])).toEqual([[0n, 2, 3], [HALF, 4, 5]]);
  });
  test('any number that is allowed is reached, and the key space stays covered in every step', () => {
    const change = fc.integer({ min: 1, max: 24 }).chain((from) => fc.tuple(fc.constant(from), fc.integer({ min: Math.ceil(from / 2), max: 2 * from })));
    fc.assert(
      fc.property(change, ([from, to]) => {
        const world = worldWithStream(from);
        call(world, 'UpdateShardCount', input(to));
        advanceChecked(world, world.nowMs + 60_000);
        expect([world.stream('s')!.status, openOf(world).length]).toEqual(['ACTIVE', to]);
      }),
    );
  });
  test('a range is split only where SplitShard could split it in the middle', () => {
    const [shard] = openShards(worldWithStream(1).stream('s')!);
    const splitOf = (end: bigint) => splitStep([{ ...shard!, start: 10n, end }]).children.map((child) => [child.start, child.end]);
    expect(splitOf(12n)).toEqual([]);
    expect(splitOf(13n)).toEqual([[10n, 11n], [12n, 13n]]);
  });
  test('the narrowest pair is merged first', () => {
    const world = worldWithStream(2);
    call(world, 'SplitShard', { StreamName: 's', ShardToSplit: '1', NewStartingHashKey: String(HALF + 8n) });
    wait(world, 5_000);
    update(world, 2);
    expect(openOf(world).map((shard) => shard.start)).toEqual([0n, HALF]);
  });
});

describe('SCALE-2: acceptance check 4', () => {
  test('more than double', () => {
    const world = worldWithStream(2);
    const text = `UpdateShardCount cannot scale up over double your current open shard count. ${counts(2, 5)}`;
    expect(fail(world, 5)).toEqual(['LimitExceeded', text]);
    update(world, 4);
    expect([openOf(world).length, ids(shards(world)).length]).toEqual([4, 6]);
  });
  test('RATE-5: an eleventh call in 24 hours', () => {
    const world = worldWithStream(2);
    const firstMs = world.nowMs;
    for (let n = 0; n < 10; n += 1) {
      fail(world, 9);
      update(world, n % 2 ? 2 : 4);
      wait(world, HOUR_MS);
    }
    expect(fail(world, 4)).toEqual(['LimitExceeded', `UpdateShardCount cannot be called more than 10 times per rolling 24-hour period for ${S}.`]);
    world.advance(firstMs + 24 * HOUR_MS - 1);
    expect(fail(world, 4)[0]).toBe('LimitExceeded');
    wait(world, 1);
    update(world, 4);
    expect(fail(world, 4)[0], 'only the first had left the 24 hours').toBe('LimitExceeded');
  });
  test('less than half; half of an odd number is rounded up', () => {
    const world = worldWithStream(5);
    const text = `UpdateShardCount cannot scale down below half your current open shard count. ${counts(5, 2)}`;
    expect(fail(world, 2)).toEqual(['LimitExceeded', text]);
    update(world, 3);
  });
  test('more than 10,000 shards, and from above them no fewer', () => {
    const text = (open: number, target: number) => [
      'LimitExceeded',
      `Target shard count or number of open shards cannot be greater than 10000. ${counts(open, target)}`,
    ];
    const world = emptyWorld();
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 10_001 });
    wait(world, 5_000);
    expect(fail(world, 10_002)).toEqual(text(10_001, 10_002));
    expect(fail(world, 10_000)).toEqual(text(10_001, 10_000));
    call(world, 'UpdateShardCount', input(9_999));
  });
  test('the account’s quota, with the shards in between', () => {
    const world = worldWithConfig({ shardLimit: 7 });
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 4 });
    wait(world, 5_000);
    expect(fail(world, 5)[1]).toContain('Current shard count for the account: 4. Limit: 7. Number of additional shards that would have resulted from this request: 4.');
    update(world, 3);
    update(world, 4);
  });
});

describe('SCALE-4', () => {
  test('the number that it has already', () => {
    const world = worldWithStream(3);
    update(world, 3);
    expect(ids(shards(world))).toEqual([0, 1, 2]);
  });
  test('a stream that is not ACTIVE', () => {
    const world = worldWithStream(2);
    call(world, 'UpdateShardCount', input(4));
    expect(fail(world, 4)).toEqual(['ResourceInUse', 'Stream s under account 123456789012 not ACTIVE, instead in state UPDATING']);
  });
  test('an on-demand stream', () => {
    const world = worldWithStream(1, { StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    expect(fail(world, 8)).toEqual(['Validation', 'Request is invalid. Stream s under account 123456789012 is in On-Demand mode.']);
  });
  test('no stream', () => {
    expect(fail(emptyWorld(), 2)).toEqual(streamNotFound());
    expect(failure(emptyWorld(), 'UpdateShardCount', { ...input(2), StreamName: undefined })[0]).toBe('InvalidArgument');
  });
});

test('STREAM-7: a stream may be deleted between two steps', () => {
  const world = worldWithStream(4);
  call(world, 'UpdateShardCount', input(5));
  wait(world, 3_000);
  call(world, 'DeleteStream', { StreamName: 's' });
  wait(world, 10_000);
  expect(world.stream('s')).toBeUndefined();
});

test.each([
  ['no target', { TargetShardCount: undefined }, "Value null at 'targetShardCount' failed to satisfy constraint: Member must not be null"],
  ['a target of none', { TargetShardCount: 0 }, "Value '0' at 'targetShardCount' failed to satisfy constraint: Member must have value greater than or equal to 1"],
  ['another type', { ScalingType: 'x' }, "Value 'x' at 'scalingType' failed to satisfy constraint: Member must satisfy enum value set: [UNIFORM_SCALING]"],
])('VALID-2: %s', (_, rest, fault) => {
  expect(failure(emptyWorld(), 'UpdateShardCount', { ...input(2), ...rest })).toEqual(['Validation', `1 validation error detected: ${fault}`]);
});
