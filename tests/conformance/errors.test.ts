// Holds: every error that an operation declares reaches AWS's own SDK as its typed exception, in this process and over HTTP. A
// declared error without a way to provoke it, and without a reason here, fails. The clock stands still but for `wait`: rates are exact.
import * as sdk from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ErrorCode } from '../../src/sim/kinesis/errors.ts';
import type { KmsKeyState } from '../../src/sim/kinesis/model/kms.ts';
import { operations } from '../../src/sim/kinesis/operations/index.ts';
import { inProcess, overHttp, type Way } from './clients.ts';

type Input = Readonly<Record<string, unknown>>;
type Answer = Record<string, never>;
type Send = (operation: string, input?: Input) => Promise<Answer>;
/** Prepares, and gives the input of the call that must be refused. */
type Case = (scene: Scene, operation: string) => Promise<Input> | Input;

const KEY = '12345678-1234-1234-1234-123456789012';
const SHARD = 'shardId-000000000000';
const NEXT = 'shardId-000000000001';
const NO_NAME = 'arn:aws:kinesis:us-east-1:123456789012:stream/';
const Data = new Uint8Array(1);
const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::210987654321:root' }, Action: 'kinesis:GetRecords', Resource: '*' }] };

let nowMs = Date.now();
const wait = (ms: number) => void (nowMs += ms);

/** A name of its own for each case, and what cases do with it. */
class Scene {
  private static made = 0;
  readonly name = `stream-${(Scene.made += 1)}`;
  readonly arn = NO_NAME + this.name;

  constructor(readonly way: Way, readonly send: Send) {}

  readonly create = (ShardCount = 1) => this.send('CreateStream', { StreamName: this.name, ShardCount });
  async make(ShardCount = 1) {
    await this.create(ShardCount);
    wait(1_000);
  }
  async consumer(ConsumerName = 'c'): Promise<string> {
    const { Consumer } = await this.send('RegisterStreamConsumer', { StreamARN: this.arn, ConsumerName }) as unknown as { Consumer: { ConsumerARN: string } };
    return Consumer.ConsumerARN;
  }
  async iterator(): Promise<string> {
    return (await this.send('GetShardIterator', good.GetShardIterator!(this)))['ShardIterator']!;
  }
  async token(operation: string, input: Input): Promise<string> {
    return (await this.send(operation, input))['NextToken']!;
  }
  /** Under the key, with a record. */
  async encrypted() {
    await this.make();
    await this.send('StartStreamEncryption', good.StartStreamEncryption!(this));
    wait(1_000);
    await this.send('PutRecord', good.PutRecord!(this));
  }
}

const byName = (rest: Input = {}) => ({ name }: Scene): Input => ({ StreamName: name, ...rest });
const byArn = (rest: Input = {}) => ({ arn }: Scene): Input => ({ StreamARN: arn, ...rest });
const byResource = (rest: Input = {}) => ({ arn }: Scene): Input => ({ ResourceARN: arn, ...rest });
const subscription = (ConsumerARN: string, Type = 'LATEST', rest: Input = {}) => ({ ConsumerARN, ShardId: SHARD, StartingPosition: { Type, ...rest } });

/** Nothing is wrong with it, where the stream is there and ready. */
const good: Record<string, (scene: Scene) => Input> = {
  AddTagsToStream: byName({ Tags: { a: '1' } }),
  CreateStream: byName({ ShardCount: 1 }),
  DecreaseStreamRetentionPeriod: byName({ RetentionPeriodHours: 24 }),
  DeleteResourcePolicy: byResource(),
  DeleteStream: byName(),
  DeregisterStreamConsumer: byArn({ ConsumerName: 'c' }),
  DescribeAccountSettings: () => ({}),
  DescribeLimits: () => ({}),
  DescribeStream: byName(),
  DescribeStreamConsumer: byArn({ ConsumerName: 'c' }),
  DescribeStreamSummary: byName(),
  DisableEnhancedMonitoring: byName({ ShardLevelMetrics: ['ALL'] }),
  EnableEnhancedMonitoring: byName({ ShardLevelMetrics: ['ALL'] }),
  GetRecords: () => ({ ShardIterator: 'x' }),
  GetResourcePolicy: byResource(),
  GetShardIterator: byName({ ShardId: SHARD, ShardIteratorType: 'TRIM_HORIZON' }),
  IncreaseStreamRetentionPeriod: byName({ RetentionPeriodHours: 48 }),
  ListShards: byName(),
  ListStreamConsumers: byArn(),
  ListStreams: () => ({}),
  ListTagsForResource: byResource(),
  ListTagsForStream: byName(),
  MergeShards: byName({ ShardToMerge: SHARD, AdjacentShardToMerge: NEXT }),
  PutRecord: byName({ PartitionKey: 'k', Data }),
  PutRecords: byName({ Records: [{ PartitionKey: 'k', Data }] }),
  PutResourcePolicy: byResource({ Policy: JSON.stringify(POLICY) }),
  RegisterStreamConsumer: byArn({ ConsumerName: 'c' }),
  RemoveTagsFromStream: byName({ TagKeys: ['a'] }),
  SplitShard: byName({ ShardToSplit: SHARD, NewStartingHashKey: String(1n << 127n) }),
  StartStreamEncryption: byName({ EncryptionType: 'KMS', KeyId: KEY }),
  StopStreamEncryption: byName({ EncryptionType: 'KMS', KeyId: KEY }),
  SubscribeToShard: ({ arn }) => subscription(`${arn}/consumer/c:1`),
  TagResource: byResource({ Tags: { a: '1' } }),
  UntagResource: byResource({ TagKeys: ['a'] }),
  UpdateAccountSettings: () => ({ MinimumThroughputBillingCommitment: { Status: 'DISABLED' } }),
  UpdateMaxRecordSize: byArn({ MaxRecordSizeInKiB: 2048 }),
  UpdateShardCount: byName({ TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' }),
  UpdateStreamMode: byArn({ StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
  UpdateStreamWarmThroughput: byName({ WarmThroughputMiBps: 5 }),
};
const but = (changed: Input): Case => (scene, operation) => ({ ...good[operation]!(scene), ...changed });

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
    vi.spyOn(Date, 'now').mockImplementation(() => nowMs);
    way = await open();
  });
  afterAll(async () => {
    await way.close();
    vi.restoreAllMocks();
  });

  const send: Send = async (operation, input = {}) => (await way.client.send(new classes[`${operation}Command`]!(input))) as unknown as Answer;

  test.each(declared.filter(({ key }) => !(key in unreachable)))('$key', async ({ name, code, provoke }) => {
    wait(2_000);
    way.account.service.setKmsKeyState(KEY, 'enabled');
    const input = await provoke!(new Scene(way, send), name);
    const error = await send(name, input).then((output) => ({ name: 'accepted', message: JSON.stringify(output) }), (problem: unknown) => problem as sdk.KinesisServiceException);
    expect(error, `${error.name}: ${error.message}`).toMatchObject({ name: code, $metadata: { httpStatusCode: code === 'InternalFailure' ? 500 : 400, requestId: expect.any(String) as string } });
    if (code === 'InternalFailure') return;
    expect(error).toBeInstanceOf(classes[code]);
    expect(error.message).toMatch(/\S/);
  });
});
