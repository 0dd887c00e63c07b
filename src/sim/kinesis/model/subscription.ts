/**
 * What SubscribeToShard leaves running: one consumer's subscription to one shard, pushed to until it ends. Plain data in
 * the service's state, moved on by scheduled events alone; times in ms of virtual time. Rules SUBSCRIBE-1 … SUBSCRIBE-12.
 */
import { assert } from '../../kernel/assert.ts';
import type { CallContext } from '../context.ts';
import type { AwsError } from '../errors.ts';
import { quotas } from '../quotas.ts';
import { NOTES } from '../trace-entries.ts';
import type { Consumer, FanOutPipe } from './consumer.ts';
import { readRefusal } from './encryption.ts';
import { childrenOf, extent, millisBehind, type ChildShard } from './reading.ts';
import type { RecordSlice } from './record-slice.ts';
import { trimShard } from './retention.ts';
import { formatSequenceNumber } from './sequence-number.ts';
import { isOpen, type Shard, type Stream } from './stream.ts';
import { refill } from './throughput.ts';

export interface Subscription {
  readonly id: number;
  readonly streamName: string;
  readonly consumer: string;
  readonly shardIndex: number;
  readonly startedMs: number;
  readonly endsMs: number;
  /** The log index to push next. */
  position: number;
  /** Of the record before it, as far as is known: part of the number to go on from. */
  counter: number;
  /** When the next event is due: an earlier or later one that was scheduled is void. */
  pushDueMs: number;
}

export interface SubscribeToShardEvent {
  readonly Records: RecordSlice;
  /** Where to subscribe AFTER_SEQUENCE_NUMBER to go on; absent at the end of a closed shard. */
  readonly ContinuationSequenceNumber?: string;
  readonly MillisBehindLatest: number;
  /** Only at the end of a closed shard. */
  readonly ChildShards?: readonly ChildShard[];
}

/** What the host is told: `end` and `error` are the last. */
export type SubscriptionEnd = { readonly type: 'end' } | { readonly type: 'error'; readonly error: AwsError };
export type Push = { readonly type: 'event'; readonly event: SubscribeToShardEvent } | SubscriptionEnd;

export function startSubscription(ctx: CallContext, stream: Stream, consumer: Consumer, shard: Shard, position: number): Subscription {
  const { nowMs } = ctx;
  const subscription: Subscription = {
    id: ctx.state.nextSubscriptionId,
    streamName: stream.name,
    consumer: consumer.name,
    shardIndex: shard.index,
    startedMs: nowMs,
    endsMs: nowMs + quotas.fanOutSubscriptionMs,
    position,
    counter: position > shard.head ? ctx.log(shard.logId).counter(position - 1) : 0,
    pushDueMs: nowMs,
  };
  const { id } = subscription;
  ctx.state.nextSubscriptionId += 1;
  ctx.state.subscriptions.set(id, subscription);
  shard.subscriptions.push(id);
  const pipe = consumer.pipes.get(shard.index)!;
  pipe.subscriptionId = id;
  pipe.subscribedMs = nowMs;
  ctx.trace({ atMs: nowMs, kind: 'SubscriptionStarted', streamName: stream.name, actor: consumer.name, shardIndex: shard.index });
  ctx.schedule(quotas.fanOutSubscriptionMs, { type: 'SubscriptionEnded', ...identity(stream), subscriptionId: id });
  schedulePush(ctx, stream, subscription, quotas.fanOutLatencyMs);
  return subscription;
}

/** After an append, and at a shard's end: whoever is subscribed hears of it soon. */
export function wakeSubscriptions(ctx: CallContext, stream: Stream, shard: Shard): void {
  for (const id of shard.subscriptions) {
    const subscription = ctx.state.subscriptions.get(id)!;
    if (subscription.pushDueMs > ctx.nowMs + quotas.fanOutLatencyMs) schedulePush(ctx, stream, subscription, quotas.fanOutLatencyMs);
  }
}

/** A scheduled push is due: what the shard holds beyond the position, as far as the throughput allows. */
export function pushDue(ctx: CallContext, stream: Stream, id: number, dueMs: number): void {
  const subscription = ctx.state.subscriptions.get(id);
  if (subscription?.pushDueMs !== dueMs) return;
  const shard = stream.shards[subscription.shardIndex]!;
  const { bytes: bucket } = pipeOf(stream, subscription);
  trimShard(ctx, stream, shard);
  const log = ctx.log(shard.logId);
  const { length } = shard.cursor;
  const perSecond = quotas.fanOutReadBytesPerSecond;
  const free = ctx.config.throttle ? refill(bucket, perSecond, ctx.nowMs) : perSecond;
  const untilFreeMs = () => Math.max(quotas.fanOutLatencyMs, Math.ceil(((1 - bucket.tokens) * 1000) / perSecond));
  const from = Math.min(length, Math.max(shard.head, subscription.position));
  if (from < length && free <= 0) return schedulePush(ctx, stream, subscription, untilFreeMs());

  const { to, bytes } = extent(log, from, Math.min(length, from + quotas.getRecordsRecordsMax), free);
  const refusal = readRefusal(ctx, stream, log, from, to);
  if (refusal) return endSubscription(ctx, stream, id, { type: 'error', error: refusal.error });
  bucket.tokens -= ctx.config.throttle ? bytes : 0;
  subscription.position = to;
  if (to > from) subscription.counter = log.counter(to - 1);
  ctx.note(NOTES.RecordsPushed, ctx.nowMs, shard.index, from, to);
  const ended = !isOpen(shard) && to === length;
  ctx.pushed(id, {
    type: 'event',
    event: {
      Records: { logId: shard.logId, from, to, shardIndex: shard.index, shardCreatedSeconds: shard.createdSeconds },
      ...(ended ? { ChildShards: childrenOf(stream, shard) } : { ContinuationSequenceNumber: continuation(ctx, shard, subscription.counter, to > from ? log.arrivalMs(to - 1) : ctx.nowMs) }),
      MillisBehindLatest: millisBehind(ctx, log, shard, from, to),
    },
  });
  if (ended) endSubscription(ctx, stream, id, { type: 'end' });
  else schedulePush(ctx, stream, subscription, to < length ? untilFreeMs() : quotas.fanOutHeartbeatMs);
}

export function endSubscription(ctx: CallContext, stream: Stream, id: number, end: SubscriptionEnd | null): void {
  const subscription = ctx.state.subscriptions.get(id);
  if (!subscription) return;
  ctx.state.subscriptions.delete(id);
  const { subscriptions } = stream.shards[subscription.shardIndex]!;
  subscriptions.splice(subscriptions.indexOf(id), 1);
  const { consumer, shardIndex } = subscription;
  const reason = end === null ? 'client left' : end.type === 'error' ? end.error.__type : 'end';
  ctx.trace({ atMs: ctx.nowMs, kind: 'SubscriptionEnded', streamName: stream.name, actor: consumer, shardIndex, reason });
  if (end) ctx.pushed(id, end);
}

function schedulePush(ctx: CallContext, stream: Stream, subscription: Subscription, delayMs: number): void {
  subscription.pushDueMs = ctx.nowMs + delayMs;
  ctx.schedule(delayMs, { type: 'PushDue', ...identity(stream), subscriptionId: subscription.id, dueMs: subscription.pushDueMs });
}

const identity = ({ name, createdMs }: Stream) => ({ streamName: name, createdMs });

function pipeOf(stream: Stream, { consumer, shardIndex }: Subscription): FanOutPipe {
  const pipe = stream.consumers.get(consumer)?.pipes.get(shardIndex);
  assert(pipe, `a subscription of ${consumer} outlived its consumer`);
  return pipe;
}

/** The number of the last record pushed; where none was, one after it that no record has, for the checkpoint to move. */
function continuation(ctx: CallContext, shard: Shard, counter: number, atMs: number): string {
  return formatSequenceNumber({
    shardCreatedSeconds: shard.createdSeconds,
    shardIndex: shard.index,
    counter: BigInt(counter),
    seconds: Math.floor((ctx.config.epochMs + atMs) / 1000),
  });
}
