import { ok } from '../../kernel/result.ts';
import { characterFault } from '../model/tags.ts';
import { tagKeys } from '../shapes.ts';
import { findLiveStream } from './add-tags-to-stream.ts';
import { findResource, resourceReference, type ResourceReference } from './list-tags-for-resource.ts';
import type { Operation } from './operation.ts';

export interface UntagResourceInput extends ResourceReference {
  readonly TagKeys: readonly string[];
}

/** Removes tags from a stream or a consumer. Rules TAG-1, TAG-3, TAG-6, TAG-8. */
export const untagResource: Operation<UntagResourceInput, Record<string, never>> = {
  name: 'UntagResource',
  members: { TagKeys: tagKeys, ...resourceReference },
  errors: ['InvalidArgumentException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findResource(ctx, input);
    if (!found.ok) return found;
    const { stream, owner, text } = found.value;
    const live = findLiveStream(ctx, ok(stream));
    if (!live.ok) return live;
    const fault = characterFault(input.TagKeys, `Failed to remove tags from ${text}`);
    if (fault) return fault;
    for (const key of input.TagKeys) owner.tags.delete(key);
    return ok({});
  },
};
