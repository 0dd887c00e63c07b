// Holds: which shards ListShards gives under each filter, how it pages, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { call, emptyWorld, failure, HALF, HOUR_MS, ids, merge, put, seconds, shards, split, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
const fail = (world: World, input: object) => failure(world, 'ListShards', input);
const filtered = (world: World, Type: string, rest: object = {}) => ids(shards(world, { StreamName: 's', ShardFilter: { Type, ...rest } }));

test('LIST-1: ListShards gives ids, parents, ranges and sequence numbers', () => {
  const world = worldWithStream();
  split(world, 0, HALF);
  merge(world, 1, 2);
  const number = expect.stringMatching(/^49\d{54}$/);
  const [parent, , upper, child] = shards(world).Shards;
  expect(parent).toEqual({
    ShardId: 'shardId-000000000000',
    HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(2n * HALF - 1n) },
    SequenceNumberRange: { StartingSequenceNumber: number, EndingSequenceNumber: number },
  });
  expect(upper).toMatchObject({ ParentShardId: 'shardId-000000000000', HashKeyRange: { StartingHashKey: String(HALF) } });
  expect(child).toEqual({
    ShardId: 'shardId-000000000003',
    ParentShardId: 'shardId-000000000001',
    AdjacentParentShardId: 'shardId-000000000002',
    HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(2n * HALF - 1n) },
    SequenceNumberRange: { StartingSequenceNumber: number },
  });
});

describe('LIST-2: states', () => {
  const inState = (state: string) => ['ResourceInUse', `Stream s under account 123456789012 not ACTIVE or UPDATING, instead in state ${state}`];
  test('CREATING and DELETING are refused', () => {
    const world = emptyWorld();
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    expect(fail(world, { StreamName: 's' })).toEqual(inState('CREATING'));
    call(world, 'DeleteStream', { StreamName: 's' });
    expect(fail(world, { StreamName: 's' })).toEqual(inState('DELETING'));
  });
  test('UPDATING is listed as it is', () => {
    const world = worldWithStream();
    call(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(HALF) });
    expect(ids(shards(world))).toEqual([0]);
  });
});

describe('LIST-3: filters', () => {
  /** Shard 0 split at about 10 s into 1 and 2; an hour later 2 into 3 and 4. */
  function reshardedTwice() {
    const world = worldWithStream();
    split(world, 0, HALF);
    world.advance(HOUR_MS);
    split(world, 2, HALF + HALF / 2n);
    const [first, second] = [0, 2].map((i) => world.stream('s')!.shards[i]!.closedMs!);
    return { world, first: first!, second: second! };
  }
  test('none, and FROM_TRIM_HORIZON: all within retention', () => {
    const { world, first, second } = reshardedTwice();
    expect(ids(shards(world))).toEqual([0, 1, 2, 3, 4]);
    expect(filtered(world, 'FROM_TRIM_HORIZON')).toEqual([0, 1, 2, 3, 4]);
    world.advance(first + 24 * HOUR_MS + 1);
    expect(ids(shards(world)), 'SHARD-4').toEqual([1, 2, 3, 4]);
    world.advance(second + 24 * HOUR_MS + 1);
    expect(filtered(world, 'FROM_TRIM_HORIZON')).toEqual([1, 3, 4]);
  });
  test('AT_LATEST: the open ones', () => {
    expect(filtered(reshardedTwice().world, 'AT_LATEST')).toEqual([1, 3, 4]);
  });
  test('AT_TRIM_HORIZON: those that were open at the horizon', () => {
    const { world, first } = reshardedTwice();
    expect(filtered(world, 'AT_TRIM_HORIZON')).toEqual([0]);
    world.advance(first + 24 * HOUR_MS + 1);
    expect(filtered(world, 'AT_TRIM_HORIZON')).toEqual([1, 2]);
  });
  test('AT_TIMESTAMP: those that were open then', () => {
    const { world, first, second } = reshardedTwice();
    const at = (atMs: number) => filtered(world, 'AT_TIMESTAMP', { Timestamp: seconds(atMs) });
    expect([at(first - 1), at(first + 1), at(second + 1)]).toEqual([[0], [1, 2], [1, 3, 4]]);
    expect(at(first), 'to the millisecond: both closed and opened then').toEqual([0, 1, 2]);
  });
  test('FROM_TIMESTAMP: those that were open then or later', () => {
    const { world, first, second } = reshardedTwice();
    const from = (atMs: number) => filtered(world, 'FROM_TIMESTAMP', { Timestamp: seconds(atMs) });
    expect([from(0), from(first + 1), from(second + 1)]).toEqual([[0, 1, 2, 3, 4], [1, 2, 3, 4], [1, 3, 4]]);
  });
  test('AFTER_SHARD_ID, as ExclusiveStartShardId', () => {
    const { world } = reshardedTwice();
    expect(filtered(world, 'AFTER_SHARD_ID', { ShardId: 'shardId-000000000002' })).toEqual([3, 4]);
    expect(ids(shards(world, { StreamName: 's', ExclusiveStartShardId: '2' }))).toEqual([3, 4]);
  });
});

test('LIST-4: a filter without the member it needs', () => {
  const world = worldWithStream();
  for (const Type of ['AT_TIMESTAMP', 'FROM_TIMESTAMP', 'AFTER_SHARD_ID']) {
    expect(fail(world, { StreamName: 's', ShardFilter: { Type } })[0]).toBe('InvalidArgument');
  }
  expect(fail(world, { StreamName: 's', ExclusiveStartShardId: 'abc' })[0]).toBe('InvalidArgument');
});

describe('LIST-5, LIST-6: pages', () => {
  test('MaxResults, then the token', () => {
    const world = worldWithStream(5);
    const first = shards(world, { StreamName: 's', MaxResults: 2 });
    const second = shards(world, { NextToken: first.NextToken, MaxResults: 2 });
    const third = shards(world, { NextToken: second.NextToken });
    expect([first, second, third].map(ids)).toEqual([[0, 1], [2, 3], [4]]);
    expect(third.NextToken).toBeUndefined();
  });
  test('at most 1,000', () => {
    const world = worldWithStream(1_001);
    const first = shards(world, { StreamName: 's', MaxResults: 10_000 });
    expect(first.Shards.length).toBe(1_000);
    expect(ids(shards(world, { NextToken: first.NextToken }))).toEqual([1_000]);
  });
  test('the token keeps the filter', () => {
    const world = worldWithStream(2);
    split(world, 0, HALF / 2n);
    const first = shards(world, { StreamName: 's', MaxResults: 1, ShardFilter: { Type: 'AT_LATEST' } });
    expect([ids(first), ids(shards(world, { NextToken: first.NextToken }))]).toEqual([[1], [2, 3]]);
  });
  test('a token after 300 s, and what is no token', () => {
    const world = worldWithStream(2);
    const { NextToken } = shards(world, { StreamName: 's', MaxResults: 1 });
    wait(world, 300_000);
    expect(ids(shards(world, { NextToken }))).toEqual([1]);
    wait(world, 1);
    expect(fail(world, { NextToken })[0]).toBe('ExpiredNextToken');
    expect(fail(world, { NextToken: 'abc' })[0]).toBe('InvalidArgument');
  });
  test('neither token nor stream', () => {
    expect(fail(worldWithStream(), {})).toEqual(['InvalidArgument', 'Either NextToken or StreamName should be provided.']);
  });
  test.each([
    ['StreamName', 's'],
    ['StreamARN', 'arn:aws:kinesis:us-east-1:123456789012:stream/s'],
    ['StreamCreationTimestamp', 1],
    ['ExclusiveStartShardId', '0'],
    ['ShardFilter', { Type: 'AT_LATEST' }],
  ])('a token and %s', (name, value) => {
    const world = worldWithStream(2);
    const { NextToken } = shards(world, { StreamName: 's', MaxResults: 1 });
    expect(fail(world, { NextToken, [name]: value })).toEqual(['InvalidArgument', `NextToken and ${name} cannot be provided together.`]);
  });
  test('a token of a stream that is gone', () => {
    const world = worldWithStream(2);
    const { NextToken } = shards(world, { StreamName: 's', MaxResults: 1 });
    call(world, 'DeleteStream', { StreamName: 's' });
    wait(world, 5_000);
    expect(fail(world, { NextToken })).toEqual(streamNotFound());
    expect(fail(world, { StreamName: 's' })).toEqual(streamNotFound());
  });
});

test('VALID-2: an unknown filter', () => {
  expect(fail(worldWithStream(), { StreamName: 's', ShardFilter: { Type: 'X' } })[0]).toBe('Validation');
  expect(fail(worldWithStream(), { StreamName: 's', ShardFilter: {} })[1]).toContain("Value null at 'shardFilter.type'");
});

test('SHARD-3: a closed shard has an ending number and keeps its records', () => {
  const world = worldWithStream();
  put(world, 'k');
  split(world, 0, HALF);
  const [parent, lower, upper] = shards(world).Shards;
  expect(parent!.SequenceNumberRange.EndingSequenceNumber).toBeDefined();
  expect([lower, upper].map((shard) => shard!.SequenceNumberRange.EndingSequenceNumber)).toEqual([undefined, undefined]);
  expect(world.stream('s')!.shards[0]!.cursor.length).toBe(1);
});
