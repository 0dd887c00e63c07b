/**
 * A consumer that polls: ListShards, then for each shard GetShardIterator and GetRecords in a loop, at-least-once.
 * It notes a checkpoint after each processed batch, reads parents before children, and after a crash goes on from the
 * checkpoint, which delivers again whatever came after it.
 */
import { err, ok } from '../kernel/result.ts';
import { sequenceNumberAt } from '../kinesis/model/record-slice.ts';
import { shardIdOf } from '../kinesis/model/stream.ts';
import type { GetRecordsOutput } from '../kinesis/operations/get-records.ts';
import { quotas } from '../kinesis/quotas.ts';
import { choiceProblem, limitsProblem, type Limits } from './actor-config.ts';
import type { ActorBase, ActorHost, ActorKind, Answer } from './actor.ts';
import { flagProblem, poisonProblem, type PoisonRule } from './processing.ts';
import { unmovable, type ConsoleHost, type RepositionOutcome, type StartingPosition } from './reposition.ts';
import { abandonShard, discover, finishShard, listShards, onReadersExpired, onShards, type ListingTag, type Reading } from './shard-reader-set.ts';
import { beginBatch, countProcessed, fallBack, moveReader, newReader, noCounts, settleRead, stopReader, type ReadingCounts, type ShardReader } from './shard-reader.ts';

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
  /** Records on which its code fails: it logs them and goes on with the next. */
  readonly poison?: PoisonRule;
  /** Its code looks each record up among those it has done, and passes over what it knows. */
  readonly deduplicate?: boolean;
}

export interface PollingReader extends ShardReader {
  iterator: string | null;
  /** What the last GetShardIterator asked for; each GetRecords has handed out the next iterator since. */
  askedFor: StartingPosition | null;
  iteratorIssuedMs: number;
  polledMs: number;
}

export interface ConsumerState extends ActorBase {
  readonly kind: 'polling-consumer';
  config: ConsumerConfig;
  readonly readers: Map<number, PollingReader>;
  listings: number;
  readonly counts: ReadingCounts & { throttled: number; iteratorsExpired: number };
}

export type ConsumerMessage =
  | { readonly type: 'discover' }
  | { readonly type: 'poll'; readonly shardIndex: number; readonly moves: number }
  | { readonly type: 'open'; readonly shardIndex: number; readonly moves: number }
  | {
      readonly type: 'processed';
      readonly shardIndex: number;
      readonly moves: number;
      readonly from: number;
      readonly to: number;
      readonly sequenceNumber: string;
    };

/** Tells what was begun before the reader was moved. */
interface ShardTag {
  readonly shardIndex: number;
  readonly moves: number;
}

const tagOf = ({ shardIndex, moves }: PollingReader): ShardTag => ({ shardIndex, moves });

export const consumerLimits = {
  pollIntervalMs: [10, 86_400_000],
  limit: [1, quotas.getRecordsRecordsMax, 'integer'],
  processingMsPerRecord: [0, 86_400_000],
} as const satisfies Limits;

export const pollingConsumer: ActorKind<ConsumerConfig, ConsumerState, ConsumerMessage, ShardTag | ListingTag> = {
  kind: 'polling-consumer',
  problem: (config) =>
    limitsProblem(config.name, config, consumerLimits) ??
    choiceProblem(`startAt of ${config.name}`, config.startAt, ['TRIM_HORIZON', 'LATEST']) ??
    flagProblem(`deduplicate of ${config.name}`, config.deduplicate) ??
    poisonProblem(config.name, config.poison),
  create: newConsumer,
  start: discover,
  stop: stopConsumer,
  onMessage: onConsumerMessage,
  onAnswer: onConsumerAnswer,
  onExpired: onReadersExpired,
  reposition,
};

const polling: Reading<ConsumerState, PollingReader> = {
  newReader: (...shard) => ({ ...newReader(...shard), iterator: null, askedFor: null, iteratorIssuedMs: 0, polledMs: -Infinity }),
  open: openIterator,
  retryMs: (state) => state.config.pollIntervalMs,
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
    counts: { ...noCounts(), throttled: 0, iteratorsExpired: 0 },
  };
}

export function stopConsumer(host: ActorHost, state: ConsumerState): void {
  state.listings = 0;
  for (const reader of state.readers.values()) {
    stopReader(host, state, reader);
    reader.iterator = null;
  }
}

export function onConsumerMessage(host: ActorHost, state: ConsumerState, message: ConsumerMessage): void {
  if (message.type === 'discover') return listShards(host, state);
  const reader = state.readers.get(message.shardIndex)!;
  if (message.moves !== reader.moves) return;
  if (message.type === 'open') openIterator(host, state, reader);
  else if (message.type === 'poll') poll(host, state, reader);
  else finishBatch(host, state, reader, message);
}

export function onConsumerAnswer(host: ActorHost, state: ConsumerState, answer: Answer<ShardTag | ListingTag>): void {
  if ('first' in answer.tag) return onShards(host, state, polling, answer as Answer<ListingTag>);
  const reader = state.readers.get(answer.tag.shardIndex)!;
  if (answer.tag.moves !== reader.moves) return;
  if (answer.operation === 'GetShardIterator') onIterator(host, state, reader, answer);
  else onRecords(host, state, reader, answer);
}

function openIterator(host: ActorHost, state: ConsumerState, reader: PollingReader): void {
  reader.phase = 'opening';
  const { checkpoint } = reader;
  reader.askedFor = checkpoint ? { Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: checkpoint.sequenceNumber } : reader.startAt;
  host.send(state, 'GetShardIterator', iteratorInput(state, reader.shardIndex, reader.askedFor), tagOf(reader));
}

function iteratorInput({ config }: ConsumerState, shardIndex: number, { Type, SequenceNumber, Timestamp }: StartingPosition) {
  return {
    StreamName: config.streamName,
    ShardId: shardIdOf(shardIndex),
    ShardIteratorType: Type,
    ...(SequenceNumber !== undefined && { StartingSequenceNumber: SequenceNumber }),
    ...(Timestamp !== undefined && { Timestamp }),
  };
}

/** It is handed a new iterator, and asks with it at once. */
function reposition(host: ConsoleHost, state: ConsumerState, shardIndex: number, to: StartingPosition): RepositionOutcome {
  const problem = unmovable(state, shardIndex);
  if (problem !== null) return err(problem);
  const reader = state.readers.get(shardIndex)!;
  const answer = host.callAtOnce(state, 'GetShardIterator', iteratorInput(state, shardIndex, to), null);
  if (!answer.ok) return answer;
  const at = host.service.positionOf(state.config.streamName, shardIndex, to, 'GetShardIterator');
  if (!at.ok) return at;
  moveReader(host, state, reader, to, at.value);
  reader.askedFor = to;
  takeIterator(host, reader, (answer.value as { ShardIterator: string }).ShardIterator);
  poll(host, state, reader);
  return ok(null);
}

function onIterator(host: ActorHost, state: ConsumerState, reader: PollingReader, { outcome }: Answer<unknown>): void {
  if (outcome.ok) {
    takeIterator(host, reader, (outcome.value as { ShardIterator: string }).ShardIterator);
    poll(host, state, reader);
  } else if (outcome.error.__type === 'ResourceNotFoundException') {
    abandonShard(host, state, polling, reader);
  } else {
    // Throttled. The answer took a while, so an interval from now is soon enough.
    host.later(state, state.config.pollIntervalMs, { type: 'open', ...tagOf(reader) });
  }
}

function takeIterator(host: ActorHost, reader: PollingReader, iterator: string): void {
  reader.iterator = iterator;
  reader.iteratorIssuedMs = host.nowMs;
}

function poll(host: ActorHost, state: ConsumerState, reader: PollingReader): void {
  reader.phase = 'reading';
  reader.polledMs = host.nowMs;
  const input = { ShardIterator: reader.iterator!, Limit: state.config.limit };
  host.send(state, 'GetRecords', input, tagOf(reader));
}

function onRecords(host: ActorHost, state: ConsumerState, reader: PollingReader, { outcome }: Answer<unknown>): void {
  if (!outcome.ok) {
    settleRead(host, state, reader, null);
    return onReadError(host, state, reader, outcome.error.__type);
  }
  const { Records: slice, NextShardIterator, ChildShards } = outcome.value as GetRecordsOutput;
  settleRead(host, state, reader, slice);
  if (NextShardIterator === undefined) {
    reader.iterator = null;
    return finishShard(host, state, polling, reader, ChildShards ?? []);
  }
  takeIterator(host, reader, NextShardIterator);
  if (slice.to === slice.from) return rest(host, state, reader);
  reader.phase = 'processing';
  const sequenceNumber = sequenceNumberAt(host.log(slice.logId), slice, slice.to - 1, host.epochMs);
  const { from, to } = slice;
  host.later(state, beginBatch(host, state, reader, slice), { type: 'processed', ...tagOf(reader), from, to, sequenceNumber });
}

function onReadError(host: ActorHost, state: ConsumerState, reader: PollingReader, code: string): void {
  if (code === 'ExpiredIteratorException') {
    state.counts.iteratorsExpired += 1;
    host.trace({ atMs: host.nowMs, kind: 'IteratorExpired', actor: state.name, shardIndex: reader.shardIndex });
    // One that has noted nothing begins at the new tip.
    if (!reader.checkpoint && reader.startsAt === null) fallBack(reader);
    openIterator(host, state, reader);
  } else if (code === 'ResourceNotFoundException') {
    abandonShard(host, state, polling, reader);
  } else {
    if (code === 'ProvisionedThroughputExceededException') state.counts.throttled += 1;
    rest(host, state, reader);
  }
}

function finishBatch(host: ActorHost, state: ConsumerState, reader: PollingReader, batch: Extract<ConsumerMessage, { type: 'processed' }>): void {
  const { from, to, sequenceNumber } = batch;
  countProcessed(host, state, reader, from, to);
  reader.checkpoint = { position: to, sequenceNumber };
  rest(host, state, reader);
}

/** Waits for the rest of the poll interval. */
function rest(host: ActorHost, state: ConsumerState, reader: PollingReader): void {
  reader.phase = 'resting';
  const waitMs = Math.max(0, reader.polledMs + state.config.pollIntervalMs - host.nowMs);
  host.later(state, waitMs, { type: 'poll', ...tagOf(reader) });
}
