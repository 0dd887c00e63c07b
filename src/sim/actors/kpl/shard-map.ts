/**
 * Which shard the KPL expects a record in: the open shards as ListShards last told them. It learns of a reshard only when
 * a record comes back from a shard where it was not expected. Plain data; times in ms.
 */
import { hashKeyOf, hashKeyOfPartitionKey, newHashWords, type HashWords } from '../../kinesis/model/hash-key.ts';
import { writeMd5 } from '../../kinesis/model/md5.ts';
import { parseShardId } from '../../kinesis/model/stream.ts';
import type { ListShardsOutput } from '../../kinesis/operations/list-shards.ts';

export interface ShardMap {
  status: 'INVALID' | 'UPDATING' | 'READY';
  updatedMs: number;
  /** The open shards, by the last hash key of each, rising. */
  readonly open: OpenShard[];
  /** Of every shard met, closed ones too for a while. */
  readonly ranges: Map<number, { readonly start: bigint; readonly end: bigint }>;
  /** How long the next failed update waits for another. */
  backoffMs: number;
}

interface OpenShard {
  readonly shard: number;
  readonly end: bigint;
  /** Its highest 32 bits: nearly always they alone decide. */
  readonly endTop: number;
}

const BACKOFF_MIN_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
const CLOSED_SHARD_TTL_MS = 60_000;

export const newShardMap = (): ShardMap => ({ status: 'INVALID', updatedMs: 0, open: [], ranges: new Map(), backoffMs: BACKOFF_MIN_MS });

/** Forgets the open shards and begins anew. @returns false where an update is on its way already */
export function beginUpdate(map: ShardMap): boolean {
  if (map.status === 'UPDATING') return false;
  map.status = 'UPDATING';
  map.open.length = 0;
  return true;
}

export const firstPage = (StreamName: string) => ({ StreamName, ShardFilter: { Type: 'AT_LATEST' }, MaxResults: 1000 });

/** A page of shards. @returns the input of the next call; null where this was the last page, and the map is ready */
export function takePage(map: ShardMap, { Shards, NextToken }: ListShardsOutput, nowMs: number): object | null {
  for (const { ShardId, HashKeyRange } of Shards) {
    const shard = parseShardId(ShardId)!;
    const range = { start: BigInt(HashKeyRange.StartingHashKey), end: BigInt(HashKeyRange.EndingHashKey) };
    map.ranges.set(shard, range);
    map.open.push({ shard, end: range.end, endTop: Number(range.end >> 96n) });
  }
  map.backoffMs = BACKOFF_MIN_MS;
  if (NextToken !== undefined) return { NextToken, MaxResults: 1000 };
  map.open.sort((x, y) => (x.end < y.end ? -1 : 1));
  map.status = 'READY';
  map.updatedMs = nowMs;
  return null;
}

/** @returns how long to wait before the next try */
export function updateFailed(map: ShardMap): number {
  const { backoffMs } = map;
  map.status = 'INVALID';
  map.backoffMs = Math.min(BACKOFF_MAX_MS, (backoffMs * 3) / 2);
  return backoffMs;
}

// Filled anew for each record and read before the next.
const hash = newHashWords();
const endsBelow = ({ end, endTop }: OpenShard, words: HashWords) => endTop < words[0]! || (endTop === words[0]! && end < hashKeyOf(words));

/** Null where the map is not ready. */
export function predictShard({ status, open }: ShardMap, partitionKey: string): number | null {
  if (status !== 'READY') return null;
  writeMd5(partitionKey, hash);
  let low = 0;
  let high = open.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (endsBelow(open[middle]!, hash)) low = middle + 1;
    else high = middle;
  }
  return open[low]?.shard ?? null;
}

/** Whether the map knows this shard, and that the key belongs there. */
export function holds(map: ShardMap, shard: number, partitionKey: string, nowMs: number): boolean {
  const range = map.ranges.get(shard);
  if (!range || (isForgotten(map, nowMs) && !isOpenIn(map, shard))) return false;
  const hashKey = hashKeyOfPartitionKey(partitionKey);
  return range.start <= hashKey && hashKey <= range.end;
}

/** Whether a record that missed its shard says something new: the call began after the map was made. */
export const isOutdated = (map: ShardMap, predicted: number, seenMs: number) => map.status === 'READY' && seenMs > map.updatedMs && isOpenIn(map, predicted);

const isOpenIn = ({ open }: ShardMap, shard: number) => open.some((one) => one.shard === shard);
const isForgotten = ({ status, updatedMs }: ShardMap, nowMs: number) => status === 'READY' && nowMs > updatedMs + CLOSED_SHARD_TTL_MS;
