/**
 * A consumer that polls: ListShards, then for each shard GetShardIterator and GetRecords in a loop, at-least-once.
 * It notes a checkpoint after each processed batch, reads parents before children, and after a crash goes on from the
 * checkpoint, which delivers again whatever came after it.
 */
import { sequenceNumberAt } from '../kinesis/model/record-slice.ts';
import { parseShardId, shardIdOf } from '../kinesis/model/stream.ts';
import type { GetRecordsOutput } from '../kinesis/operations/get-records.ts';
import type { ListShardsOutput } from '../kinesis/operations/list-shards.ts';
import { quotas } from '../kinesis/quotas.ts';
import { choiceProblem, limitsProblem, type Limits } from './actor-config.ts';
import type { ActorBase, ActorHost, ActorKind, Answer } from './actor.ts';
import { countLost, countProcessed, newReader, noteExpired, settleRead, stopReader, type ShardReader } from './shard-reader.ts';

export interface ConsumerConfig {
  readonly kind: 'polling-consumer';
  readonly name: string;
  readonly streamName: string;
  readonly startAt: 'TRIM_HORIZON' | 'LATEST';
  /** From the start of one GetRecords to the next on the same shard, when processing is faster. */
  readonly pollIntervalMs: number;
  /** GetRecords Limit, 1 … 10,000. */
  readonly limit: number;
  readonly processingMsPerRecord: number;
}

export type { ShardReader };

export interface ConsumerState extends ActorBase {
  readonly kind: 'polling-consumer';
  config: ConsumerConfig;
  readonly readers: Map<number, ShardReader>;
  /** Listings of the shards that are under way, or waiting to be tried again. */
  listings: number;
  readonly counts: {
    processed: number;
    /** Processed again after a crash. */
    repeated: number;
    /** Expired before this consumer had read them. */
    lost: number;
    throttled: number;
    iteratorsExpired: number;
  };
}

export type ConsumerMessage =
  | { readonly type: 'discover' }
  | { readonly type: 'poll'; readonly shardIndex: number }
  | { readonly type: 'open'; readonly shardIndex: number }
  | {
      readonly type: 'processed';
      readonly shardIndex: number;
      readonly from: number;
      readonly to: number;
      readonly sequenceNumber: string;
    };

/** How many reads of a shard a consumer remembers for the eye. */
const READS_KEPT = 12;

interface ShardTag {
  readonly shardIndex: number;
}
interface ListingTag {
  /** The shards with which the consumer begins; later ones are their descendants. */
  readonly first: boolean;
}

export const consumerLimits = {
  pollIntervalMs: [10, 86_400_000],
  limit: [1, quotas.getRecordsRecordsMax, 'integer'],
  processingMsPerRecord: [0, 86_400_000],
} as const satisfies Limits;

export const pollingConsumer: ActorKind<ConsumerConfig, ConsumerState, ConsumerMessage, ShardTag | ListingTag> = {
  kind: 'polling-consumer',
  problem: (config) => limitsProblem(config, consumerLimits) ?? choiceProblem(`startAt of ${config.name}`, config.startAt, ['TRIM_HORIZON', 'LATEST']),
  create: newConsumer,
  start: startConsumer,
  stop: stopConsumer,
  onMessage: onConsumerMessage,
  onAnswer: onConsumerAnswer,
  onExpired,
};

export function newConsumer(config: ConsumerConfig, ordinal: number): ConsumerState {
  return {
    kind: 'polling-consumer',
    name: config.name,
    ordinal,
    running: false,
    life: 0,
    config,
    readers: new Map(),
    listings: 0,
    counts: { processed: 0, repeated: 0, lost: 0, throttled: 0, iteratorsExpired: 0 },
  };
}

export function startConsumer(host: ActorHost, state: ConsumerState): void {
  discover(host, state);
}

export function stopConsumer(host: ActorHost, state: ConsumerState): void {
  state.listings = 0;
  for (const reader of state.readers.values()) stopReader(host, state, reader);
}

export function onConsumerMessage(host: ActorHost, state: ConsumerState, message: ConsumerMessage): void {
  if (message.type === 'discover') return listShards(host, state);
  const reader = state.readers.get(message.shardIndex)!;
  if (message.type === 'open') openIterator(host, state, reader);
  else if (message.type === 'poll') poll(host, state, reader);
  else finishBatch(host, state, reader, message);
}

export function onConsumerAnswer(host: ActorHost, state: ConsumerState, answer: Answer<ShardTag | ListingTag>): void {
  if ('first' in answer.tag) return onShards(host, state, answer as Answer<ListingTag>);
  const reader = state.readers.get(answer.tag.shardIndex)!;
  if (answer.operation === 'GetShardIterator') onIterator(host, state, reader, answer);
  else onRecords(host, state, reader, answer);
}

/** Records [from, to) of a shard have expired: whatever this consumer had not read is lost to it. */
export function onExpired(host: ActorHost, state: ConsumerState, shardIndex: number, from: number, to: number): void {
  const reader = state.readers.get(shardIndex);
  if (reader) noteExpired(host, state, reader, from, to);
  else if (descendsFromKnown(host, state, shardIndex)) countLost(host, state, shardIndex, to - from);
}

function discover(host: ActorHost, state: ConsumerState): void {
  state.listings += 1;
  listShards(host, state);
}

function listShards(host: ActorHost, state: ConsumerState): void {
  const { streamName: StreamName, startAt } = state.config;
  const tag: ListingTag = { first: state.readers.size === 0 };
  const filter = startAt === 'LATEST' && tag.first ? { ShardFilter: { Type: 'AT_LATEST' } } : {};
  host.send(state, 'ListShards', { StreamName, ...filter }, tag);
}

function onShards(host: ActorHost, state: ConsumerState, { outcome, tag }: Answer<ListingTag>): void {
  if (!outcome.ok) {
    if (outcome.error.__type === 'ResourceNotFoundException' && !tag.first) forgetStream(state);
    // Not there yet, or still being created: ask again, one for all.
    if (state.listings > 1) state.listings -= 1;
    else host.later(state, state.config.pollIntervalMs, { type: 'discover' });
    return;
  }
  const { Shards, NextToken } = outcome.value as ListShardsOutput;
  const { startAt } = state.config;
  // A consumer that began at the tip has nothing to do with the shards that were closed by then.
  const after = tag.first || startAt === 'TRIM_HORIZON' ? -1 : lastOfTheFirst(state);
  for (const shard of Shards) {
    const index = indexOf(shard.ShardId);
    const parents = [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined).map(indexOf);
    if (index > after) addReader(state, index, parents, tag.first ? startAt : 'TRIM_HORIZON');
  }
  if (NextToken !== undefined) return host.send(state, 'ListShards', { NextToken }, tag);
  state.listings -= 1;
  startReady(host, state);
}

/** The highest of the shards with which the consumer began: those that have no parent among its readers. */
function lastOfTheFirst({ readers }: ConsumerState): number {
  const first = [...readers.values()].filter((reader) => !reader.parents.some((parent) => readers.has(parent)));
  return Math.max(...first.map((reader) => reader.shardIndex));
}

/** The stream is gone. One of the same name is another stream: its shards are new, and so are all answers from now on. */
function forgetStream(state: ConsumerState): void {
  state.readers.clear();
  state.life += 1;
  state.listings = 1;
}

function addReader(state: ConsumerState, index: number, parents: readonly number[], startAt: ShardReader['startAt']): void {
  if (!state.readers.has(index)) state.readers.set(index, newReader(index, parents, startAt));
}

/** Opens every shard whose parents are done with; the others wait. */
function startReady(host: ActorHost, state: ConsumerState): void {
  for (const reader of state.readers.values()) {
    if (reader.phase !== 'stopped' && reader.phase !== 'waiting for parents') continue;
    const ready = reader.parents.every((parent) => (state.readers.get(parent)?.phase ?? 'drained') === 'drained');
    if (ready) openIterator(host, state, reader);
    else reader.phase = 'waiting for parents';
  }
}

function openIterator(host: ActorHost, state: ConsumerState, reader: ShardReader): void {
  reader.phase = 'opening';
  const where = reader.checkpoint
    ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: reader.checkpoint.sequenceNumber }
    : { ShardIteratorType: reader.startAt };
  const input = { StreamName: state.config.streamName, ShardId: shardIdOf(reader.shardIndex), ...where };
  host.send(state, 'GetShardIterator', input, { shardIndex: reader.shardIndex });
}

function onIterator(host: ActorHost, state: ConsumerState, reader: ShardReader, { outcome }: Answer<unknown>): void {
  if (outcome.ok) {
    takeIterator(host, reader, (outcome.value as { ShardIterator: string }).ShardIterator);
    poll(host, state, reader);
  } else if (outcome.error.__type === 'ResourceNotFoundException') {
    abandonShard(host, state, reader);
  } else {
    // Throttled. The answer took a while, so an interval from now is soon enough.
    host.later(state, state.config.pollIntervalMs, { type: 'open', shardIndex: reader.shardIndex });
  }
}

function takeIterator(host: ActorHost, reader: ShardReader, iterator: string): void {
  reader.iterator = iterator;
  reader.iteratorIssuedMs = host.nowMs;
}

function poll(host: ActorHost, state: ConsumerState, reader: ShardReader): void {
  reader.phase = 'reading';
  reader.polledMs = host.nowMs;
  const input = { ShardIterator: reader.iterator!, Limit: state.config.limit };
  host.send(state, 'GetRecords', input, { shardIndex: reader.shardIndex });
}

function onRecords(host: ActorHost, state: ConsumerState, reader: ShardReader, { outcome }: Answer<unknown>): void {
  if (!outcome.ok) {
    settleRead(host, state, reader, null);
    return onReadError(host, state, reader, outcome.error.__type);
  }
  const { Records: slice, NextShardIterator, ChildShards } = outcome.value as GetRecordsOutput;
  settleRead(host, state, reader, slice);
  if (NextShardIterator === undefined) {
    return finishShard(host, state, reader, ChildShards ?? []);
  }
  takeIterator(host, reader, NextShardIterator);
  if (slice.to === slice.from) return rest(host, state, reader);
  reader.phase = 'processing';
  reader.recentReads = [...reader.recentReads.slice(1 - READS_KEPT), { atMs: host.nowMs, from: slice.from, to: slice.to }];
  const sequenceNumber = sequenceNumberAt(host.log(slice.logId), slice, slice.to - 1, host.epochMs);
  const { from, to } = slice;
  host.later(state, (to - from) * state.config.processingMsPerRecord, {
    type: 'processed',
    shardIndex: reader.shardIndex,
    from,
    to,
    sequenceNumber,
  });
}

function onReadError(host: ActorHost, state: ConsumerState, reader: ShardReader, code: string): void {
  if (code === 'ExpiredIteratorException') {
    state.counts.iteratorsExpired += 1;
    host.trace({ atMs: host.nowMs, kind: 'IteratorExpired', actor: state.name, shardIndex: reader.shardIndex });
    openIterator(host, state, reader);
  } else if (code === 'ResourceNotFoundException') {
    abandonShard(host, state, reader);
  } else {
    if (code === 'ProvisionedThroughputExceededException') state.counts.throttled += 1;
    rest(host, state, reader);
  }
}

function finishBatch(host: ActorHost, state: ConsumerState, reader: ShardReader, batch: Extract<ConsumerMessage, { type: 'processed' }>): void {
  const { from, to, sequenceNumber } = batch;
  countProcessed(state, reader, from, to);
  reader.checkpoint = { position: to, sequenceNumber };
  rest(host, state, reader);
}

/** Waits for the rest of the poll interval. */
function rest(host: ActorHost, state: ConsumerState, reader: ShardReader): void {
  reader.phase = 'resting';
  const waitMs = Math.max(0, reader.polledMs + state.config.pollIntervalMs - host.nowMs);
  host.later(state, waitMs, { type: 'poll', shardIndex: reader.shardIndex });
}

/** The end of a closed shard: its children may begin. */
function finishShard(host: ActorHost, state: ConsumerState, reader: ShardReader, childShards: NonNullable<GetRecordsOutput['ChildShards']>): void {
  reader.phase = 'drained';
  reader.iterator = null;
  const children = childShards.map((child) => ({ index: indexOf(child.ShardId), parents: child.ParentShards.map(indexOf) }));
  host.trace({ atMs: host.nowMs, kind: 'ShardDrained', actor: state.name, shardIndex: reader.shardIndex, children: children.map(({ index }) => index) });
  // The other parent of a merge may be a shard that comes later here: the listing says whose child that is.
  if (children.some(({ parents }) => parents.some((parent) => !state.readers.has(parent)))) return discover(host, state);
  for (const { index, parents } of children) addReader(state, index, parents, 'TRIM_HORIZON');
  startReady(host, state);
}

/** The shard has expired, or the stream is gone, before its end was read: who its children are, a listing says. */
function abandonShard(host: ActorHost, state: ConsumerState, reader: ShardReader): void {
  finishShard(host, state, reader, []);
  discover(host, state);
}

/** Whether this consumer will come to a shard that it has not met yet. */
function descendsFromKnown(host: ActorHost, state: ConsumerState, shardIndex: number): boolean {
  const shard = host.stream(state.config.streamName)?.shards[shardIndex];
  const parents = [shard?.parentIndex ?? null, shard?.adjacentParentIndex ?? null];
  return parents.some((p) => p !== null && (state.readers.has(p) || descendsFromKnown(host, state, p)));
}

const indexOf = (shardId: string) => parseShardId(shardId)!;
