/**
 * One shard as one consumer reads it: where it stands, and the account of what was processed, repeated and lost.
 * Positions are log indices: the next record to be read. The account is exact: each record that expires was either
 * processed by then or is counted as lost, once.
 */
import type { ActorHost } from './actor.ts';
import type { ConsumerState } from './polling-consumer.ts';

export interface ShardReader {
  readonly shardIndex: number;
  readonly parents: readonly number[];
  /** Where it begins without a checkpoint: a child of a shard that was read goes from its own beginning. */
  readonly startAt: 'TRIM_HORIZON' | 'LATEST';
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
  recentReads: readonly ({ readonly atMs: number } & Range)[];
  /** What expired while an answer was awaited that may hold it. */
  expiredMeanwhile: Range | null;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

export function newReader(shardIndex: number, parents: readonly number[], startAt: ShardReader['startAt']): ShardReader {
  return {
    shardIndex,
    parents,
    startAt,
    phase: 'stopped',
    iterator: null,
    iteratorIssuedMs: 0,
    position: startAt === 'TRIM_HORIZON' ? 0 : null,
    polledMs: -Infinity,
    checkpoint: null,
    furthest: 0,
    lost: 0,
    recentReads: [],
    expiredMeanwhile: null,
  };
}

/** An answer has come: with records, or (null) without. */
export function settleRead(host: ActorHost, state: ConsumerState, reader: ShardReader, read: Range | null): void {
  const { from, to } = reader.expiredMeanwhile ?? { from: 0, to: 0 };
  reader.expiredMeanwhile = null;
  if (!read) return expire(host, state, reader, from, to);
  // What lay before the records read had gone before the service looked; what lies after them went since.
  expire(host, state, reader, from, Math.min(to, read.from));
  reader.position = read.to;
  expire(host, state, reader, from, to);
}

/** Records [from, to) have been processed. */
export function countProcessed({ counts }: ConsumerState, reader: ShardReader, from: number, to: number): void {
  counts.processed += to - from;
  counts.repeated += Math.max(0, Math.min(reader.furthest, to) - from);
  reader.furthest = Math.max(reader.furthest, to);
}

/** Records [from, to) have passed retention. */
export function noteExpired(host: ActorHost, state: ConsumerState, reader: ShardReader, from: number, to: number): void {
  if (reader.phase === 'drained') return;
  if (reader.phase === 'reading') reader.expiredMeanwhile = { from: reader.expiredMeanwhile?.from ?? from, to };
  else expire(host, state, reader, from, to);
}

function expire(host: ActorHost, state: ConsumerState, reader: ShardReader, from: number, to: number): void {
  if (reader.position === null || to <= from) return;
  const unread = to - Math.max(from, reader.position, reader.furthest);
  reader.position = Math.max(reader.position, to);
  if (unread <= 0) return;
  reader.lost += unread;
  countLost(host, state, reader.shardIndex, unread);
}

export function countLost(host: ActorHost, state: ConsumerState, shardIndex: number, records: number): void {
  state.counts.lost += records;
  host.trace({ atMs: host.nowMs, kind: 'RecordsLost', actor: state.name, shardIndex, records });
}

/** What a stopped process forgets: everything but its checkpoint. What it had done since then will be done again. */
export function stopReader(host: ActorHost, state: ConsumerState, reader: ShardReader): void {
  if (reader.phase === 'drained') return;
  settleRead(host, state, reader, null);
  if (reader.phase === 'processing') {
    const { atMs, from, to } = reader.recentReads.at(-1)!;
    const { streamName, processingMsPerRecord } = state.config;
    const done = processingMsPerRecord > 0 ? Math.floor((host.nowMs - atMs) / processingMsPerRecord) : 0;
    countProcessed(state, reader, from, Math.min(to, from + done));
    // What has expired since it was read cannot be read again.
    const head = host.stream(streamName)?.shards[reader.shardIndex]?.head ?? 0;
    reader.position = from;
    expire(host, state, reader, from, Math.min(head, to));
  }
  reader.phase = 'stopped';
  reader.iterator = null;
  reader.position = reader.checkpoint?.position ?? (reader.startAt === 'TRIM_HORIZON' ? 0 : null);
}
