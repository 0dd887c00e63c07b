/**
 * What a put left in each shard, added up record by record without making anything: one tally serves every call, filled
 * by it and emptied before the next.
 */
import type { ShardLog } from '../kinesis/model/shard-log.ts';

export class ShardWrites {
  /** Which shards took something. */
  readonly shards: number[] = [];
  /** What each took, by its index. */
  records: Float64Array = new Float64Array(0);
  bytes: Float64Array = new Float64Array(0);

  add(shardIndex: number, bytes: number): void {
    if (shardIndex >= this.records.length) this.grow(shardIndex + 1);
    if (this.records[shardIndex] === 0) this.shards.push(shardIndex);
    this.records[shardIndex]! += 1;
    this.bytes[shardIndex]! += bytes;
  }

  clear(): void {
    for (const shardIndex of this.shards) {
      this.records[shardIndex] = 0;
      this.bytes[shardIndex] = 0;
    }
    this.shards.length = 0;
  }

  private grow(shards: number): void {
    const { records, bytes } = this;
    this.records = new Float64Array(Math.max(16, shards * 2));
    this.bytes = new Float64Array(this.records.length);
    this.records.set(records);
    this.bytes.set(bytes);
  }
}

/** Bytes of records [from, to), with their keys. */
export function bytesIn(log: ShardLog, from: number, to: number): number {
  let bytes = 0;
  for (let i = from; i < to; i += 1) bytes += log.byteLength(i);
  return bytes;
}
