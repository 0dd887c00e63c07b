/**
 * What shards took in a stretch of time, read off their logs: writing a record costs nothing for it. The records that one
 * put left in a shard lie next to each other with one arrival time and one source, and count as one sample.
 */
import type { ShardLog } from '../kinesis/model/shard-log.ts';
import type { Shard } from '../kinesis/model/stream.ts';
import { emptyBucket, type Bucket } from './store.ts';

/** A sample for each put. */
export interface ShardWrites {
  readonly bytes: Bucket;
  readonly records: Bucket;
}

/** What a shard took in [fromMs, toMs); null where that is nothing. */
export function shardWrites(log: ShardLog, { cursor }: Shard, fromMs: number, toMs: number): ShardWrites | null {
  const { length } = cursor;
  if (length === 0 || log.arrivalMs(length - 1) < fromMs) return null;
  const from = log.firstArrivedAt(fromMs, 0, length);
  const to = log.firstArrivedAt(toMs, from, length);
  if (from === to) return null;
  const writes: ShardWrites = { bytes: emptyBucket(), records: emptyBucket() };
  let first = from;
  let arrivalMs = log.arrivalMs(from);
  let source = log.source(from);
  let bytes = 0;
  for (let i = from; i < to; i += 1) {
    const nextMs = log.arrivalMs(i);
    if (nextMs !== arrivalMs || log.source(i) !== source) {
      sample(writes, bytes, i - first);
      first = i;
      arrivalMs = nextMs;
      source = log.source(i);
      bytes = 0;
    }
    bytes += log.byteLength(i);
  }
  sample(writes, bytes, to - first);
  return writes;
}

function sample(writes: ShardWrites, bytes: number, records: number): void {
  addSample(writes.bytes, bytes);
  addSample(writes.records, records);
}

function addSample(bucket: Bucket, value: number): void {
  bucket.count += 1;
  bucket.sum += value;
  if (value < bucket.min) bucket.min = value;
  if (value > bucket.max) bucket.max = value;
}

/** Bytes of records [from, to), with their keys. */
export function bytesIn(log: ShardLog, from: number, to: number): number {
  let bytes = 0;
  for (let i = from; i < to; i += 1) bytes += log.byteLength(i);
  return bytes;
}
