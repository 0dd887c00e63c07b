// Holds: what DescribeStream says of a stream and its shards, and each error it may answer; and DescribeLimits.
import { describe, expect, test } from 'vitest';
import type { World } from '#sim';
import { call, emptyWorld, failure, HALF, HOUR_MS, seconds, split, shards, streamNotFound, wait, worldWithConfig, worldWithStream, type ShardOutput } from '../../support/worlds.ts';

interface Description {
  StreamStatus: string;
  Shards: ShardOutput[];
  HasMoreShards: boolean;
}
const describeStream = (world: World, rest: object = {}) =>
  call<{ StreamDescription: Description }>(world, 'DescribeStream', { StreamName: 's', ...rest }).StreamDescription;
const numbers = ({ Shards, HasMoreShards }: Description) => [Shards.map((shard) => Number(shard.ShardId.slice(-12))), HasMoreShards];
const from = (start: number, count: number) => Array.from({ length: count }, (_, n) => start + n);

test('STREAM-14: a stream that is CREATING has no shards yet', () => {
  const world = emptyWorld();
  wait(world, 1_234);
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 3 });
  expect(describeStream(world)).toEqual({
    StreamName: 's',
    StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/s',
    StreamStatus: 'CREATING',
    StreamModeDetails: { StreamMode: 'PROVISIONED' },
    RetentionPeriodHours: 24,
    StreamCreationTimestamp: seconds(1_234),
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: 'NONE',
    Shards: [],
    HasMoreShards: false,
  });
});

test('STREAM-14: its shards are those that ListShards lists: closed ones too, expired ones not', () => {
  const world = worldWithStream(2);
  split(world, 0, HALF / 2n);
  expect(describeStream(world)).toMatchObject({ StreamStatus: 'ACTIVE', Shards: shards(world).Shards, HasMoreShards: false });
  expect(numbers(describeStream(world))).toEqual([[0, 1, 2, 3], false]);
  wait(world, 25 * HOUR_MS);
  expect(numbers(describeStream(world))).toEqual([[1, 2, 3], false]);
});

describe('STREAM-14: pages', () => {
  test('of a hundred, whatever Limit says', () => {
    const world = worldWithStream(101);
    expect(numbers(describeStream(world))).toEqual([from(0, 100), true]);
    expect(numbers(describeStream(world, { Limit: 10_000 }))).toEqual([from(0, 100), true]);
    expect(numbers(describeStream(world, { ExclusiveStartShardId: 'shardId-000000000099' }))).toEqual([[100], false]);
  });
  test('of Limit shards', () => {
    const world = worldWithStream(5);
    expect(numbers(describeStream(world, { Limit: 2 }))).toEqual([[0, 1], true]);
    expect(numbers(describeStream(world, { Limit: 2, ExclusiveStartShardId: '1' }))).toEqual([[2, 3], true]);
    expect(numbers(describeStream(world, { Limit: 1, ExclusiveStartShardId: '3' }))).toEqual([[4], false]);
    expect(numbers(describeStream(world, { ExclusiveStartShardId: '9' }))).toEqual([[], false]);
  });
  test('a start that is no shard id', () => {
    expect(failure(worldWithStream(), 'DescribeStream', { StreamName: 's', ExclusiveStartShardId: 'x' })[0]).toBe('InvalidArgument');
  });
});

test('STREAM-6: no stream, and none named', () => {
  expect(failure(emptyWorld(), 'DescribeStream', { StreamName: 's' })).toEqual(streamNotFound());
  expect(failure(emptyWorld(), 'DescribeStream', {})[0]).toBe('InvalidArgument');
});

test.each([[0, 'greater than or equal to 1'], [10_001, 'less than or equal to 10000']])('VALID-2: a Limit of %d', (Limit, phrase) => {
  expect(failure(emptyWorld(), 'DescribeStream', { StreamName: 's', Limit })).toEqual([
    'Validation',
    `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value ${phrase}`,
  ]);
});

test('STREAM-12: DescribeLimits counts open shards and on-demand streams', () => {
  const world = worldWithConfig({ shardLimit: 77 });
  const limits = () => {
    wait(world, 5_000);
    return call(world, 'DescribeLimits', {});
  };
  expect(limits()).toEqual({ ShardLimit: 77, OpenShardCount: 0, OnDemandStreamCount: 0, OnDemandStreamCountLimit: 50 });
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 2 });
  call(world, 'CreateStream', { StreamName: 't', StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
  expect(limits()).toMatchObject({ OpenShardCount: 6, OnDemandStreamCount: 1 });
  split(world, 0, HALF / 2n);
  expect(limits(), 'one closed, two opened').toMatchObject({ OpenShardCount: 7 });
});
