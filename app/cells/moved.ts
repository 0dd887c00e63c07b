/** What a cell has moved: the streams before and after it, compared, in sentences. Times in ms of virtual time. */
import { isOpen, shardIdOf, type World } from '#sim';

interface SeenShard {
  readonly id: string;
  readonly open: boolean;
  readonly records: number;
  readonly start: bigint;
  readonly end: bigint;
}
export interface SeenStream {
  readonly name: string;
  readonly status: string;
  readonly retentionHours: number;
  readonly shards: readonly SeenShard[];
}
export interface Seen {
  readonly atMs: number;
  readonly streams: readonly SeenStream[];
}

export function see(world: World): Seen {
  return {
    atMs: world.nowMs,
    streams: [...world.state.streams.values()].map((stream) => ({
      name: stream.name,
      status: stream.status,
      retentionHours: stream.retentionHours,
      shards: stream.shards.map((shard) => ({ id: shardIdOf(shard.index), open: isOpen(shard), records: shard.cursor.length, start: shard.start, end: shard.end })),
    })),
  };
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
const ids = (shards: readonly SeenShard[]) => shards.map(({ id }) => id).join(' and ');

/** A sentence for each change; one that says so where nothing moved. */
export function moved(before: Seen, after: Seen): string[] {
  const said: string[] = [];
  for (const stream of after.streams) {
    const was = before.streams.find(({ name }) => name === stream.name);
    if (!was) {
      said.push(`${stream.name} is there, ${stream.status}${stream.shards.length > 0 ? `, with ${count(stream.shards.length, 'shard')}` : ''}.`);
      continue;
    }
    const opened = stream.shards.slice(was.shards.length);
    const closed = stream.shards.filter(({ open, id }) => !open && was.shards.some((one) => one.id === id && one.open));
    if (closed.length > 0) said.push(`${ids(closed)} closed.`);
    if (opened.length > 0) said.push(`${ids(opened)} opened.`);
    for (const shard of stream.shards) {
      const more = shard.records - (was.shards.find(({ id }) => id === shard.id)?.records ?? 0);
      if (more > 0) said.push(`${count(more, 'record')} went into ${shard.id}.`);
      if (more < 0) said.push(`${count(-more, 'record')} fell off ${shard.id}.`);
    }
    if (was.retentionHours !== stream.retentionHours) said.push(`Retention went from ${was.retentionHours} to ${stream.retentionHours} hours.`);
    if (was.status !== stream.status) said.push(`${stream.name} went from ${was.status} to ${stream.status}.`);
  }
  for (const { name } of before.streams) if (!after.streams.some((one) => one.name === name)) said.push(`${name} is gone.`);
  if (said.length === 0) said.push('Nothing on the belt moved.');
  return [...said, `${((after.atMs - before.atMs) / 1000).toLocaleString('en')} s passed.`];
}
