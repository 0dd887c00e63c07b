import { ok } from '../../kernel/result.ts';
import { invalidArgument } from '../errors.ts';
import { isExpired, parseShardId } from '../model/stream.ts';
import { shardId, streamArn, streamId, streamName } from '../shapes.ts';
import { findStream, type StreamReference } from './common.ts';
import { streamDetails, type StreamDetails } from './describe-stream-summary.ts';
import { describeShard, type ShardDescription } from './list-shards.ts';
import type { Operation } from './operation.ts';

export interface DescribeStreamInput extends StreamReference {
  readonly Limit?: number;
  readonly ExclusiveStartShardId?: string;
}

export interface StreamDescription extends StreamDetails {
  readonly Shards: readonly ShardDescription[];
  readonly HasMoreShards: boolean;
}

const PAGE_MAX = 100;

/** A stream with its shards, a page at a time. Rule STREAM-14. */
export const describeStream: Operation<DescribeStreamInput, { readonly StreamDescription: StreamDescription }> = {
  name: 'DescribeStream',
  members: {
    Limit: { type: 'integer', range: [1, 10_000] },
    ExclusiveStartShardId: shardId,
    StreamName: streamName,
    StreamARN: streamArn,
    StreamId: streamId,
  },
  rate: { perSecond: 10, scope: 'account' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findStream(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    const { ExclusiveStartShardId: start, Limit = PAGE_MAX } = input;
    const after = start === undefined ? -1 : parseShardId(start);
    if (after === null) return invalidArgument(`ExclusiveStartShardId ${start} is not a valid shard id.`);
    // AWS shows no shards before the stream is there.
    const shards = stream.status === 'CREATING' ? [] : stream.shards;
    const following = shards.filter((shard) => shard.index > after && !isExpired(stream, shard, ctx.nowMs));
    const page = following.slice(0, Math.min(Limit, PAGE_MAX));
    return ok({
      StreamDescription: {
        ...streamDetails(ctx, stream),
        Shards: page.map(describeShard),
        HasMoreShards: page.length < following.length,
      },
    });
  },
};
