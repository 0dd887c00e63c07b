/**
 * An application's lease table, as DynamoDB holds it: one row a shard, the leader's lock, the workers' metrics. Workers
 * share it and nothing else. Every write is conditional, as in the library; there it takes a few milliseconds, here none.
 */
import { assert } from '../../kernel/assert.ts';
import { parseSequenceNumber } from '../../kinesis/model/sequence-number.ts';
import { parseShardId } from '../../kinesis/model/stream.ts';
import type { ActorHost } from '../actor.ts';
import type { ShardAccount } from './account.ts';

/** The attributes of a row, by the library's names. Absent attributes are null, sets are lists. */
export interface LeaseRow {
  /** The shard's id. */
  readonly leaseKey: string;
  leaseOwner: string | null;
  /** Grows with every renewal and every checkpoint: who sees it stand still knows that the owner is gone. */
  leaseCounter: number;
  /** A sequence number, or TRIM_HORIZON, LATEST, SHARD_END. */
  checkpoint: string;
  /** Which user record of an aggregated record. */
  checkpointSubSequenceNumber: number;
  ownerSwitchesSinceCheckpoint: number;
  readonly parentShardId: readonly string[];
  childShardIds: readonly string[];
  readonly startingHashKey: string;
  readonly endingHashKey: string;
  throughputKBps: number;
  /** During a hand-off: the old owner, who may still checkpoint. */
  checkpointOwner: string | null;
  /** Of checkpoints in two steps, which no application here makes. */
  readonly pendingCheckpoint: null;
  readonly pendingCheckpointSubSequenceNumber: null;
  readonly pendingCheckpointState: null;
  readonly entityType: 'LEASE';
}

/** What a worker of version 3 reports of itself. */
export interface WorkerRow {
  readonly workerId: string;
  lastUpdateTimeMs: number;
  /** The newest samples in percent, oldest first; empty where its machine has no such metric. */
  cpuPercent: readonly number[];
}

/** Plain data that the workers of an application share. */
export interface Application {
  readonly name: string;
  readonly leases: Map<string, LeaseRow>;
  /** The lock row of version 3: its number grows with every heartbeat of the leader. */
  leader: { leaseOwner: string; recordVersionNumber: number } | null;
  readonly workers: Map<string, WorkerRow>;
  /** Not in the table: what became of each shard's records, by shard index. */
  readonly shards: Map<number, ShardAccount>;
}

export const applicationKey = (application: string, streamName: string) => `kcl:${application}:${streamName}`;

export const applicationOf = (host: Pick<ActorHost, 'shared'>, { application: name, streamName }: { readonly application: string; readonly streamName: string }): Application =>
  host.shared(applicationKey(name, streamName), () => ({ name, leases: new Map(), leader: null, workers: new Map(), shards: new Map() }));

export const SHARD_END = 'SHARD_END';
export const isSentinel = (checkpoint: string) => checkpoint === 'TRIM_HORIZON' || checkpoint === 'LATEST' || checkpoint === SHARD_END;
export const shardIndexOf = ({ leaseKey }: Pick<LeaseRow, 'leaseKey'>) => parseShardId(leaseKey)!;
/** Leases that somebody has to hold: those of shards that are not done with. */
export const liveLeases = (table: Application) => [...table.leases.values()].filter(({ checkpoint }) => checkpoint !== SHARD_END);

export interface ShardOfLease {
  readonly ShardId: string;
  readonly parents: readonly string[];
  readonly HashKeyRange: { readonly StartingHashKey: string; readonly EndingHashKey: string };
}

/** Creates a row unless there is one. */
export function createLease(table: Application, { ShardId, parents, HashKeyRange }: ShardOfLease, checkpoint: 'TRIM_HORIZON' | 'LATEST'): void {
  if (table.leases.has(ShardId)) return;
  table.leases.set(ShardId, {
    leaseKey: ShardId,
    leaseOwner: null,
    leaseCounter: 0,
    checkpoint,
    checkpointSubSequenceNumber: 0,
    ownerSwitchesSinceCheckpoint: 0,
    parentShardId: parents,
    childShardIds: [],
    startingHashKey: HashKeyRange.StartingHashKey,
    endingHashKey: HashKeyRange.EndingHashKey,
    throughputKBps: 0,
    checkpointOwner: null,
    pendingCheckpoint: null,
    pendingCheckpointSubSequenceNumber: null,
    pendingCheckpointState: null,
    entityType: 'LEASE',
  });
}

/** Gives a lease to a worker at once: whoever held it finds the counter changed. */
export function giveLease(row: LeaseRow, owner: string): void {
  if (row.leaseOwner !== null && row.leaseOwner !== owner) row.ownerSwitchesSinceCheckpoint += 1;
  row.leaseOwner = owner;
  row.checkpointOwner = null;
  row.leaseCounter += 1;
}

/** Names the next owner and lets the old one finish: the counter stays as it is. */
export function beginHandOff(row: LeaseRow, owner: string): void {
  row.checkpointOwner = row.leaseOwner;
  row.leaseOwner = owner;
  row.ownerSwitchesSinceCheckpoint += 1;
}

/** Renews on the condition that nobody has written since. @returns the new counter, or null where somebody has */
export function renewLease(row: LeaseRow | undefined, worker: string, counter: number): number | null {
  if (!mayWrite(row, worker, counter)) return null;
  row.leaseCounter += 1;
  return row.leaseCounter;
}

/** Writes a checkpoint on the same condition. @returns the new counter, or null */
export function writeCheckpoint(row: LeaseRow | undefined, worker: string, counter: number, checkpoint: string, subSequenceNumber: number): number | null {
  if (!mayWrite(row, worker, counter)) return null;
  assert(!isBehind(checkpoint, subSequenceNumber, row), `the checkpoint of ${row.leaseKey} goes back`);
  row.checkpoint = checkpoint;
  row.checkpointSubSequenceNumber = subSequenceNumber;
  row.ownerSwitchesSinceCheckpoint = 0;
  row.leaseCounter += 1;
  return row.leaseCounter;
}

function mayWrite(row: LeaseRow | undefined, worker: string, counter: number): row is LeaseRow {
  return row !== undefined && row.leaseCounter === counter && (row.leaseOwner === worker || row.checkpointOwner === worker);
}

/** Whether a checkpoint lies behind the one in the row. */
export function isBehind(checkpoint: string, subSequenceNumber: number, row: LeaseRow): boolean {
  if (row.checkpoint === SHARD_END) return checkpoint !== SHARD_END;
  if (isSentinel(row.checkpoint) || isSentinel(checkpoint)) return false;
  const [now, before] = [counterOf(checkpoint), counterOf(row.checkpoint)];
  return now < before || (now === before && subSequenceNumber < row.checkpointSubSequenceNumber);
}

/** A record's counter, out of its sequence number: counters of a shard rise with its records. */
export const counterOf = (sequenceNumber: string) => Number(parseSequenceNumber(sequenceNumber)!.counter);
