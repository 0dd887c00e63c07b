/** Records older than the retention period go, oldest first. Rules RETAIN-1 … RETAIN-6. */
import type { CallContext } from '../context.ts';
import type { ShardLog } from './shard-log.ts';
import { retentionMs, type Shard, type Stream } from './stream.ts';

/** A check is due at most this often in a retention period: reads are exact anyway, because they check too. */
const CHECKS_PER_PERIOD = 4096;

/** Forgets what has passed retention by now, tells the host, and schedules the next check. */
export function trimShard(ctx: CallContext, stream: Stream, shard: Shard): void {
  const log = ctx.log(shard.logId);
  const keptMs = retentionMs(stream);
  const from = shard.head;
  shard.head = firstKept(log, shard, ctx.nowMs - keptMs);
  if (shard.head > from) ctx.expired(stream, shard.index, from, shard.head);
  if (shard.head === shard.cursor.length) {
    shard.trimDueMs = null;
    return;
  }
  // A record lives for exactly its retention period and goes in the millisecond after it.
  const dueMs = Math.max(log.arrivalMs(shard.head) + keptMs + 1, ctx.nowMs + Math.ceil(keptMs / CHECKS_PER_PERIOD));
  if (shard.trimDueMs !== dueMs && (shard.trimDueMs === null || shard.trimDueMs <= ctx.nowMs || dueMs < shard.trimDueMs)) {
    scheduleTrim(ctx, stream, shard, dueMs);
  }
}

/** After an append: the first record of an empty shard starts the clock. */
export function watchRetention(ctx: CallContext, stream: Stream, shard: Shard): void {
  if (shard.trimDueMs === null) scheduleTrim(ctx, stream, shard, ctx.nowMs + retentionMs(stream) + 1);
}

function scheduleTrim(ctx: CallContext, stream: Stream, shard: Shard, dueMs: number): void {
  shard.trimDueMs = dueMs;
  ctx.schedule(dueMs - ctx.nowMs, {
    type: 'RetentionDue',
    streamName: stream.name,
    createdMs: stream.createdMs,
    shardIndex: shard.index,
  });
}

function firstKept(log: ShardLog, shard: Shard, cutoffMs: number): number {
  const { head, cursor } = shard;
  // Usually nothing, or one record, has to go: look before searching.
  if (head === cursor.length || log.arrivalMs(head) >= cutoffMs) return head;
  return log.firstArrivedAt(cutoffMs, head, cursor.length);
}
