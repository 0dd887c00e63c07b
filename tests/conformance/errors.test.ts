// Holds: every error that an operation declares reaches AWS's own SDK as its typed exception, in this process and over HTTP. A
// declared error without a way to provoke it, and without a reason here, fails. The clock stands still but for `wait`: rates are exact.
import * as sdk from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ErrorCode } from '../../src/sim/kinesis/errors.ts';
import type { KmsKeyState } from '../../src/sim/kinesis/model/kms.ts';
import { operations } from '../../src/sim/kinesis/operations/index.ts';
import { inProcess, overHttp, type Way } from './clients.ts';
import { but, byArn, byName, byResource, Data, good, KEY, NO_NAME, now, Scene, SHARD, subscription, wait, type Answer, type Case, type Input, type Send } from './scenes.ts';

const kms = (state: KmsKeyState): Case => async (scene, operation) => {
  let input: Input;
  if (operation === 'StartStreamEncryption') {
    await scene.make();
    input = good[operation]!(scene);
  } else {
    await scene.encrypted();
    input = operation === 'GetRecords' ? { ShardIterator: await scene.iterator() } : good[operation]!(scene);
  }
  expect(scene.way.account.service.setKmsKeyState(KEY, state)).toBe(true);
  return input;
};
const expiredToken = (page: (scene: Scene) => Input, next: (scene: Scene) => Input, make: (scene: Scene) => Promise<unknown>): Case => async (scene, operation) => {
  await make(scene);
  const NextToken = await scene.token(operation, page(scene));
  wait(300_001);
  return { ...next(scene), NextToken };
};
const often = (times: number, pauseMs: number): Case => async (scene, operation) => {
  await scene.make();
  for (let n = 0; n < times; n += 1) {
    await scene.send(operation, good[operation]!(scene));
    wait(pauseMs);
  }
  return good[operation]!(scene);
};

/** What provokes an error of nearly every operation that has it. */
const usual: Partial<Record<ErrorCode, Case>> = {
  ValidationException: but({ StreamName: 'no name!' }),
  InvalidArgumentException: but({ StreamName: undefined }),
  ResourceNotFoundException: but({}),
  async ResourceInUseException(scene, operation) {
    await scene.create();
    return good[operation]!(scene);
  },
  async LimitExceededException(scene, operation) {
    const { rate } = operations.get(operation)!;
    if (!rate || rate.scope === 'shard') throw new Error(`${operation} has no call rate: what else is limited?`);
    await scene.make();
    const input = good[operation]!(scene);
    await Promise.all(Array.from({ length: rate.perSecond }, () => scene.send(operation, input).catch(() => undefined)));
    return input;
  },
  KMSAccessDeniedException: kms('denied'),
  KMSDisabledException: kms('disabled'),
  KMSInvalidStateException: kms('pending'),
  KMSNotFoundException: kms('missing'),
  KMSOptInRequired: kms('not opted in'),
  KMSThrottlingException: kms('throttled'),
};

const consumers = async (scene: Scene) => {
  await scene.make();
  for (const name of ['c', 'd']) await scene.consumer(name);
};
const active = async (scene: Scene) => {
  await scene.make();
  const arn = await scene.consumer();
  wait(1_000);
  return arn;
};

/** Where it takes something else. */
const special: Record<string, Partial<Record<ErrorCode, Case>>> = {
  CreateStream: { InvalidArgumentException: but({ ShardCount: undefined }) },
  DeleteResourcePolicy: { ValidationException: but({ ResourceARN: NO_NAME }) },
  DeleteStream: {
    async ResourceInUseException(scene) {
      await consumers(scene);
      return byName()(scene);
    },
  },
  DeregisterStreamConsumer: { ValidationException: but({ ConsumerName: 'no name!' }), InvalidArgumentException: but({ ConsumerName: undefined }) },
  DescribeStreamConsumer: { ValidationException: but({ ConsumerName: 'no name!' }), InvalidArgumentException: but({ ConsumerName: undefined }) },
  GetRecords: {
    ValidationException: but({ Limit: 0 }),
    InvalidArgumentException: but({}),
    async ExpiredIteratorException(scene) {
      await scene.make();
      const ShardIterator = await scene.iterator();
      wait(300_001);
      return { ShardIterator };
    },
    async ResourceNotFoundException(scene) {
      await scene.make();
      const ShardIterator = await scene.iterator();
      await scene.send('DeleteStream', byName()(scene));
      wait(1_000);
      return { ShardIterator };
    },
    async ProvisionedThroughputExceededException(scene) {
      await scene.make();
      const ShardIterator = await scene.iterator();
      for (let n = 0; n < 5; n += 1) await scene.send('GetRecords', { ShardIterator });
      return { ShardIterator };
    },
  },
  GetResourcePolicy: { ValidationException: but({ ResourceARN: NO_NAME }) },
  GetShardIterator: {
    async InternalFailure(scene) {
      await scene.make();
      return byName({ ShardId: SHARD, ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: '0' })(scene);
    },
    ProvisionedThroughputExceededException: often(5, 0),
  },
  ListShards: { ExpiredNextTokenException: expiredToken(byName({ MaxResults: 1 }), () => ({}), (scene) => scene.make(2)) },
  ListStreamConsumers: {
    ExpiredNextTokenException: expiredToken(byArn({ MaxResults: 1 }), byArn(), consumers),
    InvalidArgumentException: but({ NextToken: 'x' }),
    ValidationException: but({ MaxResults: 0 }),
  },
  ListStreams: {
    ExpiredNextTokenException: expiredToken(() => ({ ExclusiveStartStreamName: '-', Limit: 1 }), () => ({}), async (scene) => {
      await scene.make();
      await new Scene(scene.way, scene.send).make();
    }),
    InvalidArgumentException: () => ({ NextToken: 'x' }),
    ValidationException: () => ({ Limit: 0 }),
  },
  ListTagsForResource: { ValidationException: but({ ResourceARN: NO_NAME }) },
  PutRecord: {
    async ProvisionedThroughputExceededException(scene) {
      await scene.make();
      const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'k', Data }));
      for (let n = 0; n < 2; n += 1) await scene.send('PutRecords', byName({ Records })(scene));
      return good.PutRecord!(scene);
    },
  },
  PutResourcePolicy: { ValidationException: but({ ResourceARN: NO_NAME }), async InvalidArgumentException(scene) { await scene.make(); return byResource({ Policy: '{}' })(scene); } },
  RegisterStreamConsumer: { ValidationException: but({ ConsumerName: 'no name!' }), async InvalidArgumentException(scene) { await scene.make(); return byArn({ ConsumerName: 'c', Tags: { 'a%': '' } })(scene); } },
  StartStreamEncryption: { LimitExceededException: often(25, 1_000) },
  StopStreamEncryption: { LimitExceededException: often(25, 1_000) },
  SubscribeToShard: {
    ValidationException: but({ ShardId: 'no shard!' }),
    InternalFailure: async (scene) => subscription(await active(scene), 'AT_SEQUENCE_NUMBER', { SequenceNumber: '0' }),
    InvalidArgumentException: async (scene) => subscription(await active(scene), 'AT_TIMESTAMP'),
    async ResourceInUseException(scene) {
      await scene.make();
      return subscription(await scene.consumer());
    },
    async LimitExceededException(scene) {
      const input = subscription(await active(scene));
      await scene.send('SubscribeToShard', input);
      return input;
    },
  },
  TagResource: { ValidationException: but({ ResourceARN: NO_NAME }), async InvalidArgumentException(scene) { await scene.make(); return byResource({ Tags: { 'a%': '' } })(scene); } },
  UntagResource: { ValidationException: but({ ResourceARN: NO_NAME }), async InvalidArgumentException(scene) { await scene.make(); return byResource({ TagKeys: ['a%'] })(scene); } },
  UpdateAccountSettings: { ValidationException: () => ({ MinimumThroughputBillingCommitment: { Status: 'PERHAPS' } }) },
  UpdateMaxRecordSize: { ValidationException: but({ MaxRecordSizeInKiB: 1 }), InvalidArgumentException: but({ StreamARN: undefined }) },
  UpdateShardCount: {
    async LimitExceededException(scene) {
      await scene.make();
      return { ...good.UpdateShardCount!(scene), TargetShardCount: 3 };
    },
  },
  UpdateStreamMode: {
    ValidationException: but({ StreamModeDetails: { StreamMode: 'SOMETIMES' } }),
    async LimitExceededException(scene) {
      await scene.make();
      for (const StreamMode of ['ON_DEMAND', 'PROVISIONED']) {
        await scene.send('UpdateStreamMode', byArn({ StreamModeDetails: { StreamMode } })(scene));
        wait(1_000);
      }
      return good.UpdateStreamMode!(scene);
    },
  },
};

const ARN_ONLY = 'its stream is named by a required ARN alone, whose faults are ValidationException';
/** Declared, as AWS declares them, yet no input leads there. */
const unreachable: Record<string, string> = {
  'DeleteResourcePolicy InvalidArgumentException': ARN_ONLY,
  'GetResourcePolicy InvalidArgumentException': ARN_ONLY,
  'ListTagsForResource InvalidArgumentException': ARN_ONLY,
  'UpdateStreamMode InvalidArgumentException': ARN_ONLY,
};

/** Other causes of an error that has one above: the operation, the error, what its text says. */
const further: readonly (readonly [operation: string, code: ErrorCode, text: string, provoke: Case])[] = [
  ['CreateStream', 'LimitExceededException', 'would exceed the shard limit', but({ ShardCount: 20_001 })],
  ['UpdateShardCount', 'LimitExceededException', 'Rate exceeded for stream', usual.LimitExceededException!],
  [
    'UpdateShardCount', 'ResourceInUseException', 'not ACTIVE, instead in state UPDATING',
    async (scene) => {
      await scene.make();
      await scene.send('UpdateShardCount', good.UpdateShardCount!(scene));
      return good.UpdateShardCount!(scene);
    },
  ],
  [
    'RegisterStreamConsumer', 'LimitExceededException', 'cannot have more than 20 consumers',
    async (scene) => {
      await scene.make();
      for (let n = 1; n <= 20; n += 1) {
        await scene.consumer(`consumer-${n}`);
        wait(1_000);
      }
      return good.RegisterStreamConsumer!(scene);
    },
  ],
  ['RegisterStreamConsumer', 'ResourceInUseException', 'already exists', async (scene) => (await active(scene), good.RegisterStreamConsumer!(scene))],
  [
    'SubscribeToShard', 'ResourceInUseException', 'Another active subscription exists',
    async (scene) => {
      const input = subscription(await active(scene));
      await scene.send('SubscribeToShard', input);
      wait(3_000);
      return input;
    },
  ],
  ...['SplitShard', 'MergeShards'].map((operation) => [
    operation, 'ValidationException', 'is in On-Demand mode',
    async (scene: Scene) => {
      await scene.send('CreateStream', byName({ StreamModeDetails: { StreamMode: 'ON_DEMAND' } })(scene));
      wait(1_000);
      return good[operation]!(scene);
    },
  ] as const),
  [
    'MergeShards', 'InvalidArgumentException', 'has already been merged or split',
    async (scene) => {
      await scene.make(2);
      await scene.send('MergeShards', good.MergeShards!(scene));
      wait(1_000);
      return good.MergeShards!(scene);
    },
  ],
  ['UpdateStreamWarmThroughput', 'ValidationException', 'ON_DEMAND mode', async (scene) => (await scene.make(), good.UpdateStreamWarmThroughput!(scene))],
];

const declared = [...operations.values()].flatMap(({ name, errors }) => errors.map((code) => ({ name, code, key: `${name} ${code}`, provoke: special[name]?.[code] ?? (good[name] && usual[code]) })));
const classes = sdk as unknown as Record<string, new (input: unknown) => never>;

test('every declared error has a way to provoke it, or the reason why there is none', () => {
  expect(declared.filter(({ key, provoke }) => !provoke && !(key in unreachable)).map(({ key }) => key)).toEqual([]);
  expect(Object.keys(unreachable).filter((key) => !declared.some((one) => one.key === key))).toEqual([]);
  const named = Object.entries(special).flatMap(([name, codes]) => Object.keys(codes).map((code) => `${name} ${code}`));
  expect(named.filter((key) => !declared.some((one) => one.key === key))).toEqual([]);
});

describe.each([
  ['in this process', inProcess],
  ['over HTTP', overHttp],
])('%s', (_, open) => {
  let way: Way;
  beforeAll(async () => {
    vi.spyOn(Date, 'now').mockImplementation(now);
    way = await open();
  });
  afterAll(async () => {
    await way.close();
    vi.restoreAllMocks();
  });

  const send: Send = async (operation, input = {}) => (await way.client.send(new classes[`${operation}Command`]!(input))) as unknown as Answer;

  const refused = async (name: string, code: string, provoke: Case) => {
    wait(2_000);
    way.account.service.setKmsKeyState(KEY, 'enabled');
    const input = await provoke(new Scene(way, send), name);
    const error = await send(name, input).then((output) => ({ name: 'accepted', message: JSON.stringify(output) }), (problem: unknown) => problem as sdk.KinesisServiceException);
    expect(error, `${error.name}: ${error.message}`).toMatchObject({ name: code, $metadata: { httpStatusCode: code === 'InternalFailure' ? 500 : 400, requestId: expect.any(String) as string } });
    return error;
  };

  test.each(declared.filter(({ key }) => !(key in unreachable)).map((one) => [one.key, one] as const))('%s', async (_key, { name, code, provoke }) => {
    const error = await refused(name, code, provoke!);
    if (code === 'InternalFailure') return;
    expect(error).toBeInstanceOf(classes[code]);
    expect(error.message).toMatch(/\S/);
  });

  test.each(further)('%s: %s that says: %s', async (name, code, text, provoke) => {
    expect((await refused(name, code, provoke)).message).toContain(text);
  });

  // What AWS refuses before it looks at the operation.
  test.each([
    ['UnknownOperationException', 'x-amz-target', 'Kinesis_20131202.MakeTea'],
    ['MissingAuthenticationTokenException', 'authorization', null],
  ])('%s', async (name, header, value) => {
    const command = new sdk.ListStreamsCommand({});
    const changed = (next: (args: object) => unknown) => (args: { request: { headers: Record<string, string> } }) => {
      const { headers } = args.request;
      if (value === null) delete headers[header];
      else headers[header] = value;
      return next(args);
    };
    command.middlewareStack.add(changed as never, { step: 'deserialize', priority: 'low' });
    await expect(way.client.send(command)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });
  test('SerializationException', async () => {
    await expect(send('ListStreams', { Limit: 'many' })).rejects.toMatchObject({ name: 'SerializationException', $metadata: { httpStatusCode: 400 } });
  });
});
