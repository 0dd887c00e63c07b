/**
 * A consumer that polls: ListShards, then for each shard GetShardIterator and GetRecords in a loop, at-least-once.
 * It notes a checkpoint after each processed batch, reads parents before children, and after a crash goes on from the
 * checkpoint, which delivers again whatever came after it.
 */
import { sequenceNumberAt } from '../kinesis/model/record-slice.ts';
import { parseShardId, shardIdOf } from '../kinesis/model/stream.ts';
import type { GetRecordsOutput } from '../kinesis/operations/get-records.ts';
import type { ListShardsOutput } from '../kinesis/operations/list-shards.ts';
import type { ActorBase, ActorHost, Answer } from './actor.ts';

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

/** One shard, as one consumer reads it. Positions are log indices: the next record to be read. */
export interface ShardReader {
  readonly shardIndex: number;
  readonly parents: readonly number[];
  phase: 'waiting for parents' | 'opening' | 'reading' | 'processing' | 'resting' | 'drained' | 'stopped';
  iterator: string | null;
  iteratorIssuedMs: number;
  /** Null until the first answer says where the iterator stood. */
  position: number | null;
  polledMs: number;
  /** The notepad: where to go on after a crash. Null = the start position. */
  checkpoint: { readonly position: number; readonly sequenceNumber: string } | null;
  /** The furthest record ever processed: what comes before it again is a repeat. */
  furthest: number;
  /** Records of this shard that expired before this consumer had read them. */
  lost: number;
  /** The newest reads that returned records, oldest first: for drawing them. */
  recentReads: readonly { readonly atMs: number; readonly from: number; readonly to: number }[];
}

export interface ConsumerState extends ActorBase {
  readonly kind: 'polling-consumer';
  config: ConsumerConfig;
  readonly readers: Map<number, ShardReader>;
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

export function newConsumer(config: ConsumerConfig, ordinal: number): ConsumerState {
  return {
    kind: 'polling-consumer',
    name: config.name,
    ordinal,
    running: false,
    life: 0,
    config,
    readers: new Map(),
    counts: { processed: 0, repeated: 0, lost: 0, throttled: 0, iteratorsExpired: 0 },
  };
}

export function startConsumer(host: ActorHost, state: ConsumerState): void {
  state.running = true;
  discover(host, state);
}

/** What a stopped process forgets: everything but its checkpoints. */
export function stopConsumer(state: ConsumerState): void {
  for (const reader of state.readers.values()) {
    if (reader.phase === 'drained') continue;
    reader.phase = 'stopped';
    reader.iterator = null;
    reader.position = reader.checkpoint?.position ?? (startType(state, reader.parents) === 'TRIM_HORIZON' ? 0 : reader.position);
  }
}

export function onConsumerMessage(host: ActorHost, state: ConsumerState, message: ConsumerMessage): void {
  if (message.type === 'discover') return discover(host, state);
  const reader = state.readers.get(message.shardIndex)!;
  if (message.type === 'open') openIterator(host, state, reader);
  else if (message.type === 'poll') poll(host, state, reader);
  else finishBatch(host, state, reader, message);
}

export function onConsumerAnswer(host: ActorHost, state: ConsumerState, answer: Answer<ShardTag | null>): void {
  if (answer.operation === 'ListShards') return onShards(host, state, answer);
  const reader = state.readers.get(answer.tag!.shardIndex)!;
  if (answer.operation === 'GetShardIterator') onIterator(host, state, reader, answer);
  else onRecords(host, state, reader, answer);
}

/** Records [from, to) of a shard have expired: whatever this consumer had not read is lost to it. */
export function onExpired(host: ActorHost, state: ConsumerState, shardIndex: number, from: number, to: number): void {
  const reader = state.readers.get(shardIndex);
  if (reader?.phase === 'drained' || (reader && reader.position === null)) return;
  if (!reader && !descendsFromKnown(host, state, shardIndex)) return;
  const unread = to - Math.max(from, reader?.position ?? 0);
  if (unread <= 0) return;
  if (reader) {
    reader.position = to;
    reader.lost += unread;
  }
  state.counts.lost += unread;
  host.trace({ atMs: host.nowMs, kind: 'RecordsLost', actor: state.name, shardIndex, records: unread });
}

function discover(host: ActorHost, state: ConsumerState): void {
  const { streamName: StreamName, startAt } = state.config;
  const filter = startAt === 'LATEST' && state.readers.size === 0 ? { ShardFilter: { Type: 'AT_LATEST' } } : {};
  host.send(state, 'ListShards', { StreamName, ...filter }, null);
}

function onShards(host: ActorHost, state: ConsumerState, { outcome }: Answer<unknown>): void {
  if (!outcome.ok) {
    // Not there yet, or still being created: ask again.
    host.later(state, state.config.pollIntervalMs, { type: 'discover' });
    return;
  }
  for (const shard of (outcome.value as ListShardsOutput).Shards) {
    const parents = [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined).map(indexOf);
    addReader(state, indexOf(shard.ShardId), parents);
  }
  startReady(host, state);
}

function addReader(state: ConsumerState, shardIndex: number, parents: readonly number[]): void {
  if (state.readers.has(shardIndex)) return;
  state.readers.set(shardIndex, {
    shardIndex,
    parents,
    phase: 'stopped',
    iterator: null,
    iteratorIssuedMs: 0,
    position: startType(state, parents) === 'TRIM_HORIZON' ? 0 : null,
    polledMs: -Infinity,
    checkpoint: null,
    furthest: 0,
    lost: 0,
    recentReads: [],
  });
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

/** A child of a shard that was read goes from its beginning, whatever the consumer's own start position. */
function startType(state: ConsumerState, parents: readonly number[]): 'TRIM_HORIZON' | 'LATEST' {
  return parents.some((parent) => state.readers.has(parent)) ? 'TRIM_HORIZON' : state.config.startAt;
}

function openIterator(host: ActorHost, state: ConsumerState, reader: ShardReader): void {
  reader.phase = 'opening';
  const where = reader.checkpoint
    ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: reader.checkpoint.sequenceNumber }
    : { ShardIteratorType: startType(state, reader.parents) };
  const input = { StreamName: state.config.streamName, ShardId: shardIdOf(reader.shardIndex), ...where };
  host.send(state, 'GetShardIterator', input, { shardIndex: reader.shardIndex });
}

function onIterator(host: ActorHost, state: ConsumerState, reader: ShardReader, { outcome }: Answer<unknown>): void {
  if (outcome.ok) {
    takeIterator(host, reader, (outcome.value as { ShardIterator: string }).ShardIterator);
    poll(host, state, reader);
  } else if (outcome.error.__type === 'ResourceNotFoundException') {
    finishShard(host, state, reader, []);
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
  if (!outcome.ok) return onReadError(host, state, reader, outcome.error.__type);
  const { Records: slice, NextShardIterator, ChildShards } = outcome.value as GetRecordsOutput;
  reader.position = slice.to;
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
    finishShard(host, state, reader, []);
  } else {
    if (code === 'ProvisionedThroughputExceededException') state.counts.throttled += 1;
    rest(host, state, reader);
  }
}

function finishBatch(host: ActorHost, state: ConsumerState, reader: ShardReader, batch: Extract<ConsumerMessage, { type: 'processed' }>): void {
  const { from, to, sequenceNumber } = batch;
  state.counts.processed += to - from;
  state.counts.repeated += Math.max(0, Math.min(reader.furthest, to) - from);
  reader.furthest = Math.max(reader.furthest, to);
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
  for (const child of childShards) addReader(state, indexOf(child.ShardId), child.ParentShards.map(indexOf));
  reader.phase = 'drained';
  reader.iterator = null;
  const children = childShards.map((child) => indexOf(child.ShardId));
  host.trace({ atMs: host.nowMs, kind: 'ShardDrained', actor: state.name, shardIndex: reader.shardIndex, children });
  startReady(host, state);
}

/** Whether this consumer will come to a shard that it has not met yet. */
function descendsFromKnown(host: ActorHost, state: ConsumerState, shardIndex: number): boolean {
  const shard = host.stream(state.config.streamName)?.shards[shardIndex];
  const parents = [shard?.parentIndex ?? null, shard?.adjacentParentIndex ?? null];
  return parents.some((p) => p !== null && (state.readers.has(p) || descendsFromKnown(host, state, p)));
}

const indexOf = (shardId: string) => parseShardId(shardId)!;
