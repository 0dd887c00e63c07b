// Holds: how MergeShards joins two neighbours, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { call, dataFrom, emptyWorld, failure, HALF, merge, put, S, shards, split, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
const fail = (world: World, ShardToMerge: string, AdjacentShardToMerge: string) =>
  failure(world, 'MergeShards', { StreamName: 's', ShardToMerge, AdjacentShardToMerge });
const alreadyClosed = (shard: number) => [
  'InvalidArgument',
  `Shard shardId-00000000000${shard} in ${S} has already been merged or split, and thus is not eligible for merging or splitting.`,
];

test('RESHARD-5: acceptance check 3: MergeShards makes one child of both', () => {
  const world = worldWithStream(2);
  split(world, 0, 1n << 126n);
  put(world, 'k', 'upper', { ExplicitHashKey: String(1n << 126n) });
  merge(world, 2, 3);
  expect(shards(world).Shards[4]).toMatchObject({
    ShardId: 'shardId-000000000004',
    ParentShardId: 'shardId-000000000002',
    AdjacentParentShardId: 'shardId-000000000003',
    HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(HALF - 1n) },
  });
  expect(put(world, 'k', 'x', { ExplicitHashKey: '0' }).ShardId).toBe('shardId-000000000004');
  expect(dataFrom(world, 'TRIM_HORIZON', {}, 3)).toEqual(['upper']);
  expect(fail(world, '0', '1'), 'one of them is closed').toEqual(alreadyClosed(0));
  expect(fail(world, '4', '3')).toEqual(alreadyClosed(3));
});

test('RESHARD-6: only neighbours, and the lower one first', () => {
  const world = worldWithStream(3);
  for (const [a, b] of [[1, 0], [0, 2], [1, 1]]) {
    expect(fail(world, String(a), String(b))).toEqual([
      'InvalidArgument',
      `Shards shardId-00000000000${a} and shardId-00000000000${b} in ${S} are not an adjacent pair of shards eligible for merging`,
    ]);
  }
  merge(world, 1, 2);
  merge(world, 0, 3);
  expect(shards(world, { StreamName: 's', ShardFilter: { Type: 'AT_LATEST' } }).Shards.length).toBe(1);
});

describe('RESHARD-3: what is not there', () => {
  test('shards, the first one first', () => {
    const world = worldWithStream();
    expect(fail(world, '8', '9')).toEqual(['ResourceNotFound', `Could not find shard shardId-000000000008 in ${S}.`]);
    expect(fail(world, '0', '9')).toEqual(['ResourceNotFound', `Could not find shard shardId-000000000009 in ${S}.`]);
    expect(fail(emptyWorld(), '0', 'x.y')).toEqual(['ResourceNotFound', `Could not find shard x.y in ${S}.`]);
  });
  test('streams', () => expect(fail(emptyWorld(), '0', '1')).toEqual(streamNotFound()));
});

test('RESHARD-7: the stream must be ACTIVE, and is UPDATING meanwhile', () => {
  const world = worldWithStream(4);
  call(world, 'MergeShards', { StreamName: 's', ShardToMerge: '0', AdjacentShardToMerge: '1' });
  expect(put(world, 'k', 'k', { ExplicitHashKey: '0' }).ShardId).toBe('shardId-000000000000');
  expect(fail(world, '2', '3')).toEqual(['ResourceInUse', 'Stream s under account 123456789012 not ACTIVE, instead in state UPDATING']);
  wait(world, 5_000);
  expect(put(world, 'k', 'k', { ExplicitHashKey: '0' }).ShardId).toBe('shardId-000000000004');
});

test('RESHARD-4: an on-demand stream', () => {
  const world = emptyWorld();
  call(world, 'CreateStream', { StreamName: 's', StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
  wait(world, 5_000);
  expect(fail(world, '0', '1')).toEqual(['Validation', 'Request is invalid. Stream s under account 123456789012 is in On-Demand mode.']);
});

test('VALID-3: both shards are required', () => {
  expect(failure(worldWithStream(), 'MergeShards', { StreamName: 's' })[1]).toBe(
    "2 validation errors detected: Value null at 'shardToMerge' failed to satisfy constraint: Member must not be null; Value null at 'adjacentShardToMerge' failed to satisfy constraint: Member must not be null",
  );
});
