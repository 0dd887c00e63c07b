/**
 * The cells of the heat map for any axis. For the whole span on the linear scale the numbers of `heat.ts` are at hand; for
 * a window, or the logarithmic scale, each column's records are counted anew. Times in ms of the world.
 */
import type { Shard, World } from '#sim';
import { ageAtX, isZoomed, type AgeAxis } from './age-axis.ts';
import { BUCKETS, cellFor, COLUMNS, loadOf, mostOf, REFUSALS_MAX, type Heat } from './heat.ts';

/** What stands in the columns of the map, from the left: column k holds what happened in [edges[k + 1], edges[k]). */
export interface HeatColumns {
  readonly edges: Float64Array;
  /** By how much of a column the first one begins left of the map; it grows smaller as time passes, where all columns are equally long. */
  readonly aheadColumns: (nowMs: number) => number;
}

export function columnsOf(axis: AgeAxis, nowMs: number): HeatColumns {
  const edges = new Float64Array(COLUMNS + 1);
  if (axis.log) {
    const map = { x: 0, width: BUCKETS };
    for (let k = 0; k <= COLUMNS; k += 1) edges[k] = nowMs - (k <= BUCKETS ? ageAtX(map, k, axis) : axis.toMs) + (k === 0 && axis.fromMs === 0 ? 1 : 0);
    return { edges, aheadColumns: () => 0 };
  }
  // Edges stand still in the world's time, so that what a column counts does not change as it moves along.
  const bucketMs = (axis.toMs - axis.fromMs) / BUCKETS;
  const newest = Math.floor((nowMs - axis.fromMs) / bucketMs);
  for (let k = 0; k <= COLUMNS; k += 1) edges[k] = (newest + 1 - k) * bucketMs;
  return { edges, aheadColumns: (now) => edges[0]! / bucketMs - (now - axis.fromMs) / bucketMs };
}

/** Row by row what each cell shows, as `cellOf` numbers it: of the shards that share a row, what matters most. */
export function cellsOf(world: World, shards: readonly Shard[], heat: Heat, axis: AgeAxis, { edges }: HeatColumns, perRow: number): Float32Array {
  const rows = Math.ceil(shards.length / perRow);
  const cells = new Float32Array(rows * COLUMNS);
  const whole = !axis.log && !isZoomed(axis);
  const refused = whole ? null : refusedBy(world, shards, edges);
  for (let row = 0; row < rows; row += 1) {
    const [from, to] = [row * perRow, Math.min(shards.length, (row + 1) * perRow)];
    if (!refused) for (let column = 0; column < COLUMNS; column += 1) cells[row * COLUMNS + column] = mostOf(heat, shards, from, to, heat.newest - column);
    else for (let n = from; n < to; n += 1) countInto(cells.subarray(row * COLUMNS, (row + 1) * COLUMNS), world, shards[n]!, edges, refused.subarray(n * COLUMNS));
  }
  return cells;
}

/** Records of a cell that are looked at for their size. */
const SAMPLE = 2;

function countInto(row: Float32Array, world: World, shard: Shard, edges: Float64Array, refused: Uint32Array): void {
  const log = world.log(shard.logId);
  let end = log.firstArrivedAt(edges[0]!, shard.head, shard.cursor.length);
  for (let column = 0; column < COLUMNS; column += 1) {
    const [fromMs, toMs] = [edges[column + 1]!, edges[column]!];
    const start = log.firstArrivedAt(fromMs, shard.head, end);
    const load = toMs > fromMs ? loadOf(log, start, end, toMs - fromMs, SAMPLE) : 0;
    row[column] = Math.max(row[column]!, cellFor(shard, end - start, load, refused[column]!, fromMs, toMs));
    end = start;
  }
}

/** By shard and column; of very many refusals every n-th stands for n. */
function refusedBy({ service, state }: World, shards: readonly Shard[], edges: Float64Array): Uint32Array {
  const counts = new Uint32Array(shards.length * COLUMNS);
  const places = new Map(shards.map(({ index }, n) => [index, n]));
  const { rejections } = service;
  const from = rejections.firstAt(edges[COLUMNS]!, 0, state.rejections);
  const to = rejections.firstAt(edges[0]!, from, state.rejections);
  const every = Math.max(1, Math.ceil((to - from) / REFUSALS_MAX));
  let column = COLUMNS - 1;
  for (let i = from; i < to; i += every) {
    const { shardIndex, atMs } = rejections.get(i);
    while (column > 0 && atMs >= edges[column]!) column -= 1;
    const n = places.get(shardIndex);
    if (n !== undefined) counts[n * COLUMNS + column]! += every;
  }
  return counts;
}
