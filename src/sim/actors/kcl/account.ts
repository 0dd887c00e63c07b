/**
 * What became of a shard's records in an application, whoever of its workers had them: the simulator's own book, which
 * no worker reads. Processed, repeated and skipped count user records; lost and passed over, which nobody took out of
 * their aggregates, count the stream's records. In a shard without aggregates
 * processed − repeated + skipped + lost + passedOver = furthest − start.
 */
import { placeOf, usersBefore, type Batch, type Place } from './batch.ts';
import type { Application } from './lease-table.ts';

export interface ShardAccount {
  readonly shardIndex: number;
  /** The first record that concerns the application; null until that is known. */
  start: number | null;
  /** The place up to which everything is accounted for. */
  furthest: Place;
  processed: number;
  /** Of those processed: processed before, by this worker or another. */
  repeated: number;
  /** In a batch that threw, and not processed before. */
  skipped: number;
  /** Expired before anybody read them. Noticed as the next record is read. */
  lost: number;
  /** Arrived while nobody read a lease that stood at LATEST: the next owner began at the new tip. */
  passedOver: number;
  /** User records in aggregates that the library drops, because one of them is of another shard. */
  discarded: number;
}

export function accountOf(table: Application, shardIndex: number, start: number | null = null): ShardAccount {
  let account = table.shards.get(shardIndex);
  if (!account) {
    account = { shardIndex, start, furthest: { index: start ?? 0, sub: 0 }, processed: 0, repeated: 0, skipped: 0, lost: 0, passedOver: 0, discarded: 0 };
    table.shards.set(shardIndex, account);
  }
  return account;
}

/** A reader has come to a record: what lies between it and the furthest one nobody will read any more. @returns records lost */
export function arriveAt(account: ShardAccount, index: number, atLatest: boolean): number {
  if (account.start === null) {
    account.start = index;
    account.furthest = { index, sub: 0 };
  }
  const gap = index - account.furthest.index;
  if (gap <= 0) return 0;
  account.furthest = { index, sub: 0 };
  if (atLatest) account.passedOver += gap;
  else account.lost += gap;
  return atLatest ? 0 : gap;
}

/** User records [from, to) of a batch have been processed. @returns how many of them not for the first time */
export function countProcessed(account: ShardAccount, batch: Batch, from: number, to: number): number {
  const repeated = Math.max(0, Math.min(to, usersBefore(batch, account.furthest)) - from);
  account.processed += to - from;
  account.repeated += repeated;
  moveOn(account, placeOf(batch, to));
  return repeated;
}

/** The batch's user records from this one on were skipped. @returns how many had not been processed before */
export function countSkipped(account: ShardAccount, batch: Batch, from: number): number {
  const skipped = batch.users - Math.max(from, usersBefore(batch, account.furthest));
  account.skipped += Math.max(0, skipped);
  moveOn(account, { index: batch.to, sub: 0 });
  return Math.max(0, skipped);
}

function moveOn(account: ShardAccount, place: Place): void {
  const { index, sub } = account.furthest;
  if (place.index > index || (place.index === index && place.sub > sub)) account.furthest = place;
}
