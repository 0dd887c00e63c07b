// Holds: the ten acceptance checks of the emulator's specification, each as a story of its own. SPEC.md has the rules that each rests on.
import { expect, test } from 'vitest';
import type { World } from '#sim';
import { dataIn, register, STREAM_ARN, subscribe, subscription, worldWithConsumer } from './support/consumers.ts';
import { bytes, call, dataFrom, failure, HALF, HOUR_MS, ids, iterator, merge, MIB, padded, put, read, S, shardId, shards, split, wait, worldWithStream } from './support/worlds.ts';

const QUARTER = HALF / 2n;
const MINUTE_MS = 60_000;
const range = (start: bigint, end: bigint) => ({ HashKeyRange: { StartingHashKey: String(start), EndingHashKey: String(end) } });
const open = (world: World) => ids(shards(world, { StreamName: 's', ShardFilter: { Type: 'AT_LATEST' } }));
const status = (world: World) => world.stream('s')!.status;
/** @param shard open or closed */
const at = (world: World, shard: number) => shards(world).Shards[shard]!;

/** Until the stream can be changed again. */
function settle(world: World): void {
  for (let n = 0; status(world) === 'UPDATING' && n < 9; n += 1) wait(world, 5_000);
  expect(status(world)).toBe('ACTIVE');
}

test('acceptance check 1: two shards meet at 2^127, and pk1 belongs to the upper one (ROUTE-1, ROUTE-2, ROUTE-3)', () => {
  const world = worldWithStream(2);
  expect(shards(world).Shards).toMatchObject([range(0n, HALF - 1n), range(HALF, 2n * HALF - 1n)]);
  expect(put(world, 'pk1').ShardId).toBe(shardId(1));
  // The key's hash, given outright, is the place of the key: a shard that begins just there holds both, one below neither.
  const hash = 329398341438914906102347661116985167824n;
  split(world, 1, hash);
  expect(at(world, 3)).toMatchObject(range(hash, 2n * HALF - 1n));
  expect(put(world, 'pk1').ShardId).toBe(shardId(3));
  split(world, 3, hash + 2n);
  expect(at(world, 4)).toMatchObject(range(hash, hash + 1n));
  expect(put(world, 'pk1').ShardId).toBe(shardId(4));
  expect(put(world, 'other', 'x', { ExplicitHashKey: String(hash) }).ShardId).toBe(shardId(4));
  expect(put(world, 'other', 'x', { ExplicitHashKey: String(hash - 1n) }).ShardId).toBe(shardId(2));
});

test('acceptance check 2: shard 0 is split at 2^126, closed, still readable, and cannot be split again (RESHARD-1, RESHARD-3, READ-7)', () => {
  const world = worldWithStream(2);
  put(world, 'k', 'before', { ExplicitHashKey: '0' });
  split(world, 0, QUARTER);
  expect(shards(world).Shards.slice(2)).toMatchObject([
    { ShardId: shardId(2), ParentShardId: shardId(0), ...range(0n, QUARTER - 1n) },
    { ShardId: shardId(3), ParentShardId: shardId(0), ...range(QUARTER, HALF - 1n) },
  ]);
  expect(at(world, 0).SequenceNumberRange.EndingSequenceNumber).toMatch(/^\d{56}$/);
  expect(open(world)).toEqual([1, 2, 3]);
  expect(put(world, 'k', 'after', { ExplicitHashKey: '0' }).ShardId).toBe(shardId(2));
  expect(dataFrom(world, 'TRIM_HORIZON', {}, 0)).toEqual(['before']);
  const again = { StreamName: 's', ShardToSplit: shardId(0), NewStartingHashKey: String(QUARTER) };
  expect(failure(world, 'SplitShard', again)).toEqual([
    'InvalidArgument',
    `Shard ${shardId(0)} in ${S} has already been merged or split, and thus is not eligible for merging or splitting.`,
  ]);
});

test('acceptance check 3: shards 2 and 3 become shard 4 with both parents; 0 and 1 cannot be merged (RESHARD-3, RESHARD-5)', () => {
  const world = worldWithStream(2);
  split(world, 0, QUARTER);
  merge(world, 2, 3);
  expect(at(world, 4)).toMatchObject({ ShardId: shardId(4), ParentShardId: shardId(2), AdjacentParentShardId: shardId(3), ...range(0n, HALF - 1n) });
  expect(open(world)).toEqual([1, 4]);
  const refused = { StreamName: 's', ShardToMerge: shardId(0), AdjacentShardToMerge: shardId(1) };
  expect(failure(world, 'MergeShards', refused)[0]).toBe('InvalidArgument');
  expect(ids(shards(world))).toEqual([0, 1, 2, 3, 4]);
});

test('acceptance check 4: UpdateShardCount doubles at most, lists what lay in between, and works ten times a day (SCALE-2, SCALE-3, RATE-5)', () => {
  const world = worldWithStream(2);
  const to = (TargetShardCount: number) => ({ StreamName: 's', TargetShardCount, ScalingType: 'UNIFORM_SCALING' });
  expect(failure(world, 'UpdateShardCount', to(5))).toEqual([
    'LimitExceeded',
    'UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: 2, Target shard count: 5',
  ]);
  const firstMs = world.nowMs;
  call(world, 'UpdateShardCount', to(4));
  settle(world);
  expect(open(world)).toEqual([2, 3, 4, 5]);
  expect(ids(shards(world))).toEqual([0, 1, 2, 3, 4, 5]);
  for (let n = 2; n <= 10; n += 1) {
    call(world, 'UpdateShardCount', to(4 - (n % 2)));
    settle(world);
  }
  expect(failure(world, 'UpdateShardCount', to(4))[0]).toBe('LimitExceeded');
  world.advance(firstMs + 24 * HOUR_MS - 1);
  expect(failure(world, 'UpdateShardCount', to(4))[0]).toBe('LimitExceeded');
  wait(world, 1);
  call(world, 'UpdateShardCount', to(4));
});

test('acceptance check 5: an iterator gives the same records for 300 s, and is then expired (ITER-8, READ-3, READ-10)', () => {
  const world = worldWithStream();
  for (const key of ['a', 'b', 'c']) put(world, key);
  const from = iterator(world);
  const first = read(world, from).Records;
  expect(first).toHaveLength(3);
  wait(world, 1_000);
  expect(read(world, from).Records).toEqual(first);
  wait(world, 299_000);
  expect(read(world, from).Records).toEqual(first);
  wait(world, 1);
  const [code, message] = failure(world, 'GetRecords', { ShardIterator: from });
  expect(code).toBe('ExpiredIterator');
  expect(message).toMatch(/^Iterator expired\. .* tolerated delay of 300000 milliseconds\.$/);
  expect(read(world, iterator(world)).Records).toEqual(first);
});

test('acceptance check 6: of three records the middle one is throttled; the call succeeds and keeps the order (BATCH-3, BATCH-4, QUOTA-1)', () => {
  const world = worldWithStream(2);
  const [low, high] = ['0', String(HALF)];
  const full = Array.from({ length: 500 }, () => ({ PartitionKey: 'k', ExplicitHashKey: low, Data: padded(1) }));
  for (let n = 0; n < 2; n += 1) expect(call(world, 'PutRecords', { StreamName: 's', Records: full })['FailedRecordCount']).toBe(0);
  const Records = [[high, 'first'], [low, 'middle'], [high, 'last']].map(([ExplicitHashKey, data]) => ({ PartitionKey: 'k', ExplicitHashKey, Data: bytes(data!) }));
  const answer = call<{ FailedRecordCount: number; Records: object[] }>(world, 'PutRecords', { StreamName: 's', Records });
  const stored = { ShardId: shardId(1), SequenceNumber: expect.stringMatching(/^\d{56}$/) as string };
  expect(answer.FailedRecordCount).toBe(1);
  expect(answer.Records).toEqual([
    expect.objectContaining(stored),
    { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: `Rate exceeded for shard ${shardId(0)} in ${S}.` },
    expect.objectContaining(stored),
  ]);
  expect(dataFrom(world, 'TRIM_HORIZON', {}, 1)).toEqual(['first', 'last']);
  expect(world.stream('s')!.shards[0]!.cursor.length).toBe(1_000);
});

test('acceptance check 7: the sixth read in a second is refused, and after 10 MiB all for 5 s; fan-out goes on (QUOTA-3, QUOTA-5, QUOTA-4, SUBSCRIBE-10)', () => {
  const { world, arn, heard } = worldWithConsumer();
  const tooFast = ['ProvisionedThroughputExceeded', `Rate exceeded for Shard - 123456789012/s/${shardId(0)}`];
  const tip = iterator(world, 'LATEST');
  for (let n = 0; n < 5; n += 1) read(world, tip);
  expect(failure(world, 'GetRecords', { ShardIterator: tip })).toEqual(tooFast);
  wait(world, 1_000);
  read(world, tip);

  // A mebibyte a second, key included, for ten seconds.
  for (let n = 0; n < 10; n += 1) {
    wait(world, 1_000);
    call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: padded(MIB - 1) });
  }
  wait(world, 5_000);
  subscribe(world, arn, 'LATEST');
  const { Records, NextShardIterator } = read(world, iterator(world));
  expect(Records).toHaveLength(10);
  const refused = () => failure(world, 'GetRecords', { ShardIterator: NextShardIterator });
  expect(refused()).toEqual(tooFast);
  put(world, 'pushed');
  wait(world, 70);
  expect(dataIn(heard)).toEqual(['pushed']);
  wait(world, 4_929);
  expect(refused()).toEqual(tooFast);
  wait(world, 1);
  expect(read(world, NextShardIterator!).Records).toHaveLength(1);
});

test('acceptance check 8: seven days keep what is 23 h 55 min old; from 48 h to 24 h hides the older half (RETAIN-1, RETAIN-2, RETAIN-5, RETAIN-6)', () => {
  const retain = (world: World, operation: 'Increase' | 'Decrease', RetentionPeriodHours: number) => {
    call(world, `${operation}StreamRetentionPeriod`, { StreamName: 's', RetentionPeriodHours });
    settle(world);
  };
  const longer = worldWithStream();
  put(longer, 'old');
  wait(longer, 24 * HOUR_MS - 5 * MINUTE_MS);
  retain(longer, 'Increase', 168);
  wait(longer, 144 * HOUR_MS);
  expect(dataFrom(longer)).toEqual(['old']);
  wait(longer, 6 * MINUTE_MS);
  expect(dataFrom(longer)).toEqual([]);

  const shorter = worldWithStream();
  retain(shorter, 'Increase', 48);
  // From 40 hours ago to 5 hours ago.
  const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  for (const key of keys) {
    put(shorter, key);
    wait(shorter, 5 * HOUR_MS);
  }
  expect(dataFrom(shorter)).toEqual(keys);
  retain(shorter, 'Decrease', 24);
  expect(dataFrom(shorter)).toEqual(keys.slice(4));
  retain(shorter, 'Increase', 48);
  expect(dataFrom(shorter)).toEqual(keys.slice(4));
});

test('acceptance check 9: there is no twenty-first consumer; a shard is taken over after 5 s, not before (CONSUMER-3, SUBSCRIBE-7)', () => {
  const full = worldWithStream();
  for (let n = 1; n <= 20; n += 1) register(full, `consumer-${n}`);
  expect(failure(full, 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: 'consumer-21' })).toEqual([
    'LimitExceeded',
    'Stream s under account 123456789012 cannot have more than 20 consumers registered with it.',
  ]);

  const { world, arn, heard } = worldWithConsumer();
  const taken = 'Another active subscription exists for this consumer: 123456789012:s:shardId-000000000000:c';
  const first = subscribe(world, arn, 'LATEST');
  wait(world, 3_000);
  expect(failure(world, 'SubscribeToShard', subscription(arn, 'LATEST'))).toEqual(['ResourceInUse', taken]);
  put(world, 'one');
  wait(world, 3_000);
  const second = subscribe(world, arn, 'LATEST');
  expect(heard.filter((push) => 'end' in push)).toMatchObject([{ id: first, end: `ResourceInUseException: ${taken}` }]);
  put(world, 'two');
  wait(world, 1_000);
  expect(dataIn(heard.filter(({ id }) => id === first))).toEqual(['one']);
  expect(dataIn(heard.filter(({ id }) => id === second))).toEqual(['two']);
});

test('acceptance check 10: no split on demand, no third switch of mode in a day, no deletion under consumers unless enforced (RESHARD-4, MODE-2, CONSUMER-10, STREAM-8)', () => {
  const world = worldWithStream(2);
  const mode = (StreamMode: string) => ({ StreamARN: STREAM_ARN, StreamModeDetails: { StreamMode } });
  call(world, 'UpdateStreamMode', mode('ON_DEMAND'));
  settle(world);
  expect(failure(world, 'SplitShard', { StreamName: 's', ShardToSplit: shardId(0), NewStartingHashKey: String(QUARTER) })).toEqual([
    'Validation',
    'Request is invalid. Stream s under account 123456789012 is in On-Demand mode.',
  ]);
  call(world, 'UpdateStreamMode', mode('PROVISIONED'));
  settle(world);
  expect(failure(world, 'UpdateStreamMode', mode('ON_DEMAND'))[0]).toBe('LimitExceeded');

  register(world);
  expect(failure(world, 'DeleteStream', { StreamName: 's' })[0]).toBe('ResourceInUse');
  expect(failure(world, 'DeleteStream', { StreamName: 's', EnforceConsumerDeletion: false })[0]).toBe('ResourceInUse');
  expect(status(world)).toBe('ACTIVE');
  call(world, 'DeleteStream', { StreamName: 's', EnforceConsumerDeletion: true });
  expect(status(world)).toBe('DELETING');
  wait(world, 10_000);
  expect(world.stream('s')).toBeUndefined();
});
