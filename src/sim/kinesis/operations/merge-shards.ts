import { ok } from '../../kernel/result.ts';
import { invalidArgument, resourceNotFound, validationError } from '../errors.ts';
import { startReshard } from '../model/reshard.ts';
import { isOpen, shardIdOf } from '../model/stream.ts';
import { shardId, streamArn, streamId, streamName } from '../shapes.ts';
import { alreadyReshardedText, findActiveStream, findShard, nameIn, resolveShardId, streamText, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';
import { onDemandText } from './split-shard.ts';

export interface MergeShardsInput extends StreamReference {
  readonly ShardToMerge: string;
  readonly AdjacentShardToMerge: string;
}

/** Merges two open neighbours, the lower one first, into one shard. Rules RESHARD-5 … RESHARD-7. */
export const mergeShards: Operation<MergeShardsInput, Record<string, never>> = {
  name: 'MergeShards',
  members: {
    ShardToMerge: { ...shardId, required: true },
    AdjacentShardToMerge: { ...shardId, required: true },
    StreamName: streamName,
    StreamARN: streamArn,
    StreamId: streamId,
  },
  rate: { perSecond: 5, scope: 'stream' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const lowerIndex = resolveShardId(ctx, input.ShardToMerge, nameIn(input));
    if (!lowerIndex.ok) return lowerIndex;
    const upperIndex = resolveShardId(ctx, input.AdjacentShardToMerge, nameIn(input));
    if (!upperIndex.ok) return upperIndex;
    const found = findActiveStream(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    if (stream.mode === 'ON_DEMAND') return validationError(onDemandText(ctx, stream));
    const missing = (index: number) =>
      resourceNotFound(`Could not find shard ${shardIdOf(index)} in ${streamText(ctx, stream.name)}.`);
    const lower = findShard(ctx, stream, lowerIndex.value);
    if (!lower) return missing(lowerIndex.value);
    const upper = findShard(ctx, stream, upperIndex.value);
    if (!upper) return missing(upperIndex.value);
    const closed = [lower, upper].find((shard) => !isOpen(shard));
    if (closed) return invalidArgument(alreadyReshardedText(ctx, stream, closed));
    if (lower.end + 1n !== upper.start) {
      return invalidArgument(
        `Shards ${shardIdOf(lower.index)} and ${shardIdOf(upper.index)} in ${streamText(ctx, stream.name)} are not an adjacent pair of shards eligible for merging`,
      );
    }
    startReshard(ctx, stream, {
      cause: 'MergeShards',
      parents: [lower.index, upper.index],
      children: [{ start: lower.start, end: upper.end, parentIndex: lower.index, adjacentParentIndex: upper.index }],
    });
    return ok({});
  },
};
