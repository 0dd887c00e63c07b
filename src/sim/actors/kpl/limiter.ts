/**
 * The only brake that the KPL has: for each shard two buckets, of records and of bytes, that fill at a share of the
 * shard's quota. It knows of no other producer, and of no throttle. Plain data; times in ms.
 */
import { MIB, quotas } from '../../kinesis/quotas.ts';
import type { TokenBucket } from '../../kinesis/model/throughput.ts';
import type { KinesisRecord } from './buffered-record.ts';

export interface ShardLimiter {
  readonly records: TokenBucket;
  readonly bytes: TokenBucket;
  /** What waits, the earliest deadline first. */
  readonly queue: KinesisRecord[];
  /** Nothing in the queue expires before this. */
  expiresMs: number;
}

/** The full buckets: one second of records; bytes for the largest record there can be. */
const RECORDS_MAX = quotas.shardWriteRecordsPerSecond;
const BYTES_MAX = 10 * MIB;
/** How often those that wait are looked at. */
export const DRAIN_MS = 25;

export const newLimiter = (nowMs: number): ShardLimiter => ({
  records: { tokens: RECORDS_MAX, atMs: nowMs },
  bytes: { tokens: BYTES_MAX, atMs: nowMs },
  queue: [],
  expiresMs: Infinity,
});

export function enqueue(limiter: ShardLimiter, record: KinesisRecord): void {
  const { queue } = limiter;
  let place = queue.length;
  while (place > 0 && queue[place - 1]!.deadlineMs > record.deadlineMs) place -= 1;
  queue.splice(place, 0, record);
  limiter.expiresMs = Math.min(limiter.expiresMs, record.expiresMs);
}

/** Takes out what has expired, and then what the buckets allow, in order; the first that does not fit ends it. */
export function drain(limiter: ShardLimiter, rateLimit: number, nowMs: number): { readonly expired: readonly KinesisRecord[]; readonly passed: readonly KinesisRecord[] } {
  const { queue, records, bytes } = limiter;
  const expired = nowMs > limiter.expiresMs ? takeExpired(limiter, nowMs) : [];
  fill(records, RECORDS_MAX, (rateLimit / 100) * quotas.shardWriteRecordsPerSecond, nowMs);
  fill(bytes, BYTES_MAX, (rateLimit / 100) * quotas.shardWriteBytesPerSecond, nowMs);
  let passing = 0;
  while (passing < queue.length && records.tokens >= 1 && bytes.tokens >= queue[passing]!.byteLength) {
    records.tokens -= 1;
    bytes.tokens -= queue[passing]!.byteLength;
    passing += 1;
  }
  return { expired, passed: queue.splice(0, passing) };
}

function takeExpired(limiter: ShardLimiter, nowMs: number): KinesisRecord[] {
  const expired: KinesisRecord[] = [];
  limiter.expiresMs = Infinity;
  for (const record of limiter.queue.splice(0)) {
    if (nowMs > record.expiresMs) expired.push(record);
    else {
      limiter.queue.push(record);
      limiter.expiresMs = Math.min(limiter.expiresMs, record.expiresMs);
    }
  }
  return expired;
}

function fill(bucket: TokenBucket, max: number, perSecond: number, nowMs: number): void {
  bucket.tokens = Math.min(max, bucket.tokens + ((nowMs - bucket.atMs) * perSecond) / 1000);
  bucket.atMs = nowMs;
}
