/**
 * Bytes that a stream holds between two ages, over time: what retention beyond a day is billed by. Two fronts move
 * through the logs by arrival time: behind one records have come to the lower age, behind the other they have left. Each
 * record is looked at twice, whenever the fronts pass it, so that a meter is exact however seldom it is read.
 */
import type { ShardLog } from '../kinesis/model/shard-log.ts';
import type { Shard } from '../kinesis/model/stream.ts';

/** Plain data. Arrival times in ms: [left, entered) is what is held. */
export interface HeldBytes {
  bytes: number;
  left: number;
  entered: number;
}

export interface Logs {
  readonly shards: readonly Shard[];
  log(shard: Shard): ShardLog;
}

/** What is held now. @param keptFrom arrival time before which nothing is left */
export function heldNow(logs: Logs, nowMs: number, fromAgeMs: number, keptFrom: number): HeldBytes {
  const held: HeldBytes = { bytes: 0, left: keptFrom, entered: Math.max(keptFrom, nowMs - fromAgeMs) };
  eachRecord(logs, held.left, held.entered, (bytes) => {
    held.bytes += bytes;
  });
  return held;
}

/**
 * Moves on from `sinceMs`. @param toAgeMs above `fromAgeMs`, the same since then
 * @returns byte-ms held in between
 */
export function holdUntil(logs: Logs, held: HeldBytes, sinceMs: number, nowMs: number, fromAgeMs: number, toAgeMs: number): number {
  let byteMs = held.bytes * (nowMs - sinceMs);
  const entered = Math.max(held.entered, nowMs - fromAgeMs);
  eachRecord(logs, held.entered, entered, (bytes, arrivalMs) => {
    held.bytes += bytes;
    byteMs += bytes * (nowMs - (arrivalMs + fromAgeMs));
  });
  held.entered = entered;
  return byteMs - leaveBefore(logs, held, nowMs - toAgeMs, (arrivalMs) => nowMs - Math.max(sinceMs, arrivalMs + toAgeMs));
}

/** Lets go of what arrived before a time. @returns the byte-ms that were counted too much, at `excessMs` each */
export function leaveBefore(logs: Logs, held: HeldBytes, arrivalMs: number, excessMs: (arrivalMs: number) => number = () => 0): number {
  const left = Math.max(held.left, Math.min(arrivalMs, held.entered));
  let byteMs = 0;
  eachRecord(logs, held.left, left, (bytes, at) => {
    held.bytes -= bytes;
    byteMs += bytes * excessMs(at);
  });
  held.left = left;
  return byteMs;
}

function eachRecord({ shards, log }: Logs, fromMs: number, toMs: number, visit: (bytes: number, arrivalMs: number) => void): void {
  if (fromMs >= toMs) return;
  for (const shard of shards) {
    const { length } = shard.cursor;
    if (length === 0) continue;
    const records = log(shard);
    for (let i = records.firstArrivedAt(fromMs, 0, length); i < length; i += 1) {
      const arrivalMs = records.arrivalMs(i);
      if (arrivalMs >= toMs) break;
      visit(records.byteLength(i), arrivalMs);
    }
  }
}
