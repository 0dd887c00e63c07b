/** The records of every stream: an arena for each stream, and in it a log for each shard, found by the shard's `logId`. */
import { RecordArena } from './record-arena.ts';
import { ShardLog } from './shard-log.ts';

/** More than a stream can ever come to: each one that it opens gets a new index. */
const SHARDS_MAX = 2 ** 24;

/** Names a shard's log, and with it the arena: a future that is dropped may leave a log here, but never in another's arena. */
export const logIdOf = (arenaId: number, shardIndex: number) => arenaId * SHARDS_MAX + shardIndex;

interface StreamRecords {
  readonly arena: RecordArena;
  readonly logs: (ShardLog | undefined)[];
}

export class LogStore {
  private readonly streams: (StreamRecords | undefined)[] = [];

  log(logId: number): ShardLog {
    const arenaId = Math.floor(logId / SHARDS_MAX);
    const { arena, logs } = (this.streams[arenaId] ??= { arena: new RecordArena(), logs: [] });
    return (logs[logId - arenaId * SHARDS_MAX] ??= new ShardLog(arena));
  }

  /** Gives back all records of a stream that is gone: for a host that never goes back in time. */
  forget(arenaId: number): void {
    this.streams[arenaId] = undefined;
  }
}
