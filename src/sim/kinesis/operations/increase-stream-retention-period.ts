import { ok } from '../../kernel/result.ts';
import { invalidArgument, type Outcome } from '../errors.ts';
import type { CallContext } from '../context.ts';
import { trimShard } from '../model/retention.ts';
import type { Stream } from '../model/stream.ts';
import { quotas } from '../quotas.ts';
import { streamArn, streamId, streamName } from '../shapes.ts';
import { findActiveStream, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface RetentionInput extends StreamReference {
  readonly RetentionPeriodHours: number;
}

export const retentionMembers = {
  RetentionPeriodHours: { type: 'integer', required: true },
  StreamName: streamName,
  StreamARN: streamArn,
  StreamId: streamId,
} as const;

export const retentionErrors = [
  'InvalidArgumentException',
  'LimitExceededException',
  'ResourceInUseException',
  'ResourceNotFoundException',
  'ValidationException',
] as const;

/** Keeps records longer, from those that are still there on. Rules RETAIN-4, RETAIN-5. */
export const increaseStreamRetentionPeriod: Operation<RetentionInput, Record<string, never>> = {
  name: 'IncreaseStreamRetentionPeriod',
  members: retentionMembers,
  rate: { perSecond: 5, scope: 'stream' },
  errors: retentionErrors,

  run(ctx, input) {
    const found = findStreamForRetention(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    const { RetentionPeriodHours: hours } = input;
    if (hours < stream.retentionHours) {
      return invalidArgument(
        `Requested retention period (${hours} hours) for stream ${stream.name} can not be shorter than existing retention period (${stream.retentionHours} hours). Use DecreaseRetentionPeriod API.`,
      );
    }
    setRetention(ctx, stream, hours);
    return ok({});
  },
};

/** The stream, once the hours are within what AWS offers. Rule RETAIN-3. */
export function findStreamForRetention(ctx: CallContext, input: RetentionInput): Outcome<Stream> {
  const found = findActiveStream(ctx, input);
  if (!found.ok) return found;
  const { RetentionPeriodHours: hours } = input;
  const { retentionHoursMin: min, retentionHoursMax: max } = quotas;
  if (hours < min) {
    return invalidArgument(`Minimum allowed retention period is ${min} hours. Requested retention period (${hours} hours) is too short.`);
  }
  if (hours > max) {
    return invalidArgument(`Maximum allowed retention period is ${max} hours. Requested retention period (${hours} hours) is too long.`);
  }
  return found;
}

/** Forgets what has expired under the old period first: a longer one revives nothing. */
export function setRetention(ctx: CallContext, stream: Stream, hours: number): void {
  for (const shard of stream.shards) trimShard(ctx, stream, shard);
  ctx.trace({ atMs: ctx.nowMs, kind: 'RetentionChanged', streamName: stream.name, fromHours: stream.retentionHours, toHours: hours });
  stream.retentionHours = hours;
  for (const shard of stream.shards) trimShard(ctx, stream, shard);
}
