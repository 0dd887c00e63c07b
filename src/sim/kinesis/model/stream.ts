/** A stream and its shards as plain data: what a checkpoint copies. Times in ms of virtual time unless named otherwise. */
import { quotas } from '../quotas.ts';
import type { Capacity } from './capacity.ts';
import type { Consumer } from './consumer.ts';
import type { Encryption } from './encryption.ts';
import { HASH_KEY_MAX, newHashWords, writeWords, type HashWords } from './hash-key.ts';
import { logIdOf } from './log-store.ts';
import type { ArenaFill } from './record-arena.ts';
import { CLOSING_COUNTER, formatSequenceNumber } from './sequence-number.ts';
import { newCursor, type LogCursor } from './shard-log.ts';
import { fullBucket, type TokenBucket } from './throughput.ts';

export type StreamStatus = 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING';
export type StreamMode = 'PROVISIONED' | 'ON_DEMAND';

export const shardLevelMetrics = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
] as const;
export type ShardLevelMetric = (typeof shardLevelMetrics)[number];

export interface Stream {
  readonly name: string;
  readonly arn: string;
  readonly createdMs: number;
  /** Which arena holds its records, and how far that is filled. */
  readonly arenaId: number;
  readonly fill: ArenaFill;
  status: StreamStatus;
  mode: StreamMode;
  retentionHours: number;
  recordBytesMax: number;
  readonly tags: Map<string, string>;
  /** The resource policy as it was given, or null. */
  policy: string | null;
  readonly encryption: Encryption;
  shardLevelMetrics: readonly ShardLevelMetric[];
  /** Registered for enhanced fan-out, by name. */
  readonly consumers: Map<string, Consumer>;
  readonly shards: Shard[];
  readonly capacity: Capacity;
  /** Sequence counters: five shards share one, as was seen on AWS. */
  readonly counters: number[];
  /** What is left of the call rates that count for this stream, by operation. */
  readonly callRates: Map<string, TokenBucket>;
}

export interface Shard {
  readonly index: number;
  /** Which log holds its records. */
  readonly logId: number;
  readonly start: bigint;
  readonly end: bigint;
  readonly parentIndex: number | null;
  readonly adjacentParentIndex: number | null;
  /** Wall seconds in its starting sequence number. */
  readonly createdSeconds: number;
  readonly openedMs: number;
  closedMs: number | null;
  closedSeconds: number | null;
  readonly cursor: LogCursor;
  /** The oldest record still kept; those before it have passed retention. */
  head: number;
  /** When the next retention check is due, or null where nothing is kept. */
  trimDueMs: number | null;
  readonly writeRecords: TokenBucket;
  readonly writeBytes: TokenBucket;
  readonly readCalls: TokenBucket;
  readonly readBytes: TokenBucket;
  readonly iteratorCalls: TokenBucket;
  /** Ids of the subscriptions to it. */
  readonly subscriptions: number[];
  /** After a very large answer: no reads before this moment. */
  readsBlockedUntilMs: number;
  /** The newest answered reads, as many as two seconds' quota allows: what a meter counts. */
  recentReads: readonly { readonly atMs: number; readonly bytes: number }[];
}

export interface ShardLineage {
  readonly start: bigint;
  readonly end: bigint;
  readonly parentIndex?: number;
  readonly adjacentParentIndex?: number;
}

/** A shard with the stream's next index. */
export function newShard({ shards, arenaId }: Stream, lineage: ShardLineage, createdSeconds: number, nowMs: number): Shard {
  return {
    index: shards.length,
    logId: logIdOf(arenaId, shards.length),
    start: lineage.start,
    end: lineage.end,
    parentIndex: lineage.parentIndex ?? null,
    adjacentParentIndex: lineage.adjacentParentIndex ?? null,
    createdSeconds,
    openedMs: nowMs,
    closedMs: null,
    closedSeconds: null,
    cursor: newCursor(),
    head: 0,
    trimDueMs: null,
    writeRecords: fullBucket(quotas.shardWriteRecordsPerSecond, nowMs),
    writeBytes: fullBucket(quotas.shardWriteBytesPerSecond, nowMs),
    readCalls: fullBucket(quotas.shardReadCallsPerSecond, nowMs),
    readBytes: fullBucket(quotas.shardReadBytesPerSecond, nowMs),
    iteratorCalls: fullBucket(quotas.getShardIteratorCallsPerSecond, nowMs),
    subscriptions: [],
    readsBlockedUntilMs: 0,
    recentReads: [],
  };
}

const writeShardId = (index: number) => `shardId-${String(index).padStart(12, '0')}`;
/** Of shards as most streams have them: an answer to PutRecords names half a thousand. */
const commonShardIds = Array.from({ length: 1_024 }, (_, index) => writeShardId(index));

export const shardIdOf = (index: number): string => commonShardIds[index] ?? writeShardId(index);

/**
 * Resolves a shard id as the service does: what stands after the first hyphen, or all of it, as a number.
 * `shardId-000000000007`, `shard-7` and `7` are one shard. Null where it is no number. Rule SHARD-2.
 */
export function parseShardId(raw: string): number | null {
  const digits = raw.includes('-') ? raw.slice(raw.indexOf('-') + 1) : raw;
  if (!/^\d+$/.test(digits)) return null;
  const index = Number(digits);
  return index <= 0x7fff_ffff ? index : null;
}

export const isOpen = (shard: Shard) => shard.closedMs === null;
export const openShards = (stream: Stream) => stream.shards.filter(isOpen);
export const retentionMs = (stream: Stream) => stream.retentionHours * 3_600_000;

/** A closed shard is gone once a retention period has passed since its closing: none of its records is left then. Rule SHARD-4. */
export function isExpired(stream: Stream, shard: Shard, nowMs: number): boolean {
  return shard.closedMs !== null && shard.closedMs + retentionMs(stream) < nowMs;
}

export function startingSequenceNumber(shard: Shard): string {
  const { createdSeconds, index } = shard;
  return formatSequenceNumber({ shardCreatedSeconds: createdSeconds, shardIndex: index, counter: 0n, seconds: createdSeconds });
}

/** Null while the shard is open. */
export function endingSequenceNumber(shard: Shard): string | null {
  if (shard.closedSeconds === null) return null;
  const { createdSeconds, index, closedSeconds } = shard;
  return formatSequenceNumber({ shardCreatedSeconds: createdSeconds, shardIndex: index, counter: CLOSING_COUNTER, seconds: closedSeconds });
}

/** Takes the next number of the counter that this shard shares with four neighbours. */
export function nextCounter(stream: Stream, shardIndex: number): number {
  const group = Math.floor(shardIndex / 5);
  const counter = (stream.counters[group] ?? 0) + 1;
  stream.counters[group] = counter;
  return counter;
}

/** Open shards in key-space order, and what finds one of them by a hash key. */
export interface Routes {
  readonly shards: readonly Shard[];
  /** The words of their starts, four each. */
  readonly starts: Uint32Array;
  /** For each slot of the key space the last shard that begins before it: the search goes from there to the next slot's. */
  readonly slots: Uint32Array;
}

const SLOT_BITS = 10;

// Derived from a stream's open shards. Keyed by the state object itself: restoring a checkpoint makes a new one.
const routes = new WeakMap<Stream, Routes>();

/** Forgets the routing table after a reshard. */
export const reroute = (stream: Stream) => routes.delete(stream);

export function routesOf(stream: Stream): Routes {
  let table = routes.get(stream);
  if (!table) {
    const shards = openShards(stream).toSorted((x, y) => (x.start < y.start ? -1 : 1));
    const words = newHashWords();
    const starts = shards.flatMap(({ start }) => {
      writeWords(start, words);
      return [...words];
    });
    table = { shards, starts: Uint32Array.from(starts), slots: new Uint32Array((1 << SLOT_BITS) + 1) };
    for (let slot = 0, last = 0; slot < table.slots.length; slot += 1) {
      while (last + 1 < shards.length && starts[(last + 1) * 4]! < slot * 2 ** (32 - SLOT_BITS)) last += 1;
      table.slots[slot] = last;
    }
    routes.set(stream, table);
  }
  return table;
}

/** The open shard whose range holds this hash key. Open ranges cover the key space, so there always is one. Rule ROUTE-2. */
export function routeTo({ starts, shards, slots }: Routes, hashKey: HashWords): Shard {
  const slot = hashKey[0]! >>> (32 - SLOT_BITS);
  let low = slots[slot]!;
  let high = slots[slot + 1]!;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const at = middle * 4;
    const order =
      starts[at]! - hashKey[0]! || starts[at + 1]! - hashKey[1]! || starts[at + 2]! - hashKey[2]! || starts[at + 3]! - hashKey[3]!;
    if (order <= 0) low = middle;
    else high = middle - 1;
  }
  return shards[low]!;
}

/** Whether the open shards' ranges join from 0 to 2^128−1 without gap or overlap. */
export function coversKeySpace(stream: Stream): boolean {
  let next = 0n;
  for (const shard of openShards(stream).toSorted((x, y) => (x.start < y.start ? -1 : 1))) {
    if (shard.start !== next || shard.end < shard.start) return false;
    next = shard.end + 1n;
  }
  return next === HASH_KEY_MAX + 1n;
}
