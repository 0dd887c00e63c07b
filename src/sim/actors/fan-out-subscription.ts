/**
 * One subscription after another to one shard, as a client keeps them up: each goes on where the one before it ended.
 * Shared by the plain fan-out consumer and the KCL. Times in ms.
 */
import { shardIdOf } from '../kinesis/model/stream.ts';
import { quotas } from '../kinesis/quotas.ts';
import type { ActorBase, ActorHost } from './actor.ts';
import type { StartingPosition } from './reposition.ts';

/** Plain data in the state of whoever reads the shard. */
export interface FanOutSubscription {
  /** Counts SubscribeToShard calls: what comes from an earlier one is dropped. */
  attempt: number;
  /** While it runs. */
  id: number | null;
  startedMs: number;
  /** What the newest call asked for. */
  askedFor: StartingPosition | null;
  /** From the newest event: where the next subscription goes on. */
  continuation: string | null;
}

/**
 * So many events a client lets wait for its code; then it hangs up until they are worked off. A real one stops reading
 * from its connection, to the same effect.
 */
export const EVENTS_WAITING_MAX = 100;
/** Limit of one call a second for a consumer and shard. */
const RETRY_MS = 1_000;

export const newSubscription = (): FanOutSubscription => ({ attempt: 0, id: null, startedMs: -Infinity, askedFor: null, continuation: null });

/** @param from where to begin unless an event has said where to go on */
export function subscribe<Tag extends { readonly attempt: number }>(host: ActorHost, actor: ActorBase, subscription: FanOutSubscription, consumerArn: string, shardIndex: number, from: StartingPosition, tag: Omit<Tag, 'attempt'>): void {
  subscription.attempt += 1;
  subscription.id = null;
  const { continuation, attempt } = subscription;
  subscription.askedFor = continuation === null ? from : { Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: continuation };
  host.send(actor, 'SubscribeToShard', { ConsumerARN: consumerArn, ShardId: shardIdOf(shardIndex), StartingPosition: subscription.askedFor }, { ...tag, attempt });
}

export function started(host: ActorHost, subscription: FanOutSubscription, id: number): void {
  subscription.id = id;
  subscription.startedMs = host.nowMs;
}

/** Leaves: what was pushed and is still on its way is dropped, and comes again with the next subscription. */
export function hangUp(host: ActorHost, actor: ActorBase, subscription: FanOutSubscription): void {
  subscription.attempt += 1;
  if (subscription.id !== null) host.unsubscribe(actor, subscription.id);
  subscription.id = null;
}

/** What a stopped process forgets of it. */
export function forgetSubscription(subscription: FanOutSubscription): void {
  subscription.id = null;
  subscription.continuation = null;
}

/** How long to wait before the next call. @param code of the error that ended or refused it; null = its time was up */
export function retryMs(code: string | null): number {
  if (code === null) return 0;
  return code === 'ResourceInUseException' ? quotas.fanOutTakeoverMs : RETRY_MS;
}
