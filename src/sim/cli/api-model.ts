/**
 * What the command line knows of the API beside the operations' own tables: in which order the API model lists an
 * input's members (options, skeletons and complaints follow it), which calls have pages, and what `wait` waits for.
 */
import { operations } from '../kinesis/operations/index.ts';
import type { Members, Shape } from '../kinesis/shapes.ts';

/** Every operation that `aws kinesis` has. SubscribeToShard is none: its answer is a stream of events. */
const memberOrder: Readonly<Record<string, string>> = {
  AddTagsToStream: 'StreamName Tags StreamARN StreamId',
  CreateStream: 'StreamName ShardCount StreamModeDetails Tags WarmThroughputMiBps MaxRecordSizeInKiB',
  DecreaseStreamRetentionPeriod: 'StreamName RetentionPeriodHours StreamARN StreamId',
  DeleteResourcePolicy: 'ResourceARN StreamId',
  DeleteStream: 'StreamName EnforceConsumerDeletion StreamARN StreamId',
  DeregisterStreamConsumer: 'StreamARN ConsumerName ConsumerARN StreamId',
  DescribeAccountSettings: '',
  DescribeLimits: '',
  DescribeStream: 'StreamName Limit ExclusiveStartShardId StreamARN StreamId',
  DescribeStreamConsumer: 'StreamARN ConsumerName ConsumerARN StreamId',
  DescribeStreamSummary: 'StreamName StreamARN StreamId',
  DisableEnhancedMonitoring: 'StreamName ShardLevelMetrics StreamARN StreamId',
  EnableEnhancedMonitoring: 'StreamName ShardLevelMetrics StreamARN StreamId',
  GetRecords: 'ShardIterator Limit StreamARN StreamId',
  GetResourcePolicy: 'ResourceARN StreamId',
  GetShardIterator: 'StreamName ShardId ShardIteratorType StartingSequenceNumber Timestamp StreamARN StreamId',
  IncreaseStreamRetentionPeriod: 'StreamName RetentionPeriodHours StreamARN StreamId',
  ListShards: 'StreamName NextToken ExclusiveStartShardId MaxResults StreamCreationTimestamp ShardFilter StreamARN StreamId',
  ListStreamConsumers: 'StreamARN NextToken MaxResults StreamCreationTimestamp StreamId',
  ListStreams: 'Limit ExclusiveStartStreamName NextToken',
  ListTagsForResource: 'ResourceARN StreamId',
  ListTagsForStream: 'StreamName ExclusiveStartTagKey Limit StreamARN StreamId',
  MergeShards: 'StreamName ShardToMerge AdjacentShardToMerge StreamARN StreamId',
  PutRecord: 'StreamName Data PartitionKey ExplicitHashKey SequenceNumberForOrdering StreamARN StreamId',
  PutRecords: 'Records StreamName StreamARN StreamId',
  PutResourcePolicy: 'ResourceARN StreamId Policy',
  RegisterStreamConsumer: 'StreamARN ConsumerName StreamId Tags',
  RemoveTagsFromStream: 'StreamName TagKeys StreamARN StreamId',
  SplitShard: 'StreamName ShardToSplit NewStartingHashKey StreamARN StreamId',
  StartStreamEncryption: 'StreamName EncryptionType KeyId StreamARN StreamId',
  StopStreamEncryption: 'StreamName EncryptionType KeyId StreamARN StreamId',
  TagResource: 'Tags ResourceARN StreamId',
  UntagResource: 'TagKeys ResourceARN StreamId',
  UpdateAccountSettings: 'MinimumThroughputBillingCommitment',
  UpdateMaxRecordSize: 'StreamARN StreamId MaxRecordSizeInKiB',
  UpdateShardCount: 'StreamName TargetShardCount ScalingType StreamARN StreamId',
  UpdateStreamMode: 'StreamARN StreamId StreamModeDetails WarmThroughputMiBps',
  UpdateStreamWarmThroughput: 'StreamARN StreamName StreamId WarmThroughputMiBps',
};

/** `AddTagsToStream` → `add-tags-to-stream`; `StreamARN` → `stream-arn`; `MaxRecordSizeInKiB` → `max-record-size-in-ki-b`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

/** A structure's members in the order of the API model. */
export interface Member {
  readonly name: string;
  readonly shape: Shape;
}

export interface Command {
  /** As typed: `put-record`. */
  readonly name: string;
  /** As the API calls it: `PutRecord`. */
  readonly operation: string;
  readonly members: readonly Member[];
}

const listed = (order: string, members: Members): Member[] => order.split(' ').filter(Boolean).map((name) => ({ name, shape: members[name]! }));

export const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries(memberOrder).map(([operation, order]) => {
    const name = kebab(operation);
    return [name, { name, operation, members: listed(order, operations.get(operation)!.members) }];
  }),
);

/** The structures inside inputs whose order in the API model is not that of their table. */
const structureOrder = ['Data ExplicitHashKey PartitionKey', 'Type ShardId Timestamp', 'StreamMode', 'Status'];

/** A nested structure's members in the order of the API model. */
export function membersOf(members: Members): Member[] {
  const names = Object.keys(members);
  const order = structureOrder.find((one) => one.split(' ').sort().join() === [...names].sort().join());
  return listed(order ?? names.join(' '), members);
}

/** How botocore pages a call: see paginators-1.json of botocore. */
export interface Paginator {
  readonly inputToken: string;
  readonly limitKey: string;
  /** Where the pages' entries are, the first being what `--max-items` counts. */
  readonly resultKeys: readonly string[];
  /** What an answer has beside its entries and keeps, in this order; null where it is absent. */
  readonly alsoKept: readonly string[];
  /** The token of the next page, or null at the end. */
  readonly next: (output: Output) => string | null;
}
export type Output = Readonly<Record<string, unknown>>;

const nextToken = (output: Output) => (output['NextToken'] as string | undefined) ?? null;
interface Described {
  readonly HasMoreShards: boolean;
  readonly Shards: readonly { readonly ShardId: string }[];
}

export const paginators: Readonly<Record<string, Paginator>> = {
  DescribeStream: {
    inputToken: 'ExclusiveStartShardId',
    limitKey: 'Limit',
    resultKeys: ['StreamDescription.Shards'],
    alsoKept: ['StreamARN', 'StreamName', 'StreamStatus', 'RetentionPeriodHours', 'EnhancedMonitoring', 'EncryptionType', 'KeyId', 'StreamCreationTimestamp'].map(
      (name) => `StreamDescription.${name}`,
    ),
    next: (output) => {
      const { HasMoreShards, Shards } = output['StreamDescription'] as Described;
      return HasMoreShards ? (Shards.at(-1)?.ShardId ?? null) : null;
    },
  },
  ListStreams: { inputToken: 'NextToken', limitKey: 'Limit', resultKeys: ['StreamNames', 'StreamSummaries'], alsoKept: [], next: (output) => (output['HasMoreStreams'] ? nextToken(output) : null) },
  ListShards: { inputToken: 'NextToken', limitKey: 'MaxResults', resultKeys: ['Shards'], alsoKept: [], next: nextToken },
  ListStreamConsumers: { inputToken: 'NextToken', limitKey: 'MaxResults', resultKeys: ['Consumers'], alsoKept: [], next: nextToken },
};

/** `aws kinesis wait`: both ask DescribeStream, 18 times at most, 10 s apart. See waiters-2.json of botocore. */
export const waiters: ReadonlyMap<string, { readonly name: string; readonly until: 'ACTIVE' | 'ResourceNotFoundException' }> = new Map([
  ['stream-exists', { name: 'StreamExists', until: 'ACTIVE' }],
  ['stream-not-exists', { name: 'StreamNotExists', until: 'ResourceNotFoundException' }],
]);
export const WAITER_DELAY_MS = 10_000;
export const WAITER_ATTEMPTS_MAX = 18;
