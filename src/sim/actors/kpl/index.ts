/**
 * The Kinesis Producer Library: user records wait for company, become Kinesis records by shard, pass the limiter, share
 * PutRecords calls, and are tried again one by one until their time is over. Retries do not back off: the limiter is the
 * only brake. Times in ms.
 */
import { isFailed, type PutRecordsOutput } from '../../kinesis/operations/put-records.ts';
import type { ListShardsOutput } from '../../kinesis/operations/list-shards.ts';
import type { ActorBase, ActorHost, ActorKind, Answer } from '../actor.ts';
import { makeRecord, newSchedule, nextBatchMs, type Schedule } from '../producer-records.ts';
import { addToAggregate, closeAggregate, type Aggregates } from './aggregator.ts';
import { entryOf, kinesisRecord, marksOf, type BufferedRecord, type KinesisRecord } from './buffered-record.ts';
import { addToCall, closeCall, newCollector, type Collector } from './collector.ts';
import { kplProblem, settingsOf, type KplConfig, type KplSettings } from './config.ts';
import { DRAIN_MS, drain, enqueue, newLimiter, type ShardLimiter } from './limiter.ts';
import { judge, newKplCounts, type Failure, type KplCounts } from './retrier.ts';
import { beginUpdate, firstPage, newShardMap, predictShard, takePage, updateFailed, type ShardMap } from './shard-map.ts';

export interface KplState extends ActorBase {
  readonly kind: 'kpl-producer';
  config: KplConfig;
  /** What the config comes to. */
  settings: KplSettings;
  schedule: Schedule;
  startedMs: number;
  shardMap: ShardMap;
  readonly aggregates: Aggregates;
  /** By shard. */
  readonly limiters: Map<number, ShardLimiter>;
  /** Whether a look at the limiters is due. */
  draining: boolean;
  collector: Collector;
  /** Calls that wait for a connection. */
  readonly callsWaiting: (readonly KinesisRecord[])[];
  callsUnderWay: number;
  /** User records handed over and neither acknowledged nor failed. */
  outstanding: number;
  /** Records that the application holds back until there are fewer outstanding. */
  heldBack: number;
  /** The newest user records that failed, oldest first. */
  failures: readonly Failure[];
  readonly counts: KplCounts;
}

export type KplMessage =
  | { readonly type: 'make'; readonly schedule: number }
  | { readonly type: 'aggregate due'; readonly shard: number }
  | { readonly type: 'drain' | 'call due' | 'update map' };

/** A ListShards has none; a PutRecords says what is in it, and when it began. */
export type KplTag = { readonly records: readonly KinesisRecord[]; readonly sentMs: number } | null;

export const kplProducer: ActorKind<KplConfig, KplState, KplMessage, KplTag> = {
  kind: 'kpl-producer',
  problem: kplProblem,
  create: (config, ordinal) => ({
    kind: 'kpl-producer',
    name: config.name,
    ordinal,
    running: false,
    life: 0,
    config,
    settings: settingsOf(config),
    schedule: { sinceMs: 0, batches: 0, number: 0 },
    startedMs: 0,
    shardMap: newShardMap(),
    aggregates: new Map(),
    limiters: new Map(),
    draining: false,
    collector: newCollector(),
    callsWaiting: [],
    callsUnderWay: 0,
    outstanding: 0,
    heldBack: 0,
    failures: [],
    counts: newKplCounts(),
  }),
  start(host, state) {
    state.startedMs = host.nowMs;
    updateMap(host, state);
    layOut(host, state);
  },
  /** A buffer in memory: what was in it is gone. */
  stop(_, state) {
    state.shardMap = newShardMap();
    state.aggregates.clear();
    state.limiters.clear();
    state.draining = false;
    state.collector = newCollector();
    state.callsWaiting.length = 0;
    state.callsUnderWay = 0;
    state.outstanding = 0;
    state.heldBack = 0;
  },
  onMessage(host, state, message) {
    switch (message.type) {
      case 'make':
        return message.schedule === state.schedule.number ? makeDue(host, state) : undefined;
      case 'aggregate due':
        return aggregateDue(host, state, message.shard);
      case 'drain':
        return drainAll(host, state);
      case 'call due':
        return callDue(host, state);
      case 'update map':
        return updateMap(host, state);
    }
  },
  onAnswer(host, state, answer) {
    if (answer.tag) onPutRecords(host, state, answer, answer.tag);
    else onShards(host, state, answer);
  },
  onConfigured: layOut,
};

function layOut(host: ActorHost, state: KplState): void {
  state.settings = settingsOf(state.config);
  state.schedule = newSchedule(host, state.config, state.schedule.number + 1);
  scheduleNext(host, state, nextBatchMs(host, state, state.schedule, 1));
}

function scheduleNext(host: ActorHost, state: KplState, delayMs: number | null): void {
  if (delayMs !== null) host.later(state, delayMs, { type: 'make', schedule: state.schedule.number });
}

/** All that is due in this millisecond. */
function makeDue(host: ActorHost, state: KplState): void {
  let delayMs: number | null = 0;
  while (delayMs !== null && delayMs < 0.5) {
    if (state.outstanding < state.settings.outstandingMax) handOver(host, state);
    else state.heldBack += 1;
    state.schedule.batches += 1;
    delayMs = nextBatchMs(host, state, state.schedule, 1);
  }
  scheduleNext(host, state, delayMs);
}

/** The application's `addUserRecord`. */
function handOver(host: ActorHost, state: KplState): void {
  const { settings, counts } = state;
  counts.made += 1;
  const { PartitionKey: partitionKey, Data } = makeRecord(host, state, counts.made);
  if (Data.byteLength > settings.maxUserRecordSize) {
    counts.refused += 1;
    return;
  }
  state.outstanding += 1;
  const expiresMs = host.nowMs + settings.recordTtl;
  const deadlineMs = Math.min(expiresMs, host.nowMs + settings.recordMaxBufferedTime);
  aggregateOrPass(host, state, { n: counts.made, partitionKey, byteLength: Data.byteLength, deadlineMs, expiresMs, attempts: 0, lastError: null });
}

const aggregateBounds = ({ settings }: KplState) => ({ bytesMax: settings.aggregationMaxSize, countMax: settings.aggregationMaxCount });

/** Where no shard can be told, a record goes on by itself, and past the limiter. */
function aggregateOrPass(host: ActorHost, state: KplState, record: BufferedRecord): void {
  const shard = state.settings.aggregationEnabled ? predictShard(state.shardMap, record.partitionKey) : null;
  if (shard === null) return collect(host, state, kinesisRecord(null, [record], record.byteLength));
  const full = addToAggregate(state.aggregates, shard, record, aggregateBounds(state));
  watchAggregate(host, state, shard);
  if (full) limit(host, state, full);
}

function watchAggregate(host: ActorHost, state: KplState, shard: number): void {
  const aggregate = state.aggregates.get(shard);
  if (!aggregate || (aggregate.wakeMs !== null && aggregate.wakeMs <= aggregate.deadlineMs)) return;
  aggregate.wakeMs = Math.max(host.nowMs, aggregate.deadlineMs);
  host.later(state, aggregate.wakeMs - host.nowMs, { type: 'aggregate due', shard });
}

function aggregateDue(host: ActorHost, state: KplState, shard: number): void {
  const aggregate = state.aggregates.get(shard);
  // Where the deadline has become an earlier one and passed, another look is due or none is needed.
  if (!aggregate || aggregate.wakeMs === null || aggregate.wakeMs > host.nowMs) return;
  aggregate.wakeMs = null;
  const closed = aggregate.deadlineMs <= host.nowMs ? closeAggregate(state.aggregates, shard, aggregateBounds(state)) : null;
  watchAggregate(host, state, shard);
  if (closed) limit(host, state, closed);
}

function limit(host: ActorHost, state: KplState, record: KinesisRecord): void {
  let limiter = state.limiters.get(record.shard!);
  if (!limiter) {
    limiter = newLimiter(host.nowMs);
    state.limiters.set(record.shard!, limiter);
  }
  enqueue(limiter, record);
  drainOne(host, state, limiter);
  if (limiter.queue.length > 0) drainLater(host, state);
}

function drainAll(host: ActorHost, state: KplState): void {
  state.draining = false;
  for (const limiter of state.limiters.values()) {
    drainOne(host, state, limiter);
    if (limiter.queue.length > 0) drainLater(host, state);
  }
}

function drainLater(host: ActorHost, state: KplState): void {
  if (state.draining) return;
  state.draining = true;
  host.later(state, DRAIN_MS - ((host.nowMs - state.startedMs) % DRAIN_MS), { type: 'drain' });
}

function drainOne(host: ActorHost, state: KplState, limiter: ShardLimiter): void {
  const { expired, passed } = drain(limiter, state.settings.rateLimit, host.nowMs);
  for (const record of passed) collect(host, state, record);
  if (expired.length > 0) settle(host, state, expired, expired.map(() => 'Expired'), host.nowMs);
}

const COLLECT_MS_MAX = 50;
const COLLECT_SHARE = 0.2;
const callBounds = ({ settings }: KplState) => ({ bytesMax: settings.collectionMaxSize, countMax: settings.collectionMaxCount });

function collect(host: ActorHost, state: KplState, record: KinesisRecord): void {
  const { settings, collector } = state;
  const moreMs = settings.aggregationEnabled ? Math.min(COLLECT_MS_MAX, COLLECT_SHARE * settings.recordMaxBufferedTime) : -Infinity;
  const deadlineMs = Math.min(record.expiresMs, Math.max(record.deadlineMs, host.nowMs + moreMs));
  const full = addToCall(collector, { ...record, deadlineMs }, callBounds(state));
  watchCall(host, state);
  if (full) call(host, state, full);
}

function watchCall(host: ActorHost, state: KplState): void {
  const { collector } = state;
  if (collector.records.length === 0 || (collector.wakeMs !== null && collector.wakeMs <= collector.deadlineMs)) return;
  collector.wakeMs = Math.max(host.nowMs, Math.ceil(collector.deadlineMs));
  host.later(state, collector.wakeMs - host.nowMs, { type: 'call due' });
}

function callDue(host: ActorHost, state: KplState): void {
  const { collector } = state;
  if (collector.wakeMs === null || collector.wakeMs > host.nowMs) return;
  collector.wakeMs = null;
  const closed = collector.deadlineMs <= host.nowMs ? closeCall(collector, callBounds(state)) : null;
  watchCall(host, state);
  if (closed) call(host, state, closed);
}

function call(host: ActorHost, state: KplState, records: readonly KinesisRecord[]): void {
  if (state.callsUnderWay >= state.settings.maxConnections) {
    state.callsWaiting.push(records);
    return;
  }
  const { config, counts, name } = state;
  state.callsUnderWay += 1;
  counts.calls += 1;
  counts.kinesisRecords += records.length;
  host.send(state, 'PutRecords', { StreamName: config.streamName, Records: records.map((record) => entryOf(record, name)) }, { records, sentMs: host.nowMs }, marksOf(records));
}

function onPutRecords(host: ActorHost, state: KplState, { outcome, unheard }: Answer<KplTag>, { records, sentMs }: NonNullable<KplTag>): void {
  state.callsUnderWay -= 1;
  const next = state.callsWaiting.shift();
  if (next) call(host, state, next);
  const fates = outcome.ok
    ? (outcome.value as PutRecordsOutput).Records.map((result) => ('ErrorCode' in result ? result.ErrorCode : { shardId: result.ShardId }))
    : records.map(() => outcome.error.__type);
  // What is stored, and no answer says so.
  const stored = unheard ? (unheard as PutRecordsOutput).Records.map((result) => !isFailed(result)) : [];
  settle(host, state, records, fates, sentMs, stored);
}

/** What came of Kinesis records: user records go back to the start where they have to, and the application may go on. */
function settle(host: ActorHost, state: KplState, records: readonly KinesisRecord[], fates: Parameters<typeof judge>[3], sentMs: number, stored: readonly boolean[] = []): void {
  const { again, mapOutdated } = judge(host, state, records, fates, sentMs, stored);
  if (mapOutdated) updateMap(host, state);
  for (const record of again) aggregateOrPass(host, state, record);
  while (state.heldBack > 0 && state.outstanding < state.settings.outstandingMax) {
    state.heldBack -= 1;
    handOver(host, state);
  }
}

function updateMap(host: ActorHost, state: KplState): void {
  if (beginUpdate(state.shardMap)) host.send(state, 'ListShards', firstPage(state.config.streamName), null);
}

function onShards(host: ActorHost, state: KplState, { outcome }: Answer<KplTag>): void {
  if (!outcome.ok) return host.later(state, updateFailed(state.shardMap), { type: 'update map' });
  const next = takePage(state.shardMap, outcome.value as ListShardsOutput, host.nowMs);
  if (next) host.send(state, 'ListShards', next, null);
}
