// Holds: how SplitShard divides a shard, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { call, dataFrom, emptyWorld, failure, HALF, ids, put, S, shards, split, streamNotFound, wait, worldWithConfig, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
const input = (ShardToSplit: string, key: bigint | string) => ({ StreamName: 's', ShardToSplit, NewStartingHashKey: String(key) });
const fail = (world: World, shard: string, key: bigint | string) => failure(world, 'SplitShard', input(shard, key));
const range = (world: World, shard: number) => {
  const { HashKeyRange, ParentShardId, AdjacentParentShardId } = shards(world).Shards[shard]!;
  return [BigInt(HashKeyRange.StartingHashKey), BigInt(HashKeyRange.EndingHashKey), ParentShardId, AdjacentParentShardId];
};

test('RESHARD-1: acceptance check 2: SplitShard at 2^126', () => {
  const world = worldWithStream(2);
  put(world, 'k', 'kept', { ExplicitHashKey: '0' });
  split(world, 0, 1n << 126n);
  expect(range(world, 2)).toEqual([0n, (1n << 126n) - 1n, 'shardId-000000000000', undefined]);
  expect(range(world, 3)).toEqual([1n << 126n, HALF - 1n, 'shardId-000000000000', undefined]);
  expect(shards(world).Shards[0]!.SequenceNumberRange.EndingSequenceNumber).toBeDefined();
  expect(dataFrom(world), 'SHARD-3: closed and still readable').toEqual(['kept']);
  expect(fail(world, '0', 1n << 125n)).toEqual([
    'InvalidArgument',
    `Shard shardId-000000000000 in ${S} has already been merged or split, and thus is not eligible for merging or splitting.`,
  ]);
});

test('SHARD-1: new shards take the next numbers, also after expired ones', () => {
  const world = worldWithStream(2);
  split(world, 1, HALF + 5n);
  world.advance(25 * 3_600_000);
  split(world, 0, 5n);
  expect(ids(shards(world))).toEqual([0, 2, 3, 4, 5]);
});

describe('RESHARD-2: the key', () => {
  const refused = (key: bigint, start: bigint, end: bigint, shard: number) => [
    'InvalidArgument',
    `NewStartingHashKey ${key} used in SplitShard() on shard shardId-00000000000${shard} in ${S} is not both greater than one plus the shard's StartingHashKey ${start} and less than the shard's EndingHashKey ${end}.`,
  ];
  const end = 2n * HALF - 1n;
  test.each([0n, HALF - 1n, HALF, HALF + 1n, end])('%d is not inside the upper half', (key) => {
    expect(fail(worldWithStream(2), '1', key)).toEqual(refused(key, HALF, end, 1));
  });
  test.each([HALF + 2n, end - 1n])('%d is', (key) => {
    const world = worldWithStream(2);
    split(world, 1, key);
    expect([range(world, 2)[0], range(world, 2)[1], range(world, 3)[0], range(world, 3)[1]]).toEqual([HALF, key - 1n, key, end]);
  });
  test('a closed shard is judged by its range first', () => {
    const world = worldWithStream(2);
    split(world, 0, 5n);
    expect(fail(world, '0', HALF)).toEqual(refused(HALF, 0n, HALF - 1n, 0));
  });
  test('VALID-2: a text that is no key', () => {
    expect(fail(worldWithStream(), '0', '-1')[0]).toBe('Validation');
  });
});

describe('RESHARD-3: what is not there', () => {
  test('shards', () => {
    expect(fail(worldWithStream(), 'shard-7', HALF)).toEqual(['ResourceNotFound', `Could not find shard shardId-000000000007 in ${S}.`]);
    expect(fail(emptyWorld(), 'seven', HALF)).toEqual(['ResourceNotFound', `Could not find shard seven in ${S}.`]);
  });
  test('streams', () => expect(fail(emptyWorld(), '0', HALF)).toEqual(streamNotFound()));
});

describe('RESHARD-4', () => {
  test('the shard quota, before the key is judged', () => {
    const world = worldWithConfig({ shardLimit: 2 });
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 2 });
    wait(world, 5_000);
    const [code, text] = fail(world, '0', 0n);
    expect(code).toBe('LimitExceeded');
    expect(text).toContain('Current shard count for the account: 2. Limit: 2. Number of additional shards that would have resulted from this request: 1.');
  });
  test('an on-demand stream', () => {
    const world = emptyWorld();
    call(world, 'CreateStream', { StreamName: 's', StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    wait(world, 5_000);
    expect(fail(world, '0', 5n)).toEqual(['Validation', 'Request is invalid. Stream s under account 123456789012 is in On-Demand mode.']);
  });
});

describe('RESHARD-7: while it is under way', () => {
  const inState = (state: string) => ['ResourceInUse', `Stream s under account 123456789012 not ACTIVE, instead in state ${state}`];
  test('the parent takes records until the change is done, the children from then on', () => {
    const world = worldWithStream();
    call(world, 'SplitShard', input('0', HALF));
    expect(world.stream('s')!.status).toBe('UPDATING');
    wait(world, 2_029);
    expect(put(world, 'k').ShardId).toBe('shardId-000000000000');
    wait(world, 1);
    expect(world.stream('s')!.status).toBe('ACTIVE');
    expect(put(world, 'k', 'k', { ExplicitHashKey: '0' }).ShardId).toBe('shardId-000000000001');
    expect(world.stream('s')!.shards[0]!.cursor.length).toBe(1);
  });
  test('no other change is taken', () => {
    const world = worldWithStream(2);
    call(world, 'SplitShard', input('0', 5n));
    expect(fail(world, '1', HALF + 5n)).toEqual(inState('UPDATING'));
  });
  test('nor before the stream is ACTIVE', () => {
    const world = emptyWorld();
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    expect(fail(world, '0', HALF)).toEqual(inState('CREATING'));
  });
});
