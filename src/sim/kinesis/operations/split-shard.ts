import { ok } from '../../kernel/result.ts';
import { invalidArgument, limitExceeded, resourceNotFound, validationError } from '../errors.ts';
import type { CallContext } from '../context.ts';
import { startReshard } from '../model/reshard.ts';
import { isOpen, shardIdOf, type Stream } from '../model/stream.ts';
import { hashKey, shardId, streamArn, streamId, streamName } from '../shapes.ts';
import { alreadyReshardedText, findActiveStream, findShard, nameIn, resolveShardId, streamText, type StreamReference } from './common.ts';
import { shardLimitText } from './create-stream.ts';
import type { Operation } from './operation.ts';

export interface SplitShardInput extends StreamReference {
  readonly ShardToSplit: string;
  readonly NewStartingHashKey: string;
}

/** Splits one open shard in two at a hash key of its range. Rules RESHARD-1 … RESHARD-4, RESHARD-7. */
export const splitShard: Operation<SplitShardInput, Record<string, never>> = {
  name: 'SplitShard',
  members: {
    NewStartingHashKey: { ...hashKey, required: true },
    StreamName: streamName,
    ShardToSplit: { ...shardId, required: true },
    StreamARN: streamArn,
    StreamId: streamId,
  },
  rate: { perSecond: 5, scope: 'stream' },
  errors: [
    'InvalidArgumentException',
    'LimitExceededException',
    'ResourceInUseException',
    'ResourceNotFoundException',
    'ValidationException',
  ],

  run(ctx, input) {
    const index = resolveShardId(ctx, input.ShardToSplit, nameIn(input));
    if (!index.ok) return index;
    const found = findActiveStream(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    if (stream.mode === 'ON_DEMAND') return validationError(onDemandText(ctx, stream));
    const shard = findShard(ctx, stream, index.value);
    if (!shard) return resourceNotFound(`Could not find shard ${shardIdOf(index.value)} in ${streamText(ctx, stream.name)}.`);
    const refusal = shardLimitText(ctx, 1);
    if (refusal) return limitExceeded(refusal);
    const key = BigInt(input.NewStartingHashKey);
    const { start, end } = shard;
    if (key <= start + 1n || key >= end) {
      return invalidArgument(
        `NewStartingHashKey ${key} used in SplitShard() on shard ${shardIdOf(shard.index)} in ${streamText(ctx, stream.name)} is not both greater than one plus the shard's StartingHashKey ${start} and less than the shard's EndingHashKey ${end}.`,
      );
    }
    if (!isOpen(shard)) return invalidArgument(alreadyReshardedText(ctx, stream, shard));
    startReshard(ctx, stream, {
      cause: 'SplitShard',
      parents: [shard.index],
      children: [
        { start, end: key - 1n, parentIndex: shard.index },
        { start: key, end, parentIndex: shard.index },
      ],
    });
    return ok({});
  },
};

export const onDemandText = (ctx: CallContext, stream: Stream) =>
  `Request is invalid. Stream ${stream.name} under account ${ctx.config.accountId} is in On-Demand mode.`;
