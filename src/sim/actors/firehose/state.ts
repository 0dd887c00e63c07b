/** A Firehose stream as plain data. Positions are log indices; times in ms; records are user records, aggregates opened. */
import type { ActorBase } from '../actor.ts';
import type { FeedState, ShardFeed } from '../shard-feed.ts';
import type { PoisonRule } from '../processing.ts';
import type { FirehoseConfig } from './config.ts';

export interface FirehoseState extends ActorBase, FeedState<FirehoseShard> {
  readonly kind: 'firehose';
  config: FirehoseConfig;
  readonly counts: FirehoseCounts;
  /** The newest in the bucket, oldest first. */
  objects: readonly S3Object[];
}

export interface FirehoseCounts {
  /** In objects, and how many of those there are. */
  delivered: number;
  bytes: number;
  objects: number;
  /** Under `processing-failed/`. */
  failed: number;
  failedObjects: number;
  /** What the transform let go. */
  dropped: number;
  /** Expired before they were in the bucket. */
  lost: number;
  /** Puts that S3 did not answer. */
  putsFailed: number;
  transforms: number;
  transformsFailed: number;
}

/** A shard on its way to the bucket: records pass the transform, if there is one, then the buffer, then the line of puts. */
export interface FirehoseShard extends ShardFeed {
  /** All before it is in the bucket, let go, or lost. Null until it is known where to begin. */
  delivered: number | null;
  /** All before it has been taken up by the transform or the buffer. */
  taken: number;
  transforming: Transforming | null;
  buffer: Buffer | null;
  /** Full buffers that are to be put, the first of them now or soon. */
  outgoing: readonly Buffer[];
  put: 'idle' | 'putting' | 'waiting';
  /** Of the first one, so far. */
  puts: number;
  /** When the newest buffer was full: the next one's time counts from then at the earliest. */
  sealedMs: number;
  readonly dueMs: { transform: number | null; buffer: number | null; put: number | null };
}

export interface Transforming {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  readonly sinceMs: number;
  readonly running: boolean;
  readonly attempts: number;
}

export interface Sums {
  readonly records: number;
  readonly bytes: number;
  readonly failed: number;
  readonly failedBytes: number;
  readonly dropped: number;
}

export interface Buffer extends Sums {
  readonly from: number;
  readonly to: number;
  readonly segments: readonly Segment[];
  /** The hint of time counts from then. */
  readonly sinceMs: number;
}

/** Records that the transform treated alike. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly rules: Rules | null;
  /** It threw each time: all of them failed. */
  readonly threw: boolean;
}

export interface Rules {
  readonly drops?: PoisonRule;
  readonly fails?: PoisonRule;
}

export interface S3Object {
  readonly key: string;
  readonly atMs: number;
  readonly kind: 'data' | 'processing-failed';
  readonly shardIndex: number;
  readonly records: number;
  readonly bytes: number;
  /** What its body is made of, when somebody reads it. */
  readonly logId: number;
  readonly segments: readonly Segment[];
  readonly delimited: boolean;
}
