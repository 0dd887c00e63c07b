import { ok } from '../../kernel/result.ts';
import type { CallContext } from '../context.ts';
import type { Outcome } from '../errors.ts';
import { consumerText, createdSecondsOf, type Consumer } from '../model/consumer.ts';
import type { Stream } from '../model/stream.ts';
import { tagsInOrder, type Tag } from '../model/tags.ts';
import { resourceArn, streamId } from '../shapes.ts';
import { findStream, streamText } from './common.ts';
import { findConsumer, parseConsumerArn } from './describe-stream-consumer.ts';
import type { Operation } from './operation.ts';

export interface ResourceReference {
  readonly ResourceARN: string;
}

export const resourceReference = { ResourceARN: resourceArn, StreamId: streamId } as const;

/** The tags of a stream or of a consumer, all in one answer. Rules TAG-7, TAG-8. */
export const listTagsForResource: Operation<ResourceReference, { readonly Tags: readonly Tag[] }> = {
  name: 'ListTagsForResource',
  members: resourceReference,
  errors: ['InvalidArgumentException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findResource(ctx, input);
    if (!found.ok) return found;
    return ok({ Tags: tagsInOrder(found.value.owner.tags) });
  },
};

export interface Resource {
  readonly stream: Stream;
  /** Null where the ARN is the stream's. */
  readonly consumer: Consumer | null;
  /** The one of the two that has the tags and the policy. */
  readonly owner: Stream | Consumer;
  /** How texts name it. */
  readonly text: string;
}

/** The stream or the consumer that an ARN names. Rule TAG-8. */
export function findResource(ctx: CallContext, { ResourceARN }: ResourceReference): Outcome<Resource> {
  if (parseConsumerArn(ResourceARN)) {
    const found = findConsumer(ctx, { ConsumerARN: ResourceARN });
    if (!found.ok) return found;
    const { stream, consumer } = found.value;
    const text = consumerText(ctx, stream.name, consumer.name, createdSecondsOf(consumer)).replace('Consumer', 'consumer');
    return ok({ stream, consumer, owner: consumer, text });
  }
  const found = findStream(ctx, { StreamARN: ResourceARN });
  if (!found.ok) return found;
  const stream = found.value;
  return ok({ stream, consumer: null, owner: stream, text: streamText(ctx, stream.name) });
}
