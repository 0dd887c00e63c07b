/** A stream that begins as one shard with eight records in it. */
import type { Shard, World } from '#sim';
import { quietWorld } from '../use-world.ts';

export const STREAM = 'orders';
const RECORDS_A_TIME = 8;

export function oneShard(): World {
  const world = quietWorld(STREAM, 1);
  putSome(world);
  return world;
}

/** Puts eight records, each with a key of its own; they go where their hashes fall. */
export function putSome(world: World): void {
  world.advance(world.nowMs + 1_000);
  const already = world.stream(STREAM)!.shards.reduce((sum, shard) => sum + shard.cursor.length, 0);
  const Records = Array.from({ length: RECORDS_A_TIME }, (_, i) => ({
    PartitionKey: `order-${already + i + 1}`,
    Data: new TextEncoder().encode(`order ${already + i + 1}`),
  }));
  world.edit({ type: 'call', operation: 'PutRecords', input: { StreamName: STREAM, Records } });
}

/** The row of each shard, by index: below the lowest of its parents. */
export function levelsOf(shards: readonly Shard[]): number[] {
  const levels: number[] = [];
  for (const { index, parentIndex, adjacentParentIndex } of shards) {
    const above = [parentIndex, adjacentParentIndex].filter((parent) => parent !== null).map((parent) => levels[parent]!);
    levels[index] = above.length === 0 ? 0 : Math.max(...above) + 1;
  }
  return levels;
}
