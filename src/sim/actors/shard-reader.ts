/**
 * One shard as one consumer reads it: where it stands, and the account of what was processed, repeated and lost.
 * Positions are log indices: the next record to be received. The account is exact: each record that expires was either
 * processed by then, or passed over because the reader was told to go on behind it, or is counted as lost, once.
 */
import type { ActorBase, ActorHost } from './actor.ts';
import { isPoison, type PoisonRule } from './processing.ts';
import { countKnown } from './deduplication.ts';
import { missingFrom, sizeOf, withRange, withoutRange, type Range, type Ranges } from './ranges.ts';
import type { StartingPosition } from './reposition.ts';

export interface ShardReader {
  readonly shardIndex: number;
  readonly parents: readonly number[];
  /** Where it begins without a checkpoint: a child of a shard that was read goes from its own beginning. */
  startAt: StartingPosition;
  /** Where that lies; null where only the service can tell. */
  startsAt: number | null;
  /** How often it was told to go on from elsewhere: what was under way before is dropped. */
  moves: number;
  phase: 'waiting for parents' | 'opening' | 'reading' | 'subscribing' | 'subscribed' | 'processing' | 'resting' | 'drained' | 'stopped';
  /** Null until the first answer says where the iterator stood. */
  position: number | null;
  /** The notepad: where to go on after a crash. Null = the start position. */
  checkpoint: { readonly position: number; readonly sequenceNumber: string } | null;
  /** Where it stood before it fell back to a start that only the service can tell. */
  leftAt: number | null;
  /** The furthest that it has ever been done. */
  furthest: number;
  /** Records that were processed, or lost: those processed again are repeats. */
  accounted: Ranges;
  /** Records behind its position that it was never given, because it was told to go on further ahead. */
  passedOver: Ranges;
  /** Records of this shard that expired before this consumer had received them. */
  lost: number;
  /** What its code is busy with. */
  batch: TimedRange | null;
  /** The newest batches that came with records, oldest first: for drawing them. */
  recentReads: readonly TimedRange[];
  /** What expired while something was under way that may hold it. */
  expiredMeanwhile: Range | null;
}

type TimedRange = { readonly atMs: number } & Range;

/** Where a consumer can be told to begin with its settings. */
export type FirstStart = 'TRIM_HORIZON' | 'LATEST';

/** What the readers ask of the consumer they belong to. */
export interface ReadingActor<Reader extends ShardReader = ShardReader> extends ActorBase {
  readonly config: {
    readonly streamName: string;
    readonly startAt: FirstStart;
    readonly processingMsPerRecord: number;
    readonly poison?: PoisonRule;
    /** Its code looks each record up among those it has done, and passes over what it knows. */
    readonly deduplicate?: boolean;
  };
  readonly readers: Map<number, Reader>;
  /** Listings of the shards that are under way, or waiting to be tried again. */
  listings: number;
  readonly counts: ReadingCounts;
}

export interface ReadingCounts {
  processed: number;
  /** Processed again, after a crash or because the reader was moved back. */
  repeated: number;
  /** Of those processed: the code failed, the failure was logged, and the next record was taken. */
  skipped: number;
  /** Of those processed: its code knew them already, and did nothing. */
  known: number;
  /** Expired before this consumer had received them. */
  lost: number;
  /** Never given to it, because it was told to go on behind them. */
  passedOver: number;
}

export const noCounts = (): ReadingCounts => ({ processed: 0, repeated: 0, skipped: 0, known: 0, lost: 0, passedOver: 0 });

/** How many reads of a shard a consumer remembers for the eye. */
const READS_KEPT = 12;

export function newReader(shardIndex: number, parents: readonly number[], startAt: FirstStart): ShardReader {
  return {
    shardIndex,
    parents,
    startAt: { Type: startAt },
    startsAt: startAt === 'TRIM_HORIZON' ? 0 : null,
    moves: 0,
    phase: 'stopped',
    position: startAt === 'TRIM_HORIZON' ? 0 : null,
    checkpoint: null,
    leftAt: null,
    furthest: 0,
    accounted: [],
    passedOver: [],
    lost: 0,
    batch: null,
    recentReads: [],
    expiredMeanwhile: null,
  };
}

/**
 * Something has come: with records, or (null) without.
 * @param more whether more may be under way behind it, as in a subscription
 */
export function settleRead(host: ActorHost, state: ReadingActor, reader: ShardReader, read: Range | null, more = false): void {
  const { from, to } = reader.expiredMeanwhile ?? { from: 0, to: 0 };
  reader.expiredMeanwhile = null;
  if (!read) return expire(host, state, reader, from, to);
  // What lay before the records read had gone before the service looked; what lies after them went since.
  expire(host, state, reader, from, Math.min(to, read.from));
  if (reader.position === null && reader.leftAt !== null) passOver(state, reader, reader.leftAt, read.from);
  reader.leftAt = null;
  reader.position = read.to;
  if (!more) expire(host, state, reader, from, to);
  else if (to > read.to) reader.expiredMeanwhile = { from: Math.max(from, read.to), to };
}

/** The consumer's code begins with records [from, to), now. @returns how long that takes, in ms */
export function beginBatch(host: ActorHost, { config }: ReadingActor, reader: ShardReader, { from, to }: Range): number {
  reader.batch = { atMs: host.nowMs, from, to };
  reader.recentReads = [...reader.recentReads.slice(1 - READS_KEPT), reader.batch];
  return (to - from) * config.processingMsPerRecord;
}

/** Records [from, to) have been processed. A plain consumer logs where its code fails, and takes the next record. */
export function countProcessed(host: ActorHost, { name, config, counts }: ReadingActor, reader: ShardReader, from: number, to: number): void {
  reader.batch = null;
  counts.processed += to - from;
  counts.repeated += to - from - sizeOf(missingFrom(reader.accounted, { from, to }));
  reader.accounted = withRange(reader.accounted, { from, to });
  reader.furthest = Math.max(reader.furthest, to);
  if (!config.poison && !config.deduplicate) return;
  const shard = host.stream(config.streamName)?.shards[reader.shardIndex];
  const log = shard && host.log(shard.logId);
  if (log && config.deduplicate) counts.known += countKnown(host, name, log, from, to);
  for (let i = from; log && i < to; i += 1) {
    if (isPoison(config.poison, () => log.partitionKey(i), i)) counts.skipped += 1;
  }
}

/** Records [from, to) have passed retention. */
export function noteExpired(host: ActorHost, state: ReadingActor, reader: ShardReader, from: number, to: number): void {
  if (reader.phase === 'drained') return;
  const underWay = reader.phase === 'reading' || reader.phase === 'subscribing' || reader.phase === 'subscribed';
  if (underWay) reader.expiredMeanwhile = { from: reader.expiredMeanwhile?.from ?? from, to };
  else expire(host, state, reader, from, to);
}

function expire(host: ActorHost, state: ReadingActor, reader: ShardReader, from: number, to: number): void {
  if (to <= from) return;
  if (reader.position === null) {
    // It will begin behind them, wherever that is.
    if (reader.leftAt !== null) passOver(state, reader, Math.max(from, reader.leftAt), to);
    return;
  }
  const gone = { from: Math.max(from, reader.position), to };
  const unread = sizeOf(missingFrom(reader.accounted, gone));
  reader.position = Math.max(reader.position, to);
  if (unread === 0) return;
  reader.accounted = withRange(reader.accounted, gone);
  reader.lost += unread;
  countLost(host, state, reader.shardIndex, unread);
}

/** Records [from, to) will not be given to it. */
function passOver(state: ReadingActor, reader: ShardReader, from: number, to: number): void {
  setPassedOver(state, reader, missingFrom(reader.accounted, { from, to }).reduce(withRange, reader.passedOver));
}

function setPassedOver({ counts }: ReadingActor, reader: ShardReader, ranges: Ranges): void {
  counts.passedOver += sizeOf(ranges) - sizeOf(reader.passedOver);
  reader.passedOver = ranges;
}

export function countLost(host: ActorHost, state: ReadingActor, shardIndex: number, records: number): void {
  state.counts.lost += records;
  host.trace({ atMs: host.nowMs, kind: 'RecordsLost', actor: state.name, shardIndex, records });
}

/**
 * What a stopped process forgets: everything but its checkpoint. What it had done since then will be done again.
 * @param waiting what it held beside the batch in hand
 */
export function stopReader(host: ActorHost, state: ReadingActor, reader: ShardReader, waiting: readonly Range[] = []): void {
  if (reader.phase === 'drained') return;
  settleRead(host, state, reader, null);
  const { batch } = reader;
  if (batch) {
    const { processingMsPerRecord } = state.config;
    const done = processingMsPerRecord > 0 ? Math.floor((host.nowMs - batch.atMs) / processingMsPerRecord) : 0;
    countProcessed(host, state, reader, batch.from, Math.min(batch.to, batch.from + done));
  }
  // What has expired since it was received cannot be received again.
  const head = host.stream(state.config.streamName)?.shards[reader.shardIndex]?.head ?? 0;
  for (const { from, to } of batch ? [batch, ...waiting] : waiting) {
    reader.position = from;
    expire(host, state, reader, from, Math.min(head, to));
  }
  reader.phase = 'stopped';
  fallBack(reader);
}

/** It goes on at its checkpoint, or at its start where it has none. */
export function fallBack(reader: ShardReader): void {
  const position = reader.checkpoint?.position ?? reader.startsAt;
  if (position === null) reader.leftAt ??= reader.position;
  reader.position = position;
}

/**
 * Has it go on from elsewhere, as a crash and a start at another place would: its notepad is empty, what it had in hand is
 * dropped.
 * @param at where the new start lies
 * @param waiting what it held beside the batch in hand
 */
export function moveReader(host: ActorHost, state: ReadingActor, reader: ShardReader, startAt: StartingPosition, at: number, waiting: readonly Range[] = []): void {
  const left = reader.batch?.from ?? waiting[0]?.from ?? reader.position ?? reader.leftAt;
  stopReader(host, state, reader, waiting);
  reader.moves += 1;
  reader.checkpoint = null;
  reader.startAt = startAt;
  reader.startsAt = startAt.Type === 'LATEST' ? null : at;
  reader.leftAt = null;
  reader.position = at;
  setPassedOver(state, reader, withoutRange(reader.passedOver, { from: at, to: Infinity }));
  if (left !== null) passOver(state, reader, left, at);
  host.trace({ atMs: host.nowMs, kind: 'ReaderMoved', actor: state.name, shardIndex: reader.shardIndex, to: startAt.Type });
}
