/** How a shard's records come to a worker: by polling ahead of the application, or by subscription. Times in ms. */
import type { ChildShard } from '../../kinesis/model/reading.ts';
import type { Push } from '../../kinesis/model/subscription.ts';
import type { GetRecordsOutput } from '../../kinesis/operations/get-records.ts';
import type { SubscribeToShardOutput } from '../../kinesis/operations/subscribe-to-shard.ts';
import type { RecordSlice } from '../../kinesis/model/record-slice.ts';
import type { ActorHost, Answer } from '../actor.ts';
import { registerAfresh } from '../fan-out-registration.ts';
import { EVENTS_WAITING_MAX, hangUp, retryMs, started, subscribe } from '../fan-out-subscription.ts';
import type { StartingPosition } from '../reposition.ts';
import { sequenceNumberOf } from '../shard-feed.ts';
import { newBatch, type Batch } from './batch.ts';
import type { LeaseRow } from './lease-table.ts';
import { refOf, settings, tableOf, type ConsumerTag, type KclTag, type KclWorkerState, type ShardConsumer } from './state.ts';
import { startListing } from './sync.ts';

/** Polling reads ahead of the application up to so much; version 1 reads nothing ahead. */
const AHEAD = { batches: 4, bytes: 8 * 2 ** 20, records: 30_000 };
const RETRY_MS = 1_000;

/** What has come of a shard. */
export interface Arrival {
  /** Null where the read came back with nothing. */
  readonly batch: Batch | null;
  /** Where the read looked. */
  readonly position: number;
  /** At the end of the shard: what follows it. */
  readonly children: readonly ChildShard[] | null;
}

const polls = (state: KclWorkerState) => settings(state).consumption === 'polling';
const tagOf = (consumer: ShardConsumer): ConsumerTag => ({ ...refOf(consumer), attempt: consumer.subscription.attempt });
const rowOf = (host: ActorHost, state: KclWorkerState, { leaseKey }: ShardConsumer) => tableOf(host, state).leases.get(leaseKey);

/** Begins at the checkpoint, or goes on behind what has been read. */
export function openShard(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, row = rowOf(host, state, consumer)): void {
  if (!row || consumer.shutdown !== null) return;
  const from = startingPosition(host, state, consumer, row);
  if (polls(state)) {
    const { Type: ShardIteratorType } = from;
    const input = { StreamName: state.config.streamName, ShardId: consumer.leaseKey, ShardIteratorType };
    return host.send(state, 'GetShardIterator', from.SequenceNumber !== undefined ? { ...input, StartingSequenceNumber: from.SequenceNumber } : input, tagOf(consumer));
  }
  const { consumerArn } = state.registration;
  // Once the registered consumer is ACTIVE, all that wait for it are opened.
  if (consumerArn !== null) subscribe<ConsumerTag>(host, state, consumer.subscription, consumerArn, consumer.shardIndex, from, refOf(consumer));
  else register(host, state);
}

function startingPosition(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, { checkpoint }: LeaseRow): StartingPosition {
  if (consumer.lastRead !== null) return { Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumberOf(host, consumer.origin!, consumer.lastRead) };
  if (checkpoint === 'TRIM_HORIZON' || checkpoint === 'LATEST') return { Type: checkpoint };
  // The record of the checkpoint comes once more: it may be an aggregate of which only a part is done.
  return { Type: 'AT_SEQUENCE_NUMBER', SequenceNumber: checkpoint };
}

export function register(host: ActorHost, state: KclWorkerState): void {
  if (!state.registration.pending) registerAfresh(host, state, state.registration, state.config.streamName);
}

export function onRegistered(host: ActorHost, state: KclWorkerState): void {
  for (const consumer of state.consumers.values()) {
    const waits = consumer.phase !== 'WAITING_ON_PARENT_SHARDS' && consumer.subscription.id === null && consumer.children === null;
    if (waits && !consumer.parked) openShard(host, state, consumer);
  }
}

export function onShardAnswer(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, { operation, outcome, tag }: Answer<KclTag>): Arrival | null {
  if (consumer.shutdown !== null || consumer.children !== null) return null;
  if (operation === 'SubscribeToShard') {
    if ((tag as ConsumerTag).attempt === consumer.subscription.attempt) onSubscribed(host, state, consumer, outcome);
    return null;
  }
  if (outcome.ok && operation === 'GetRecords') return onRecords(host, state, consumer, outcome.value as GetRecordsOutput);
  if (outcome.ok) {
    consumer.iterator = (outcome.value as { ShardIterator: string }).ShardIterator;
    consumer.phase = 'PROCESSING';
    poll(host, state, consumer);
  } else onPollError(host, state, consumer, outcome.error.__type);
  return null;
}

function onSubscribed(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, outcome: Answer<KclTag>['outcome']): void {
  if (!outcome.ok) return subscriptionOver(host, state, consumer, outcome.error.__type);
  consumer.phase = 'PROCESSING';
  started(host, consumer.subscription, (outcome.value as SubscribeToShardOutput).SubscriptionId);
}

/** One read for each idle time, unless enough is read ahead. */
export function poll(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  if (consumer.shutdown !== null || consumer.children !== null) return;
  consumer.parked = isAhead(state, consumer);
  if (consumer.parked) return;
  consumer.polledMs = host.nowMs;
  host.send(state, 'GetRecords', { ShardIterator: consumer.iterator!, Limit: settings(state).maxRecords }, tagOf(consumer));
}

function isAhead({ config }: KclWorkerState, { queue }: ShardConsumer): boolean {
  if (config.version === '1') return queue.length > 0;
  return queue.length >= AHEAD.batches || queue.reduce((sum, { users }) => sum + users, 0) >= AHEAD.records || queue.reduce((sum, { bytes }) => sum + bytes, 0) >= AHEAD.bytes;
}

/** A batch is done with: there may be room for more. */
export function readOn(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  if (!consumer.parked || consumer.children !== null) return;
  if (!polls(state)) {
    if (consumer.queue.length > 0) return;
    consumer.parked = false;
    return openShard(host, state, consumer);
  }
  if (isAhead(state, consumer)) return;
  consumer.parked = false;
  pollLater(host, state, consumer);
}

export function stopReading(host: ActorHost, state: KclWorkerState, { subscription }: ShardConsumer): void {
  if (subscription.id !== null) hangUp(host, state, subscription);
}

function pollLater(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  const waitMs = Math.max(0, consumer.polledMs + settings(state).idleTimeBetweenReadsInMillis - host.nowMs);
  host.later(state, waitMs, { type: 'poll', ...refOf(consumer) });
}

function onRecords(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, { Records, NextShardIterator, MillisBehindLatest, ChildShards }: GetRecordsOutput): Arrival {
  consumer.iterator = NextShardIterator ?? null;
  if (NextShardIterator !== undefined) pollLater(host, state, consumer);
  return arrival(host, state, consumer, Records, MillisBehindLatest, NextShardIterator === undefined ? (ChildShards ?? []) : null);
}

function arrival(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, { logId, from, to, shardIndex, shardCreatedSeconds: createdSeconds }: RecordSlice, millisBehindLatest: number, children: Arrival['children']): Arrival {
  if (from === to) return { batch: null, position: from, children };
  const batch = newBatch(host.log(logId), rowOf(host, state, consumer)!, from, to, consumer.after, millisBehindLatest);
  consumer.after = null;
  consumer.lastRead = to - 1;
  consumer.origin = { logId, shardIndex, createdSeconds };
  return { batch, position: from, children };
}

function onPollError(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, code: string): void {
  if (code === 'ResourceNotFoundException') return askForShard(host, state, consumer);
  if (code === 'ProvisionedThroughputExceededException') state.counts.throttled += 1;
  if (code === 'ExpiredIteratorException') host.trace({ atMs: host.nowMs, kind: 'IteratorExpired', actor: state.name, shardIndex: consumer.shardIndex });
  if (consumer.iterator === null || code === 'ExpiredIteratorException') host.later(state, RETRY_MS, { type: 'open', ...refOf(consumer) });
  else pollLater(host, state, consumer);
}

export function onShardPush(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, push: Push, { attempt }: ConsumerTag): Arrival | null {
  const { subscription } = consumer;
  if (attempt !== subscription.attempt || consumer.shutdown !== null || consumer.children !== null) return null;
  if (push.type !== 'event') {
    subscriptionOver(host, state, consumer, push.type === 'error' ? push.error.__type : null);
    return null;
  }
  const { Records, ContinuationSequenceNumber = null, MillisBehindLatest, ChildShards = [] } = push.event;
  subscription.continuation = ContinuationSequenceNumber;
  return arrival(host, state, consumer, Records, MillisBehindLatest, ContinuationSequenceNumber === null ? ChildShards : null);
}

/** Where too much waits for the application, a subscription is given up until that is worked off. */
export function holdBack(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  if (polls(state) || consumer.queue.length < EVENTS_WAITING_MAX || consumer.children !== null) return;
  consumer.parked = true;
  hangUp(host, state, consumer.subscription);
}

function subscriptionOver(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, code: string | null): void {
  consumer.subscription.attempt += 1;
  consumer.subscription.id = null;
  if (code !== 'ResourceNotFoundException') return host.later(state, retryMs(code), { type: 'open', ...refOf(consumer) });
  state.registration.consumerArn = null;
  askForShard(host, state, consumer);
}

/** Something is missing: the stream, the shard, or the registered consumer. A listing tells. */
function askForShard(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer): void {
  consumer.missing = true;
  startListing(host, state, 'sync');
}

/** The shards have been listed: those that were missed are opened again. @returns those that are gone */
export function onListed(host: ActorHost, state: KclWorkerState, listed: ReadonlySet<string>): readonly ShardConsumer[] {
  const missed = [...state.consumers.values()].filter(({ missing }) => missing);
  for (const consumer of missed) {
    consumer.missing = false;
    if (listed.has(consumer.leaseKey)) host.later(state, RETRY_MS, { type: 'open', ...refOf(consumer) });
  }
  return missed.filter(({ leaseKey }) => !listed.has(leaseKey));
}
