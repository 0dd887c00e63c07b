/** Sixteen hex digits over everything there is: state, pending events, kept records, and the trace behind them. */
import { digestText, mixValue, newDigest } from './kernel/digest.ts';
import type { World } from './world.ts';

export function stateHash(world: World): string {
  const digest = newDigest();
  mixValue(digest, [world.nowMs, world.eventsDone, world.traceHash(), world.chances, world.plain]);
  for (const { dueMs, order, kind, payload } of world.pendingEvents()) mixValue(digest, [dueMs, order, kind, payload]);
  for (const stream of world.state.streams.values()) {
    for (const shard of stream.shards) {
      const log = world.log(shard.logId);
      for (let i = shard.head; i < shard.cursor.length; i += 1) mixValue(digest, [log.arrivalMs(i), log.counter(i), log.hashTop(i), log.byteLength(i)]);
    }
  }
  return digestText(digest);
}
