/** How an actor comes to be a registered consumer of its stream: it looks for one of its own name, registers it, and waits until it is ACTIVE. */
import type { ConsumerDescription } from '../kinesis/model/consumer.ts';
import type { ActorBase, ActorHost, Answer } from './actor.ts';

export interface ConsumerTag {
  readonly consumer: true;
}

interface Registering extends ActorBase {
  readonly config: { readonly streamName: string };
  consumerArn: string | null;
}

const RETRY_MS = 1_000;
const tag: ConsumerTag = { consumer: true };

/** The next step on the way; without an answer the first one. @param found called once the consumer is ACTIVE */
export function findConsumer(host: ActorHost, state: Registering, answer?: Answer<unknown>, found?: () => void): void {
  const StreamARN = host.stream(state.config.streamName)?.arn;
  const again = () => host.later(state, RETRY_MS, { type: 'consumer' });
  if (StreamARN === undefined) return again();
  if (!answer) return host.send(state, 'DescribeStreamConsumer', { StreamARN, ConsumerName: state.name }, tag);
  const { operation, outcome } = answer;
  const missing = operation === 'DescribeStreamConsumer' && !outcome.ok && outcome.error.__type === 'ResourceNotFoundException';
  if (missing) return host.send(state, 'RegisterStreamConsumer', { StreamARN, ConsumerName: state.name }, tag);
  const description = operation === 'DescribeStreamConsumer' && outcome.ok ? (outcome.value as { ConsumerDescription: ConsumerDescription }).ConsumerDescription : null;
  if (description?.ConsumerStatus !== 'ACTIVE') return again();
  state.consumerArn = description.ConsumerARN;
  found?.();
}
