/** Every metric there is, under CloudWatch's names, with what it counts and which statistics mean something. */
import { shardLevelMetrics, type ShardLevelMetric, type Stream } from '../kinesis/model/stream.ts';
import type { Statistic } from './metrics.ts';

/** Whom AWS publishes it for: each stream, each shard on demand, each registered consumer, or whoever measures it. */
export type MetricScope = 'stream' | 'shard' | 'consumer' | 'actor';
export type MetricUnit = 'Bytes' | 'Count' | 'Milliseconds' | 'Seconds';

export interface MetricKind {
  readonly scope: MetricScope;
  readonly unit: MetricUnit;
  readonly statistics: readonly Statistic[];
}

const ALL: readonly Statistic[] = ['Average', 'Minimum', 'Maximum', 'Sum', 'SampleCount'];
/** Of 0 and 1: the mean is the share that went well. */
const SHARE: readonly Statistic[] = ['Average', 'Sum', 'SampleCount'];
/** Of times, which nobody adds up. */
const TIME: readonly Statistic[] = ['Average', 'Minimum', 'Maximum', 'SampleCount'];

const stream = (unit: MetricUnit, statistics = ALL): MetricKind => ({ scope: 'stream', unit, statistics });
const consumer = (unit: MetricUnit, statistics = ALL): MetricKind => ({ scope: 'consumer', unit, statistics });
const actor = (unit: MetricUnit): MetricKind => ({ scope: 'actor', unit, statistics: TIME });

/** The namespace AWS/Kinesis, as far as it is about a stream as a whole or a consumer of it. */
export const streamMetrics = {
  IncomingBytes: stream('Bytes'),
  IncomingRecords: stream('Count'),
  'PutRecord.Bytes': stream('Bytes'),
  'PutRecord.Latency': stream('Milliseconds', TIME),
  'PutRecord.Success': stream('Count', SHARE),
  'PutRecords.Bytes': stream('Bytes'),
  'PutRecords.Latency': stream('Milliseconds', TIME),
  /** Deprecated by AWS for SuccessfulRecords, with which it agrees. */
  'PutRecords.Records': stream('Count'),
  /** 1 where at least one record of the call got in. */
  'PutRecords.Success': stream('Count', SHARE),
  'PutRecords.TotalRecords': stream('Count'),
  'PutRecords.SuccessfulRecords': stream('Count'),
  /** Failed inside the service; throttled ones are not among them. */
  'PutRecords.FailedRecords': stream('Count'),
  'PutRecords.ThrottledRecords': stream('Count'),
  /** Records refused, of each put. */
  WriteProvisionedThroughputExceeded: stream('Count'),
  'GetRecords.Bytes': stream('Bytes'),
  /** Deprecated by AWS for IteratorAgeMilliseconds, with which it agrees. */
  'GetRecords.IteratorAge': stream('Milliseconds', TIME),
  /** How long ago the last record of the answer was written; 0 at the tip. */
  'GetRecords.IteratorAgeMilliseconds': stream('Milliseconds', TIME),
  'GetRecords.Latency': stream('Milliseconds', TIME),
  'GetRecords.Records': stream('Count'),
  'GetRecords.Success': stream('Count', SHARE),
  /** Calls refused: 1 or 0 of each GetRecords. */
  ReadProvisionedThroughputExceeded: stream('Count'),
  'SubscribeToShard.Success': consumer('Count', SHARE),
  'SubscribeToShard.RateExceeded': consumer('Count'),
  'SubscribeToShardEvent.Bytes': consumer('Bytes'),
  'SubscribeToShardEvent.MillisBehindLatest': consumer('Milliseconds', TIME),
  'SubscribeToShardEvent.Records': consumer('Count'),
  'SubscribeToShardEvent.Success': consumer('Count', SHARE),
} as const satisfies Readonly<Record<string, MetricKind>>;

/** Of a shard, for a stream with enhanced monitoring. */
const shardUnits: Readonly<Record<ShardLevelMetric, MetricUnit>> = {
  IncomingBytes: 'Bytes',
  IncomingRecords: 'Count',
  OutgoingBytes: 'Bytes',
  OutgoingRecords: 'Count',
  WriteProvisionedThroughputExceeded: 'Count',
  ReadProvisionedThroughputExceeded: 'Count',
  IteratorAgeMilliseconds: 'Milliseconds',
};

/** What readers report of themselves, in namespaces of their own. */
export const actorMetrics = {
  /** KCL: of each shard that a worker reads. */
  MillisBehindLatest: actor('Milliseconds'),
  /** Lambda: of the last record of a batch, as its function is invoked. */
  IteratorAge: actor('Milliseconds'),
  /** Firehose: its last GetRecords against the tip. */
  KinesisMillisBehindLatest: actor('Milliseconds'),
  /** Firehose: of the oldest record that is not yet in S3. */
  'DeliveryToS3.DataFreshness': actor('Seconds'),
} as const satisfies Readonly<Record<string, MetricKind>>;

export type StreamMetric = keyof typeof streamMetrics;

export const isShardLevel = (metric: string): metric is ShardLevelMetric => (shardLevelMetrics as readonly string[]).includes(metric);

/** What is known of a metric; undefined where nobody but its actor knows it. */
export function metricKind(metric: string, shardIndex: number | null | undefined): MetricKind | undefined {
  if (metric in actorMetrics) return actorMetrics[metric as keyof typeof actorMetrics];
  if (shardIndex === null || shardIndex === undefined) return streamMetrics[metric as StreamMetric];
  if (!isShardLevel(metric)) return undefined;
  const unit = shardUnits[metric];
  return { scope: 'shard', unit, statistics: unit === 'Milliseconds' ? TIME : ALL };
}

/** Whether AWS would publish it: those of a shard only where the stream's enhanced monitoring asks for them. */
export function isPublished(stream: Stream, metric: string, shardIndex: number | null): boolean {
  if (shardIndex === null || metric in actorMetrics) return true;
  return isShardLevel(metric) && stream.shardLevelMetrics.includes(metric);
}
