/** Registered consumers of a stream, for enhanced fan-out. Plain data on the stream; times in ms of virtual time. Rules CONSUMER-1 … CONSUMER-10. */
import { changeDelayMs, type CallContext } from '../context.ts';
import type { AwsError } from '../errors.ts';
import type { Stream } from './stream.ts';
import { endSubscription } from './subscription.ts';
import type { TokenBucket } from './throughput.ts';

export type ConsumerStatus = 'CREATING' | 'ACTIVE' | 'DELETING';

export interface Consumer {
  readonly name: string;
  readonly arn: string;
  readonly createdMs: number;
  status: ConsumerStatus;
  readonly tags: Map<string, string>;
  policy: string | null;
  /** One for each shard it ever subscribed to, by shard index. */
  readonly pipes: Map<number, FanOutPipe>;
}

/** What one consumer has of one shard, whoever is subscribed at the moment. */
export interface FanOutPipe {
  readonly calls: TokenBucket;
  readonly bytes: TokenBucket;
  /** When the newest subscription began. */
  subscribedMs: number;
  /** Its id; it may have ended since. */
  subscriptionId: number | null;
}

export interface ConsumerDescription {
  readonly ConsumerName: string;
  readonly ConsumerARN: string;
  readonly ConsumerStatus: ConsumerStatus;
  /** Seconds since 1970. */
  readonly ConsumerCreationTimestamp: number;
}

export const describeConsumer = (ctx: CallContext, { name, arn, status, createdMs }: Consumer): ConsumerDescription => ({
  ConsumerName: name,
  ConsumerARN: arn,
  ConsumerStatus: status,
  ConsumerCreationTimestamp: (ctx.config.epochMs + createdMs) / 1000,
});

/** `Consumer <name> with creation timestamp <s> under stream: <S>, account <A>`: how most texts name one. */
export const consumerText = (ctx: CallContext, streamName: string, consumerName: string, createdSeconds: string | number) =>
  `Consumer ${consumerName} with creation timestamp ${createdSeconds} under stream: ${streamName}, account ${ctx.config.accountId}`;

export const createdSecondsOf = (consumer: Consumer) => consumer.arn.slice(consumer.arn.lastIndexOf(':') + 1);

export function addConsumer(ctx: CallContext, stream: Stream, name: string, tags: Readonly<Record<string, string>>): Consumer {
  const consumer: Consumer = {
    name,
    arn: `${stream.arn}/consumer/${name}:${Math.floor(ctx.wallMs / 1000)}`,
    createdMs: ctx.nowMs,
    status: 'CREATING',
    tags: new Map(Object.entries(tags)),
    policy: null,
    pipes: new Map(),
  };
  stream.consumers.set(name, consumer);
  setConsumerStatus(ctx, stream, consumer, 'CREATING');
  scheduleChange(ctx, stream, consumer, 'ConsumerCreated', changeDelayMs(ctx.config, 'create', 0));
  return consumer;
}

/** From now on it reads nothing; in a while it is gone. @param error what its subscriptions end with */
export function deleteConsumer(ctx: CallContext, stream: Stream, consumer: Consumer, error: AwsError): void {
  if (consumer.status === 'DELETING') return;
  setConsumerStatus(ctx, stream, consumer, 'DELETING');
  for (const { subscriptionId } of consumer.pipes.values()) {
    if (subscriptionId !== null) endSubscription(ctx, stream, subscriptionId, { type: 'error', error });
  }
  scheduleChange(ctx, stream, consumer, 'ConsumerDeleted', changeDelayMs(ctx.config, 'delete', 0));
}

export function setConsumerStatus(ctx: CallContext, stream: Stream, consumer: Consumer, status: ConsumerStatus): void {
  consumer.status = status;
  traceStatus(ctx, stream, consumer.name, status);
}

/** What was scheduled when it was registered or deregistered. */
export function finishConsumer(ctx: CallContext, stream: Stream, name: string, consumerCreatedMs: number, change: 'ConsumerCreated' | 'ConsumerDeleted'): void {
  const consumer = stream.consumers.get(name);
  if (consumer?.createdMs !== consumerCreatedMs) return;
  if (change === 'ConsumerDeleted') {
    stream.consumers.delete(name);
    traceStatus(ctx, stream, name, 'DELETED');
  } else if (consumer.status === 'CREATING') setConsumerStatus(ctx, stream, consumer, 'ACTIVE');
}

function scheduleChange(ctx: CallContext, stream: Stream, consumer: Consumer, type: 'ConsumerCreated' | 'ConsumerDeleted', delayMs: number): void {
  ctx.schedule(delayMs, {
    type,
    streamName: stream.name,
    createdMs: stream.createdMs,
    consumer: consumer.name,
    consumerCreatedMs: consumer.createdMs,
  });
}

function traceStatus(ctx: CallContext, stream: Stream, consumer: string, status: string): void {
  ctx.trace({ atMs: ctx.nowMs, kind: 'ConsumerStatusChanged', streamName: stream.name, consumer, status });
}
