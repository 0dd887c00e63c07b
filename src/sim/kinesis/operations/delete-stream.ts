import { ok } from '../../kernel/result.ts';
import { resourceInUse } from '../errors.ts';
import { deleteConsumer } from '../model/consumer.ts';
import { openShards } from '../model/stream.ts';
import { changeDelayMs, setStatus } from '../context.ts';
import { streamArn, streamId, streamName } from '../shapes.ts';
import { findStream, streamNotFound, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface DeleteStreamInput extends StreamReference {
  /** Whether a stream with registered consumers goes too, and they with it. */
  readonly EnforceConsumerDeletion?: boolean;
}

/** Deletes a stream with all its shards and records: DELETING for a while, then gone. Rules STREAM-7, STREAM-8. */
export const deleteStream: Operation<DeleteStreamInput, Record<string, never>> = {
  name: 'DeleteStream',
  members: { StreamName: streamName, EnforceConsumerDeletion: { type: 'boolean' }, StreamARN: streamArn, StreamId: streamId },
  rate: { perSecond: 5, scope: 'account' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findStream(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    if (stream.status === 'DELETING') return ok({});
    if (stream.consumers.size > 0 && !input.EnforceConsumerDeletion) {
      return resourceInUse(
        `DeleteStream can't delete ${ctx.config.accountId}:${stream.name} because there are consumers associated with this data stream. To delete ${stream.name} anyway, set the EnforceConsumerDeletion parameter to true to force the deletion of all the consumers that are associated with it.`,
      );
    }
    setStatus(ctx, stream, 'DELETING');
    const { error } = streamNotFound(ctx, stream.name);
    for (const consumer of stream.consumers.values()) deleteConsumer(ctx, stream, consumer, error);
    ctx.schedule(changeDelayMs(ctx.config, 'delete', openShards(stream).length), {
      type: 'StreamDeleted',
      streamName: stream.name,
      createdMs: stream.createdMs,
    });
    return ok({});
  },
};
