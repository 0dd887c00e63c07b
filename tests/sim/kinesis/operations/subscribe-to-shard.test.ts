// Holds: what SubscribeToShard has pushed, when, how fast and until when, and each error before and within it.
// Longer than 400 lines because one operation has twelve rules, and most need a world that runs for a while.
import { describe, expect, test } from 'vitest';
import { dataIn, ends, events, register, STREAM_ARN, subscribe, subscription, worldWithConsumer } from '../../support/consumers.ts';
import { bytes, call, failure, HALF, iterator, merge, MIB, padded, put, read, S, seconds, shardId, split, wait, worldWithConfig } from '../../support/worlds.ts';

const KEY = '12345678-1234-1234-1234-123456789012';
const taken = 'Another active subscription exists for this consumer: 123456789012:s:shardId-000000000000:c';

describe('SUBSCRIBE-1: where it begins', () => {
  test('TRIM_HORIZON, LATEST and AT_TIMESTAMP', () => {
    for (const [type, rest, expected] of [
      ['TRIM_HORIZON', {}, ['a', 'b', 'c']],
      ['LATEST', {}, ['c']],
      ['AT_TIMESTAMP', { Timestamp: seconds(13_000) }, ['b', 'c']],
    ] as const) {
      const { world, arn, heard } = worldWithConsumer();
      put(world, 'a');
      wait(world, 1_000);
      put(world, 'b');
      wait(world, 1_000);
      subscribe(world, arn, type, rest);
      put(world, 'c');
      wait(world, 70);
      expect(dataIn(heard), type).toEqual(expected);
    }
  });
  test('AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER', () => {
    for (const [type, expected] of [['AT_SEQUENCE_NUMBER', ['b', 'c']], ['AFTER_SEQUENCE_NUMBER', ['c']]] as const) {
      const { world, arn, heard } = worldWithConsumer();
      const [, b] = ['a', 'b', 'c'].map((key) => put(world, key));
      subscribe(world, arn, type, { SequenceNumber: b!.SequenceNumber });
      wait(world, 70);
      expect(dataIn(heard), type).toEqual(expected);
    }
  });
  test('each refusal of GetShardIterator, in the name of SubscribeToShard', () => {
    const { world, arn } = worldWithConsumer(2);
    const { SequenceNumber } = put(world, 'pk1');
    const fail = (...args: [type: string, rest?: object]) => failure(world, 'SubscribeToShard', subscription(arn, ...args));
    expect(fail('AT_SEQUENCE_NUMBER', { SequenceNumber })).toEqual([
      'InvalidArgument',
      'Invalid StartingSequenceNumber. It encodes shardId-000000000001, while it was used in a call to a shard with shardId-000000000000',
    ]);
    expect(fail('AT_SEQUENCE_NUMBER', { SequenceNumber: '9'.repeat(60) })).toEqual([
      'InvalidArgument',
      `StartingSequenceNumber ${'9'.repeat(60)} used in SubscribeToShard on shard shardId-000000000000 in ${S} is invalid.`,
    ]);
    expect(fail('AT_SEQUENCE_NUMBER')[0]).toBe('InvalidArgument');
    expect(fail('LATEST', { SequenceNumber })[0]).toBe('InvalidArgument');
    expect(fail('AT_TIMESTAMP')[0]).toBe('InvalidArgument');
    expect(fail('AT_TIMESTAMP', { Timestamp: seconds(world.nowMs + 1) })[0]).toBe('InvalidArgument');
    expect(fail('AT_SEQUENCE_NUMBER', { SequenceNumber: '0' })[0]).toBe('InternalFailure');
  });
});

describe('SUBSCRIBE-2: consumer and shard', () => {
  test('no such consumer, or no such shard', () => {
    const { world, arn } = worldWithConsumer();
    expect(failure(world, 'SubscribeToShard', subscription(arn.replace('/c:', '/d:')))[0]).toBe('ResourceNotFound');
    expect(failure(world, 'SubscribeToShard', subscription(arn, 'LATEST', {}, 7))).toEqual(['ResourceNotFound', `Shard shardId-000000000007 in ${S} does not exist`]);
    expect(failure(world, 'SubscribeToShard', { ...subscription(arn), ShardId: 'x' })).toEqual(['ResourceNotFound', `Could not find shard x in ${S}.`]);
  });
  test('a consumer that is CREATING or DELETING', () => {
    const { world } = worldWithConsumer();
    const { Consumer } = call<{ Consumer: { ConsumerARN: string } }>(world, 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: 'd' });
    const text = `Consumer d with creation timestamp ${seconds(12_000)} under stream: s, account 123456789012 is not in ACTIVE status.`;
    expect(failure(world, 'SubscribeToShard', subscription(Consumer.ConsumerARN))).toEqual(['ResourceInUse', text]);
    wait(world, 2_000);
    call(world, 'DeregisterStreamConsumer', { ConsumerARN: Consumer.ConsumerARN });
    expect(failure(world, 'SubscribeToShard', subscription(Consumer.ConsumerARN))).toEqual(['ResourceInUse', text]);
  });
  test('VALID-2, VALID-3: what breaks the shape', () => {
    const { world, arn } = worldWithConsumer();
    expect(failure(world, 'SubscribeToShard', { ConsumerARN: STREAM_ARN, ShardId: '0', StartingPosition: {} })).toEqual([
      'Validation',
      `2 validation errors detected: Value '${STREAM_ARN}' at 'consumerARN' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+; Value null at 'startingPosition.type' failed to satisfy constraint: Member must not be null`,
    ]);
    expect(failure(world, 'SubscribeToShard', subscription(arn, 'NEWEST'))[1]).toContain("at 'startingPosition.type'");
  });
});

test('SUBSCRIBE-3: a record is pushed 70 ms after its arrival, with those that came meanwhile', () => {
  const { world, arn, heard } = worldWithConsumer();
  subscribe(world, arn, 'LATEST');
  wait(world, 1_000);
  heard.length = 0;
  put(world, 'a');
  wait(world, 40);
  put(world, 'b');
  wait(world, 29);
  expect(heard).toEqual([]);
  wait(world, 1);
  expect(dataIn(heard)).toEqual(['a', 'b']);
  wait(world, 1_000);
  expect(heard.length, 'each once').toBe(1);
});

describe('SUBSCRIBE-4: an event', () => {
  test('has records, the number to go on from, and how far behind it is', () => {
    const { world, arn, heard } = worldWithConsumer();
    const { SequenceNumber } = put(world, 'k', 'data');
    subscribe(world, arn);
    wait(world, 70);
    expect(events(heard)).toEqual([
      {
        Records: [{ SequenceNumber, PartitionKey: 'k', Data: bytes('data'), ApproximateArrivalTimestamp: seconds(12_000), EncryptionType: 'NONE' }],
        ContinuationSequenceNumber: SequenceNumber,
        MillisBehindLatest: 0,
      },
    ]);
  });
  test('AFTER the number of any event goes on exactly there', () => {
    const { world, arn, heard } = worldWithConsumer();
    subscribe(world, arn, 'LATEST');
    wait(world, 70);
    const beforeAll = events(heard).at(-1)!.ContinuationSequenceNumber;
    put(world, 'a');
    wait(world, 6_000);
    const afterA = events(heard).at(-1)!.ContinuationSequenceNumber;
    expect(events(heard).at(-1)!.Records, 'an empty event').toEqual([]);
    put(world, 'b');
    wait(world, 10_000);
    for (const [SequenceNumber, expected] of [[beforeAll, ['a', 'b']], [afterA, ['b']]] as const) {
      heard.length = 0;
      subscribe(world, arn, 'AFTER_SEQUENCE_NUMBER', { SequenceNumber });
      wait(world, 6_000);
      expect(dataIn(heard)).toEqual(expected);
    }
  });
});

test('SUBSCRIBE-4: so does AFTER the number of a subscription that began at LATEST and heard nothing', () => {
  const { world, arn, heard } = worldWithConsumer();
  put(world, 'old');
  subscribe(world, arn, 'LATEST');
  wait(world, 6_000);
  const SequenceNumber = events(heard).at(-1)!.ContinuationSequenceNumber;
  put(world, 'new');
  wait(world, 1_000);
  heard.length = 0;
  subscribe(world, arn, 'AFTER_SEQUENCE_NUMBER', { SequenceNumber });
  wait(world, 70);
  expect(dataIn(heard)).toEqual(['new']);
});

test('SUBSCRIBE-5: with nothing to push, an empty event every 5 s, whose number never falls', () => {
  const { world, arn, heard } = worldWithConsumer();
  subscribe(world, arn, 'LATEST');
  wait(world, 2_000);
  put(world, 'a');
  wait(world, 18_000);
  expect(heard.map(({ atMs }) => atMs - 12_000)).toEqual([70, 2_070, 7_070, 12_070, 17_070]);
  const numbers = events(heard).map((event) => BigInt(event.ContinuationSequenceNumber!));
  expect(numbers).toEqual(numbers.toSorted((x, y) => (x < y ? -1 : 1)));
  expect(new Set(numbers).size, 'it moves each time').toBe(5);
});

test('SUBSCRIBE-6: it ends after five minutes', () => {
  const { world, arn, heard } = worldWithConsumer();
  subscribe(world, arn);
  wait(world, 299_999);
  expect(ends(heard)).toEqual([]);
  wait(world, 1);
  expect(heard.at(-1)).toEqual({ atMs: 312_000, id: 1, end: 'end' });
  put(world, 'late');
  wait(world, 10_000);
  expect(dataIn(heard)).toEqual([]);
});

describe('SUBSCRIBE-7, acceptance check 9: the same consumer and shard again', () => {
  test('after 3 s it is RIU; after 6 s it takes over, and the old one ends', () => {
    const { world, arn, heard } = worldWithConsumer();
    subscribe(world, arn);
    wait(world, 3_000);
    expect(failure(world, 'SubscribeToShard', subscription(arn))).toEqual(['ResourceInUse', taken]);
    expect(ends(heard)).toEqual([]);
    wait(world, 3_000);
    expect(subscribe(world, arn)).toBe(2);
    expect(heard.at(-1)).toEqual({ atMs: 18_000, id: 1, end: `ResourceInUseException: ${taken}` });
    put(world, 'a');
    wait(world, 70);
    expect(heard.filter((push) => 'event' in push && push.event.Records.length > 0).map(({ id }) => id)).toEqual([2]);
  });
  test('exactly 5 s are enough', () => {
    const { world, arn } = worldWithConsumer();
    subscribe(world, arn);
    wait(world, 4_999);
    expect(failure(world, 'SubscribeToShard', subscription(arn))[0]).toBe('ResourceInUse');
    wait(world, 1_000);
    subscribe(world, arn);
  });
  test('another shard or another consumer is free at once', () => {
    const { world, arn, heard } = worldWithConsumer(2);
    const other = register(world, 'd');
    subscribe(world, arn);
    subscribe(world, arn, 'TRIM_HORIZON', {}, 1);
    subscribe(world, other);
    put(world, 'pk1');
    wait(world, 70);
    expect(dataIn(heard)).toEqual(['pk1']);
    expect(ends(heard)).toEqual([]);
  });
});

describe('SUBSCRIBE-8: one call a second for a consumer and shard', () => {
  test('a second one is LE', () => {
    const { world, arn } = worldWithConsumer(2);
    subscribe(world, arn);
    wait(world, 999);
    const text = 'Rate exceeded for consumer c under stream: s, account 123456789012.';
    expect(failure(world, 'SubscribeToShard', subscription(arn))).toEqual(['LimitExceeded', text]);
    subscribe(world, arn, 'LATEST', {}, 1);
    wait(world, 1);
    expect(failure(world, 'SubscribeToShard', subscription(arn))[0]).toBe('ResourceInUse');
  });
  test('a call that is wrong otherwise does not count', () => {
    const { world, arn } = worldWithConsumer();
    failure(world, 'SubscribeToShard', subscription(arn, 'AT_TIMESTAMP'));
    expect(subscribe(world, arn)).toBe(1);
  });
  test('RATE-6: without throttling there is no such rate', () => {
    const world = worldWithConfig({ throttle: false });
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    wait(world, 5_000);
    const arn = register(world);
    subscribe(world, arn);
    expect(failure(world, 'SubscribeToShard', subscription(arn))[0]).toBe('ResourceInUse');
  });
});

describe('SUBSCRIBE-9: the end of a shard', () => {
  test('the last event has the children and no number; then it ends', () => {
    const { world, arn, heard } = worldWithConsumer();
    subscribe(world, arn);
    split(world, 0, HALF);
    const children = (index: number, start: bigint, end: bigint) => ({
      ShardId: shardId(index),
      ParentShards: [shardId(0)],
      HashKeyRange: { StartingHashKey: String(start), EndingHashKey: String(end) },
    });
    expect(events(heard).at(-1)).toEqual({
      Records: [],
      MillisBehindLatest: 0,
      ChildShards: [children(1, 0n, HALF - 1n), children(2, HALF, 2n * HALF - 1n)],
    });
    expect(ends(heard)).toEqual(['end']);
  });
  test('it comes 70 ms after the shard was closed, after every record', () => {
    const { world, arn, heard } = worldWithConsumer(2);
    put(world, 'a');
    put(world, 'pk1');
    merge(world, 0, 1);
    subscribe(world, arn);
    subscribe(world, arn, 'TRIM_HORIZON', {}, 1);
    wait(world, 70);
    expect(dataIn(heard).toSorted()).toEqual(['a', 'pk1']);
    expect(events(heard).map(({ ChildShards }) => ChildShards?.[0]?.ParentShards)).toEqual([[shardId(0), shardId(1)], [shardId(0), shardId(1)]]);
    expect(ends(heard)).toEqual(['end', 'end']);
  });
  test('a live one hears of the closing within 70 ms', () => {
    const { world, arn, heard } = worldWithConsumer();
    subscribe(world, arn);
    wait(world, 200);
    call(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(HALF) });
    wait(world, 5_000);
    expect(heard.at(-1)!.atMs - world.stream('s')!.shards[0]!.closedMs!).toBe(70);
  });
});

describe('SUBSCRIBE-10, acceptance check 7: throughput', () => {
  const fill = (world: ReturnType<typeof worldWithConsumer>['world'], count: number) => {
    for (let i = 0; i < count; i += 1) {
      call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: padded(MIB - 1) });
      wait(world, 1_000);
    }
  };
  test('2 MiB a second for a consumer and shard', () => {
    const { world, arn, heard } = worldWithConsumer();
    fill(world, 6);
    const fromMs = world.nowMs;
    subscribe(world, arn);
    wait(world, 69);
    expect(heard).toEqual([]);
    wait(world, 1);
    expect(events(heard)[0]!.Records.length, 'what a second holds').toBe(2);
    expect(events(heard)[0]!.MillisBehindLatest).toBe(5_070);
    wait(world, 5_000);
    const arrived = heard.flatMap((push) => ('event' in push ? push.event.Records.map(() => push.atMs - fromMs) : []));
    expect(arrived.length).toBe(6);
    for (const [i, atMs] of arrived.entries()) expect(atMs, `record ${i}`).toBeGreaterThanOrEqual(70 + Math.max(0, i - 2) * 500);
    expect(arrived.at(-1)).toBeLessThan(70 + 4 * 500);
  });
  test('each consumer has its own', () => {
    const { world, arn, heard } = worldWithConsumer();
    const other = register(world, 'd');
    fill(world, 2);
    subscribe(world, arn);
    subscribe(world, other);
    wait(world, 70);
    expect(events(heard).map(({ Records }) => Records.length)).toEqual([2, 2]);
  });
  test('what is read by GetRecords does not slow it, nor the other way round', () => {
    const { world, arn, heard } = worldWithConsumer();
    fill(world, 10);
    const from = iterator(world);
    read(world, from);
    expect(failure(world, 'GetRecords', { ShardIterator: from })[0]).toBe('ProvisionedThroughputExceeded');
    subscribe(world, arn, 'LATEST');
    put(world, 'now');
    wait(world, 70);
    expect(dataIn(heard)).toEqual(['now']);
    wait(world, 5_000);
    const tip = iterator(world, 'LATEST');
    for (let i = 0; i < 5; i += 1) read(world, tip);
    expect(failure(world, 'GetRecords', { ShardIterator: tip })[0]).toBe('ProvisionedThroughputExceeded');
  });
  test('a new subscription does not begin with a full bucket', () => {
    const { world, arn, heard } = worldWithConsumer();
    fill(world, 20);
    subscribe(world, arn);
    wait(world, 5_000);
    subscribe(world, arn);
    wait(world, 100);
    expect(dataIn(heard).length, 'a burst of two, then two a second').toBeLessThanOrEqual(13);
    expect(dataIn(heard).length).toBeGreaterThanOrEqual(12);
  });
});

describe('in the stream', () => {
  test('CONSUMER-8: deregistering the consumer ends it', () => {
    const { world, arn, heard } = worldWithConsumer();
    subscribe(world, arn);
    call(world, 'DeregisterStreamConsumer', { ConsumerARN: arn });
    expect(ends(heard)).toEqual([
      `ResourceInUseException: Consumer c with creation timestamp ${seconds(10_000)} under stream: s, account 123456789012 is not in ACTIVE status.`,
    ]);
    put(world, 'a');
    wait(world, 10_000);
    expect(dataIn(heard)).toEqual([]);
  });
  test('CONSUMER-10: deleting the stream ends it', () => {
    const { world, arn, heard } = worldWithConsumer();
    subscribe(world, arn);
    call(world, 'DeleteStream', { StreamName: 's', EnforceConsumerDeletion: true });
    expect(ends(heard)).toEqual(['ResourceNotFoundException: Stream s under account 123456789012 not found.']);
  });
  test('SUBSCRIBE-11: an error of KMS ends it', () => {
    const { world, arn, heard } = worldWithConsumer();
    subscribe(world, arn);
    put(world, 'plain');
    call(world, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: KEY });
    wait(world, 5_000);
    put(world, 'secret');
    world.edit({ type: 'set kms key', keyId: KEY, state: 'disabled' });
    wait(world, 70);
    expect(dataIn(heard)).toEqual(['plain']);
    expect(ends(heard)).toEqual([`KMSDisabledException: arn:aws:kms:us-east-1:123456789012:key/${KEY} is disabled.`]);
  });
});

test('SUBSCRIBE-12: nothing is pushed to a client that has gone, and its place is free after 5 s', () => {
  const { world, arn, heard } = worldWithConsumer();
  const id = subscribe(world, arn);
  wait(world, 1_000);
  heard.length = 0;
  world.service.unsubscribe(id);
  world.service.unsubscribe(id);
  put(world, 'a');
  wait(world, 1_000);
  expect(failure(world, 'SubscribeToShard', subscription(arn))[0]).toBe('ResourceInUse');
  expect(heard).toEqual([]);
  wait(world, 3_000);
  subscribe(world, arn);
  wait(world, 70);
  expect(dataIn(heard)).toEqual(['a']);
  expect(ends(heard)).toEqual([]);
});

test('RETAIN-2: what has passed retention when its push is due is not pushed', () => {
  const { world, arn, heard } = worldWithConsumer();
  put(world, 'old');
  wait(world, 1_000);
  put(world, 'less old');
  world.advance(13_000 + 24 * 3_600_000);
  subscribe(world, arn);
  wait(world, 70);
  expect(dataIn(heard)).toEqual([]);
  put(world, 'new');
  wait(world, 70);
  expect(dataIn(heard)).toEqual(['new']);
});

test('a world goes back in time with its subscriptions', () => {
  const { world, arn } = worldWithConsumer();
  subscribe(world, arn);
  wait(world, 1_000);
  put(world, 'a');
  wait(world, 20_000);
  const hash = world.stateHash();
  const atMs = world.nowMs;
  world.seek(13_000);
  expect(world.state.subscriptions.size).toBe(1);
  world.seek(atMs);
  expect(world.stateHash()).toBe(hash);
});
