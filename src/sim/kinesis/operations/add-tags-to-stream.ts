import { ok } from '../../kernel/result.ts';
import type { CallContext } from '../context.ts';
import { resourceInUse, type Outcome } from '../errors.ts';
import type { Stream } from '../model/stream.ts';
import { tagFault } from '../model/tags.ts';
import { streamArn, streamId, streamName, tagMap } from '../shapes.ts';
import { findStream, streamText, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface AddTagsToStreamInput extends StreamReference {
  readonly Tags: Readonly<Record<string, string>>;
}

/** Adds tags to a stream; a key that is there takes its new value. Rules TAG-1 … TAG-5. */
export const addTagsToStream: Operation<AddTagsToStreamInput, Record<string, never>> = {
  name: 'AddTagsToStream',
  members: { Tags: { ...tagMap, required: true }, StreamName: streamName, StreamARN: streamArn, StreamId: streamId },
  rate: { perSecond: 5, scope: 'account' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findLiveStream(ctx, findStream(ctx, input));
    if (!found.ok) return found;
    const { name, tags } = found.value;
    const fault = tagFault(input.Tags, tags, streamText(ctx, name));
    if (fault) return fault;
    for (const [key, value] of Object.entries(input.Tags)) tags.set(key, value);
    return ok({});
  },
};

/** A stream that was found, where it is ACTIVE or UPDATING. */
export function findLiveStream(ctx: CallContext, found: Outcome<Stream>): Outcome<Stream> {
  if (!found.ok || found.value.status === 'ACTIVE' || found.value.status === 'UPDATING') return found;
  const { name, status } = found.value;
  return resourceInUse(`Stream ${name} under account ${ctx.config.accountId} not ACTIVE or UPDATING, instead in state ${status}`);
}
