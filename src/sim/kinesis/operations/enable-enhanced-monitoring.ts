import { ok } from '../../kernel/result.ts';
import type { CallContext } from '../context.ts';
import type { ErrorCode, Outcome } from '../errors.ts';
import { shardLevelMetrics, type ShardLevelMetric } from '../model/stream.ts';
import { streamArn, streamId, streamName } from '../shapes.ts';
import { findLiveStream } from './add-tags-to-stream.ts';
import { findStream, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface EnhancedMonitoringInput extends StreamReference {
  readonly ShardLevelMetrics: readonly (ShardLevelMetric | 'ALL')[];
}

export interface EnhancedMonitoringOutput {
  readonly StreamName: string;
  readonly StreamARN: string;
  /** Before the call. */
  readonly CurrentShardLevelMetrics: readonly ShardLevelMetric[];
  /** After it. */
  readonly DesiredShardLevelMetrics: readonly ShardLevelMetric[];
}

export const monitoringMembers = {
  StreamName: streamName,
  ShardLevelMetrics: { type: 'list', required: true, length: [1, 7], member: { type: 'string', enum: [...shardLevelMetrics, 'ALL'] } },
  StreamARN: streamArn,
  StreamId: streamId,
} as const;

export const monitoringErrors = [
  'InvalidArgumentException',
  'LimitExceededException',
  'ResourceInUseException',
  'ResourceNotFoundException',
  'ValidationException',
] as const satisfies readonly ErrorCode[];

/** Turns shard-level metrics on. Rules MONITOR-1 … MONITOR-3. */
export const enableEnhancedMonitoring: Operation<EnhancedMonitoringInput, EnhancedMonitoringOutput> = {
  name: 'EnableEnhancedMonitoring',
  members: monitoringMembers,
  rate: { perSecond: 5, scope: 'stream' },
  errors: monitoringErrors,

  run: (ctx, input) => setMetrics(ctx, input, (on, named) => on || named),
};

/** Changes the set: `desired` says whether a metric is on after the call, by whether it was and whether it is named. */
export function setMetrics(
  ctx: CallContext,
  input: EnhancedMonitoringInput,
  desired: (on: boolean, named: boolean) => boolean,
): Outcome<EnhancedMonitoringOutput> {
  const found = findLiveStream(ctx, findStream(ctx, input));
  if (!found.ok) return found;
  const stream = found.value;
  const { ShardLevelMetrics: named } = input;
  const before = stream.shardLevelMetrics;
  stream.shardLevelMetrics = shardLevelMetrics.filter((metric) =>
    desired(before.includes(metric), named.includes('ALL') || named.includes(metric)),
  );
  return ok({
    StreamName: stream.name,
    StreamARN: stream.arn,
    CurrentShardLevelMetrics: before,
    DesiredShardLevelMetrics: stream.shardLevelMetrics,
  });
}
