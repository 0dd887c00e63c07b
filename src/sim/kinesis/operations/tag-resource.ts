import { ok } from '../../kernel/result.ts';
import { tagFault } from '../model/tags.ts';
import { tagMap } from '../shapes.ts';
import { findLiveStream } from './add-tags-to-stream.ts';
import { findResource, resourceReference, type ResourceReference } from './list-tags-for-resource.ts';
import type { Operation } from './operation.ts';

export interface TagResourceInput extends ResourceReference {
  readonly Tags: Readonly<Record<string, string>>;
}

/** Adds tags to a stream or a consumer. Rules TAG-1 … TAG-5, TAG-8. */
export const tagResource: Operation<TagResourceInput, Record<string, never>> = {
  name: 'TagResource',
  members: { Tags: { ...tagMap, required: true }, ...resourceReference },
  errors: ['InvalidArgumentException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findResource(ctx, input);
    if (!found.ok) return found;
    const { stream, owner, text } = found.value;
    const live = findLiveStream(ctx, ok(stream));
    if (!live.ok) return live;
    const fault = tagFault(input.Tags, owner.tags, text);
    if (fault) return fault;
    for (const [key, value] of Object.entries(input.Tags)) owner.tags.set(key, value);
    return ok({});
  },
};
