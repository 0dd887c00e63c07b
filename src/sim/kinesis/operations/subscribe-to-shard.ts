import { ok } from '../../kernel/result.ts';
import { limitExceeded, resourceInUse, resourceNotFound } from '../errors.ts';
import { consumerText, createdSecondsOf } from '../model/consumer.ts';
import { endSubscription, startSubscription } from '../model/subscription.ts';
import { shardIdOf } from '../model/stream.ts';
import { fullBucket, refill } from '../model/throughput.ts';
import { quotas } from '../quotas.ts';
import { consumerArn, sequenceNumber, shardId, streamId } from '../shapes.ts';
import { findShard, resolveShardId, streamText } from './common.ts';
import { findConsumer } from './describe-stream-consumer.ts';
import { positionOf, shardIteratorTypes, type ShardIteratorType } from './get-shard-iterator.ts';
import type { Operation } from './operation.ts';

export interface SubscribeToShardInput {
  readonly ConsumerARN: string;
  readonly ShardId: string;
  readonly StartingPosition: {
    readonly Type: ShardIteratorType;
    readonly SequenceNumber?: string;
    /** Seconds since 1970. */
    readonly Timestamp?: number;
  };
}

export interface SubscribeToShardOutput {
  /** What the host's `pushed` names: AWS's clients see an event stream instead. */
  readonly SubscriptionId: number;
}

/** Has a shard's records pushed to a consumer for five minutes. Rules SUBSCRIBE-1 … SUBSCRIBE-12. */
export const subscribeToShard: Operation<SubscribeToShardInput, SubscribeToShardOutput> = {
  name: 'SubscribeToShard',
  members: {
    ConsumerARN: { ...consumerArn, required: true },
    ShardId: { ...shardId, required: true },
    StartingPosition: {
      type: 'structure',
      required: true,
      members: {
        Type: { type: 'string', required: true, enum: shardIteratorTypes },
        SequenceNumber: sequenceNumber,
        Timestamp: { type: 'timestamp' },
      },
    },
    StreamId: streamId,
  },
  rate: { perSecond: quotas.subscribeToShardCallsPerSecond, scope: 'shard' },
  errors: ['InternalFailure', 'InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findConsumer(ctx, input);
    if (!found.ok) return found;
    const { stream, consumer } = found.value;
    const { nowMs } = ctx;
    const index = resolveShardId(ctx, input.ShardId, stream.name);
    if (!index.ok) return index;
    const shard = findShard(ctx, stream, index.value);
    if (!shard) return resourceNotFound(`Shard ${shardIdOf(index.value)} in ${streamText(ctx, stream.name)} does not exist`);
    if (consumer.status !== 'ACTIVE') {
      return resourceInUse(`${consumerText(ctx, stream.name, consumer.name, createdSecondsOf(consumer))} is not in ACTIVE status.`);
    }
    const { Type, SequenceNumber, Timestamp } = input.StartingPosition;
    const want = { ShardIteratorType: Type, StartingSequenceNumber: SequenceNumber, Timestamp };
    const position = positionOf(ctx, stream, shard, want, 'SubscribeToShard');
    if (!position.ok) return position;

    const perSecond = quotas.subscribeToShardCallsPerSecond;
    let pipe = consumer.pipes.get(shard.index);
    if (!pipe) {
      const bytes = fullBucket(quotas.fanOutReadBytesPerSecond, nowMs);
      pipe = { calls: fullBucket(perSecond, nowMs), bytes, subscribedMs: -Infinity, subscriptionId: null };
      consumer.pipes.set(shard.index, pipe);
    }
    if (ctx.config.throttle) {
      if (refill(pipe.calls, perSecond, nowMs) < 1) {
        return limitExceeded(`Rate exceeded for consumer ${consumer.name} under stream: ${stream.name}, account ${ctx.config.accountId}.`);
      }
      pipe.calls.tokens -= 1;
    }
    const taken = resourceInUse(
      `Another active subscription exists for this consumer: ${ctx.config.accountId}:${stream.name}:${shardIdOf(shard.index)}:${consumer.name}`,
    );
    if (nowMs - pipe.subscribedMs < quotas.fanOutTakeoverMs) return taken;
    if (pipe.subscriptionId !== null) endSubscription(ctx, stream, pipe.subscriptionId, { type: 'error', error: taken.error });
    return ok({ SubscriptionId: startSubscription(ctx, stream, consumer, shard, position.value).id });
  },
};
