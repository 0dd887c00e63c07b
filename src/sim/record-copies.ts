/** Of which earlier record one is a copy: looked for when somebody asks, among those of the same producer. */
import { numberedIn } from './actors/producer-account.ts';
import { maybeAggregated } from './actors/user-records.ts';
import { formatSequenceNumber } from './kinesis/model/sequence-number.ts';
import type { Shard, Stream } from './kinesis/model/stream.ts';
import type { World } from './world.ts';

export interface Original {
  readonly shardIndex: number;
  readonly index: number;
  readonly sequenceNumber: string;
  readonly arrivalMs: number;
  /** Whether it is one itself. */
  readonly copy: boolean;
}

/** A retry comes seconds later, not an hour: beyond so many records of a shard the first copy is not looked for. */
const LOOKED_AT = 20_000;
const found = new WeakMap<World, { readonly of: string; readonly original: Original | null }>();

/** @returns the newest earlier copy that is still kept, or null where there is none or it lies too far back */
export function originalOf(world: World, stream: Stream, shard: Shard, index: number): Original | null {
  const log = world.log(shard.logId);
  if (!log.isCopy(index)) return null;
  // Asked ten times a second while a pointer rests on it. Its counter tells a record from another that took its place.
  const of = `${stream.createdMs} ${shard.index} ${index} ${log.counter(index)} ${stream.shards.map(({ head }) => head).join()}`;
  const last = found.get(world);
  if (last?.of === of) return last.original;
  const original = search(world, stream, shard, index);
  found.set(world, { of, original });
  return original;
}

function search(world: World, stream: Stream, shard: Shard, index: number): Original | null {
  const log = world.log(shard.logId);
  const source = log.source(index);
  const arrivalMs = log.arrivalMs(index);
  const counter = log.counter(index);
  const hashTop = log.hashTop(index);
  const packed = maybeAggregated(log, index);
  const numbers = new Set(numberedIn(log, index).map(({ n }) => n));
  let newest: Original | null = null;
  for (const one of stream.shards) {
    const other = world.log(one.logId);
    const to = one === shard ? index : other.firstArrivedAt(arrivalMs + 1, one.head, one.cursor.length);
    for (let i = to - 1; i >= Math.max(one.head, to - LOOKED_AT); i -= 1) {
      if (newest && other.arrivalMs(i) <= newest.arrivalMs) break;
      if (other.source(i) !== source || (other.arrivalMs(i) === arrivalMs && other.counter(i) >= counter)) continue;
      // A copy has its key, and so its hash, unless one of the two was packed with others.
      if (other.hashTop(i) !== hashTop && !packed && !maybeAggregated(other, i)) continue;
      if (!numberedIn(other, i).some(({ n }) => numbers.has(n))) continue;
      newest = { shardIndex: one.index, index: i, sequenceNumber: numberAt(world, one, i), arrivalMs: other.arrivalMs(i), copy: other.isCopy(i) };
      break;
    }
  }
  return newest;
}

function numberAt(world: World, shard: Shard, index: number): string {
  const log = world.log(shard.logId);
  return formatSequenceNumber({
    shardCreatedSeconds: shard.createdSeconds,
    shardIndex: shard.index,
    counter: BigInt(log.counter(index)),
    seconds: Math.floor((world.epochMs + log.arrivalMs(index)) / 1000),
  });
}
