/**
 * On-demand scaling: a shard that took more than its share in some minute is split within 15 minutes; once a day a stream
 * of more than twice its peak of 30 days shrinks; and a warm throughput is made ready ahead. Rules ONDEMAND-1 … ONDEMAND-4.
 */
import type { CallContext } from '../context.ts';
import { quotas } from '../quotas.ts';
import { floorOf, MINUTE_MS, PEAK_HOURS, peakOf, scheduleScaleOut, watchScaleIn, type Load } from './capacity.ts';
import { splitStep, startReshard, stepToward } from './reshard.ts';
import { openShards, type Stream } from './stream.ts';

/** Splits every shard that was hot, evenly and blind to keys. A stream that is being changed waits a minute. */
export function scaleOut(ctx: CallContext, stream: Stream): void {
  const { load } = stream.capacity;
  if (load?.scaleOutDueMs !== ctx.nowMs) return;
  load.scaleOutDueMs = null;
  if (stream.status !== 'ACTIVE') return scheduleScaleOut(ctx, stream, load, MINUTE_MS);
  const open = openShards(stream);
  const hot = open.filter((shard) => load.hot.includes(shard.index));
  load.hot = [];
  const step = splitStep(hot.slice(0, Math.max(0, quotas.onDemandWriteMiBpsMax - open.length)));
  if (step.parents.length > 0) startReshard(ctx, stream, { cause: 'OnDemandScaling', ...step });
}

/** Merges down to twice the peak of the last 30 days. */
export function scaleIn(ctx: CallContext, stream: Stream): void {
  const { load } = stream.capacity;
  if (load?.scaleInDueMs !== ctx.nowMs) return;
  load.scaleInDueMs = null;
  const goal = Math.max(floorOf(stream), Math.ceil(2 * peakOf(load, PEAK_HOURS, ctx.nowMs)));
  if (stream.status === 'ACTIVE' && openShards(stream).length > goal) {
    startReshard(ctx, stream, { cause: 'OnDemandScaling', goal, ...stepToward(stream, goal) });
  }
  watchScaleIn(ctx, stream);
}

/** How many shards a new warm throughput asks for: more at once; less down to the last hour's peak. Rule WARM-3. */
export function warmGoal(ctx: CallContext, stream: Stream, load: Load, fromMiBps: number): number {
  const floor = floorOf(stream);
  const open = openShards(stream).length;
  if (stream.capacity.warmTargetMiBps > fromMiBps) return Math.max(open, floor);
  return Math.max(floor, Math.ceil(peakOf(load, 1, ctx.nowMs)));
}
