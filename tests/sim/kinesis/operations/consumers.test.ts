// Holds: how consumers are registered, described, listed and deregistered, what deleting their stream takes, and each error.
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../../../src/sim/kinesis/context.ts';
import { register, STREAM_ARN, type ConsumerOutput } from '../../support/consumers.ts';
import { call, emptyWorld, failure, seconds, streamNotFound, wait, worldWithConfig, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
const byName = (ConsumerName: string) => ({ StreamARN: STREAM_ARN, ConsumerName });
const describeConsumer = (world: World, input: object) =>
  call<{ ConsumerDescription: ConsumerOutput }>(world, 'DescribeStreamConsumer', input).ConsumerDescription;
const list = (world: World, input: object = {}) =>
  call<{ Consumers: ConsumerOutput[]; NextToken?: string }>(world, 'ListStreamConsumers', { StreamARN: STREAM_ARN, ...input });
const names = (listing: { Consumers: ConsumerOutput[] }) => listing.Consumers.map((consumer) => consumer.ConsumerName);
const of = (name: string, atMs: number) => `Consumer ${name} with creation timestamp ${Math.floor(seconds(atMs))} under stream: s, account 123456789012`;

describe('RegisterStreamConsumer', () => {
  test('CONSUMER-1: answers at once; the consumer is CREATING, then ACTIVE', () => {
    const world = worldWithStream();
    wait(world, 1_234);
    const ConsumerARN = `${STREAM_ARN}/consumer/c:${Math.floor(seconds(11_234))}`;
    expect(call(world, 'RegisterStreamConsumer', byName('c'))).toEqual({
      Consumer: { ConsumerName: 'c', ConsumerARN, ConsumerStatus: 'CREATING', ConsumerCreationTimestamp: seconds(11_234) },
    });
    wait(world, 1_999);
    expect(describeConsumer(world, { ConsumerARN }).ConsumerStatus).toBe('CREATING');
    wait(world, 1);
    expect(describeConsumer(world, { ConsumerARN }).ConsumerStatus).toBe('ACTIVE');
  });
  test('CONSUMER-2: a name is used once in a stream; used again after it is gone, it has a new ARN', () => {
    const world = worldWithStream();
    const arn = register(world);
    const text = 'Consumer c under stream: s, account 123456789012 already exists.';
    expect(failure(world, 'RegisterStreamConsumer', byName('c'))).toEqual(['ResourceInUse', text]);
    call(world, 'DeregisterStreamConsumer', { ConsumerARN: arn });
    expect(failure(world, 'RegisterStreamConsumer', byName('c')), 'while DELETING').toEqual(['ResourceInUse', text]);
    wait(world, 2_000);
    expect(register(world)).not.toBe(arn);
  });
  test('CONSUMER-3, acceptance check 9: the twenty-first consumer of a stream is LE', () => {
    const world = worldWithStream();
    for (let i = 0; i < 20; i += 1) register(world, `c${i}`);
    expect(failure(world, 'RegisterStreamConsumer', byName('c20'))[0]).toBe('LimitExceeded');
  });
  test('CONSUMER-3: with the commitment there may be 50', () => {
    const world = worldWithStream();
    call(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } });
    for (let i = 0; i < 50; i += 1) register(world, `c${i}`);
    expect(failure(world, 'RegisterStreamConsumer', byName('c50'))[0]).toBe('LimitExceeded');
  });
  test('CONSUMER-4: a sixth in CREATING is LE', () => {
    const world = worldWithStream();
    for (let i = 0; i < 5; i += 1) call(world, 'RegisterStreamConsumer', byName(`c${i}`));
    wait(world, 1_999);
    expect(failure(world, 'RegisterStreamConsumer', byName('c5'))).toEqual([
      'LimitExceeded',
      'Stream s under account 123456789012 cannot have more than 5 consumers in CREATING at a time.',
    ]);
    wait(world, 1);
    call(world, 'RegisterStreamConsumer', byName('c5'));
  });
  test('CONSUMER-5: the stream must be ACTIVE or UPDATING', () => {
    const world = emptyWorld();
    expect(failure(world, 'RegisterStreamConsumer', byName('c'))).toEqual(streamNotFound());
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 2 });
    const text = 'Stream s under account 123456789012 not ACTIVE or UPDATING, instead in state CREATING';
    expect(failure(world, 'RegisterStreamConsumer', byName('c'))).toEqual(['ResourceInUse', text]);
    expect(failure(world, 'ListStreamConsumers', { StreamARN: STREAM_ARN })).toEqual(['ResourceInUse', text]);
    wait(world, 5_000);
    call(world, 'MergeShards', { StreamName: 's', ShardToMerge: '0', AdjacentShardToMerge: '1' });
    call(world, 'RegisterStreamConsumer', byName('c'));
  });
  test('TAG-3, TAG-5: its tags are checked', () => {
    const world = worldWithStream();
    expect(failure(world, 'RegisterStreamConsumer', { ...byName('c'), Tags: { 'a;b': 'c' } })[0]).toBe('InvalidArgument');
    const tags = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, '']));
    expect(failure(world, 'RegisterStreamConsumer', { ...byName('c'), Tags: tags })[0]).toBe('InvalidArgument');
    expect(list(world).Consumers).toEqual([]);
  });
  test('VALID-3: both members are needed', () => {
    expect(failure(emptyWorld(), 'RegisterStreamConsumer', {})).toEqual([
      'Validation',
      "2 validation errors detected: Value null at 'streamARN' failed to satisfy constraint: Member must not be null; Value null at 'consumerName' failed to satisfy constraint: Member must not be null",
    ]);
  });
});

describe('CONSUMER-6, CONSUMER-7: DescribeStreamConsumer', () => {
  test('by ARN, by stream and name, or by all three', () => {
    const world = worldWithStream();
    const ConsumerARN = register(world);
    const found = describeConsumer(world, { ConsumerARN });
    expect(found).toEqual({
      ConsumerName: 'c',
      ConsumerARN,
      ConsumerStatus: 'ACTIVE',
      ConsumerCreationTimestamp: seconds(10_000),
      StreamARN: STREAM_ARN,
    });
    expect(describeConsumer(world, byName('c'))).toEqual(found);
    expect(describeConsumer(world, { ...byName('c'), ConsumerARN })).toEqual(found);
  });
  test.each([{}, { StreamARN: STREAM_ARN }, { ConsumerName: 'c' }])('too little: %o', (input) => {
    expect(failure(worldWithStream(), 'DescribeStreamConsumer', input)[0]).toBe('InvalidArgument');
  });
  test('names that disagree', () => {
    const world = worldWithStream();
    const ConsumerARN = register(world);
    for (const other of [{ ConsumerName: 'd' }, { StreamARN: `${STREAM_ARN}t` }, { StreamARN: STREAM_ARN.replace('us-east-1', 'eu-west-1') }]) {
      expect(failure(world, 'DescribeStreamConsumer', { ConsumerARN, ...other })[0]).toBe('InvalidArgument');
    }
  });
  test('what is not there', () => {
    const world = worldWithStream();
    const ConsumerARN = register(world);
    const other = ConsumerARN.replace(/\d+$/, '1');
    expect(failure(world, 'DescribeStreamConsumer', { ConsumerARN: other })).toEqual([
      'ResourceNotFound',
      'Consumer c with creation timestamp 1 under stream: s, account 123456789012 not found.',
    ]);
    expect(failure(world, 'DescribeStreamConsumer', byName('d'))).toEqual(['ResourceNotFound', 'Consumer d under stream: s, account 123456789012 not found.']);
    expect(failure(emptyWorld(), 'DescribeStreamConsumer', byName('d'))).toEqual(streamNotFound());
    expect(failure(emptyWorld(), 'DescribeStreamConsumer', { ConsumerARN })[0]).toBe('ResourceNotFound');
  });
  test('VALID-2: what is no ARN of a consumer', () => {
    expect(failure(emptyWorld(), 'DescribeStreamConsumer', { ConsumerARN: STREAM_ARN })[0]).toBe('Validation');
  });
});

describe('CONSUMER-8: DeregisterStreamConsumer', () => {
  test('answers at once; the consumer is DELETING, then gone', () => {
    const world = worldWithStream();
    const ConsumerARN = register(world);
    expect(call(world, 'DeregisterStreamConsumer', byName('c'))).toEqual({});
    wait(world, 1_000);
    expect(describeConsumer(world, { ConsumerARN }).ConsumerStatus).toBe('DELETING');
    expect(call(world, 'DeregisterStreamConsumer', { ConsumerARN }), 'again').toEqual({});
    wait(world, 1_000);
    expect(failure(world, 'DescribeStreamConsumer', { ConsumerARN })).toEqual(['ResourceNotFound', `${of('c', 10_000)} not found.`]);
    expect(failure(world, 'DeregisterStreamConsumer', { ConsumerARN })[0]).toBe('ResourceNotFound');
  });
  test('one that is CREATING never becomes ACTIVE', () => {
    const world = worldWithStream();
    call(world, 'RegisterStreamConsumer', byName('c'));
    wait(world, 1_000);
    call(world, 'DeregisterStreamConsumer', byName('c'));
    wait(world, 1_500);
    expect(describeConsumer(world, byName('c')).ConsumerStatus).toBe('DELETING');
    wait(world, 500);
    expect(list(world).Consumers).toEqual([]);
  });
  test('one made anew under its name is not ACTIVE before its own time', () => {
    const world = worldWithConfig({ delayMs: { ...defaultConfig.delayMs, delete: { base: 0, perShard: 0, max: 0 } } });
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    wait(world, 5_000);
    call(world, 'RegisterStreamConsumer', byName('c'));
    call(world, 'DeregisterStreamConsumer', byName('c'));
    wait(world, 1_000);
    call(world, 'RegisterStreamConsumer', byName('c'));
    wait(world, 1_999);
    expect(describeConsumer(world, byName('c')).ConsumerStatus).toBe('CREATING');
    wait(world, 1);
    expect(describeConsumer(world, byName('c')).ConsumerStatus).toBe('ACTIVE');
  });
  test('too little to name one', () => expect(failure(worldWithStream(), 'DeregisterStreamConsumer', {})[0]).toBe('InvalidArgument'));
});

describe('CONSUMER-9: ListStreamConsumers', () => {
  const worldOf = (...consumers: string[]) => {
    const world = worldWithStream();
    for (const name of consumers) register(world, name);
    return world;
  };
  test('by name, in pages', () => {
    const world = worldOf('b', 'd', 'a', 'c');
    const first = list(world, { MaxResults: 3 });
    expect(names(first)).toEqual(['a', 'b', 'c']);
    expect(first.Consumers[0]).not.toHaveProperty('StreamARN');
    const second = list(world, { NextToken: first.NextToken });
    expect(names(second)).toEqual(['d']);
    expect(second).not.toHaveProperty('NextToken');
  });
  test('at most 100 in an answer is no limit below it', () => {
    expect(names(list(worldOf('a'), { MaxResults: 10_000 }))).toEqual(['a']);
  });
  test('LIST-5: a token lives 300 s and belongs to its stream and its operation', () => {
    const world = worldOf('a', 'b');
    call(world, 'CreateStream', { StreamName: 't', ShardCount: 1 });
    wait(world, 5_000);
    const { NextToken } = list(world, { MaxResults: 1 });
    expect(failure(world, 'ListStreamConsumers', { StreamARN: `${STREAM_ARN.slice(0, -1)}t`, NextToken })).toEqual(['InvalidArgument', 'Invalid NextToken.']);
    expect(failure(world, 'ListStreamConsumers', { StreamARN: STREAM_ARN, NextToken: 'x' })).toEqual(['InvalidArgument', 'Invalid NextToken.']);
    expect(failure(world, 'ListStreams', { NextToken })).toEqual(['InvalidArgument', 'Invalid NextToken.']);
    wait(world, 300_001);
    expect(failure(world, 'ListStreamConsumers', { StreamARN: STREAM_ARN, NextToken })[0]).toBe('ExpiredNextToken');
  });
  test('a token of a stream that was deleted and made anew', () => {
    const world = worldOf('a', 'b');
    const { NextToken } = list(world, { MaxResults: 1 });
    call(world, 'DeleteStream', { StreamName: 's', EnforceConsumerDeletion: true });
    wait(world, 5_000);
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    wait(world, 5_000);
    expect(failure(world, 'ListStreamConsumers', { StreamARN: STREAM_ARN, NextToken })).toEqual(streamNotFound());
  });
  test('a creation time must be the stream’s, and does not go with a token', () => {
    const world = worldOf('a', 'b');
    expect(names(list(world, { StreamCreationTimestamp: seconds(0) }))).toEqual(['a', 'b']);
    const { NextToken } = list(world, { MaxResults: 1 });
    expect(failure(world, 'ListStreamConsumers', { StreamARN: STREAM_ARN, StreamCreationTimestamp: seconds(5_000) })).toEqual(streamNotFound());
    expect(failure(world, 'ListStreamConsumers', { StreamARN: STREAM_ARN, StreamCreationTimestamp: seconds(0), NextToken })[0]).toBe('InvalidArgument');
  });
  test('no such stream, or none named', () => {
    expect(failure(emptyWorld(), 'ListStreamConsumers', { StreamARN: STREAM_ARN })).toEqual(streamNotFound());
    expect(failure(emptyWorld(), 'ListStreamConsumers', {})[0]).toBe('Validation');
  });
});

describe('CONSUMER-10, acceptance check 10: DeleteStream with consumers', () => {
  test('is RIU, unless it is enforced; then they go too', () => {
    const world = worldWithStream();
    const arn = register(world);
    const summary = call<{ StreamDescriptionSummary: object }>(world, 'DescribeStreamSummary', { StreamName: 's' });
    expect(summary.StreamDescriptionSummary).toMatchObject({ ConsumerCount: 1 });
    expect(failure(world, 'DeleteStream', { StreamName: 's', EnforceConsumerDeletion: false })).toEqual([
      'ResourceInUse',
      "DeleteStream can't delete 123456789012:s because there are consumers associated with this data stream. To delete s anyway, set the EnforceConsumerDeletion parameter to true to force the deletion of all the consumers that are associated with it.",
    ]);
    call(world, 'DeleteStream', { StreamName: 's', EnforceConsumerDeletion: true });
    expect(describeConsumer(world, { ConsumerARN: arn }).ConsumerStatus).toBe('DELETING');
    wait(world, 5_000);
    expect(world.stream('s')).toBeUndefined();
  });
  test('what was scheduled for a consumer does not touch its namesake in the stream’s', () => {
    const world = worldWithStream();
    call(world, 'RegisterStreamConsumer', byName('c'));
    call(world, 'DeleteStream', { StreamName: 's', EnforceConsumerDeletion: true });
    wait(world, 2_030);
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    wait(world, 5_000);
    expect(list(world).Consumers).toEqual([]);
  });
});
