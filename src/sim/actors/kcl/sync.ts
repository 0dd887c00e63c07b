/**
 * How leases come to be and go: the first listing of the shards, later ones where a hole shows, and the cleaning up of
 * rows that are done with. The children of a shard that was read to its end need none of it (shard-consumer.ts).
 */
import { HASH_KEY_MAX } from '../../kinesis/model/hash-key.ts';
import type { ListShardsOutput, ShardDescription } from '../../kinesis/operations/list-shards.ts';
import type { ActorHost, Answer } from '../actor.ts';
import { accountOf } from './account.ts';
import { createLease, liveLeases, SHARD_END, shardIndexOf, type Application } from './lease-table.ts';
import { settings, tableOf, type KclTag, type KclWorkerState, type ListingTag } from './state.ts';

const TAG: ListingTag = { listing: true };
const LISTING_RETRY_MS = 1_000;
const TABLE_CHECK_MS = 3_000;
/** A worker that finds the table empty waits a random time, so that one of them fills it. */
const BOOTSTRAP_WAIT_MS = [1_000, 30_000] as const;
const HOLE_CONFIRMATIONS = 3;

export function waitForLeases(host: ActorHost, state: KclWorkerState): void {
  const [min, max] = BOOTSTRAP_WAIT_MS;
  state.phase = 'waiting for leases';
  state.bootstrapMs = host.nowMs + Math.round(min + host.draw(state) * (max - min));
  host.later(state, 0, { type: 'table' });
}

/** @returns true once there are leases to work on */
export function checkTable(host: ActorHost, state: KclWorkerState): boolean {
  if (tableOf(host, state).leases.size > 0) return true;
  const leftMs = state.bootstrapMs - host.nowMs;
  if (leftMs > 0) host.later(state, Math.min(TABLE_CHECK_MS, leftMs), { type: 'table' });
  else startListing(host, state, 'bootstrap');
  return false;
}

export function startListing(host: ActorHost, state: KclWorkerState, purpose: 'bootstrap' | 'sync'): void {
  if (state.listing) return;
  state.listing = { purpose, shards: [] };
  list(host, state);
}

export function list(host: ActorHost, state: KclWorkerState): void {
  const { streamName: StreamName } = state.config;
  const Type = settings(state).initialPosition === 'LATEST' ? 'AT_LATEST' : 'AT_TRIM_HORIZON';
  host.send(state, 'ListShards', state.listing!.purpose === 'bootstrap' ? { StreamName, ShardFilter: { Type } } : { StreamName }, TAG);
}

/** @returns all the shards once the last page has come */
export function onListing(host: ActorHost, state: KclWorkerState, { outcome }: Answer<KclTag>): readonly ShardDescription[] | null {
  const { listing } = state;
  if (!listing) return null;
  if (!outcome.ok) {
    listing.shards = [];
    host.later(state, LISTING_RETRY_MS, { type: 'list' });
    return null;
  }
  const { Shards, NextToken } = outcome.value as ListShardsOutput;
  listing.shards = [...listing.shards, ...Shards];
  if (NextToken !== undefined) {
    host.send(state, 'ListShards', { NextToken }, TAG);
    return null;
  }
  state.listing = null;
  const table = tableOf(host, state);
  if (listing.purpose === 'sync' || table.leases.size > 0) createMissing(table, listing.shards);
  else if (holeIn(listing.shards.map(({ HashKeyRange: range }) => range)) !== null) {
    // It asks again until a listing covers every hash key.
    state.listing = { purpose: 'bootstrap', shards: [] };
    host.later(state, LISTING_RETRY_MS, { type: 'list' });
    return null;
  } else for (const shard of listing.shards) createFirst(host, state, table, shard);
  return listing.shards;
}

/** From the horizon on, all that is there now concerns the application; from the tip on, what comes once it reads. */
function createFirst(host: ActorHost, state: KclWorkerState, table: Application, shard: ShardDescription): void {
  const { initialPosition } = settings(state);
  const head = host.stream(state.config.streamName)?.shards[shardIndexOf({ leaseKey: shard.ShardId })]?.head ?? 0;
  create(table, shard, initialPosition, initialPosition === 'LATEST' ? null : head);
}

function create(table: Application, shard: ShardDescription, checkpoint: 'TRIM_HORIZON' | 'LATEST', start: number | null): void {
  createLease(table, { ...shard, parents: parentsOf(shard) }, checkpoint);
  accountOf(table, shardIndexOf({ leaseKey: shard.ShardId }), start);
}

const parentsOf = ({ ParentShardId, AdjacentParentShardId }: ShardDescription) => [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined);

/** For each open shard that no lease leads to: a lease for it, or for its first ancestor that has none. */
function createMissing(table: Application, shards: readonly ShardDescription[]): void {
  const byId = new Map(shards.map((shard) => [shard.ShardId, shard]));
  const cover = (shard: ShardDescription): void => {
    if (table.leases.has(shard.ShardId)) return;
    const parents = parentsOf(shard).flatMap((id) => byId.get(id) ?? []);
    const leased = parents.map(({ ShardId }) => table.leases.get(ShardId)).filter((row) => row !== undefined);
    // The end of a parent that is being read will create it.
    if (leased.some(({ checkpoint }) => checkpoint !== SHARD_END)) return;
    if (parents.length === leased.length) create(table, shard, 'TRIM_HORIZON', 0);
    else for (const parent of parents) cover(parent);
  };
  for (const shard of shards) if (shard.SequenceNumberRange.EndingSequenceNumber === undefined) cover(shard);
}

/** The leader looks whether the leases cover every hash key: the same hole three times in a row is filled by a full listing. */
export function audit(host: ActorHost, state: KclWorkerState): void {
  const live = liveLeases(tableOf(host, state));
  const startingHashKey = holeIn(live.map((row) => ({ StartingHashKey: row.startingHashKey, EndingHashKey: row.endingHashKey })));
  if (startingHashKey === null) {
    state.hole = null;
    return;
  }
  const confirmations = state.hole?.startingHashKey === startingHashKey ? state.hole.confirmations + 1 : 1;
  state.hole = { startingHashKey, confirmations };
  if (confirmations >= HOLE_CONFIRMATIONS) startListing(host, state, 'sync');
}

/** The first hash key that no range covers, or null. Ranges may overlap. */
export function holeIn(ranges: readonly { readonly StartingHashKey: string; readonly EndingHashKey: string }[]): string | null {
  let next = 0n;
  const sorted = ranges.map(({ StartingHashKey, EndingHashKey }) => [BigInt(StartingHashKey), BigInt(EndingHashKey)] as const).toSorted((x, y) => (x[0] < y[0] ? -1 : 1));
  for (const [start, end] of sorted) {
    if (start > next) break;
    if (end >= next) next = end + 1n;
  }
  return next > HASH_KEY_MAX ? null : String(next);
}

/**
 * Rows of shards that are done with go, once all children are past their beginning and the row's own parents are gone.
 * A row without children is of a shard that had expired before its end was read: it goes at once.
 */
export function clean({ leases }: Application): void {
  for (const { leaseKey, checkpoint, childShardIds, parentShardId } of leases.values()) {
    if (checkpoint !== SHARD_END) continue;
    const childrenBegun = childShardIds.every((child) => leases.has(child) && leases.get(child)!.checkpoint !== 'TRIM_HORIZON');
    if (childrenBegun && !parentShardId.some((parent) => leases.has(parent))) leases.delete(leaseKey);
  }
}
