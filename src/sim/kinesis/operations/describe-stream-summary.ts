import { ok } from '../../kernel/result.ts';
import type { CallContext } from '../context.ts';
import { hasAdvantage } from '../model/commitment.ts';
import { describeEncryption } from '../model/encryption.ts';
import { openShards, type Stream, type StreamMode, type StreamStatus } from '../model/stream.ts';
import { streamArn, streamId, streamName } from '../shapes.ts';
import { findStream, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';
import { warmThroughputOf, type WarmThroughput } from './update-stream-warm-throughput.ts';

/** What DescribeStream tells as well. */
export interface StreamDetails {
  readonly StreamName: string;
  readonly StreamARN: string;
  readonly StreamStatus: StreamStatus;
  readonly StreamModeDetails: { readonly StreamMode: StreamMode };
  readonly RetentionPeriodHours: number;
  /** Seconds since 1970. */
  readonly StreamCreationTimestamp: number;
  readonly EnhancedMonitoring: readonly { readonly ShardLevelMetrics: readonly string[] }[];
  readonly EncryptionType: 'NONE' | 'KMS';
  /** Only of an encrypted stream: its key, as it was given. */
  readonly KeyId?: string;
}

export interface StreamDescriptionSummary extends StreamDetails {
  readonly OpenShardCount: number;
  readonly ConsumerCount: number;
  readonly MaxRecordSizeInKiB: number;
  /** Only of an on-demand stream, and while the account has the commitment. */
  readonly WarmThroughput?: WarmThroughput;
}

/** A stream without its shards. Rule STREAM-9. */
export const describeStreamSummary: Operation<
  StreamReference,
  { readonly StreamDescriptionSummary: StreamDescriptionSummary }
> = {
  name: 'DescribeStreamSummary',
  members: { StreamName: streamName, StreamARN: streamArn, StreamId: streamId },
  rate: { perSecond: 20, scope: 'account' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findStream(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    return ok({
      StreamDescriptionSummary: {
        ...streamDetails(ctx, stream),
        OpenShardCount: openShards(stream).length,
        ConsumerCount: stream.consumers.size,
        MaxRecordSizeInKiB: stream.recordBytesMax / 1024,
        ...(stream.mode === 'ON_DEMAND' && hasAdvantage(ctx.state.commitment) && { WarmThroughput: warmThroughputOf(stream) }),
      },
    });
  },
};

export function streamDetails(ctx: CallContext, stream: Stream): StreamDetails {
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    StreamStatus: stream.status,
    StreamModeDetails: { StreamMode: stream.mode },
    RetentionPeriodHours: stream.retentionHours,
    StreamCreationTimestamp: (ctx.config.epochMs + stream.createdMs) / 1000,
    EnhancedMonitoring: [{ ShardLevelMetrics: stream.shardLevelMetrics }],
    ...describeEncryption(stream),
  };
}
