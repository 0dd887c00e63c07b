import { ok } from '../../kernel/result.ts';
import { warmGoal } from '../model/on-demand.ts';
import { startReshard, stepToward } from '../model/reshard.ts';
import type { Stream } from '../model/stream.ts';
import { streamArn, streamId, streamName, warmThroughputMiBps } from '../shapes.ts';
import { findActiveStream, warmThroughputRefusal, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface WarmThroughput {
  readonly TargetMiBps: number;
  readonly CurrentMiBps: number;
}

export interface UpdateStreamWarmThroughputInput extends StreamReference {
  readonly WarmThroughputMiBps: number;
}

export interface UpdateStreamWarmThroughputOutput {
  readonly StreamARN: string;
  readonly StreamName: string;
  readonly WarmThroughput: WarmThroughput;
}

/** Makes an on-demand stream ready for a throughput to come, or gives back what it no longer needs. Rules WARM-1 … WARM-3. */
export const updateStreamWarmThroughput: Operation<UpdateStreamWarmThroughputInput, UpdateStreamWarmThroughputOutput> = {
  name: 'UpdateStreamWarmThroughput',
  members: {
    StreamARN: streamArn,
    StreamName: streamName,
    StreamId: streamId,
    WarmThroughputMiBps: { ...warmThroughputMiBps, required: true },
  },
  rate: { perSecond: 5, scope: 'account' },
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
    const refusal = warmThroughputRefusal(ctx, stream.mode, input.WarmThroughputMiBps);
    if (refusal) return refusal;
    const { capacity } = stream;
    const before = capacity.warmTargetMiBps;
    capacity.warmTargetMiBps = input.WarmThroughputMiBps;
    const goal = warmGoal(ctx, stream, capacity.load!, before);
    startReshard(ctx, stream, { cause: 'UpdateStreamWarmThroughput', goal, ...stepToward(stream, goal) });
    return ok({ StreamARN: stream.arn, StreamName: stream.name, WarmThroughput: warmThroughputOf(stream) });
  },
};

export const warmThroughputOf = ({ capacity }: Stream): WarmThroughput => ({
  TargetMiBps: capacity.warmTargetMiBps,
  CurrentMiBps: capacity.warmCurrentMiBps,
});
