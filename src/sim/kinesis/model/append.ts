/** The write path that PutRecord and PutRecords share: route, quota, number, append. Rules PUT-4 … PUT-8, QUOTA-1, QUOTA-2. */
import type { CallContext } from '../context.ts';
import { quotas } from '../quotas.ts';
import { NOTES } from '../trace-entries.ts';
import type { Blob } from './blob.ts';
import { countWrite } from './capacity.ts';
import { keyOf } from './encryption.ts';
import { HASH_KEY_MAX, newHashWords, writeWords } from './hash-key.ts';
import { writeMd5 } from './md5.ts';
import { watchRetention } from './retention.ts';
import { FLAGS } from './record-row.ts';
import { nextCounter, routesOf, routeTo, shardIdOf, type Routes, type Shard, type Stream } from './stream.ts';
import { SequenceNumbers } from './sequence-number.ts';
import { wakeSubscriptions } from './subscription.ts';
import { refill } from './throughput.ts';

export interface PutEntry {
  readonly PartitionKey: string;
  readonly Data: Blob;
  readonly ExplicitHashKey?: string;
}

/** Whether an explicit hash key, where there is one, lies within the key space. */
export const hasPlace = ({ ExplicitHashKey }: PutEntry) => ExplicitHashKey === undefined || BigInt(ExplicitHashKey) <= HASH_KEY_MAX;

export const invalidHashKeyText = (entry: PutEntry) =>
  `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${entry.ExplicitHashKey}`;

/** What a record weighs: data and partition key in bytes. */
export function weightOf(entry: PutEntry): number {
  return entry.Data.byteLength + utf8Length(entry.PartitionKey);
}

/** Where a record was appended. Its number's text is made when somebody reads it: most are never read. */
export class Appended {
  constructor(
    private readonly shardIndex: number,
    private readonly shardCreatedSeconds: number,
    private readonly counter: number,
    private readonly seconds: number,
  ) {}

  get ShardId(): string {
    return shardIdOf(this.shardIndex);
  }

  get SequenceNumber(): string {
    const numbers = new SequenceNumbers(1);
    this.writeNumber(numbers, 0);
    return numbers.text(0);
  }

  /** Writes its number as one of several. */
  writeNumber(numbers: SequenceNumbers, index: number): void {
    numbers.write(index, this.shardCreatedSeconds, this.shardIndex, this.counter, this.seconds);
  }
}

/** What stands in place of `Appended` where a shard's quota is spent. */
export interface Throttled {
  readonly shardIndex: number;
}

// Filled anew for each record and read before the next: a call hashes half a thousand.
const hash = newHashWords();

/** The write path of one call: what its records have in common is looked up once. */
export class Writer {
  private readonly routes: Routes;
  private readonly seconds: number;
  /** Of all its records. */
  private readonly flags: number;
  private next = 0;

  constructor(
    private readonly ctx: CallContext,
    private readonly stream: Stream,
  ) {
    this.routes = routesOf(stream);
    this.seconds = Math.floor(ctx.wallMs / 1000);
    this.flags = keyOf(stream) === null ? 0 : FLAGS.encrypted;
  }

  /**
   * Appends to the open shard that holds the record's hash, unless that shard's quota is spent. The call's entries come in order.
   * @param weight what `weightOf` says of the entry
   */
  append(entry: PutEntry, weight: number): Appended | Throttled {
    const { ctx, stream } = this;
    const { nowMs } = ctx;
    const { PartitionKey, ExplicitHashKey, Data } = entry;
    if (ExplicitHashKey === undefined) writeMd5(PartitionKey, hash);
    else writeWords(BigInt(ExplicitHashKey), hash);
    const shard = routeTo(this.routes, hash);
    const hashTop = hash[0]!;
    const { ordinal: source, marks } = ctx.caller;
    const flags = marks ? this.flags | marks[this.next]! : this.flags;
    this.next += 1;
    if (ctx.config.throttle && !takeWriteQuota(shard, weight, nowMs)) {
      const { state } = ctx;
      ctx.rejections.set(state.rejections, { atMs: nowMs, hashTop, shardIndex: shard.index, source });
      state.rejections += 1;
      return { shardIndex: shard.index };
    }
    const counter = nextCounter(stream, shard.index);
    ctx.log(shard.logId).append(stream.fill, shard.cursor, PartitionKey, Data, nowMs, counter, hashTop, source, flags);
    watchRetention(ctx, stream, shard);
    if (stream.capacity.load) countWrite(ctx, stream, stream.capacity.load, shard, weight);
    if (shard.subscriptions.length > 0) wakeSubscriptions(ctx, stream, shard);
    ctx.note(NOTES.RecordAppended, nowMs, shard.index, counter, hashTop);
    return new Appended(shard.index, shard.createdSeconds, counter, this.seconds);
  }
}

/** Takes one record from both buckets, or nothing. A record over one second's bytes may leave the bucket in debt. */
function takeWriteQuota(shard: Shard, bytes: number, nowMs: number): boolean {
  const records = refill(shard.writeRecords, quotas.shardWriteRecordsPerSecond, nowMs);
  const free = refill(shard.writeBytes, quotas.shardWriteBytesPerSecond, nowMs);
  if (records < 1 || free < Math.min(bytes, quotas.shardWriteBytesPerSecond)) return false;
  shard.writeRecords.tokens -= 1;
  shard.writeBytes.tokens -= bytes;
  return true;
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // A surrogate pair is four bytes over two units, so each half adds one.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
