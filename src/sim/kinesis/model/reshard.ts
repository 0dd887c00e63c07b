/**
 * How a stream's shards change: it is UPDATING for a while, then parents close and children open; a change of several
 * steps goes on until it has reached its number of shards. What SplitShard, MergeShards, UpdateShardCount, mode switches
 * and on-demand scaling share.
 */
import { changeDelayMs, setStatus, type CallContext } from '../context.ts';
import type { ShardCause } from '../trace-entries.ts';
import { switchMode, watchScaleIn } from './capacity.ts';
import { middleOf } from './hash-key.ts';
import { newShard, openShards, reroute, type Shard, type ShardLineage, type Stream, type StreamMode } from './stream.ts';
import { wakeSubscriptions } from './subscription.ts';

/** The shards that close, and those that open in their place. */
export interface ReshardStep {
  readonly parents: readonly number[];
  readonly children: readonly ShardLineage[];
}

/** A change that is under way, as plain data in a pending event. */
export interface Reshard extends ReshardStep {
  readonly cause: ShardCause;
  /** How many open shards there are to be in the end, where this step is not the last. */
  readonly goal?: number;
  /** The capacity mode from the end of this step on. */
  readonly mode?: StreamMode;
}

const noStep: ReshardStep = { parents: [], children: [] };

/** Rule RESHARD-7: until the change is finished, parents go on taking writes. */
export function startReshard(ctx: CallContext, stream: Stream, reshard: Reshard): void {
  setStatus(ctx, stream, 'UPDATING');
  scheduleStep(ctx, stream, reshard);
}

function scheduleStep(ctx: CallContext, stream: Stream, reshard: Reshard): void {
  ctx.schedule(changeDelayMs(ctx.config, 'update', openShards(stream).length), {
    type: 'ReshardFinished',
    streamName: stream.name,
    createdMs: stream.createdMs,
    reshard,
  });
}

export function finishReshard(ctx: CallContext, stream: Stream, reshard: Reshard): void {
  const { cause, goal, mode, parents, children } = reshard;
  const closedSeconds = Math.floor(ctx.wallMs / 1000);
  for (const index of parents) {
    const parent = stream.shards[index]!;
    parent.closedMs = ctx.nowMs;
    parent.closedSeconds = closedSeconds;
  }
  // A child's creation time is its parents' ending time plus one second, as was seen on AWS.
  if (children.length > 0) addShards(ctx, stream, cause, children, closedSeconds + 1, parents);
  for (const index of parents) wakeSubscriptions(ctx, stream, stream.shards[index]!);
  if (mode) switchMode(stream, mode);
  const next = goal === undefined ? noStep : stepToward(stream, goal);
  if (next.parents.length > 0) return scheduleStep(ctx, stream, { cause, goal, ...next });
  stream.capacity.warmCurrentMiBps = stream.capacity.warmTargetMiBps;
  watchScaleIn(ctx, stream);
  setStatus(ctx, stream, 'ACTIVE');
}

/** The next step toward so many open shards: the widest are split, or the narrowest pairs merged. Rule SCALE-3. */
export function stepToward(stream: Stream, goal: number): ReshardStep {
  const open = openShards(stream).toSorted((x, y) => (x.start < y.start ? -1 : 1));
  if (goal > open.length) return splitStep(byWidth(open, (shard) => -widthOf(shard)).slice(0, goal - open.length));
  const pairs = open.slice(1).map((upper, i) => [open[i]!, upper] as const);
  const merged = new Set<Shard>();
  const chosen = [];
  for (const pair of byWidth(pairs, ([lower, upper]) => widthOf(lower) + widthOf(upper))) {
    if (chosen.length === open.length - goal) break;
    if (pair.some((shard) => merged.has(shard))) continue;
    for (const shard of pair) merged.add(shard);
    chosen.push(pair);
  }
  return {
    parents: chosen.flatMap((pair) => pair.map((shard) => shard.index)),
    children: chosen.map(([lower, upper]) => ({ start: lower.start, end: upper.end, parentIndex: lower.index, adjacentParentIndex: upper.index })),
  };
}

/** Splits each of these in the middle; a range too narrow for that stays whole. */
export function splitStep(shards: readonly Shard[]): ReshardStep {
  const wide = shards.filter((shard) => widthOf(shard) >= 4n).toSorted((x, y) => x.index - y.index);
  return {
    parents: wide.map((shard) => shard.index),
    children: wide.flatMap((shard) => {
      const { start, end, index } = shard;
      const middle = middleOf(shard);
      return [
        { start, end: middle - 1n, parentIndex: index },
        { start: middle, end, parentIndex: index },
      ];
    }),
  };
}

const widthOf = (shard: Shard) => shard.end - shard.start + 1n;

/** In the order of their widths; equals stay in their order. */
function byWidth<T>(items: readonly T[], width: (item: T) => bigint): T[] {
  return items.toSorted((x, y) => {
    const difference = width(x) - width(y);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  });
}

/** Adds open shards with the next indices. */
export function addShards(
  ctx: CallContext,
  stream: Stream,
  cause: ShardCause,
  lineages: readonly ShardLineage[],
  createdSeconds: number,
  closed: readonly number[] = [],
): void {
  const opened = lineages.map((lineage) => {
    const shard = newShard(stream, lineage, createdSeconds, ctx.nowMs);
    stream.shards.push(shard);
    return shard.index;
  });
  reroute(stream);
  ctx.trace({ atMs: ctx.nowMs, kind: 'ShardsOpened', streamName: stream.name, cause, opened, closed });
}
