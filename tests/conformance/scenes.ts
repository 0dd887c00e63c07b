// What the cases of a refusal are made of: a clock that stands still, a stream for each case, and an input of each operation that is right.
import type { Way } from './clients.ts';

export type Input = Readonly<Record<string, unknown>>;
export type Answer = Record<string, never>;
export type Send = (operation: string, input?: Input) => Promise<Answer>;
/** Prepares, and gives the input of the call that must be refused. */
export type Case = (scene: Scene, operation: string) => Promise<Input> | Input;

export const KEY = '12345678-1234-1234-1234-123456789012';
export const SHARD = 'shardId-000000000000';
const NEXT = 'shardId-000000000001';
export const NO_NAME = 'arn:aws:kinesis:us-east-1:123456789012:stream/';
export const Data = new Uint8Array(1);
const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::210987654321:root' }, Action: 'kinesis:GetRecords', Resource: '*' }] };

let nowMs = Date.now();
export const now = () => nowMs;
export const wait = (ms: number) => void (nowMs += ms);

/** A name of its own for each case, and what cases do with it. */
export class Scene {
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

export const byName = (rest: Input = {}) => ({ name }: Scene): Input => ({ StreamName: name, ...rest });
export const byArn = (rest: Input = {}) => ({ arn }: Scene): Input => ({ StreamARN: arn, ...rest });
export const byResource = (rest: Input = {}) => ({ arn }: Scene): Input => ({ ResourceARN: arn, ...rest });
export const subscription = (ConsumerARN: string, Type = 'LATEST', rest: Input = {}) => ({ ConsumerARN, ShardId: SHARD, StartingPosition: { Type, ...rest } });

/** Nothing is wrong with it, where the stream is there and ready. */
export const good: Record<string, (scene: Scene) => Input> = {
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
export const but = (changed: Input): Case => (scene, operation) => ({ ...good[operation]!(scene), ...changed });
