/**
 * What became of a shard's records in an application, whoever of its workers had them: the simulator's own book, which
 * no worker reads. Processed, repeated and skipped count user records; lost and passed over, which nobody took out of
 * their aggregates, count the stream's records. In a shard without aggregates
 * processed − repeated + skipped + lost + passedOver = furthest − start.
 */
import { placeOf, usersBefore, type Batch, type Place } from './batch.ts';
import { sizeOf, withRange, withoutRange, type Range, type Ranges } from '../ranges.ts';
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
  /** Not given to it: the lease stood at LATEST and nobody read it, or its checkpoint was set ahead, or it began behind them. */
  passedOver: number;
  /** Those of them that it would read if its checkpoint were set back. */
  gaps: Ranges;
  /** User records in aggregates that the library drops, because one of them is of another shard. */
  discarded: number;
}

export function accountOf(table: Application, shardIndex: number, start: number | null = null): ShardAccount {
  let account = table.shards.get(shardIndex);
  if (!account) {
    account = { shardIndex, start, furthest: { index: start ?? 0, sub: 0 }, processed: 0, repeated: 0, skipped: 0, lost: 0, passedOver: 0, gaps: [], discarded: 0 };
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
  if (atLatest) setForward(account, index);
  else account.lost += gap;
  account.furthest = { index, sub: 0 };
  return atLatest ? 0 : gap;
}

/** It goes on further ahead than it has come. @param at the record with which it will go on */
export function setForward(account: ShardAccount, at: number): void {
  const { furthest } = account;
  // Of an aggregate that was done in part the rest is passed over with it.
  passOver(account, { from: furthest.index + (furthest.sub > 0 ? 1 : 0), to: at });
  account.furthest = { index: at, sub: 0 };
}

/** It goes on where it has been, or before it began: what it then reads for the first time is no repeat. */
export function setBack(account: ShardAccount, at: number): void {
  const { start } = account;
  if (start === null || at >= start) return;
  passOver(account, { from: at, to: start });
  account.start = at;
}

function passOver(account: ShardAccount, range: Range): void {
  account.passedOver += Math.max(0, range.to - range.from);
  account.gaps = withRange(account.gaps, range);
}

/** User records [from, to) of a batch, less those of them that were never given to it before. */
function known(account: ShardAccount, batch: Batch, from: number, to: number): number {
  const fresh = account.gaps.map((gap) => within(batch, gap, from, to));
  return Math.max(0, Math.min(to, usersBefore(batch, account.furthest)) - from) - fresh.reduce((sum, users) => sum + users, 0);
}

const within = (batch: Batch, gap: Range, from: number, to: number) =>
  Math.max(0, Math.min(to, usersBefore(batch, { index: gap.to, sub: 0 })) - Math.max(from, usersBefore(batch, { index: gap.from, sub: 0 })));

/** The batch has been gone through up to a place: what was passed over of it is so no more. */
function closeGaps(account: ShardAccount, batch: Batch, to: Place): void {
  if (account.gaps.length === 0) return;
  const left = withoutRange(account.gaps, { from: batch.from, to: to.index });
  account.passedOver -= sizeOf(account.gaps) - sizeOf(left);
  account.gaps = left;
}

/** User records [from, to) of a batch have been processed. @returns how many of them not for the first time */
export function countProcessed(account: ShardAccount, batch: Batch, from: number, to: number): number {
  const repeated = known(account, batch, from, to);
  closeGaps(account, batch, placeOf(batch, to));
  account.processed += to - from;
  account.repeated += repeated;
  moveOn(account, placeOf(batch, to));
  return repeated;
}

/** The batch's user records from this one on were skipped. @returns how many had not been processed before */
export function countSkipped(account: ShardAccount, batch: Batch, from: number): number {
  const skipped = batch.users - from - known(account, batch, from, batch.users);
  closeGaps(account, batch, { index: batch.to, sub: 0 });
  account.skipped += skipped;
  moveOn(account, { index: batch.to, sub: 0 });
  return skipped;
}

function moveOn(account: ShardAccount, place: Place): void {
  const { index, sub } = account.furthest;
  if (place.index > index || (place.index === index && place.sub > sub)) account.furthest = place;
}
