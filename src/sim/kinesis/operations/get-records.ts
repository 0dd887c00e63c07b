import { ok } from '../../kernel/result.ts';
import { awsError, invalidArgument, resourceNotFound, throughputExceeded } from '../errors.ts';
import { readRefusal } from '../model/encryption.ts';
import { kmsErrors } from '../model/kms.ts';
import { childrenOf, extent, millisBehind, type ChildShard } from '../model/reading.ts';
import { trimShard } from '../model/retention.ts';
import { issueIterator, readIterator } from '../model/shard-iterator.ts';
import { isOpen, shardIdOf, type Shard } from '../model/stream.ts';
import { refill } from '../model/throughput.ts';
import { formatUtc } from '../model/utc.ts';
import { quotas } from '../quotas.ts';
import { NOTES } from '../trace-entries.ts';
import { streamArn, streamId } from '../shapes.ts';
import { findShard, findStream, streamText } from './common.ts';
import type { Operation } from './operation.ts';
import type { RecordSlice } from '../model/record-slice.ts';

export interface GetRecordsInput {
  readonly ShardIterator: string;
  readonly Limit?: number;
  readonly StreamARN?: string;
}

export interface GetRecordsOutput {
  readonly Records: RecordSlice;
  /** Absent at the end of a closed shard. */
  readonly NextShardIterator?: string;
  readonly MillisBehindLatest: number;
  /** Only at the end of a closed shard. */
  readonly ChildShards?: readonly ChildShard[];
}

/** Reads on from an iterator; the records stay. Rules READ-1 … READ-10, QUOTA-3 … QUOTA-5. */
export const getRecords: Operation<GetRecordsInput, GetRecordsOutput> = {
  name: 'GetRecords',
  members: {
    Limit: { type: 'integer', range: [1, quotas.getRecordsRecordsMax] },
    ShardIterator: { type: 'string', required: true, length: [1, 512] },
    StreamARN: streamArn,
    StreamId: streamId,
  },
  rate: { perSecond: quotas.shardReadCallsPerSecond, scope: 'shard' },
  errors: [
    'ExpiredIteratorException',
    'InvalidArgumentException',
    ...kmsErrors,
    'ProvisionedThroughputExceededException',
    'ResourceNotFoundException',
    'ValidationException',
  ],

  run(ctx, input) {
    const iterator = readIterator(input.ShardIterator);
    if (!iterator || iterator.issuedMs > ctx.wallMs) return invalidArgument('Invalid ShardIterator.');
    if (ctx.wallMs - iterator.issuedMs > ctx.config.iteratorLifeMs) {
      return awsError(
        'ExpiredIteratorException',
        `Iterator expired. The iterator was created at time ${formatUtc(iterator.issuedMs)} while right now it is ${formatUtc(ctx.wallMs)} which is further in the future than the tolerated delay of ${ctx.config.iteratorLifeMs} milliseconds.`,
      );
    }
    const found = findStream(ctx, { StreamName: iterator.streamName, StreamARN: input.StreamARN });
    const stream = found.ok && found.value.createdMs === iterator.streamCreatedMs ? found.value : null;
    const shard = stream && findShard(ctx, stream, iterator.shardIndex);
    if (!stream || !shard) {
      return resourceNotFound(`Shard ${shardIdOf(iterator.shardIndex)} in ${streamText(ctx, iterator.streamName)} does not exist`);
    }
    if (ctx.config.throttle && !takeReadQuota(shard, ctx.nowMs)) {
      ctx.trace({ atMs: ctx.nowMs, kind: 'ReadThrottled', streamName: stream.name, actor: ctx.caller.name, shardIndex: shard.index });
      return throughputExceeded(`Rate exceeded for Shard - ${ctx.config.accountId}/${stream.name}/${shardIdOf(shard.index)}`);
    }
    trimShard(ctx, stream, shard);

    const log = ctx.log(shard.logId);
    const { length } = shard.cursor;
    // An iterator of a future that was dropped may point past the end.
    const from = Math.min(length, Math.max(shard.head, iterator.position));
    const { to, bytes } = extent(log, from, Math.min(length, from + (input.Limit ?? quotas.getRecordsRecordsMax)), quotas.getRecordsBytesMax);
    const refusal = readRefusal(ctx, stream, log, from, to);
    if (refusal) return refusal;
    chargeRead(shard, bytes, ctx.nowMs);
    ctx.note(NOTES.RecordsRead, ctx.nowMs, shard.index, from, to);
    // The last records of a closed shard still come with an iterator; the empty answer after them ends the shard.
    const ended = !isOpen(shard) && from === length;
    return ok({
      Records: { logId: shard.logId, from, to, shardIndex: shard.index, shardCreatedSeconds: shard.createdSeconds },
      ...(ended ? { ChildShards: childrenOf(stream, shard) } : { NextShardIterator: issueIterator(ctx, stream, shard, to) }),
      MillisBehindLatest: millisBehind(ctx, log, shard, from, to),
    });
  },
};

/** One call of the five a second, and bytes left over from earlier answers. */
function takeReadQuota(shard: Shard, nowMs: number): boolean {
  const calls = refill(shard.readCalls, quotas.shardReadCallsPerSecond, nowMs);
  const bytes = refill(shard.readBytes, quotas.shardReadBytesPerSecond, nowMs);
  if (calls < 1 || bytes <= 0 || nowMs < shard.readsBlockedUntilMs) return false;
  shard.readCalls.tokens -= 1;
  return true;
}

/** An answer of more than a second's bytes blocks the shard for as many seconds as it holds: 10 MiB, five. */
function chargeRead(shard: Shard, bytes: number, nowMs: number): void {
  shard.readBytes.tokens -= bytes;
  shard.recentReads = [...shard.recentReads.slice(1 - 2 * quotas.shardReadCallsPerSecond), { atMs: nowMs, bytes }];
  if (bytes > quotas.shardReadBytesPerSecond) {
    shard.readsBlockedUntilMs = nowMs + (bytes / quotas.getRecordsBytesMax) * quotas.getRecordsFullAnswerPauseMs;
  }
}
