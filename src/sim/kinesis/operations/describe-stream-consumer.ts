import { ok } from '../../kernel/result.ts';
import type { CallContext } from '../context.ts';
import { invalidArgument, resourceNotFound, type Outcome } from '../errors.ts';
import { consumerText, describeConsumer, type Consumer, type ConsumerDescription } from '../model/consumer.ts';
import type { Stream } from '../model/stream.ts';
import { consumerArn, consumerName, streamArn, streamId } from '../shapes.ts';
import { findStream } from './common.ts';
import type { Operation } from './operation.ts';

export interface ConsumerReference {
  readonly StreamARN?: string;
  readonly ConsumerName?: string;
  readonly ConsumerARN?: string;
}

export const consumerReference = { StreamARN: streamArn, ConsumerName: consumerName, ConsumerARN: consumerArn, StreamId: streamId } as const;

/** One consumer and its state. Rules CONSUMER-6, CONSUMER-7. */
export const describeStreamConsumer: Operation<
  ConsumerReference,
  { readonly ConsumerDescription: ConsumerDescription & { readonly StreamARN: string } }
> = {
  name: 'DescribeStreamConsumer',
  members: consumerReference,
  rate: { perSecond: 20, scope: 'stream' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findConsumer(ctx, input);
    if (!found.ok) return found;
    const { stream, consumer } = found.value;
    return ok({ ConsumerDescription: { ...describeConsumer(ctx, consumer), StreamARN: stream.arn } });
  },
};

export interface FoundConsumer {
  readonly stream: Stream;
  readonly consumer: Consumer;
}

/** `…:stream/<stream>/consumer/<name>:<creation time in seconds>`, taken apart; null for another ARN. */
export function parseConsumerArn(arn: string): { readonly streamName: string; readonly name: string; readonly createdSeconds: string } | null {
  const parts = /:stream\/([^/]+)\/consumer\/([^/:]+):(\d+)$/.exec(arn);
  return parts && { streamName: parts[1]!, name: parts[2]!, createdSeconds: parts[3]! };
}

/** A consumer by its ARN, by stream and name, or by all three where they agree. Rule CONSUMER-6. */
export function findConsumer(ctx: CallContext, reference: ConsumerReference): Outcome<FoundConsumer> {
  const { StreamARN, ConsumerName, ConsumerARN } = reference;
  if (ConsumerARN === undefined) {
    if (StreamARN === undefined || ConsumerName === undefined) {
      return invalidArgument('Either ConsumerARN or both StreamARN and ConsumerName should be provided.');
    }
    const found = findStream(ctx, { StreamARN });
    if (!found.ok) return found;
    const stream = found.value;
    const consumer = stream.consumers.get(ConsumerName);
    if (consumer) return ok({ stream, consumer });
    return resourceNotFound(`Consumer ${ConsumerName} under stream: ${stream.name}, account ${ctx.config.accountId} not found.`);
  }
  const { streamName, name, createdSeconds } = parseConsumerArn(ConsumerARN)!;
  if ((ConsumerName ?? name) !== name || !ConsumerARN.startsWith(`${StreamARN ?? ''}${StreamARN === undefined ? '' : '/consumer/'}`)) {
    return invalidArgument(`ConsumerARN ${ConsumerARN} does not agree with the StreamARN and ConsumerName provided.`);
  }
  const stream = ctx.state.streams.get(streamName);
  const consumer = stream?.consumers.get(name);
  if (stream && consumer?.arn === ConsumerARN) return ok({ stream, consumer });
  return resourceNotFound(`${consumerText(ctx, streamName, name, createdSeconds)} not found.`);
}
