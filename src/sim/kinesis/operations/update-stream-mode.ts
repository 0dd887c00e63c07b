import { ok } from '../../kernel/result.ts';
import { limitExceeded } from '../errors.ts';
import { usedToday } from '../model/daily-quota.ts';
import { startReshard } from '../model/reshard.ts';
import { openShards, type StreamMode } from '../model/stream.ts';
import { quotas } from '../quotas.ts';
import { streamArn, streamId, streamModeDetails, warmThroughputMiBps } from '../shapes.ts';
import { findActiveStream, streamText, warmThroughputRefusal } from './common.ts';
import { onDemandLimitText } from './create-stream.ts';
import type { Operation } from './operation.ts';

export interface UpdateStreamModeInput {
  readonly StreamARN: string;
  readonly StreamModeDetails: { readonly StreamMode: StreamMode };
  readonly WarmThroughputMiBps?: number;
}

/** Switches between provisioned and on-demand; the shards stay. Rules MODE-1 … MODE-4. */
export const updateStreamMode: Operation<UpdateStreamModeInput, Record<string, never>> = {
  name: 'UpdateStreamMode',
  members: {
    StreamARN: { ...streamArn, required: true },
    StreamId: streamId,
    StreamModeDetails: { ...streamModeDetails, required: true },
    WarmThroughputMiBps: warmThroughputMiBps,
  },
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
    const { StreamMode: mode } = input.StreamModeDetails;
    const refusal = warmThroughputRefusal(ctx, mode, input.WarmThroughputMiBps);
    if (refusal) return refusal;
    if (mode === stream.mode) return ok({});
    const tooMany = mode === 'ON_DEMAND' ? onDemandLimitText(ctx) : null;
    if (tooMany) return limitExceeded(tooMany);
    const { capacity } = stream;
    const perDay = quotas.streamModeSwitchesPerDayMax;
    if (ctx.config.throttle && usedToday(capacity.modeSwitchesMs, ctx.nowMs) >= perDay) {
      return limitExceeded(
        `UpdateStreamMode cannot switch the capacity mode more than ${perDay} times per rolling 24-hour period for ${streamText(ctx, stream.name)}.`,
      );
    }
    capacity.modeSwitchesMs.push(ctx.nowMs);
    capacity.warmTargetMiBps = input.WarmThroughputMiBps ?? 0;
    const goal = Math.max(openShards(stream).length, capacity.warmTargetMiBps);
    startReshard(ctx, stream, { cause: 'UpdateStreamMode', parents: [], children: [], goal, mode });
    return ok({});
  },
};
