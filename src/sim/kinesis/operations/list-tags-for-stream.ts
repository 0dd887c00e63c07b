import { ok } from '../../kernel/result.ts';
import { tagsInOrder, type Tag } from '../model/tags.ts';
import { quotas } from '../quotas.ts';
import { streamArn, streamId, streamName } from '../shapes.ts';
import { findStream, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface ListTagsForStreamInput extends StreamReference {
  readonly ExclusiveStartTagKey?: string;
  readonly Limit?: number;
}

/** A stream's tags in the order of their keys, a page at a time. Rule TAG-7. */
export const listTagsForStream: Operation<ListTagsForStreamInput, { readonly Tags: readonly Tag[]; readonly HasMoreTags: boolean }> = {
  name: 'ListTagsForStream',
  members: {
    Limit: { type: 'integer', range: [1, quotas.tagsPerResourceMax] },
    ExclusiveStartTagKey: { type: 'string', length: [1, 128] },
    StreamName: streamName,
    StreamARN: streamArn,
    StreamId: streamId,
  },
  rate: { perSecond: 5, scope: 'stream' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findStream(ctx, input);
    if (!found.ok) return found;
    const following = tagsInOrder(found.value.tags).filter(({ Key }) => Key > (input.ExclusiveStartTagKey ?? ''));
    const Tags = following.slice(0, input.Limit);
    return ok({ Tags, HasMoreTags: Tags.length < following.length });
  },
};
