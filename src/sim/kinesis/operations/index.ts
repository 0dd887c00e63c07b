/** Every operation of the API that this build answers, by name. */
import { createStream } from './create-stream.ts';
import { decreaseStreamRetentionPeriod } from './decrease-stream-retention-period.ts';
import { deleteStream } from './delete-stream.ts';
import { describeStreamSummary } from './describe-stream-summary.ts';
import { getRecords } from './get-records.ts';
import { getShardIterator } from './get-shard-iterator.ts';
import { increaseStreamRetentionPeriod } from './increase-stream-retention-period.ts';
import { listShards } from './list-shards.ts';
import { listStreams } from './list-streams.ts';
import { mergeShards } from './merge-shards.ts';
import type { Operation } from './operation.ts';
import { putRecord } from './put-record.ts';
import { putRecords } from './put-records.ts';
import { splitShard } from './split-shard.ts';

// Inputs have been checked against the operation's own table before `run` sees them: hence `never` to the outside.
type AnyOperation = Operation<never, unknown>;

const all: readonly AnyOperation[] = [
  createStream,
  decreaseStreamRetentionPeriod,
  deleteStream,
  describeStreamSummary,
  getRecords,
  getShardIterator,
  increaseStreamRetentionPeriod,
  listShards,
  listStreams,
  mergeShards,
  putRecord,
  putRecords,
  splitShard,
];

export const operations: ReadonlyMap<string, AnyOperation> = new Map(all.map((operation) => [operation.name, operation]));
