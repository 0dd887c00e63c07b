import { ok } from '../../kernel/result.ts';
import { limitExceeded, resourceInUse } from '../errors.ts';
import { addConsumer, describeConsumer, type ConsumerDescription } from '../model/consumer.ts';
import { tagFault } from '../model/tags.ts';
import { hasAdvantage } from '../model/commitment.ts';
import { quotas } from '../quotas.ts';
import { consumerName, streamArn, streamId, tagMap } from '../shapes.ts';
import { findStream, streamText } from './common.ts';
import { findLiveStream } from './add-tags-to-stream.ts';
import type { Operation } from './operation.ts';

export interface RegisterStreamConsumerInput {
  readonly StreamARN: string;
  readonly ConsumerName: string;
  readonly Tags?: Readonly<Record<string, string>>;
}

/** Registers a consumer for enhanced fan-out; it is CREATING for a while. Rules CONSUMER-1 … CONSUMER-5. */
export const registerStreamConsumer: Operation<RegisterStreamConsumerInput, { readonly Consumer: ConsumerDescription }> = {
  name: 'RegisterStreamConsumer',
  members: {
    StreamARN: { ...streamArn, required: true },
    ConsumerName: { ...consumerName, required: true },
    StreamId: streamId,
    Tags: tagMap,
  },
  rate: { perSecond: 5, scope: 'stream' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findLiveStream(ctx, findStream(ctx, input));
    if (!found.ok) return found;
    const stream = found.value;
    const { ConsumerName: name, Tags: tags = {} } = input;
    const { accountId } = ctx.config;
    if (stream.consumers.has(name)) return resourceInUse(`Consumer ${name} under stream: ${stream.name}, account ${accountId} already exists.`);
    const fault = tagFault(tags, new Map(), streamText(ctx, stream.name));
    if (fault) return fault;
    const max = hasAdvantage(ctx.state.commitment) ? quotas.fanOutConsumersAdvantageMax : quotas.fanOutConsumersMax;
    if (stream.consumers.size >= max) {
      return limitExceeded(`Stream ${stream.name} under account ${accountId} cannot have more than ${max} consumers registered with it.`);
    }
    const creating = [...stream.consumers.values()].filter(({ status }) => status === 'CREATING').length;
    if (creating >= quotas.fanOutConsumersCreatingMax) {
      return limitExceeded(
        `Stream ${stream.name} under account ${accountId} cannot have more than ${quotas.fanOutConsumersCreatingMax} consumers in CREATING at a time.`,
      );
    }
    return ok({ Consumer: describeConsumer(ctx, addConsumer(ctx, stream, name, tags)) });
  },
};
