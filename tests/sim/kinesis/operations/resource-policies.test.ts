// Holds: how PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy keep a policy, which ones are refused, and each error.
import { describe, expect, test } from 'vitest';
import { register, STREAM_ARN } from '../../support/consumers.ts';
import { call, emptyWorld, failure, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
const OTHER = 'arn:aws:iam::210987654321:root';
const statement = { Effect: 'Allow', Principal: { AWS: OTHER }, Action: ['kinesis:PutRecord', 'kinesis:GetRecords'], Resource: STREAM_ARN };
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const put = (world: World, Policy: string, ResourceARN = STREAM_ARN) => call(world, 'PutResourcePolicy', { ResourceARN, Policy });
const get = (world: World, ResourceARN = STREAM_ARN) => call<{ Policy: string }>(world, 'GetResourcePolicy', { ResourceARN }).Policy;
const refusal = (Policy: string) => failure(worldWithStream(), 'PutResourcePolicy', { ResourceARN: STREAM_ARN, Policy });

test('POLICY-1: one policy for a stream, as it was given; a second one replaces it', () => {
  const world = worldWithStream();
  const spaced = ` ${policyOf(statement)}\n`;
  expect(put(world, spaced)).toEqual({});
  expect(get(world)).toBe(spaced);
  const second = policyOf({ ...statement, Effect: 'Deny', Principal: OTHER, Action: 'Kinesis:listShards' });
  put(world, second);
  expect(get(world)).toBe(second);
});

test('POLICY-1: a consumer has one of its own', () => {
  const world = worldWithStream();
  const arn = register(world);
  const policy = policyOf({ ...statement, Action: ['kinesis:SubscribeToShard', 'kinesis:DescribeStreamConsumer'], Resource: arn });
  put(world, policy, arn);
  expect([get(world, arn), get(world)]).toEqual([policy, '{}']);
});

test('POLICY-5, POLICY-6: none is {}; deleting takes it away, and deleting none is RNF', () => {
  const world = worldWithStream();
  expect(get(world)).toBe('{}');
  put(world, policyOf(statement));
  expect(call(world, 'DeleteResourcePolicy', { ResourceARN: STREAM_ARN })).toEqual({});
  expect(get(world)).toBe('{}');
  expect(failure(world, 'DeleteResourcePolicy', { ResourceARN: STREAM_ARN })).toEqual(['ResourceNotFound', `No resource policy found for resource ARN ${STREAM_ARN}`]);
});

describe('POLICY-2: a JSON document of at most 20 KB', () => {
  test.each(['', 'x', '[]', '"x"', 'null', '{}', '{"Statement":[]}', '{"Statement":"x"}', '{"Statement":[null]}'])('%s is refused', (policy) => {
    expect(refusal(policy)[0]).toBe('InvalidArgument');
  });
  test('20 KB pass, in bytes', () => {
    const world = worldWithStream();
    const policy = policyOf({ ...statement, Sid: 'é' });
    const room = 20 * 1024 - new TextEncoder().encode(policy).length;
    put(world, policy + ' '.repeat(room));
    expect(refusal(policy + ' '.repeat(room + 1))).toEqual(['InvalidArgument', 'The policy is larger than 20 KB.']);
  });
  test('one statement needs no list', () => {
    expect(put(worldWithStream(), JSON.stringify({ Statement: statement }))).toEqual({});
  });
});

describe('POLICY-3: its statements', () => {
  test.each([
    ['no Principal', { Principal: undefined }],
    ['an empty Principal', { Principal: {} }],
    ['an empty list of principals', { Principal: { AWS: [] } }],
    ['everybody', { Principal: '*' }],
    ['everybody of AWS', { Principal: { AWS: '*' } }],
    ['a wildcard in a list', { Principal: { AWS: [OTHER, 'arn:aws:iam::*:root'] } }],
    ['a service', { Principal: { Service: 'lambda.amazonaws.com' } }],
    ['a federated user', { Principal: { Federated: 'cognito-identity.amazonaws.com' } }],
    ['a canonical user', { Principal: { AWS: OTHER, CanonicalUser: '79a5' } }],
    ['every action', { Action: 'kinesis:*' }],
    ['some actions', { Action: ['kinesis:Get*'] }],
    ['no action', { Action: undefined, NotAction: 'kinesis:PutRecord' }],
    ['an action that is not shared', { Action: 'kinesis:DeleteStream' }],
    ['an action of a consumer', { Action: 'kinesis:SubscribeToShard' }],
    ['an action of another service', { Action: 's3:GetObject' }],
    ['an action that is no text', { Action: [7] }],
    ['no effect', { Effect: undefined }],
    ['another effect', { Effect: 'Maybe' }],
  ])('%s is refused, also as the second one', (_, change) => {
    expect(refusal(policyOf(statement, { ...statement, ...change }))[0]).toBe('InvalidArgument');
  });
  test.each(['DescribeStreamSummary', 'ListShards', 'GetRecords', 'GetShardIterator', 'PutRecord', 'PutRecords'])('%s may be shared', (action) => {
    expect(put(worldWithStream(), policyOf({ ...statement, Action: `kinesis:${action}` }))).toEqual({});
  });
});

describe('POLICY-4: the resource', () => {
  test('a stream that is CREATING', () => {
    const world = emptyWorld();
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    const busy = ['ResourceInUse', 'Stream s under account 123456789012 not ACTIVE or UPDATING, instead in state CREATING'];
    expect(failure(world, 'PutResourcePolicy', { ResourceARN: STREAM_ARN, Policy: policyOf(statement) })).toEqual(busy);
    expect(failure(world, 'DeleteResourcePolicy', { ResourceARN: STREAM_ARN })).toEqual(busy);
    expect(get(world)).toBe('{}');
  });
  test('a consumer that is CREATING', () => {
    const world = worldWithStream();
    const { Consumer } = call<{ Consumer: { ConsumerARN: string } }>(world, 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: 'c' });
    const [code, text] = failure(world, 'PutResourcePolicy', { ResourceARN: Consumer.ConsumerARN, Policy: policyOf(statement) });
    expect([code, text?.replace(/\d{10}/, '<s>')]).toEqual([
      'ResourceInUse',
      'Consumer c with creation timestamp <s> under stream s and account 123456789012 is not in ACTIVE status.',
    ]);
    wait(world, 2_000);
    put(world, policyOf({ ...statement, Action: 'kinesis:SubscribeToShard' }), Consumer.ConsumerARN);
  });
  test.each(['PutResourcePolicy', 'GetResourcePolicy', 'DeleteResourcePolicy'])('%s of what is not there', (operation) => {
    const input = { Policy: policyOf(statement) };
    expect(failure(emptyWorld(), operation, { ...input, ResourceARN: STREAM_ARN })).toEqual(streamNotFound());
    expect(failure(worldWithStream(), operation, { ...input, ResourceARN: `${STREAM_ARN}/consumer/c:1` })[0]).toBe('ResourceNotFound');
    expect(failure(emptyWorld(), operation, { ...input, ResourceARN: 's' })[0]).toBe('Validation');
    expect(failure(emptyWorld(), operation, input)[0]).toBe('Validation');
  });
  test('VALID-3: a policy is needed', () => expect(failure(emptyWorld(), 'PutResourcePolicy', { ResourceARN: STREAM_ARN })[0]).toBe('Validation'));
  test.each(['PutResourcePolicy', 'GetResourcePolicy', 'DeleteResourcePolicy'])('RATE-1: five calls of %s a second', (operation) => {
    const world = worldWithStream();
    const answers = Array.from({ length: 6 }, () => world.edit({ type: 'call', operation, input: { ResourceARN: STREAM_ARN, Policy: policyOf(statement) } }));
    expect(answers.map((answer) => !answer.ok && answer.error.__type === 'LimitExceededException')).toEqual([false, false, false, false, false, true]);
  });
});
