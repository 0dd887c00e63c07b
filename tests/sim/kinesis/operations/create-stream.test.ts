// Holds: how CreateStream makes a stream, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { checkWorld } from '../../../../src/sim/checkers/invariants.ts';
import { call, emptyWorld, failure, HALF, ids, put, shards, wait, worldWithConfig, worldWithStream } from '../../support/worlds.ts';

const create = (input: object) => ({ StreamName: 's', ShardCount: 1, ...input });
const statusOf = (world: ReturnType<typeof emptyWorld>, name = 's') => world.stream(name)?.status;

test('STREAM-1: CreateStream answers at once; the stream is CREATING, then ACTIVE', () => {
  const world = emptyWorld();
  expect(call(world, 'CreateStream', create({}))).toEqual({});
  expect(statusOf(world)).toBe('CREATING');
  wait(world, 2_029);
  expect(statusOf(world)).toBe('CREATING');
  wait(world, 1);
  expect(statusOf(world)).toBe('ACTIVE');
});

test('STREAM-4: the delay is 2 s and 30 ms a shard, at most 5 s', () => {
  for (const [ShardCount, delayMs] of [[1, 2_030], [50, 3_500], [100, 5_000], [1_000, 5_000]]) {
    const world = emptyWorld();
    call(world, 'CreateStream', { StreamName: 's', ShardCount });
    wait(world, delayMs! - 1);
    expect(statusOf(world)).toBe('CREATING');
    wait(world, 1);
    expect(statusOf(world)).toBe('ACTIVE');
  }
});

test('ROUTE-3, ROUTE-4: two shards meet at 2^127; any number of shards covers the key space', () => {
  const [first, second] = shards(worldWithStream(2)).Shards.map((shard) => shard.HashKeyRange);
  expect(first).toEqual({ StartingHashKey: '0', EndingHashKey: String(HALF - 1n) });
  expect(second).toEqual({ StartingHashKey: String(HALF), EndingHashKey: String(HALF * 2n - 1n) });
  for (const count of [1, 3, 7, 1_000]) expect(checkWorld(worldWithStream(count))).toEqual([]);
});

test('SHARD-1: ids are shardId- and twelve digits, from 0 on', () => {
  const listing = shards(worldWithStream(3));
  expect(listing.Shards[2]!.ShardId).toBe('shardId-000000000002');
  expect(ids(listing)).toEqual([0, 1, 2]);
});

describe('STREAM-2: mode and shard count', () => {
  test('a provisioned stream must be given its shard count', () => {
    expect(failure(emptyWorld(), 'CreateStream', { StreamName: 's' })[0]).toBe('InvalidArgument');
    const input = { StreamName: 's', StreamModeDetails: { StreamMode: 'PROVISIONED' } };
    expect(failure(emptyWorld(), 'CreateStream', input)[0]).toBe('InvalidArgument');
  });
  test('an on-demand stream begins with four', () => {
    const world = emptyWorld();
    call(world, 'CreateStream', { StreamName: 's', StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    wait(world, 5_000);
    expect(shards(world).Shards.length).toBe(4);
  });
});

describe('STREAM-1: a name that is in use', () => {
  test.each(['CREATING', 'ACTIVE', 'DELETING'])('is refused while the stream is %s', (status) => {
    const world = status === 'CREATING' ? emptyWorld() : worldWithStream();
    if (status === 'CREATING') call(world, 'CreateStream', create({}));
    if (status === 'DELETING') call(world, 'DeleteStream', { StreamName: 's' });
    expect(statusOf(world)).toBe(status);
    expect(failure(world, 'CreateStream', create({}))).toEqual(['ResourceInUse', 'Stream s under account 123456789012 already exists.']);
  });
  test('is free again once it is gone', () => {
    const world = worldWithStream();
    put(world, 'old');
    call(world, 'DeleteStream', { StreamName: 's' });
    wait(world, 5_000);
    call(world, 'CreateStream', create({}));
    wait(world, 5_000);
    expect(world.stream('s')!.shards[0]!.cursor.length).toBe(0);
  });
});

test('STREAM-3: the account’s shard quota', () => {
  const world = worldWithConfig({ shardLimit: 5 });
  call(world, 'CreateStream', create({ ShardCount: 3 }));
  expect(failure(world, 'CreateStream', { StreamName: 't', ShardCount: 3 })).toEqual([
    'LimitExceeded',
    'This request would exceed the shard limit for the account 123456789012 in us-east-1. Current shard count for the account: 3. Limit: 5. Number of additional shards that would have resulted from this request: 3. Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.',
  ]);
  call(world, 'CreateStream', { StreamName: 't', ShardCount: 2 });
  expect(failure(emptyWorld(), 'CreateStream', create({ ShardCount: 1e11 }))[1], 'VALID-7 first').toContain('from this request: 2147483647.');
});

describe('STREAM-5', () => {
  test('a sixth stream in CREATING or DELETING', () => {
    const world = worldWithStream();
    call(world, 'DeleteStream', { StreamName: 's' });
    for (const name of ['a', 'b', 'c', 'd']) call(world, 'CreateStream', { StreamName: name, ShardCount: 1 });
    expect(failure(world, 'CreateStream', { StreamName: 'e', ShardCount: 1 })).toEqual([
      'LimitExceeded',
      'This request would have exceed the limit on the number  of streams that can simultaneously be in CREATING or DELETING for the account 123456789012. Limit: 5.',
    ]);
    wait(world, 5_000);
    call(world, 'CreateStream', { StreamName: 'e', ShardCount: 1 });
  });
  test('a fifty-first on-demand stream', () => {
    const world = emptyWorld();
    const onDemand = (n: number) => ({ StreamName: `d${n}`, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    for (let n = 0; n < 50; n += 1) {
      call(world, 'CreateStream', onDemand(n));
      wait(world, 5_000);
    }
    expect(failure(world, 'CreateStream', onDemand(50))).toEqual([
      'LimitExceeded',
      'This request would exceed the limit on the number of On-Demand streams for the account 123456789012 in us-east-1. Current On-Demand streams count: 50. Limit: 50.',
    ]);
  });
});

test.each([
  ['no name', { ShardCount: 1 }, "Value null at 'streamName' failed to satisfy constraint: Member must not be null"],
  ['no shards', create({ ShardCount: 0 }), "Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1"],
  ['a small record limit', create({ MaxRecordSizeInKiB: 1_023 }), "Value '1023' at 'maxRecordSizeInKiB' failed to satisfy constraint: Member must have value greater than or equal to 1024"],
  ['a large record limit', create({ MaxRecordSizeInKiB: 10_241 }), "Value '10241' at 'maxRecordSizeInKiB' failed to satisfy constraint: Member must have value less than or equal to 10240"],
  ['an unknown mode', create({ StreamModeDetails: { StreamMode: 'x' } }), "Value 'x' at 'streamModeDetails.streamMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, ON_DEMAND]"],
  ['an ARN as name', create({ StreamName: 'arn:aws:x' }), "Value 'arn:aws:x' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"],
])('VALID-2: %s', (_, input, fault) => {
  expect(failure(emptyWorld(), 'CreateStream', input)).toEqual(['Validation', `1 validation error detected: ${fault}`]);
});
