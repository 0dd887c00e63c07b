/**
 * Which shards a consumer without leases reads, and when: it lists them at its start, opens a shard once all its parents
 * are read to their ends, and learns of new ones from the end of their parents.
 */
import { parseShardId } from '../kinesis/model/stream.ts';
import type { ChildShard } from '../kinesis/model/reading.ts';
import type { ListShardsOutput } from '../kinesis/operations/list-shards.ts';
import type { ActorHost, Answer } from './actor.ts';
import { countLost, noteExpired, type FirstStart, type ReadingActor, type ShardReader } from './shard-reader.ts';

export interface ListingTag {
  /** The shards with which the consumer begins; later ones are their descendants. */
  readonly first: boolean;
}

/** What a kind of consumer does in its own way. */
export interface Reading<State extends ReadingActor<Reader>, Reader extends ShardReader> {
  newReader(shardIndex: number, parents: readonly number[], startAt: FirstStart): Reader;
  open(host: ActorHost, state: State, reader: Reader): void;
  /** Until it asks again after a failed listing, in ms. */
  retryMs(state: State): number;
}

export function discover(host: ActorHost, state: ReadingActor): void {
  state.listings += 1;
  listShards(host, state);
}

export function listShards(host: ActorHost, state: ReadingActor): void {
  const { streamName: StreamName, startAt } = state.config;
  const tag: ListingTag = { first: state.readers.size === 0 };
  const filter = startAt === 'LATEST' && tag.first ? { ShardFilter: { Type: 'AT_LATEST' } } : {};
  host.send(state, 'ListShards', { StreamName, ...filter }, tag);
}

export function onShards<S extends ReadingActor<R>, R extends ShardReader>(host: ActorHost, state: S, reading: Reading<S, R>, { outcome, tag }: Answer<ListingTag>): void {
  if (!outcome.ok) {
    if (outcome.error.__type === 'ResourceNotFoundException' && !tag.first) {
      forgetStream(state);
      state.listings = 1;
    }
    // Not there yet, or still being created: ask again, one for all.
    if (state.listings > 1) state.listings -= 1;
    else host.later(state, reading.retryMs(state), { type: 'discover' });
    return;
  }
  const { Shards, NextToken } = outcome.value as ListShardsOutput;
  const { startAt } = state.config;
  // A consumer that began at the tip has nothing to do with the shards that were closed by then.
  const after = tag.first || startAt === 'TRIM_HORIZON' ? -1 : lastOfTheFirst(state);
  for (const shard of Shards) {
    const index = indexOf(shard.ShardId);
    const parents = [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined).map(indexOf);
    if (index > after) addReader(state, reading, index, parents, tag.first ? startAt : 'TRIM_HORIZON');
  }
  if (NextToken !== undefined) return host.send(state, 'ListShards', { NextToken }, tag);
  state.listings -= 1;
  startReady(host, state, reading);
}

/** The end of a closed shard: its children may begin. */
export function finishShard<S extends ReadingActor<R>, R extends ShardReader>(host: ActorHost, state: S, reading: Reading<S, R>, reader: R, childShards: readonly ChildShard[]): void {
  reader.phase = 'drained';
  const children = childShards.map((child) => ({ index: indexOf(child.ShardId), parents: child.ParentShards.map(indexOf) }));
  host.trace({ atMs: host.nowMs, kind: 'ShardDrained', actor: state.name, shardIndex: reader.shardIndex, children: children.map(({ index }) => index) });
  // The other parent of a merge may be a shard that comes later here: the listing says whose child that is.
  if (children.some(({ parents }) => parents.some((parent) => !state.readers.has(parent)))) return discover(host, state);
  for (const { index, parents } of children) addReader(state, reading, index, parents, 'TRIM_HORIZON');
  startReady(host, state, reading);
}

/** The shard has expired, or the stream is gone, before its end was read: who its children are, a listing says. */
export function abandonShard<S extends ReadingActor<R>, R extends ShardReader>(host: ActorHost, state: S, reading: Reading<S, R>, reader: R): void {
  finishShard(host, state, reading, reader, []);
  discover(host, state);
}

/** Records [from, to) of a shard have expired: whatever this consumer had not read is lost to it. */
export function onReadersExpired(host: ActorHost, state: ReadingActor, shardIndex: number, from: number, to: number): void {
  const reader = state.readers.get(shardIndex);
  if (reader) noteExpired(host, state, reader, from, to);
  else if (descendsFromKnown(host, state, shardIndex)) countLost(host, state, shardIndex, to - from);
}

/** Opens every shard whose parents are done with; the others wait. */
function startReady<S extends ReadingActor<R>, R extends ShardReader>(host: ActorHost, state: S, reading: Reading<S, R>): void {
  for (const reader of state.readers.values()) {
    if (reader.phase !== 'stopped' && reader.phase !== 'waiting for parents') continue;
    const ready = reader.parents.every((parent) => (state.readers.get(parent)?.phase ?? 'drained') === 'drained');
    if (ready) reading.open(host, state, reader);
    else reader.phase = 'waiting for parents';
  }
}

function addReader<S extends ReadingActor<R>, R extends ShardReader>(state: S, reading: Reading<S, R>, index: number, parents: readonly number[], startAt: FirstStart): void {
  if (!state.readers.has(index)) state.readers.set(index, reading.newReader(index, parents, startAt));
}

/** The highest of the shards with which the consumer began: those that have no parent among its readers. */
function lastOfTheFirst({ readers }: ReadingActor): number {
  const first = [...readers.values()].filter((reader) => !reader.parents.some((parent) => readers.has(parent)));
  return Math.max(...first.map((reader) => reader.shardIndex));
}

/** The stream is gone. One of the same name is another stream: its shards are new, and so are all answers from now on. */
export function forgetStream(state: ReadingActor): void {
  state.readers.clear();
  state.life += 1;
  state.listings = 0;
}

/** Whether this consumer will come to a shard that it has not met yet. */
function descendsFromKnown(host: ActorHost, state: ReadingActor, shardIndex: number): boolean {
  const shard = host.stream(state.config.streamName)?.shards[shardIndex];
  const parents = [shard?.parentIndex ?? null, shard?.adjacentParentIndex ?? null];
  return parents.some((p) => p !== null && (state.readers.has(p) || descendsFromKnown(host, state, p)));
}

export const indexOf = (shardId: string) => parseShardId(shardId)!;
