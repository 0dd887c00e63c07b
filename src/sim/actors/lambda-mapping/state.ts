/** An event source mapping as plain data. Positions are log indices; times in ms; a unit is what the function sees as one record. */
import type { ActorBase } from '../actor.ts';
import type { FeedState, ShardFeed } from '../shard-feed.ts';
import type { LambdaMappingConfig } from './config.ts';
import type { DiscardMessage } from './destination.ts';
import type { Pattern } from './filter.ts';

export interface LambdaMappingState extends ActorBase, FeedState<MappingShard> {
  readonly kind: 'lambda-mapping';
  config: LambdaMappingConfig;
  /** What the mapping works by: a change of it takes a minute, one of the function none. Null until it is created. */
  inForce: LambdaMappingConfig | null;
  /** Whether it reads: a while after it was created. */
  enabled: boolean;
  /** Functions running now. */
  concurrency: number;
  readonly counts: MappingCounts;
  /** The newest at the on-failure destination, oldest first. */
  messages: readonly DiscardMessage[];
  /** The newest tumbling windows that came to their end. */
  windowsClosed: readonly ClosedWindow[];
}

/** Every unit that the stream held for this mapping ends in one of the first five, once. */
export interface MappingCounts {
  delivered: number;
  /** Passed over, since no filter fits. */
  filtered: number;
  /** In an aggregate, under a key that is not of the aggregate's shard. */
  dropped: number;
  /** Given up after the last attempt, or for their age. */
  discarded: number;
  /** Expired before an attempt succeeded. */
  lost: number;
  /** Taken by the function once more. */
  repeated: number;
  invocations: number;
  /** Invocations that failed. */
  failures: number;
  /** Invocations that were refused: no attempts. */
  throttles: number;
  /** Batches given up, and of how many of them the on-failure destination has word. */
  discards: number;
  messages: number;
}

export interface MappingShard extends ShardFeed {
  /** One for each batcher: as many as the parallelization factor had when they were made. Empty until it is known where to begin. */
  lanes: Lane[];
  /** The first record that counts. */
  accountFrom: number;
  /** Whose the records are that are not settled yet. */
  map: LaneMap | null;
  filters: readonly Pattern[];
  /** Where other lanes or filters take over, or null. */
  changesAt: number | null;
  /** Its range of hash keys. */
  readonly start: bigint;
  readonly end: bigint;
  /** Where it ended, if it was gone before it was read: all before that is lost. */
  goneTo: number | null;
}

/** For records from `from` on which of so many lanes each belongs to; null where there is nothing to tell apart. */
export interface LaneMap {
  readonly lanes: number;
  readonly from: number;
  readonly codes: Uint8Array;
}

/** One batcher: it takes the shard's records under its share of the keys, in order. */
export interface Lane {
  readonly index: number;
  /** All before it is settled, delivered or not. */
  done: number;
  /** The highest that `done` ever was: after a restart what comes before it is not counted again. */
  furthest: number;
  /** How far the function has come: what it takes before that is a repeat. */
  taken: number;
  /** The batch being collected lies in [done, scanned). */
  collecting: Collecting;
  /** The batch being worked off, in parts since it was cut. */
  parts: Part[];
  phase: 'ready' | 'invoked' | 'waiting';
  /** When it goes on by itself. */
  dueMs: number | null;
  /** Of the function that runs. */
  running: Running | null;
  window: TumblingWindow | null;
}

export interface Collecting {
  scanned: number;
  units: number;
  bytes: number;
  /** After its last record. */
  to: number;
  /** When its first record was there. */
  sinceMs: number;
  /** The tumbling window of its records. */
  windowMs: number | null;
  /** Nothing can be added to it. */
  full: boolean;
}

export interface Part {
  readonly from: number;
  readonly to: number;
  readonly units: number;
  readonly bytes: number;
  /** Invocations that failed. */
  readonly attempts: number;
  /** And those that were refused. */
  readonly tries: number;
  /** The last invocation of a tumbling window: it has no records. */
  readonly final?: true;
}

export interface Running {
  readonly durationMs: number;
  readonly startedMs: number;
  /** The record at which it throws, or null. */
  readonly failsAt: number | null;
  readonly result: 'ok' | 'poison' | 'timed out' | 'too large';
}

export interface TumblingWindow {
  readonly startMs: number;
  /** What its state says of its records. */
  readonly units: number;
  readonly stateBytes: number;
}

export interface ClosedWindow extends TumblingWindow {
  readonly shardIndex: number;
  readonly lane: number;
  readonly closedMs: number;
}

export const newCollecting = (at: number): Collecting => ({ scanned: at, units: 0, bytes: 0, to: at, sinceMs: 0, windowMs: null, full: false });

export const newLane = (index: number, at: number): Lane => ({
  index,
  done: at,
  furthest: at,
  taken: at,
  collecting: newCollecting(at),
  parts: [],
  phase: 'ready',
  dueMs: null,
  running: null,
  window: null,
});
