/** What an operation sees of the world during one call, and the account's state. Types, and what every change shares. */
import { newCommitment, type Commitment } from './model/commitment.ts';
import type { KmsKeyState } from './model/kms.ts';
import type { RejectionLog } from './model/rejection-log.ts';
import type { Reshard } from './model/reshard.ts';
import type { ShardLog } from './model/shard-log.ts';
import type { Stream } from './model/stream.ts';
import type { Push, Subscription } from './model/subscription.ts';
import type { TokenBucket } from './model/throughput.ts';
import { quotas } from './quotas.ts';
import type { SimTraceEntry } from './trace-entries.ts';

export interface ServiceConfig {
  /** What the world calls time 0, as ms since 1970. */
  readonly epochMs: number;
  readonly accountId: string;
  readonly region: string;
  readonly shardLimit: number;
  /** How long a stream stays CREATING, DELETING, UPDATING. */
  readonly delayMs: Readonly<Record<StreamChange, ChangeDelay>>;
  readonly iteratorLifeMs: number;
  /** Whether rates are held to: calls a second, calls a day, records and bytes a second. Numbers of things always are. */
  readonly throttle: boolean;
}

export type StreamChange = 'create' | 'delete' | 'update';

/** A base and a part for each shard, in ms, up to a maximum. */
export interface ChangeDelay {
  readonly base: number;
  readonly perShard: number;
  readonly max: number;
}

const standardDelay: ChangeDelay = { base: 2_000, perShard: 30, max: 5_000 };

export const defaultConfig: ServiceConfig = {
  // 2026-06-01T00:00:00Z
  epochMs: 1_780_272_000_000,
  accountId: '123456789012',
  region: 'us-east-1',
  shardLimit: quotas.shardsPerAccount,
  delayMs: { create: standardDelay, delete: standardDelay, update: standardDelay },
  iteratorLifeMs: quotas.iteratorLifeMs,
  throttle: true,
};

/** Plain data: a checkpoint clones it. */
export interface ServiceState {
  readonly streams: Map<string, Stream>;
  nextArenaId: number;
  tokensIssued: number;
  /** Throttled writes so far: the length of the rejection log. */
  rejections: number;
  /** What is left of the call rates that count for the whole account, by operation. */
  readonly callRates: Map<string, TokenBucket>;
  /** What SubscribeToShard has running, by id. */
  readonly subscriptions: Map<number, Subscription>;
  nextSubscriptionId: number;
  /** Keys whose state was set, by their one name. */
  readonly kmsKeys: Map<string, KmsKeyState>;
  readonly commitment: Commitment;
}

export const newServiceState = (): ServiceState => ({ streams: new Map(), nextArenaId: 0, tokensIssued: 0, rejections: 0, callRates: new Map(), subscriptions: new Map(), nextSubscriptionId: 1, kmsKeys: new Map(), commitment: newCommitment() });

/** What an operation leaves for later. */
export type ServiceEvent = StreamEvent | { readonly type: 'CommitmentEnds' };

/** `createdMs` tells a stream from its namesake made after it. */
export type StreamEvent = { readonly streamName: string; readonly createdMs: number } & (
  | { readonly type: 'StreamCreated' }
  | { readonly type: 'StreamDeleted' }
  | { readonly type: 'ReshardFinished'; readonly reshard: Reshard }
  | { readonly type: 'ScaleOutDue' | 'ScaleInDue' }
  | { readonly type: 'RetentionDue'; readonly shardIndex: number }
  | { readonly type: 'KeyChanged'; readonly keyId: string | null }
  | { readonly type: 'ConsumerCreated' | 'ConsumerDeleted'; readonly consumer: string; readonly consumerCreatedMs: number }
  | { readonly type: 'PushDue'; readonly subscriptionId: number; readonly dueMs: number }
  | { readonly type: 'SubscriptionEnded'; readonly subscriptionId: number }
);

/** What the service needs of the world around it. */
export interface ServiceHost {
  readonly state: ServiceState;
  readonly nowMs: number;
  schedule(delayMs: number, event: ServiceEvent): void;
  trace(entry: SimTraceEntry): void;
  /** Into the digest only: for what happens too often to be listed. */
  note(code: number, a: number, b: number, c: number, d: number): void;
  /** Records [from, to) of a shard have passed retention. */
  expired(stream: Stream, shardIndex: number, from: number, to: number): void;
  /** What a subscription's client receives: events, then an end or an error. */
  pushed(subscriptionId: number, push: Push): void;
}

/** Who calls: an actor's name, and its number for the record's source column (0 is the learner). */
export interface Caller {
  readonly name: string;
  readonly ordinal: number;
  /** FLAGS of the call's records in their order; absent where it carries nothing but new ones. */
  readonly marks?: readonly number[];
}

export interface CallContext extends ServiceHost {
  readonly config: ServiceConfig;
  /** Virtual now as ms since 1970. */
  readonly wallMs: number;
  readonly caller: Caller;
  readonly rejections: RejectionLog;
  log(logId: number): ShardLog;
}

export function setStatus(ctx: CallContext, stream: Stream, status: Stream['status']): void {
  stream.status = status;
  ctx.trace({ atMs: ctx.nowMs, kind: 'StreamStatusChanged', streamName: stream.name, status });
}

/** How long a change to this many shards takes, in ms. Rule STREAM-4. */
export function changeDelayMs(config: ServiceConfig, change: StreamChange, shards: number): number {
  const { base, perShard, max } = config.delayMs[change];
  return Math.min(max, base + shards * perShard);
}
