/** What GetRecords and a subscription share: how far one answer reaches, how far behind it is, what follows a shard. */
import type { CallContext } from '../context.ts';
import type { ShardLog } from './shard-log.ts';
import { shardIdOf, type Shard, type Stream } from './stream.ts';

export interface ChildShard {
  readonly ShardId: string;
  readonly ParentShards: readonly string[];
  readonly HashKeyRange: { readonly StartingHashKey: string; readonly EndingHashKey: string };
}

/** How far one answer reaches from `from`: up to `end`, and up to the byte limit, but at least one record. */
export function extent(log: ShardLog, from: number, end: number, bytesMax: number): { to: number; bytes: number } {
  let bytes = 0;
  let to = from;
  while (to < end) {
    const next = bytes + log.byteLength(to);
    if (next > bytesMax && to > from) break;
    bytes = next;
    to += 1;
  }
  return { to, bytes };
}

/** 0 at the tip, else the age of the last record given, or of the next one where none was. Rule READ-8. */
export function millisBehind(ctx: CallContext, log: ShardLog, shard: Shard, from: number, to: number): number {
  return to === shard.cursor.length ? 0 : Math.floor(ctx.nowMs - log.arrivalMs(to > from ? to - 1 : to));
}

export function childrenOf(stream: Stream, shard: Shard): ChildShard[] {
  return stream.shards
    .filter((child) => child.parentIndex === shard.index || child.adjacentParentIndex === shard.index)
    .map((child) => ({
      ShardId: shardIdOf(child.index),
      ParentShards: [child.parentIndex, child.adjacentParentIndex].filter((i) => i !== null).map(shardIdOf),
      HashKeyRange: { StartingHashKey: String(child.start), EndingHashKey: String(child.end) },
    }));
}
