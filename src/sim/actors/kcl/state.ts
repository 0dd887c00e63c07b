/** A worker's state: what its process holds in memory, all gone when it stops. Plain data; times in ms. */
import type { ChildShard } from '../../kinesis/model/reading.ts';
import type { ShardDescription } from '../../kinesis/operations/list-shards.ts';
import type { ActorBase, ActorHost, Answer } from '../actor.ts';
import type { Registration, RegistrationTag } from '../fan-out-registration.ts';
import type { FanOutSubscription } from '../fan-out-subscription.ts';
import type { ShardFeed } from '../shard-feed.ts';
import type { Push } from '../../kinesis/model/subscription.ts';
import type { Batch, Place } from './batch.ts';
import { settingsOf, type KclWorkerConfig } from './config.ts';
import { applicationOf, liveLeases, shardIndexOf, type Application } from './lease-table.ts';

export interface KclWorkerState extends ActorBase {
  readonly kind: 'kcl-worker';
  config: KclWorkerConfig;
  phase: 'stopped' | 'waiting for leases' | 'running';
  /** While the table is empty: when this worker lists the shards itself. */
  bootstrapMs: number;
  /** Leases it believes to hold, by key. */
  readonly held: Map<string, HeldLease>;
  /** What it saw in its newest scan of the table, by key. */
  readonly seen: Map<string, SeenLease>;
  /** Of the leader's lock. */
  seenLeader: { readonly recordVersionNumber: number; readonly sinceMs: number } | null;
  assignments: number;
  /** The hole that the audit found, and how often in a row. */
  hole: { readonly startingHashKey: string; readonly confirmations: number } | null;
  /** A listing of the shards under way. */
  listing: { readonly purpose: 'bootstrap' | 'sync'; shards: readonly ShardDescription[] } | null;
  registration: Registration;
  readonly consumers: Map<string, ShardConsumer>;
  nextConsumer: number;
  /** Read since its last report. */
  reported: { atMs: number; bytes: number };
  readonly counts: KclCounts;
}

export interface HeldLease {
  readonly leaseKey: string;
  /** As it was written last: the row has another where somebody else has written since. */
  counter: number;
  renewedMs: number;
  /** Read since then. */
  bytes: number;
}

export interface SeenLease {
  readonly counter: number;
  /** When the counter was first seen as it is. */
  readonly sinceMs: number;
  /** When this worker, as leader, began to hand it over. */
  readonly handOffMs: number | null;
}

export interface KclCounts {
  /** User records handed to processRecords and done with; repeated: not for the first time in this application. */
  processed: number;
  repeated: number;
  /** In batches that threw. */
  skipped: number;
  exceptions: number;
  batches: number;
  checkpoints: number;
  shutdownExceptions: number;
  throttled: number;
  leasesTaken: number;
  leasesLost: number;
  /** User records of aggregates that held one of another shard: the library drops them all. */
  discarded: number;
}

export const newCounts = (): KclCounts => ({ processed: 0, repeated: 0, skipped: 0, exceptions: 0, batches: 0, checkpoints: 0, shutdownExceptions: 0, throttled: 0, leasesTaken: 0, leasesLost: 0, discarded: 0 });

export interface ShardConsumer {
  /** Tells it from an earlier one of the same lease. */
  readonly id: number;
  readonly leaseKey: string;
  readonly shardIndex: number;
  phase: 'WAITING_ON_PARENT_SHARDS' | 'INITIALIZING' | 'PROCESSING' | 'SHUTTING_DOWN';
  /** Why it is to end as soon as processRecords returns. */
  shutdown: 'SHARD_END' | 'LEASE_LOST' | 'REQUESTED' | null;
  /** Read ahead, oldest first; the first one is in hand while there is work. */
  readonly queue: Batch[];
  work: Work | null;
  sinceCheckpoint: number;
  /** The place after the last user record that processRecords was given. */
  delivered: Place | null;
  /** The last user record that it is done with, processed or skipped. */
  lastDone: Place | null;
  /** Whether it began at LATEST and has read nothing yet. */
  atLatest: boolean;
  /** The checkpoint it began with, until the first records have come. */
  after: { readonly counter: number; readonly sub: number } | null;
  /** The last record that was read: where a new iterator goes on. */
  lastRead: number | null;
  /** Where the records lie that it has read: they have their numbers also when their stream is gone. */
  origin: Pick<ShardFeed, 'logId' | 'shardIndex' | 'createdSeconds'> | null;
  iterator: string | null;
  polledMs: number;
  /** Whether it waits with its next read until less is read ahead. */
  parked: boolean;
  readonly subscription: FanOutSubscription;
  /** The shard was not found: whether it is gone, a listing says. */
  missing: boolean;
  /** At the end of the shard: what follows it. */
  children: readonly ChildShard[] | null;
  millisBehindLatest: number;
}

/** On the user records of the first batch in the queue, by their number in it. */
export interface Work {
  readonly sinceMs: number;
  done: number;
  /** Up to which one the application works without a stop. */
  readonly until: number;
  /** The first one on which its code fails. */
  readonly failsAt: number | null;
}

type Timer = 'table' | 'renew' | 'discover leases' | 'lead' | 'assign' | 'take' | 'report' | 'audit' | 'clean' | 'list' | 'register';
type OfConsumer = 'parents' | 'open' | 'poll' | 'processed' | 'shut down' | 'force hand-off';

export type KclMessage =
  | { readonly type: Timer }
  | ({ readonly type: OfConsumer } & ConsumerRef)
  | { readonly type: 'paused'; readonly message: KclMessage }
  | { readonly type: 'paused answer'; readonly answer: Answer<KclTag> }
  | { readonly type: 'paused push'; readonly push: Push; readonly tag: KclTag };

export interface ConsumerRef {
  readonly leaseKey: string;
  readonly id: number;
}
/** Of a call for a shard; `attempt` only where it is SubscribeToShard. */
export interface ConsumerTag extends ConsumerRef {
  readonly attempt: number;
}
export interface ListingTag {
  readonly listing: true;
}
export type KclTag = ConsumerTag | ListingTag | RegistrationTag;

export const refOf = ({ leaseKey, id }: ShardConsumer): ConsumerRef => ({ leaseKey, id });

/** The consumer that a message or an answer is meant for, if it is still there. */
export function consumerOf(state: KclWorkerState, { leaseKey, id }: ConsumerRef): ShardConsumer | null {
  const consumer = state.consumers.get(leaseKey);
  return consumer?.id === id ? consumer : null;
}

export const settings = ({ config }: KclWorkerState) => settingsOf(config);
export const tableOf = (host: ActorHost, { config }: KclWorkerState): Application => applicationOf(host, config);

/** Whether a lease is still good in this worker's own eyes: one that it let age is not, whatever the table says. */
export function holds(host: ActorHost, state: KclWorkerState, leaseKey: string): HeldLease | null {
  const lease = state.held.get(leaseKey);
  return lease && host.nowMs - lease.renewedMs <= settings(state).failoverTimeMillis ? lease : null;
}

/** The worker holds a lease no more. Where it was handing it over, the next owner may begin. */
export function dropLease(host: ActorHost, state: KclWorkerState, leaseKey: string): void {
  const row = tableOf(host, state).leases.get(leaseKey);
  if (row?.checkpointOwner === state.name) row.checkpointOwner = null;
  if (!state.held.delete(leaseKey)) return;
  state.counts.leasesLost += 1;
  host.trace({ atMs: host.nowMs, kind: 'LeaseLost', actor: state.name, shardIndex: shardIndexOf({ leaseKey }) });
}

/** Who sees to audits and cleaning: with version 3 the holder of the lock, before it a worker that all agree on. */
export function isLeader(host: ActorHost, state: KclWorkerState): boolean {
  const table = tableOf(host, state);
  if (state.config.version === '3') return table.leader?.leaseOwner === state.name;
  const owners = liveLeases(table).flatMap(({ leaseOwner }) => leaseOwner ?? []);
  return owners.toSorted()[0] === state.name;
}
