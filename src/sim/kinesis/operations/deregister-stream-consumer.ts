import { ok } from '../../kernel/result.ts';
import { consumerText, createdSecondsOf, deleteConsumer } from '../model/consumer.ts';
import { resourceInUse } from '../errors.ts';
import { consumerReference, findConsumer, type ConsumerReference } from './describe-stream-consumer.ts';
import type { Operation } from './operation.ts';

/** Takes a consumer off the stream: DELETING for a while, then gone. Its subscriptions end at once. Rule CONSUMER-8. */
export const deregisterStreamConsumer: Operation<ConsumerReference, Record<string, never>> = {
  name: 'DeregisterStreamConsumer',
  members: consumerReference,
  rate: { perSecond: 5, scope: 'stream' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findConsumer(ctx, input);
    if (!found.ok) return found;
    const { stream, consumer } = found.value;
    const text = `${consumerText(ctx, stream.name, consumer.name, createdSecondsOf(consumer))} is not in ACTIVE status.`;
    deleteConsumer(ctx, stream, consumer, resourceInUse(text).error);
    return ok({});
  },
};
