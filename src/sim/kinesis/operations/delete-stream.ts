import { ok } from '../../kernel/result.ts';
import { openShards } from '../model/stream.ts';
import { changeDelayMs, setStatus } from '../context.ts';
import { streamArn, streamId, streamName } from '../shapes.ts';
import { findStream, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface DeleteStreamInput extends StreamReference {
  readonly EnforceConsumerDeletion?: boolean;
}

/** Deletes a stream with all its shards and records: DELETING for a while, then gone. Rules STREAM-7, STREAM-8. */
export const deleteStream: Operation<DeleteStreamInput, Record<string, never>> = {
  name: 'DeleteStream',
  members: { StreamName: streamName, EnforceConsumerDeletion: { type: 'boolean' }, StreamARN: streamArn, StreamId: streamId },
  rate: { perSecond: 5, scope: 'account' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findStream(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    if (stream.status === 'DELETING') return ok({});
    setStatus(ctx, stream, 'DELETING');
    ctx.schedule(changeDelayMs(ctx.config, 'delete', openShards(stream).length), {
      type: 'StreamDeleted',
      streamName: stream.name,
      createdMs: stream.createdMs,
    });
    return ok({});
  },
};
