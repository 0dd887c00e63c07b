import { ok } from '../../kernel/result.ts';
import { openShards, type StreamMode, type StreamStatus } from '../model/stream.ts';
import { streamArn, streamId, streamName } from '../shapes.ts';
import { findStream, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface StreamDescriptionSummary {
  readonly StreamName: string;
  readonly StreamARN: string;
  readonly StreamStatus: StreamStatus;
  readonly StreamModeDetails: { readonly StreamMode: StreamMode };
  readonly RetentionPeriodHours: number;
  /** Seconds since 1970. */
  readonly StreamCreationTimestamp: number;
  readonly EnhancedMonitoring: readonly { readonly ShardLevelMetrics: readonly string[] }[];
  readonly EncryptionType: 'NONE' | 'KMS';
  readonly OpenShardCount: number;
  readonly ConsumerCount: number;
  readonly MaxRecordSizeInKiB: number;
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
        StreamName: stream.name,
        StreamARN: stream.arn,
        StreamStatus: stream.status,
        StreamModeDetails: { StreamMode: stream.mode },
        RetentionPeriodHours: stream.retentionHours,
        StreamCreationTimestamp: (ctx.config.epochMs + stream.createdMs) / 1000,
        EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
        EncryptionType: 'NONE',
        OpenShardCount: openShards(stream).length,
        ConsumerCount: 0,
        MaxRecordSizeInKiB: stream.recordBytesMax / 1024,
      },
    });
  },
};
