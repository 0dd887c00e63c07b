/**
 * One shard in the hands of one worker, from the lease to the end: it waits for the parents, reads on from the checkpoint,
 * calls processRecords for batch after batch, and shuts down. What the application does stands in the worker's settings.
 */
import type { ActorHost } from '../actor.ts';
import { newSubscription } from '../fan-out-subscription.ts';
import { accountOf, arriveAt, countProcessed, countSkipped } from './account.ts';
import { firstPoison, placeOf, type Batch, type Place } from './batch.ts';
import { checkpoint } from './checkpointer.ts';
import { counterOf, createLease, isSentinel, SHARD_END, shardIndexOf, type LeaseRow } from './lease-table.ts';
import { holdBack, openShard, readOn, stopReading, type Arrival } from './retrieval.ts';
import { dropLease, refOf, settings, tableOf, type KclWorkerState, type ShardConsumer } from './state.ts';
import { startListing } from './sync.ts';

const PARENT_POLL_MS = 10_000;
/** A task that failed is tried again after so long. */
const TASK_RETRY_MS = 1_000;

export function startConsumer(host: ActorHost, state: KclWorkerState, { leaseKey }: LeaseRow): void {
  const consumer: ShardConsumer = {
    id: state.nextConsumer,
    leaseKey,
    shardIndex: shardIndexOf({ leaseKey }),
    phase: 'WAITING_ON_PARENT_SHARDS',
    shutdown: null,
    queue: [],
    work: null,
    sinceCheckpoint: 0,
    delivered: null,
    lastDone: null,
    atLatest: false,
    after: null,
    lastRead: null,
    origin: null,
    iterator: null,
    polledMs: -Infinity,
    parked: false,
    subscription: newSubscription(),
    missing: false,
    children: null,
    millisBehindLatest: 0,
  };
  state.nextConsumer += 1;
  state.consumers.set(leaseKey, consumer);
  lookAtParents(host, state, consumer);
}

/** A shard is begun when each parent's row is gone, or says that it was read to its end. */
export function lookAtParents(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  if (consumer.shutdown !== null) return;
  const { leases } = tableOf(host, state);
  const row = leases.get(consumer.leaseKey)!;
  if (row.parentShardId.some((parent) => (leases.get(parent)?.checkpoint ?? SHARD_END) !== SHARD_END)) {
    return host.later(state, PARENT_POLL_MS, { type: 'parents', ...refOf(consumer) });
  }
  consumer.phase = 'INITIALIZING';
  consumer.atLatest = row.checkpoint === 'LATEST';
  consumer.after = isSentinel(row.checkpoint) ? null : { counter: counterOf(row.checkpoint), sub: row.checkpointSubSequenceNumber };
  openShard(host, state, consumer, row);
}

/** Something of the shard has been read: it waits for processRecords. */
export function receive(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, { batch, position, children }: Arrival): void {
  consumer.children = children;
  if (batch) {
    consumer.queue.push(batch);
    state.reported.bytes += batch.bytes;
    const lease = state.held.get(consumer.leaseKey);
    if (lease) lease.bytes += batch.bytes;
    if (consumer.queue.length === 1) return work(host, state, consumer);
    return holdBack(host, state, consumer);
  }
  if (consumer.queue.length > 0) return;
  arrive(host, state, consumer, position);
  noteBehind(host, state, consumer, 0);
  if (children !== null) shutDown(host, state, consumer, 'SHARD_END');
}

/** A shard that has expired ends where its records end, whoever its children are. */
export function receiveGone(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  const position = host.stream(state.config.streamName)?.shards[consumer.shardIndex]?.cursor.length ?? 0;
  receive(host, state, consumer, { batch: null, position, children: [] });
}

function noteBehind(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, ms: number): void {
  consumer.millisBehindLatest = ms;
  host.measure(state, 'MillisBehindLatest', consumer.shardIndex, ms);
}

/** The shard's end has been read; it may still have to be processed. */
export function receiveEnd(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, children: NonNullable<ShardConsumer['children']>): void {
  consumer.children = children;
  if (consumer.queue.length === 0) shutDown(host, state, consumer, 'SHARD_END');
}

function arrive(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, index: number): void {
  const { shardIndex, atLatest } = consumer;
  const records = arriveAt(accountOf(tableOf(host, state), shardIndex), index, atLatest);
  consumer.atLatest = false;
  if (records > 0) host.trace({ atMs: host.nowMs, kind: 'RecordsLost', actor: state.name, shardIndex, records });
}

/** processRecords is called with the first batch in the queue. */
function work(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  const batch = consumer.queue[0]!;
  const { millisBehindLatest, from, to, users, discarded } = batch;
  noteBehind(host, state, consumer, millisBehindLatest);
  arrive(host, state, consumer, from);
  const account = accountOf(tableOf(host, state), consumer.shardIndex);
  state.counts.discarded += discarded;
  account.discarded += discarded;
  if (users === 0) {
    countSkipped(account, batch, 0);
    return returned(host, state, consumer);
  }
  consumer.delivered = { index: to, sub: 0 };
  const log = host.log(consumer.origin!.logId);
  workOn(host, state, consumer, 0, firstPoison(log, batch, settings(state).poison));
}

/** The application works up to its next checkpoint, the record it fails on, or the end of the batch. */
function workOn(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, done: number, failsAt: number | null): void {
  const { checkpointEveryRecords = Infinity, processingMsPerRecord } = settings(state);
  const until = Math.min(consumer.queue[0]!.users, failsAt ?? Infinity, done + Math.max(1, checkpointEveryRecords - consumer.sinceCheckpoint));
  consumer.work = { sinceMs: host.nowMs, done, until, failsAt };
  const ms = (until - done) * processingMsPerRecord;
  if (ms > 0) host.later(state, ms, { type: 'processed', ...refOf(consumer) });
  else onProcessed(host, state, consumer);
}

export function onProcessed(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  const batch = consumer.queue[0]!;
  const { until, failsAt } = consumer.work!;
  const { checkpointEveryRecords } = settings(state);
  count(host, state, consumer, until);
  const whole = until === batch.users && failsAt !== until;
  const due = checkpointEveryRecords === undefined ? whole : consumer.sinceCheckpoint >= checkpointEveryRecords;
  if (due && checkpoint(host, state, consumer, lastOf(batch, until)) === 'done') consumer.sinceCheckpoint = 0;
  if (until === failsAt) fail(host, state, consumer, until);
  else if (!whole) workOn(host, state, consumer, until, failsAt);
  else returned(host, state, consumer);
}

/** User records of the batch in hand are done, up to this one. */
function count(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, until: number): void {
  const work = consumer.work!;
  const users = until - work.done;
  if (users <= 0) return;
  state.counts.processed += users;
  state.counts.repeated += countProcessed(accountOf(tableOf(host, state), consumer.shardIndex), consumer.queue[0]!, work.done, until);
  consumer.sinceCheckpoint += users;
  consumer.lastDone = lastOf(consumer.queue[0]!, until);
  work.done = until;
}

/** The place of the user record before this one. */
const lastOf = (batch: Batch, user: number): Place => placeOf(batch, user - 1);

/** processRecords has thrown: the library logs it and goes on with the next batch. */
function fail(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, from: number): void {
  const batch = consumer.queue[0]!;
  const records = countSkipped(accountOf(tableOf(host, state), consumer.shardIndex), batch, from);
  consumer.lastDone = lastOf(batch, batch.users);
  state.counts.exceptions += 1;
  state.counts.skipped += records;
  host.trace({ atMs: host.nowMs, kind: 'RecordsSkipped', actor: state.name, shardIndex: consumer.shardIndex, records });
  returned(host, state, consumer);
}

function returned(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  consumer.queue.shift();
  consumer.work = null;
  state.counts.batches += 1;
  if (consumer.shutdown !== null) return shutDown(host, state, consumer, consumer.shutdown);
  readOn(host, state, consumer);
  if (consumer.queue.length > 0) work(host, state, consumer);
  else if (consumer.children !== null) shutDown(host, state, consumer, 'SHARD_END');
}

/** Ends a consumer, as soon as processRecords has returned. A lost lease overrides every other reason. */
export function shutDown(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, reason: NonNullable<ShardConsumer['shutdown']>): void {
  if (consumer.shutdown !== 'LEASE_LOST') consumer.shutdown = reason;
  stopReading(host, state, consumer);
  if (consumer.work) return;
  consumer.phase = 'SHUTTING_DOWN';
  consumer.queue.length = 0;
  if (consumer.shutdown === 'SHARD_END') return endShard(host, state, consumer);
  if (consumer.shutdown === 'LEASE_LOST') return remove(host, state, consumer);
  // shutdownRequested: a last chance to checkpoint what is done.
  const { lastDone, leaseKey } = consumer;
  if (lastDone && settings(state).checkpointOnShutdownRequested) checkpoint(host, state, consumer, lastDone);
  dropLease(host, state, leaseKey);
  remove(host, state, consumer);
}

/** The children get leases; then the application is told, and should checkpoint. */
export function endShard(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  const table = tableOf(host, state);
  const row = table.leases.get(consumer.leaseKey);
  const children = consumer.children ?? [];
  const again = () => host.later(state, TASK_RETRY_MS, { type: 'shut down', ...refOf(consumer) });
  for (const child of children) {
    // A merged shard's lease is created when both parents have one, by the first of them that ends.
    const blocked = !table.leases.has(child.ShardId) && child.ParentShards.some((parent) => !table.leases.has(parent));
    if (blocked) return again();
    createLease(table, { ...child, parents: child.ParentShards }, 'TRIM_HORIZON');
    accountOf(table, shardIndexOf({ leaseKey: child.ShardId }), 0);
  }
  if (row) row.childShardIds = children.map(({ ShardId }) => ShardId);
  if (!settings(state).checkpointAtShardEnd) return again();
  if (checkpoint(host, state, consumer, SHARD_END) === 'done') {
    host.trace({ atMs: host.nowMs, kind: 'ShardDrained', actor: state.name, shardIndex: consumer.shardIndex, children: children.map(({ ShardId: leaseKey }) => shardIndexOf({ leaseKey })) });
    state.held.delete(consumer.leaseKey);
    remove(host, state, consumer);
    // The shard was gone before it told what follows it.
    if (children.length === 0) startListing(host, state, 'sync');
    return;
  }
  dropLease(host, state, consumer.leaseKey);
  remove(host, state, consumer);
}

/** It is gone; where its lease has come back meanwhile, another begins. */
function remove(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  state.consumers.delete(consumer.leaseKey);
  const row = state.held.has(consumer.leaseKey) ? tableOf(host, state).leases.get(consumer.leaseKey) : undefined;
  if (row) startConsumer(host, state, row);
}

/** What a crashed process had done of the batch in hand counts as processed. */
export function crash(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  const { work } = consumer;
  const { processingMsPerRecord } = settings(state);
  if (work && processingMsPerRecord > 0) count(host, state, consumer, Math.min(work.until, work.done + Math.floor((host.nowMs - work.sinceMs) / processingMsPerRecord)));
}
