import { ok } from '../../kernel/result.ts';
import { characterFault } from '../model/tags.ts';
import { streamArn, streamId, streamName, tagKeys } from '../shapes.ts';
import { findLiveStream } from './add-tags-to-stream.ts';
import { findStream, streamText, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface RemoveTagsFromStreamInput extends StreamReference {
  readonly TagKeys: readonly string[];
}

/** Removes tags; a key that is not there is ignored. Rules TAG-1, TAG-3, TAG-6. */
export const removeTagsFromStream: Operation<RemoveTagsFromStreamInput, Record<string, never>> = {
  name: 'RemoveTagsFromStream',
  members: { TagKeys: tagKeys, StreamName: streamName, StreamARN: streamArn, StreamId: streamId },
  rate: { perSecond: 5, scope: 'stream' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findLiveStream(ctx, findStream(ctx, input));
    if (!found.ok) return found;
    const { name, tags } = found.value;
    const fault = characterFault(input.TagKeys, `Failed to remove tags from ${streamText(ctx, name)}`);
    if (fault) return fault;
    for (const key of input.TagKeys) tags.delete(key);
    return ok({});
  },
};
