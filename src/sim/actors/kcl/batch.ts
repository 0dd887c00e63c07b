/**
 * What processRecords is given: user records, taken out of the aggregated records they came in. Places are a log index
 * and, in an aggregated record, the number of the user record from 0: the extended sequence number.
 */
import { hashKeyOfPartitionKey } from '../../kinesis/model/hash-key.ts';
import type { ShardLog } from '../../kinesis/model/shard-log.ts';
import type { UserRecord } from '../kpl/aggregated-record.ts';
import { isPoison, type PoisonRule } from '../processing.ts';
import { userRecordsOf } from '../user-records.ts';
import type { LeaseRow } from './lease-table.ts';

export interface Place {
  readonly index: number;
  readonly sub: number;
}

/** Log records [from, to), less the first `fromSub` user records of the first. Plain data. */
export interface Batch {
  readonly from: number;
  readonly fromSub: number;
  readonly to: number;
  readonly bytes: number;
  /** User records in it. */
  readonly users: number;
  /** User records of each log record; null where each is one. */
  readonly sizes: readonly number[] | null;
  /** User records that are not of this shard: the library drops their whole aggregate. */
  readonly discarded: number;
  readonly millisBehindLatest: number;
}

type Range = Pick<LeaseRow, 'startingHashKey' | 'endingHashKey'>;

/** @param after the checkpoint: records up to it are dropped */
export function newBatch(log: ShardLog, range: Range, from: number, to: number, after: { readonly counter: number; readonly sub: number } | null, millisBehindLatest: number): Batch {
  let first = from;
  let fromSub = 0;
  if (after && from < to && log.counter(from) === after.counter) {
    const inside = userRecordsOf(log, from);
    fromSub = after.sub + 1;
    if (!inside || fromSub >= inside.length) {
      first += 1;
      fromSub = 0;
    }
  }
  let sizes: number[] | null = null;
  let bytes = 0;
  let discarded = 0;
  for (let i = first; i < to; i += 1) {
    bytes += log.byteLength(i);
    const inside = userRecordsOf(log, i);
    if (!inside) {
      sizes?.push(1);
      continue;
    }
    sizes ??= Array.from({ length: i - first }, () => 1);
    const ours = inside.every((record) => isWithin(record, range));
    if (!ours) discarded += inside.length;
    sizes.push(ours ? inside.length - (i === first ? fromSub : 0) : 0);
  }
  const users = sizes ? sizes.reduce((sum, size) => sum + size, 0) : to - first;
  return { from: first, fromSub, to, bytes, users, sizes, discarded, millisBehindLatest };
}

function isWithin({ PartitionKey, ExplicitHashKey }: UserRecord, { startingHashKey, endingHashKey }: Range): boolean {
  const hashKey = ExplicitHashKey === undefined ? hashKeyOfPartitionKey(PartitionKey) : BigInt(ExplicitHashKey);
  return hashKey >= BigInt(startingHashKey) && hashKey <= BigInt(endingHashKey);
}

/** Where the user record with this number in the batch stands; beyond the last one, the place after the batch. */
export function placeOf({ from, fromSub, to, sizes }: Batch, user: number): Place {
  if (!sizes) return { index: Math.min(to, from + user), sub: 0 };
  let left = user;
  for (let i = 0; i < sizes.length; i += 1) {
    if (left < sizes[i]!) return { index: from + i, sub: left + (i === 0 ? fromSub : 0) };
    left -= sizes[i]!;
  }
  return { index: to, sub: 0 };
}

/** How many of the batch's user records stand before a place. */
export function usersBefore({ from, fromSub, to, users, sizes }: Batch, { index, sub }: Place): number {
  if (index >= to) return users;
  if (index < from) return 0;
  if (!sizes) return index - from;
  let count = 0;
  for (let i = 0; i < index - from; i += 1) count += sizes[i]!;
  return count + Math.min(sizes[index - from]!, Math.max(0, sub - (index === from ? fromSub : 0)));
}

/** The first user record, from number `start` on, on which the application's code fails; null where it fails on none. */
export function firstPoison(log: ShardLog, batch: Batch, rule: PoisonRule | undefined): number | null {
  if (!rule) return null;
  const { from, fromSub, to, sizes } = batch;
  let user = 0;
  for (let index = from; index < to; index += 1) {
    const size = sizes?.[index - from] ?? 1;
    const inside = size > 0 && sizes ? userRecordsOf(log, index) : null;
    for (let i = 0; i < size; i += 1) {
      const key = () => (inside ? inside[i + (index === from ? fromSub : 0)]!.PartitionKey : log.partitionKey(index));
      if (isPoison(rule, key, index)) return user + i;
    }
    user += size;
  }
  return null;
}
