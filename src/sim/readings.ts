/** What a view reads off a world between events. Pure: looking changes nothing, so it cannot change the run. */
import type { ReadingActor, ShardReader } from './actors/shard-reader.ts';
import { keyOf } from './kinesis/model/encryption.ts';
import { kmsKeyOf, type KmsKeyState } from './kinesis/model/kms.ts';
import { isExpired, type Shard, type Stream } from './kinesis/model/stream.ts';
import { quotas } from './kinesis/quotas.ts';
import type { World } from './world.ts';

const SECOND_MS = 1_000;

/** The key that the stream's new records are encrypted with, and how it answers; null for none. */
export function encryptionNow(world: World, stream: Stream): { readonly keyId: string; readonly keyState: KmsKeyState } | null {
  const keyId = keyOf(stream);
  return keyId === null ? null : { keyId, keyState: world.state.kmsKeys.get(kmsKeyOf(keyId) ?? keyId) ?? 'enabled' };
}

/** The shards that still hold or take records, in key-space order; a closed parent before its children. */
export function visibleShards(world: World, stream: Stream): Shard[] {
  return stream.shards
    .filter((shard) => !isExpired(stream, shard, world.nowMs))
    .toSorted((x, y) => (x.start === y.start ? x.index - y.index : x.start < y.start ? -1 : 1));
}

/** Records and bytes that a shard took in the last second. */
export function writtenInLastSecond(world: World, shard: Shard): { readonly records: number; readonly bytes: number } {
  const log = world.log(shard.logId);
  const { length } = shard.cursor;
  const from = log.firstArrivedAt(world.nowMs - SECOND_MS + 1, shard.head, length);
  let bytes = 0;
  for (let i = from; i < length; i += 1) bytes += log.byteLength(i);
  return { records: length - from, bytes };
}

/** What a shard was asked to take in the second that ended at a moment. */
export interface WritesBefore {
  /** Records and bytes that it took. */
  readonly records: number;
  readonly bytes: number;
  /** Records that it refused. */
  readonly refused: number;
  /** Of all of them, those with one hash key; null where none was asked about. */
  readonly ofKey: number | null;
}

/**
 * The writes of one second, taken and refused, from the logs: so of any moment whose records are still kept.
 * @param hashTop the first 32 bits of a hash key: counts those with this key apart
 */
export function writesBefore(world: World, shard: Shard, atMs: number, hashTop: number | null = null): WritesBefore {
  const log = world.log(shard.logId);
  const { length } = shard.cursor;
  const from = log.firstArrivedAt(atMs - SECOND_MS + 1, shard.head, length);
  const to = log.firstArrivedAt(atMs + 1, from, length);
  let bytes = 0;
  let ofKey = 0;
  for (let i = from; i < to; i += 1) {
    bytes += log.byteLength(i);
    if (log.hashTop(i) === hashTop) ofKey += 1;
  }
  const { rejections } = world.service;
  const count = world.state.rejections;
  let refused = 0;
  for (let i = rejections.firstAt(atMs - SECOND_MS + 1, 0, count); i < count; i += 1) {
    const rejection = rejections.get(i);
    if (rejection.atMs > atMs) break;
    if (rejection.shardIndex !== shard.index) continue;
    refused += 1;
    if (rejection.hashTop === hashTop) ofKey += 1;
  }
  return { records: to - from, bytes, refused, ofKey: hashTop === null ? null : ofKey };
}

/** How many of a shard's answers it remembers. */
const ANSWERS_KEPT = 2 * quotas.shardReadCallsPerSecond;

/**
 * GetRecords calls on a shard in the second that ended at a moment: answered, refused, and bytes handed out. Null where
 * that is too long ago for the shard to remember.
 */
export function readsBefore(world: World, shard: Shard, atMs: number): { readonly answered: number; readonly refused: number; readonly bytes: number } | null {
  const { recentReads } = shard;
  const fromMs = atMs - SECOND_MS;
  if (recentReads.length === ANSWERS_KEPT && recentReads[0]!.atMs > fromMs) return null;
  const reads = recentReads.filter((read) => read.atMs > fromMs && read.atMs <= atMs);
  let refused = 0;
  for (let i = world.traceLog.count - 1; ; i -= 1) {
    const entry = world.traceLog.at(i);
    if (!entry || entry.atMs <= fromMs) break;
    if (entry.kind === 'ReadThrottled' && entry.atMs <= atMs && entry.shardIndex === shard.index) refused += 1;
  }
  return { answered: reads.length, refused, bytes: reads.reduce((sum, read) => sum + read.bytes, 0) };
}

/** How much of its write quota a shard used in the last second: 0 … 1 and, where a burst was saved up, beyond. */
export function writeShare(world: World, shard: Shard): number {
  const { records, bytes } = writtenInLastSecond(world, shard);
  return Math.max(records / quotas.shardWriteRecordsPerSecond, bytes / quotas.shardWriteBytesPerSecond);
}

/** How much of its shared read quota a shard gave in the last second: calls or bytes, whichever is nearer its limit. */
export function readShare(world: World, shard: Shard): number {
  const recent = shard.recentReads.filter((read) => read.atMs > world.nowMs - SECOND_MS);
  const bytes = recent.reduce((sum, read) => sum + read.bytes, 0);
  return Math.max(recent.length / quotas.shardReadCallsPerSecond, bytes / quotas.shardReadBytesPerSecond);
}

/** How far behind the tip of its shard the record at this place is, in ms: its age; 0 at the tip. Null where the shard is gone. */
export function behindAt(world: World, streamName: string, shardIndex: number, position: number): number | null {
  const shard = world.stream(streamName)?.shards[shardIndex];
  if (!shard) return null;
  const next = Math.max(position, shard.head);
  return next >= shard.cursor.length ? 0 : world.nowMs - world.log(shard.logId).arrivalMs(next);
}

/**
 * How far a reader is behind the tip of its shard, in ms: the age of the oldest record it has not read; 0 at the tip.
 * Null where it reads nothing of this shard now (not begun, or done with it).
 */
export function behindMs(world: World, consumer: ReadingActor, reader: ShardReader): number | null {
  if (reader.position === null || reader.phase === 'drained') return null;
  return behindAt(world, consumer.config.streamName, reader.shardIndex, reader.position);
}

/** How far a consumer is behind on the shard where it is furthest behind, in ms; 0 where it reads at every tip, or nothing. */
export function furthestBehindMs(world: World, consumer: ReadingActor): number {
  return Math.max(0, ...[...consumer.readers.values()].map((reader) => behindMs(world, consumer, reader) ?? 0));
}
