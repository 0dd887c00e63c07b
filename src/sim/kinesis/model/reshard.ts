/** What SplitShard and MergeShards share: the stream is UPDATING for a while, then parents close and children open. */
import { changeDelayMs, setStatus, type CallContext } from '../context.ts';
import type { ShardCause } from '../trace-entries.ts';
import { newShard, openShards, reroute, type ShardLineage, type Stream } from './stream.ts';

/** A change that is under way, as plain data in a pending event. */
export interface Reshard {
  readonly cause: ShardCause;
  readonly parents: readonly number[];
  readonly children: readonly ShardLineage[];
}

/** Rule RESHARD-7: until the change is finished, parents go on taking writes. */
export function startReshard(ctx: CallContext, stream: Stream, reshard: Reshard): void {
  setStatus(ctx, stream, 'UPDATING');
  ctx.schedule(changeDelayMs(ctx.config, 'update', openShards(stream).length), {
    type: 'ReshardFinished',
    streamName: stream.name,
    createdMs: stream.createdMs,
    reshard,
  });
}

export function finishReshard(ctx: CallContext, stream: Stream, reshard: Reshard): void {
  const closedSeconds = Math.floor(ctx.wallMs / 1000);
  for (const index of reshard.parents) {
    const parent = stream.shards[index]!;
    parent.closedMs = ctx.nowMs;
    parent.closedSeconds = closedSeconds;
  }
  // A child's creation time is its parents' ending time plus one second, as was seen on AWS.
  addShards(ctx, stream, reshard.cause, reshard.children, closedSeconds + 1, reshard.parents);
  setStatus(ctx, stream, 'ACTIVE');
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
    const shard = newShard(stream.shards.length, ctx.state.nextLogId, lineage, createdSeconds, ctx.nowMs);
    ctx.state.nextLogId += 1;
    stream.shards.push(shard);
    return shard.index;
  });
  reroute(stream);
  ctx.trace({ atMs: ctx.nowMs, kind: 'ShardsOpened', streamName: stream.name, cause, opened, closed });
}
