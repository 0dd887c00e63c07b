/** Who stands above whom among shards: what the drawings of reshards go by. */
import { isOpen, type Shard } from '#sim';

/** The open shard whose range begins where this one's ends. */
export const upperNeighbour = (shards: readonly Shard[], shard: Shard) => shards.find((other) => isOpen(other) && other.start === shard.end + 1n);

/** The row of each shard, by index: below the lowest of its parents. */
export function levelsOf(shards: readonly Shard[]): number[] {
  const levels: number[] = [];
  for (const { index, parentIndex, adjacentParentIndex } of shards) {
    const above = [parentIndex, adjacentParentIndex].filter((parent) => parent !== null).map((parent) => levels[parent]!);
    levels[index] = above.length === 0 ? 0 : Math.max(...above) + 1;
  }
  return levels;
}
