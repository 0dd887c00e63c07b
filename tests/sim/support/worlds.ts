// Small worlds for tests: no network delay unless asked for, one active stream named "s", and calls that say what went wrong.
import { expect } from 'vitest';
import { createWorld, type Action, type World } from '#sim';
import { checkWorld } from '../../../src/sim/checkers/invariants.ts';
import { defaultConfig, type ServiceConfig } from '../../../src/sim/kinesis/context.ts';
import type { AwsError } from '../../../src/sim/kinesis/errors.ts';
import type { KinesisRecord } from '../../../src/sim/kinesis/model/record-slice.ts';
import { World as WorldClass } from '../../../src/sim/world.ts';

export const S = 'stream s under account 123456789012';
export const HOUR_MS = 3_600_000;
export const MIB = 1024 * 1024;
export const epochMs = defaultConfig.epochMs;
const still = { oneWayMs: 0, jitterMs: 0 };

export const emptyWorld = (setup: readonly Action[] = [], seed = 1, network = still) => createWorld({ seed, network, setup });

export function worldWithConfig(service: Partial<ServiceConfig>): World {
  return new WorldClass({ seed: 1, network: still, service: { ...defaultConfig, ...service } });
}

/** A world at 10 s with the active stream "s". */
export function worldWithStream(ShardCount = 1, input: object = {}): World {
  const world = emptyWorld();
  call(world, 'CreateStream', { StreamName: 's', ShardCount, ...input });
  world.advance(10_000);
  return world;
}

/** The output of a call that must succeed. */
export function call<T = Record<string, unknown>>(world: World, operation: string, input: object): T {
  const outcome = world.edit({ type: 'call', operation, input });
  if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.__type} ${outcome.error.message}`);
  expect(checkWorld(world)).toEqual([]);
  return outcome.value as T;
}

/** The error of a call that must fail: its code and its text. */
export function failure(world: World, operation: string, input: object): [code: string, text: string | undefined] {
  const outcome = world.edit({ type: 'call', operation, input });
  if (outcome.ok) throw new Error(`${operation} succeeded: ${JSON.stringify(outcome.value)}`);
  expect(checkWorld(world)).toEqual([]);
  const error = outcome.error as AwsError;
  return [error.__type.replace(/Exception$/, ''), error.message];
}

export const wait = (world: World, ms: number) => world.advance(world.nowMs + ms);
export const bytes = (text: string) => new TextEncoder().encode(text);
export const text = (data: Uint8Array) => new TextDecoder().decode(data);
/** Data of so many bytes that costs no memory. */
export const padded = (byteLength: number) => ({ text: '', byteLength });
/** A time of the world as the API has it: seconds since 1970. */
export const seconds = (atMs: number) => (epochMs + atMs) / 1000;
export const shardId = (index: number) => `shardId-${String(index).padStart(12, '0')}`;

export interface Put {
  ShardId: string;
  SequenceNumber: string;
  EncryptionType: string;
}
export const put = (world: World, PartitionKey: string, data = PartitionKey, rest: object = {}): Put =>
  call(world, 'PutRecord', { StreamName: 's', PartitionKey, Data: bytes(data), ...rest });

export function iterator(world: World, type = 'TRIM_HORIZON', rest: object = {}, shard = 0): string {
  const input = { StreamName: 's', ShardId: shardId(shard), ShardIteratorType: type, ...rest };
  return call<{ ShardIterator: string }>(world, 'GetShardIterator', input).ShardIterator;
}

export interface Read {
  Records: KinesisRecord[];
  NextShardIterator?: string;
  MillisBehindLatest: number;
  ChildShards?: { ShardId: string; ParentShards: string[]; HashKeyRange: { StartingHashKey: string; EndingHashKey: string } }[];
}
export const read = (world: World, ShardIterator: string, rest: object = {}): Read => call(world, 'GetRecords', { ShardIterator, ...rest });
/** The data of the records that an iterator of this kind stands before. */
export const dataFrom = (world: World, type?: string, rest?: object, shard?: number) =>
  read(world, iterator(world, type, rest, shard)).Records.map((record) => text(record.Data));

export interface ShardOutput {
  ShardId: string;
  ParentShardId?: string;
  AdjacentParentShardId?: string;
  HashKeyRange: { StartingHashKey: string; EndingHashKey: string };
  SequenceNumberRange: { StartingSequenceNumber: string; EndingSequenceNumber?: string };
}
export const shards = (world: World, input: object = { StreamName: 's' }) => call<{ Shards: ShardOutput[]; NextToken?: string }>(world, 'ListShards', input);
export const ids = (listing: { Shards: ShardOutput[] }) => listing.Shards.map((shard) => Number(shard.ShardId.slice(-12)));

export const HALF = 1n << 127n;
export function split(world: World, shard: number, at: bigint): void {
  call(world, 'SplitShard', { StreamName: 's', ShardToSplit: shardId(shard), NewStartingHashKey: String(at) });
  wait(world, 5_000);
}
export function merge(world: World, lower: number, upper: number): void {
  call(world, 'MergeShards', { StreamName: 's', ShardToMerge: shardId(lower), AdjacentShardToMerge: shardId(upper) });
  wait(world, 5_000);
}
export const streamNotFound = (name = 's') => ['ResourceNotFound', `Stream ${name} under account 123456789012 not found.`];

/** Runs to a moment event by event and checks the whole world after each, or after every `every`th. */
export function advanceChecked(world: World, tMs: number, every = 1): void {
  while (!world.advance(tMs, every)) {
    const breaches = checkWorld(world);
    if (breaches.length > 0) expect(breaches, `after event ${world.eventsDone} at ${world.nowMs} ms`).toEqual([]);
  }
  expect(checkWorld(world)).toEqual([]);
}
