// Holds: how often each operation may be called, by whom that is counted, and that a service can be set not to count.
import { describe, expect, test } from 'vitest';
import type { World } from '#sim';
import { defaultConfig } from '../../../src/sim/kinesis/context.ts';
import { operations } from '../../../src/sim/kinesis/operations/index.ts';
import { bytes, call, emptyWorld, failure, put, read, iterator, S, seconds, wait, worldWithConfig, worldWithStream } from '../support/worlds.ts';

const ACCOUNT = 'account 123456789012';
const refused = (who: string) => ['LimitExceeded', `Rate exceeded for ${who}.`];
const code = (world: World, operation: string, input: object) => {
  const outcome = world.edit({ type: 'call', operation, input });
  return outcome.ok ? 'ok' : outcome.error.__type;
};
const codes = (world: World, times: number, operation: string, input: object) =>
  new Set(Array.from({ length: times }, () => code(world, operation, input)));

// The table of the quotas page: calls a second by the account (A), a stream (S) or a shard (H).
const TABLE: Record<string, string> = {
  AddTagsToStream: '5 A', CreateStream: '5 A', DecreaseStreamRetentionPeriod: '5 S', DeleteResourcePolicy: '5 A', DeleteStream: '5 A',
  DeregisterStreamConsumer: '5 S', DescribeAccountSettings: '5 A', DescribeLimits: '1 A', DescribeStream: '10 A',
  DescribeStreamConsumer: '20 S', DescribeStreamSummary: '20 A', DisableEnhancedMonitoring: '5 S', EnableEnhancedMonitoring: '5 S',
  GetRecords: '5 H', GetResourcePolicy: '5 A', GetShardIterator: '5 H', IncreaseStreamRetentionPeriod: '5 S', ListShards: '1000 S',
  ListStreamConsumers: '5 S', ListStreams: '5 A', ListTagsForStream: '5 S', MergeShards: '5 S', PutRecord: '1000 H',
  PutRecords: '1000 H', PutResourcePolicy: '5 A', RegisterStreamConsumer: '5 S', RemoveTagsFromStream: '5 S', SplitShard: '5 S',
  UpdateAccountSettings: '5 A', UpdateShardCount: '10 S', UpdateStreamWarmThroughput: '5 A',
};

test.each(Object.keys(TABLE))('RATE-1: %s keeps the rate of the quotas page', (name) => {
  const { rate } = operations.get(name)!;
  expect(`${rate?.perSecond} ${{ account: 'A', stream: 'S', shard: 'H' }[rate!.scope]}`).toBe(TABLE[name]);
  if (rate!.scope !== 'shard') expect(operations.get(name)!.errors).toContain('LimitExceededException');
});

describe('RATE-1: the account’s rate', () => {
  test('a second DescribeLimits in the same second, and one a second later', () => {
    const world = worldWithStream();
    call(world, 'DescribeLimits', {});
    expect(failure(world, 'DescribeLimits', {})).toEqual(refused(ACCOUNT));
    wait(world, 999);
    expect(failure(world, 'DescribeLimits', {})).toEqual(refused(ACCOUNT));
    wait(world, 1);
    call(world, 'DescribeLimits', {});
  });
  test('all streams share it', () => {
    const world = worldWithStream();
    call(world, 'CreateStream', { StreamName: 't', ShardCount: 1 });
    for (let n = 0; n < 10; n += 1) call(world, 'DescribeStreamSummary', { StreamName: n % 2 ? 's' : 't' });
    for (let n = 0; n < 10; n += 1) call(world, 'DescribeStreamSummary', { StreamName: 's' });
    expect(failure(world, 'DescribeStreamSummary', { StreamName: 't' }), 'RATE-2').toEqual(refused('stream t under account 123456789012'));
    call(world, 'DescribeStream', { StreamName: 't' });
  });
});

describe('RATE-1: a stream’s rate', () => {
  const increase = (world: World, StreamName: string) => code(world, 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 24 });
  test('is its own, and each operation has one', () => {
    const world = worldWithStream();
    call(world, 'CreateStream', { StreamName: 't', ShardCount: 1 });
    wait(world, 5_000);
    for (let n = 0; n < 5; n += 1) expect(increase(world, 's')).toBe('ok');
    expect(increase(world, 's')).toBe('LimitExceededException');
    expect(increase(world, 't')).toBe('ok');
    call(world, 'DecreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 24 });
  });
  test('ends with the stream', () => {
    const world = worldWithStream();
    for (let n = 0; n < 5; n += 1) increase(world, 's');
    call(world, 'DeleteStream', { StreamName: 's' });
    wait(world, 100);
    expect(world.stream('s')!.callRates.size).toBe(1);
    wait(world, 5_000);
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    expect(world.stream('s')!.callRates.size).toBe(0);
  });
  test('RATE-2: it is found by name, by ARN and by token', () => {
    const world = worldWithStream(2);
    const input = { StreamName: 's', MaxResults: 1 };
    const { NextToken } = call<{ NextToken: string }>(world, 'ListShards', input);
    const byToken = { NextToken, MaxResults: 1 };
    expect(codes(world, 499, 'ListShards', byToken), 'RATE-4').toEqual(new Set(['ok']));
    expect(codes(world, 500, 'ListShards', { StreamARN: world.stream('s')!.arn })).toEqual(new Set(['ok']));
    for (const more of [input, byToken, { StreamARN: world.stream('s')!.arn }]) expect(failure(world, 'ListShards', more)).toEqual(refused(S));
  });
});

test('RATE-2: it is found in the ARN of a consumer or a resource, too', () => {
  const world = worldWithStream();
  const ConsumerARN = `${world.stream('s')!.arn}/consumer/c:1`;
  expect(codes(world, 20, 'DescribeStreamConsumer', { ConsumerARN })).toEqual(new Set(['ResourceNotFoundException']));
  expect(failure(world, 'DescribeStreamConsumer', { ConsumerARN })).toEqual(refused(S));
  expect(codes(world, 5, 'GetResourcePolicy', { ResourceARN: world.stream('s')!.arn })).toEqual(new Set(['ok']));
  expect(failure(world, 'GetResourcePolicy', { ResourceARN: ConsumerARN })).toEqual(refused(S));
});

test('RATE-2: a call that names no stream names the account', () => {
  const world = emptyWorld();
  expect(codes(world, 5, 'ListStreams', {})).toEqual(new Set(['ok']));
  expect(failure(world, 'ListStreams', {})).toEqual(refused(ACCOUNT));
});

test('RATE-3: what fills a bucket is time: a call for each fifth of a second, five after a rest of any length', () => {
  const world = worldWithStream();
  expect(codes(world, 5, 'ListStreams', {})).toEqual(new Set(['ok']));
  for (let n = 0; n < 10; n += 1) {
    wait(world, 200);
    expect([code(world, 'ListStreams', {}), code(world, 'ListStreams', {})]).toEqual(['ok', 'LimitExceededException']);
  }
  wait(world, 60_000);
  expect(codes(world, 5, 'ListStreams', {})).toEqual(new Set(['ok']));
  expect(code(world, 'ListStreams', {})).toBe('LimitExceededException');
});

test('RATE-3: a refused call counts when its constraints held, and not before', () => {
  const world = worldWithStream();
  const bad = { StreamName: 's', ShardToSplit: '', NewStartingHashKey: '1' };
  expect(codes(world, 9, 'SplitShard', bad)).toEqual(new Set(['ValidationException']));
  expect(codes(world, 5, 'SplitShard', { ...bad, ShardToSplit: '0' })).toEqual(new Set(['InvalidArgumentException']));
  expect(code(world, 'SplitShard', { ...bad, ShardToSplit: '0' })).toBe('LimitExceededException');
});

test('RATE-3: an actor’s calls and the learner’s come out of one bucket', () => {
  const world = worldWithStream();
  const other = { name: 'c', ordinal: 1 };
  for (let n = 0; n < 5; n += 1) expect(world.service.dispatch('ListStreams', {}, other).ok).toBe(true);
  expect(code(world, 'ListStreams', {})).toBe('LimitExceededException');
});

test('RATE-4: a stream that is not there has no rate of its own', () => {
  const world = emptyWorld();
  const input = { StreamName: 's', RetentionPeriodHours: 24 };
  expect(codes(world, 9, 'IncreaseStreamRetentionPeriod', input)).toEqual(new Set(['ResourceNotFoundException']));
});

describe('RATE-6: a service that is set not to throttle', () => {
  const free = () => {
    const world = worldWithConfig({ throttle: false });
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 2 });
    wait(world, 10_000);
    return world;
  };
  test('takes calls at any rate', () => {
    const world = free();
    expect(codes(world, 50, 'DescribeLimits', {})).toEqual(new Set(['ok']));
    expect(codes(world, 50, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'LATEST' })).toEqual(new Set(['ok']));
  });
  test('takes and gives records at any rate', () => {
    const world = free();
    const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'k', Data: bytes('x'), ExplicitHashKey: '0' }));
    for (let n = 0; n < 4; n += 1) expect(call(world, 'PutRecords', { StreamName: 's', Records })['FailedRecordCount']).toBe(0);
    const from = iterator(world);
    for (let n = 0; n < 20; n += 1) expect(read(world, from).Records.length).toBe(2_000);
  });
  test('changes as often in a day as it is asked to', () => {
    const world = free();
    for (let n = 0; n < 12; n += 1) {
      const change = { StreamName: 's', TargetShardCount: n % 2 ? 2 : 4, ScalingType: 'UNIFORM_SCALING' };
      expect(code(world, 'UpdateShardCount', change)).toBe('ok');
      wait(world, 10_000);
    }
  });
  test('and still holds to numbers', () => {
    const world = worldWithConfig({ throttle: false, shardLimit: 1 });
    expect(failure(world, 'CreateStream', { StreamName: 's', ShardCount: 2 })[0]).toBe('LimitExceeded');
  });
});

test('READ-3: the life of an iterator can be set, and its text tells it', () => {
  const world = worldWithConfig({ iteratorLifeMs: 2_000 });
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
  wait(world, 10_000);
  const from = iterator(world);
  wait(world, 2_000);
  read(world, from);
  wait(world, 1);
  const [type, text] = failure(world, 'GetRecords', { ShardIterator: from });
  expect([type, text?.endsWith('the tolerated delay of 2000 milliseconds.')]).toEqual(['ExpiredIterator', true]);
});

test('STREAM-4: creating, deleting and updating take what each is set to', () => {
  const fixed = (ms: number) => ({ base: ms, perShard: 0, max: ms });
  const world = worldWithConfig({ delayMs: { create: fixed(100), delete: fixed(200), update: fixed(300) } });
  const until = (ms: number) => {
    wait(world, ms - 1);
    const before = world.stream('s')?.status;
    wait(world, 1);
    return [before, world.stream('s')?.status];
  };
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 9 });
  expect(until(100)).toEqual(['CREATING', 'ACTIVE']);
  call(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '9' });
  expect(until(300)).toEqual(['UPDATING', 'ACTIVE']);
  call(world, 'DeleteStream', { StreamName: 's' });
  expect(until(200)).toEqual(['DELETING', undefined]);
  expect(defaultConfig.delayMs.create).toEqual({ base: 2_000, perShard: 30, max: 5_000 });
});

describe('STREAM-11: StreamId', () => {
  const input = { StreamName: 's', StreamId: 'abcdefghij0123456789-abc' };
  test('is accepted and ignored', () => {
    const world = worldWithStream();
    put(world, 'k', 'x', { StreamId: input.StreamId });
    expect(call(world, 'DescribeStreamSummary', input)).toEqual(call(world, 'DescribeStreamSummary', { StreamName: 's' }));
    expect(failure(world, 'GetShardIterator', { ...input, ShardId: '0', ShardIteratorType: 'AT_TIMESTAMP', Timestamp: seconds(99_999) })[0]).toBe('InvalidArgument');
  });
  test('must fit its pattern', () => {
    expect(failure(worldWithStream(), 'DescribeStreamSummary', { ...input, StreamId: 'x' })).toEqual([
      'Validation',
      "1 validation error detected: Value 'x' at 'streamId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z0-9]{20}-[a-z0-9]{3}",
    ]);
  });
  test('every operation of the API that has it has it here', () => {
    const without = ['CreateStream', 'DescribeAccountSettings', 'DescribeLimits', 'ListStreams', 'UpdateAccountSettings'];
    for (const [name, { members }] of operations) expect('StreamId' in members, name).toBe(!without.includes(name));
  });
});
