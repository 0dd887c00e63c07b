import { ok } from '../../kernel/result.ts';
import type { CallContext } from '../context.ts';
import { limitExceeded, validationError } from '../errors.ts';
import { usedToday } from '../model/daily-quota.ts';
import { splitStep, startReshard, stepToward } from '../model/reshard.ts';
import { openShards, type Stream } from '../model/stream.ts';
import { quotas } from '../quotas.ts';
import { streamArn, streamId, streamName } from '../shapes.ts';
import { findActiveStream, streamText, type StreamReference } from './common.ts';
import { shardLimitText } from './create-stream.ts';
import type { Operation } from './operation.ts';
import { onDemandText } from './split-shard.ts';

export interface UpdateShardCountInput extends StreamReference {
  readonly TargetShardCount: number;
  readonly ScalingType: 'UNIFORM_SCALING';
}

export interface UpdateShardCountOutput {
  readonly StreamName: string;
  readonly StreamARN: string;
  readonly CurrentShardCount: number;
  readonly TargetShardCount: number;
}

/** Brings a stream to a number of open shards by splits and merges of its own. Rules SCALE-1 … SCALE-4. */
export const updateShardCount: Operation<UpdateShardCountInput, UpdateShardCountOutput> = {
  name: 'UpdateShardCount',
  members: {
    ScalingType: { type: 'string', required: true, enum: ['UNIFORM_SCALING'] },
    StreamName: streamName,
    TargetShardCount: { type: 'integer', required: true, range: [1, Infinity] },
    StreamARN: streamArn,
    StreamId: streamId,
  },
  rate: { perSecond: 10, scope: 'stream' },
  errors: [
    'InvalidArgumentException',
    'LimitExceededException',
    'ResourceInUseException',
    'ResourceNotFoundException',
    'ValidationException',
  ],

  run(ctx, input) {
    const found = findActiveStream(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    if (stream.mode === 'ON_DEMAND') return validationError(onDemandText(ctx, stream));
    const { TargetShardCount: goal } = input;
    const open = openShards(stream);
    const refusal = limitText(ctx, stream, open.length, goal);
    if (refusal) return limitExceeded(refusal);
    stream.capacity.shardCountUpdatesMs.push(ctx.nowMs);
    // AWS was seen to split every shard first, and then to merge until the number is right.
    const step = goal > open.length ? splitStep(open) : stepToward(stream, goal);
    startReshard(ctx, stream, { cause: 'UpdateShardCount', goal, ...step });
    return ok({ StreamName: stream.name, StreamARN: stream.arn, CurrentShardCount: open.length, TargetShardCount: goal });
  },
};

/** The first limit that the change would pass, else null. Rule SCALE-2. */
function limitText(ctx: CallContext, stream: Stream, open: number, goal: number): string | null {
  const { updateShardCountShardsMax: most, updateShardCountPerDayMax: perDay } = quotas;
  const counts = `Current open shard count: ${open}, Target shard count: ${goal}`;
  if (goal > 2 * open) return `UpdateShardCount cannot scale up over double your current open shard count. ${counts}`;
  if (2 * goal < open) return `UpdateShardCount cannot scale down below half your current open shard count. ${counts}`;
  // From above the maximum, only a result below it is taken.
  if (goal > most || (open > most && goal >= most)) {
    return `Target shard count or number of open shards cannot be greater than ${most}. ${counts}`;
  }
  // The shards in between count as well while they are open.
  const quota = goal > open ? shardLimitText(ctx, open) : null;
  if (quota) return quota;
  if (!ctx.config.throttle || usedToday(stream.capacity.shardCountUpdatesMs, ctx.nowMs) < perDay) return null;
  return `UpdateShardCount cannot be called more than ${perDay} times per rolling 24-hour period for ${streamText(ctx, stream.name)}.`;
}
