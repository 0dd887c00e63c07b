/**
 * How a client comes to its registered consumer: it looks whether there is one, registers it where there is none, and
 * asks until it is ACTIVE. Shared by the plain fan-out consumer and the KCL.
 */
import type { ConsumerDescription } from '../kinesis/model/consumer.ts';
import type { StreamDescriptionSummary } from '../kinesis/operations/describe-stream-summary.ts';
import type { ActorBase, ActorHost, Answer } from './actor.ts';

/** Plain data in the actor's state. */
export interface Registration {
  readonly consumerName: string;
  streamArn: string | null;
  /** Tells the stream from one of its name made later: seconds since 1970. */
  streamCreated: number | null;
  /** Null until the consumer is ACTIVE, and while that is in doubt. */
  consumerArn: string | null;
  /** Whether calls are under way, or waiting to be made. */
  pending: boolean;
  /** What the last call was refused with, in AWS's words. */
  problem: string | null;
}

export interface RegistrationTag {
  readonly registration: true;
}
const TAG: RegistrationTag = { registration: true };

const RETRY_MS = 1_000;

export const newRegistration = (consumerName: string): Registration => ({ consumerName, streamArn: null, streamCreated: null, consumerArn: null, pending: false, problem: null });

/** Begins from the stream: something that was there is missing, and may be another by now. */
export function registerAfresh(host: ActorHost, actor: ActorBase, registration: Registration, streamName: string): void {
  registration.streamArn = null;
  register(host, actor, registration, streamName);
}

/** Goes on; the actor calls it when it hears `register` from itself. */
export function register(host: ActorHost, actor: ActorBase, registration: Registration, streamName: string): void {
  registration.pending = true;
  registration.consumerArn = null;
  const { streamArn: StreamARN, consumerName: ConsumerName } = registration;
  if (StreamARN === null) host.send(actor, 'DescribeStreamSummary', { StreamName: streamName }, TAG);
  else host.send(actor, 'DescribeStreamConsumer', { StreamARN, ConsumerName }, TAG);
}

/** @returns true once the consumer is ACTIVE */
export function onRegistrationAnswer(host: ActorHost, actor: ActorBase, registration: Registration, streamName: string, { operation, outcome }: Answer<unknown>): boolean {
  const { streamArn: StreamARN, consumerName: ConsumerName } = registration;
  const again = () => host.later(actor, RETRY_MS, { type: 'register' });
  if (!outcome.ok) {
    const { __type: code, message = code } = outcome.error;
    if (operation === 'DescribeStreamConsumer' && code === 'ResourceNotFoundException') {
      host.send(actor, 'RegisterStreamConsumer', { StreamARN, ConsumerName }, TAG);
      return false;
    }
    // The stream may have been made anew since.
    if (code === 'ResourceNotFoundException') registration.streamArn = null;
    if (registration.problem !== message && operation === 'RegisterStreamConsumer') {
      host.trace({ atMs: host.nowMs, kind: 'CallFailed', actor: actor.name, operation, code, message });
    }
    registration.problem = message;
    again();
    return false;
  }
  registration.problem = null;
  if (operation === 'DescribeStreamSummary') {
    const { StreamARN: arn, StreamStatus, StreamCreationTimestamp } = (outcome.value as { StreamDescriptionSummary: StreamDescriptionSummary }).StreamDescriptionSummary;
    if (StreamStatus === 'CREATING' || StreamStatus === 'DELETING') again();
    else {
      registration.streamArn = arn;
      registration.streamCreated = StreamCreationTimestamp;
      register(host, actor, registration, streamName);
    }
    return false;
  }
  const described = operation === 'DescribeStreamConsumer' ? (outcome.value as { ConsumerDescription: ConsumerDescription }).ConsumerDescription : null;
  if (described?.ConsumerStatus !== 'ACTIVE') {
    again();
    return false;
  }
  registration.consumerArn = described.ConsumerARN;
  registration.pending = false;
  return true;
}
