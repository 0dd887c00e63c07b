/**
 * What the records themselves say: each simulated one carries its producer's name and its number, so repeats and losses
 * can be counted as nobody in the world can. Reads every record: for scenarios of some thousand. Pure.
 */
import { businessKey } from '../actors/deduplication.ts';
import type { ReadingActor } from '../actors/shard-reader.ts';
import type { Stream } from '../kinesis/model/stream.ts';
import type { World } from '../world.ts';

const memo = new WeakMap<World, { readonly eventsDone: number; readonly keys: Map<string, readonly string[][]> }>();

/** The business keys on each shard, in order, with those that have expired. */
function keysOf(world: World, stream: Stream): readonly string[][] {
  let known = memo.get(world);
  if (known?.eventsDone !== world.eventsDone) memo.set(world, (known = { eventsDone: world.eventsDone, keys: new Map() }));
  let keys = known.keys.get(stream.name);
  if (!keys) {
    keys = stream.shards.map((shard) => Array.from({ length: shard.cursor.length }, (_, i) => businessKey(world.log(shard.logId), i)));
    known.keys.set(stream.name, keys);
  }
  return keys;
}

/** How many different records of a producer the stream has taken. */
export function distinctOf(world: World, stream: Stream, producer: string): number {
  const from = `"from":"${producer}"`;
  return new Set(keysOf(world, stream).flatMap((keys) => keys.filter((key) => key.includes(from)))).size;
}

/** How often a consumer that began at the oldest record has acted on one that it had acted on before. */
export function doubleEffects(world: World, stream: Stream, { readers, counts }: ReadingActor): number {
  const keys = keysOf(world, stream);
  const read = new Set([...readers.values()].flatMap(({ shardIndex, furthest }) => keys[shardIndex]?.slice(0, furthest) ?? []));
  return Math.max(0, counts.processed - counts.known - read.size);
}

/** How many of a producer's records stand behind a younger one under the same partition key. Repeats do not count. */
export function outOfOrder(world: World, stream: Stream, producer: string): number {
  const from = `"from":"${producer}"`;
  const newest = new Map<string, number>();
  const seen = new Set<string>();
  let late = 0;
  // Shard by shard in the order in which they were opened: parents are read before their children.
  for (const [shardIndex, keys] of keysOf(world, stream).entries()) {
    const log = world.log(stream.shards[shardIndex]!.logId);
    for (const [i, key] of keys.entries()) {
      if (!key.includes(from) || seen.has(key)) continue;
      seen.add(key);
      const partitionKey = log.partitionKey(i);
      const n = Number(/"n":(\d+)/.exec(key)?.[1]);
      if (n < (newest.get(partitionKey) ?? 0)) late += 1;
      else newest.set(partitionKey, n);
    }
  }
  return late;
}
