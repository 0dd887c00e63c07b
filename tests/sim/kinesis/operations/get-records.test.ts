// Holds: what GetRecords gives, where a shard ends, how reads are throttled, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { call, emptyWorld, failure, HALF, HOUR_MS, iterator, merge, MIB, padded, put, read, S, seconds, split, text, wait, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
const fail = (world: World, ShardIterator: string, rest: object = {}) => failure(world, 'GetRecords', { ShardIterator, ...rest });
const rateExceeded = ['ProvisionedThroughputExceeded', 'Rate exceeded for Shard - 123456789012/s/shardId-000000000000'];
const missing = ['ResourceNotFound', `Shard shardId-000000000000 in ${S} does not exist`];
const names = (world: World, from: string, rest?: object) => read(world, from, rest).Records.map((record) => text(record.Data));

function worldOf(count: number) {
  const world = worldWithStream();
  for (let i = 0; i < count; i += 1) put(world, `key ${i}`, `data ${i}`);
  return world;
}

test('READ-1: GetRecords gives whole records in the order of the shard', () => {
  const world = worldWithStream();
  const first = put(world, 'one', 'data');
  wait(world, 500);
  put(world, 'two');
  const answer = read(world, iterator(world));
  expect(answer.Records[0]).toEqual({
    SequenceNumber: first.SequenceNumber,
    ApproximateArrivalTimestamp: seconds(10_000),
    Data: new TextEncoder().encode('data'),
    PartitionKey: 'one',
    EncryptionType: 'NONE',
  });
  expect(answer.Records.map((record) => record.PartitionKey)).toEqual(['one', 'two']);
});

describe('ITER-8, READ-10: an iterator for 300 s', () => {
  test('acceptance check 5: the same iterator gives the same records again, and expires', () => {
    const world = worldOf(3);
    const from = iterator(world);
    const once = names(world, from);
    put(world, 'later');
    expect(names(world, from, { Limit: 3 })).toEqual(once);
    wait(world, 300_000);
    expect(names(world, from, { Limit: 3 })).toEqual(once);
    wait(world, 1);
    expect(fail(world, from)).toEqual([
      'ExpiredIterator',
      'Iterator expired. The iterator was created at time Mon Jun 01 00:00:10 UTC 2026 while right now it is Mon Jun 01 00:05:10 UTC 2026 which is further in the future than the tolerated delay of 300000 milliseconds.',
    ]);
  });
  test('READ-3: following the next iterators goes on for ever', () => {
    const world = worldOf(2);
    let from = iterator(world);
    for (let i = 0; i < 6; i += 1) {
      from = read(world, from).NextShardIterator!;
      wait(world, 299_000);
    }
    put(world, 'late');
    expect(names(world, from)).toEqual(['late']);
  });
  test('READ-2: an iterator of a moment to come is none', () => {
    const world = worldOf(1);
    wait(world, 10_000);
    const later = iterator(world);
    world.seek(15_000);
    expect(fail(world, later)).toEqual(['InvalidArgument', 'Invalid ShardIterator.']);
  });
  test('an iterator of a future that was dropped points past no end', () => {
    const world = worldOf(3);
    const beyond = iterator(world, 'LATEST');
    world.seek(9_000);
    wait(world, 3_000);
    const answer = read(world, beyond);
    expect([answer.Records, answer.MillisBehindLatest]).toEqual([[], 0]);
    put(world, 'new');
    wait(world, 1_000);
    expect(names(world, answer.NextShardIterator!)).toEqual(['new']);
  });
});

describe('READ-5: how much one answer has', () => {
  test('Limit, and the next iterator goes on after it', () => {
    const world = worldOf(5);
    const first = read(world, iterator(world), { Limit: 2 });
    expect(first.Records.length).toBe(2);
    expect(names(world, first.NextShardIterator!, { Limit: 10_000 })).toEqual(['data 2', 'data 3', 'data 4']);
  });
  test('at most 10,000 records', () => {
    const world = worldWithStream();
    for (let i = 0; i < 22; i += 1) {
      call(world, 'PutRecords', { StreamName: 's', Records: Array.from({ length: 500 }, () => ({ PartitionKey: 'k', Data: padded(1) })) });
      wait(world, 500);
    }
    expect(read(world, iterator(world)).Records.length).toBe(10_000);
    expect(fail(world, iterator(world), { Limit: 10_001 })[0]).toBe('Validation');
    expect(fail(world, iterator(world), { Limit: 0 })).toEqual([
      'Validation',
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ]);
  });
  test('at most 10 MiB', () => {
    const world = worldWithStream();
    for (let i = 0; i < 12; i += 1) {
      call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: padded(MIB - 1) });
      wait(world, 1_000);
    }
    const first = read(world, iterator(world));
    expect(first.Records.length).toBe(10);
    wait(world, 6_000);
    expect(read(world, first.NextShardIterator!).Records.length).toBe(2);
  });
});

test('READ-6: an empty answer at the tip still has a next iterator', () => {
  const world = worldWithStream();
  const answer = read(world, iterator(world));
  expect(answer).toMatchObject({ Records: [], MillisBehindLatest: 0 });
  expect(answer.NextShardIterator).toBeDefined();
  expect('ChildShards' in answer).toBe(false);
});

describe('READ-7: the end of a closed shard', () => {
  test('after a split: the last records with an iterator, then none and the children', () => {
    const world = worldOf(2);
    split(world, 0, HALF);
    const last = read(world, iterator(world));
    expect(last.Records.length).toBe(2);
    expect('ChildShards' in last).toBe(false);
    const end = read(world, last.NextShardIterator!);
    expect('NextShardIterator' in end).toBe(false);
    expect(end).toMatchObject({ Records: [], MillisBehindLatest: 0 });
    expect(end.ChildShards).toEqual([
      { ShardId: 'shardId-000000000001', ParentShards: ['shardId-000000000000'], HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(HALF - 1n) } },
      { ShardId: 'shardId-000000000002', ParentShards: ['shardId-000000000000'], HashKeyRange: { StartingHashKey: String(HALF), EndingHashKey: String(2n * HALF - 1n) } },
    ]);
  });
  test('after a merge: each parent names the child with both parents', () => {
    const world = worldWithStream(2);
    merge(world, 0, 1);
    for (const shard of [0, 1]) {
      const { ChildShards } = read(world, iterator(world, 'TRIM_HORIZON', {}, shard));
      expect(ChildShards).toMatchObject([{ ShardId: 'shardId-000000000002', ParentShards: ['shardId-000000000000', 'shardId-000000000001'] }]);
    }
  });
  test('an iterator at the tip before the split is at the end after it', () => {
    const world = worldOf(1);
    const tip = read(world, iterator(world)).NextShardIterator!;
    split(world, 0, HALF);
    expect(read(world, tip).ChildShards?.length).toBe(2);
  });
  test('an idle parent whose records are long gone still names its children', () => {
    const world = worldOf(1);
    world.advance(30 * HOUR_MS);
    split(world, 0, HALF);
    expect(read(world, iterator(world)).ChildShards?.length).toBe(2);
  });
});

test('READ-8: MillisBehindLatest', () => {
  const world = worldWithStream();
  for (let i = 0; i < 4; i += 1) {
    put(world, 'k', String(i));
    wait(world, 1_000);
  }
  const behind = (Limit: number) => read(world, iterator(world), { Limit }).MillisBehindLatest;
  expect([behind(1), behind(3), behind(4)], 'the age of the last record given; 0 at the tip').toEqual([4_000, 2_000, 0]);
});

test('READ-9: records past retention are skipped without a word', () => {
  const world = worldOf(2);
  wait(world, HOUR_MS);
  put(world, 'young');
  world.advance(10_000 + 24 * HOUR_MS);
  const from = iterator(world);
  expect(names(world, from).length).toBe(3);
  wait(world, 1);
  expect(names(world, from)).toEqual(['young']);
});

describe('QUOTA-3: five calls a second', () => {
  test('acceptance check 7: the sixth call in one moment is refused, and the quota is shared', () => {
    const world = worldOf(1);
    const [mine, yours] = [iterator(world), iterator(world)];
    for (const from of [mine, yours, mine, yours, mine]) read(world, from);
    expect(fail(world, yours)).toEqual(rateExceeded);
    wait(world, 199);
    expect(fail(world, mine)).toEqual(rateExceeded);
    wait(world, 1);
    expect(read(world, yours).Records.length).toBe(1);
  });
  test('a refused call takes nothing from the quota', () => {
    const world = worldOf(1);
    const from = iterator(world);
    for (let i = 0; i < 5; i += 1) read(world, from);
    for (let i = 0; i < 50; i += 1) fail(world, from);
    wait(world, 200);
    expect(read(world, from).Records.length).toBe(1);
  });
});

describe('QUOTA-4, QUOTA-5: bytes', () => {
  const worldOfMiB = (count: number) => {
    const world = worldWithStream();
    for (let i = 0; i < count; i += 1) {
      call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: padded(MIB - 1) });
      wait(world, 1_000);
    }
    return world;
  };
  test('an answer of 10 MiB stops the shard for 5 s', () => {
    const world = worldOfMiB(10);
    const from = iterator(world);
    const { NextShardIterator } = read(world, from);
    expect(fail(world, NextShardIterator!)).toEqual(rateExceeded);
    wait(world, 4_999);
    expect(fail(world, from)).toEqual(rateExceeded);
    wait(world, 1);
    expect(read(world, NextShardIterator!).Records).toEqual([]);
  });
  test('an answer of 4 MiB stops it for 2 s', () => {
    const world = worldOfMiB(4);
    read(world, iterator(world));
    wait(world, 1_999);
    expect(fail(world, iterator(world))).toEqual(rateExceeded);
    wait(world, 1);
    read(world, iterator(world));
  });
  test('an answer within 2 MiB is given while bytes are left', () => {
    const world = worldOfMiB(2);
    const from = iterator(world);
    read(world, from, { Limit: 1 });
    read(world, from, { Limit: 1 });
    expect(fail(world, from, { Limit: 1 }), 'two MiB in one second').toEqual(rateExceeded);
    wait(world, 1);
    read(world, from, { Limit: 1 });
    wait(world, 400);
    expect(fail(world, from, { Limit: 1 }), 'the debt is not paid').toEqual(rateExceeded);
    wait(world, 100);
    read(world, from, { Limit: 1 });
  });
});

describe('READ-4: what is gone', () => {
  test('the stream, also when a new one has its name', () => {
    const world = worldOf(1);
    const from = iterator(world);
    call(world, 'DeleteStream', { StreamName: 's' });
    wait(world, 5_000);
    expect(fail(world, from)).toEqual(missing);
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    wait(world, 5_000);
    expect(fail(world, from)).toEqual(missing);
  });
  test('SHARD-4: a closed shard one retention period after its closing', () => {
    const world = worldOf(1);
    split(world, 0, HALF);
    const closedMs = world.stream('s')!.shards[0]!.closedMs!;
    world.advance(closedMs + 24 * HOUR_MS);
    const from = iterator(world);
    expect(read(world, from).ChildShards?.length).toBe(2);
    wait(world, 1);
    expect(fail(world, from)).toEqual(missing);
  });
  test('the stream of another ARN', () => {
    const world = worldOf(1);
    expect(fail(world, iterator(world), { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/t' })[0]).toBe('ResourceNotFound');
    expect(read(world, iterator(world), { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/s' }).Records.length).toBe(1);
  });
});

test('VALID-3: an iterator that is absent, empty or too long', () => {
  const at = (input: object) => failure(worldWithStream(), 'GetRecords', input)[0];
  expect([at({}), at({ ShardIterator: '' }), at({ ShardIterator: 'x'.repeat(513) })]).toEqual(['Validation', 'Validation', 'Validation']);
});
