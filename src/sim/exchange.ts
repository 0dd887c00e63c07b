/**
 * Calls on their way: from an actor over the network to the service and back, and what subscriptions push to actors.
 * A message may be late or lost; then the client gives up after its timeout and cannot tell which of the two was lost.
 */
import type { ActorBase, Answer, CallError } from './actors/actor.ts';
import { logCall, type CallLog } from './call-log.ts';
import type { Result } from './kernel/result.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { AwsError } from './kinesis/errors.ts';
import type { Push } from './kinesis/model/subscription.ts';
import type { Service } from './kinesis/service.ts';
import type { SubscribeToShardOutput } from './kinesis/operations/subscribe-to-shard.ts';
import type { SimTraceEntry } from './kinesis/trace-entries.ts';
import type { ServedCall } from './metrics/served-call.ts';
import { bytesOf, isLost, linkMs, timeoutMs, travelMs, type NetworkState } from './network.ts';

export interface Request {
  readonly actor: string;
  readonly life: number;
  readonly operation: string;
  readonly input: object;
  readonly tag: unknown;
  readonly sentMs: number;
  readonly marks?: readonly number[];
}

export interface Delivery {
  readonly actor: string;
  readonly life: number;
  readonly answer?: Answer<unknown>;
  readonly push?: { readonly push: Push; readonly tag: unknown };
}

/** Who hears what a subscription pushes. Plain data. */
export interface Subscriber {
  readonly actor: string;
  readonly life: number;
  readonly tag: unknown;
  /** Events of one stream come in order: none overtakes the one before it. */
  lastDueMs: number;
}

interface Around {
  readonly kernel: Kernel;
  readonly service: Service;
  readonly network: NetworkState;
  readonly metrics: { served(call: ServedCall): void; pushed(subscriptionId: number, push: Push): void };
  readonly nowMs: number;
  readonly calls: CallLog;
  readonly plain: { callsServed: number };
  readonly subscribers: Map<number, Subscriber>;
  trace(entry: SimTraceEntry): void;
}

const TIMED_OUT: Result<never, CallError> = { ok: false, error: { __type: 'TimeoutError', message: 'No answer came in time.', status: 0 } };

export function sendRequest(around: Around, actor: ActorBase, operation: string, input: object, tag: unknown, marks?: readonly number[]): void {
  const { kernel, network } = around;
  const { nowMs: sentMs } = kernel;
  const draw = (stream: string) => kernel.draw(stream);
  const request: Request = { actor: actor.name, life: actor.life, operation, input, tag, sentMs, ...(marks && { marks }) };
  const queuedMs = linkMs(network, sentMs, actor.name, () => bytesOf(input));
  if (!isLost(network, draw, 'request')) return kernel.schedule(queuedMs + travelMs(network, draw), 'request', request);
  around.trace({ atMs: sentMs, kind: 'MessageLost', actor: actor.name, operation, leg: 'request' });
  answerLater(kernel, network, request, TIMED_OUT, Infinity);
}

/** A request has arrived: a request that left is served, whatever has become of its sender. */
export function serve(around: Around, sender: ActorBase, request: Request): void {
  const { kernel, service, network } = around;
  const { nowMs } = kernel;
  const { actor, life, operation, input, tag, sentMs, marks } = request;
  const draw = (stream: string) => kernel.draw(stream);
  const outcome = service.dispatch(operation, input, marks ? { name: actor, ordinal: sender.ordinal, marks } : sender);
  const arrivesMs = nowMs + travelMs(network, draw);
  logCall(around, { caller: actor, operation, input, outcome, latencyMs: arrivesMs - sentMs });
  around.metrics.served({ operation, input, outcome, latencyMs: arrivesMs - sentMs });
  if (isLost(network, draw, 'response')) {
    around.trace({ atMs: nowMs, kind: 'MessageLost', actor, operation, leg: 'response' });
    return answerLater(kernel, network, request, outcome, Infinity);
  }
  if (operation === 'SubscribeToShard' && outcome.ok) hear(around, { name: actor, life }, tag, outcome.value as SubscribeToShardOutput, arrivesMs);
  answerLater(kernel, network, request, outcome, arrivesMs);
}

/** A call that is made in an actor's name from beside the service: answered at this moment. */
export function serveAtOnce(around: Around, actor: ActorBase, operation: string, input: object, tag: unknown): Result<unknown, AwsError> {
  const outcome = around.service.dispatch(operation, input, actor);
  const { nowMs } = around;
  const call = { operation, input, outcome, latencyMs: 0 };
  logCall(around, { caller: actor.name, ...call });
  around.metrics.served(call);
  if (operation === 'SubscribeToShard' && outcome.ok) hear(around, actor, tag, outcome.value as SubscribeToShardOutput, nowMs);
  return outcome;
}

function hear({ subscribers }: Around, { name: actor, life }: Pick<ActorBase, 'name' | 'life'>, tag: unknown, { SubscriptionId }: SubscribeToShardOutput, lastDueMs: number): void {
  subscribers.set(SubscriptionId, { actor, life, tag, lastDueMs });
}

function answerLater(kernel: Kernel, network: NetworkState, request: Request, outcome: Answer<unknown>['outcome'], arrivesMs: number): void {
  const { actor, life, operation, input, tag, sentMs } = request;
  const givenUpMs = sentMs + timeoutMs(network);
  const answer: Answer<unknown> =
    arrivesMs <= givenUpMs || !outcome.ok ? { operation, input, outcome: arrivesMs <= givenUpMs ? outcome : TIMED_OUT, tag } : { operation, input, outcome: TIMED_OUT, tag, unheard: outcome.value };
  const delivery: Delivery = { actor, life, answer };
  kernel.schedule(Math.max(0, Math.min(arrivesMs, givenUpMs) - kernel.nowMs), 'answer', delivery);
}

/** Sends a subscription's event on to its actor. Nobody hears those of a learner's own calls. */
export function passOn({ kernel, metrics, network, subscribers }: Around, subscriptionId: number, push: Push): void {
  metrics.pushed(subscriptionId, push);
  const subscriber = subscribers.get(subscriptionId);
  if (!subscriber) return;
  const { actor, life, tag } = subscriber;
  subscriber.lastDueMs = Math.max(subscriber.lastDueMs, kernel.nowMs + travelMs(network, (stream) => kernel.draw(stream)));
  const delivery: Delivery = { actor, life, push: { push, tag } };
  kernel.schedule(subscriber.lastDueMs - kernel.nowMs, 'push', delivery);
  if (push.type !== 'event') subscribers.delete(subscriptionId);
}

/** An actor hangs up: one subscription, or all of them where it has stopped. */
export function hangUp({ service, subscribers }: Around, actor: ActorBase, subscriptionId?: number): void {
  for (const [id, subscriber] of subscribers) {
    if (subscriber.actor !== actor.name || (subscriptionId !== undefined && id !== subscriptionId)) continue;
    subscribers.delete(id);
    service.unsubscribe(id);
  }
}
