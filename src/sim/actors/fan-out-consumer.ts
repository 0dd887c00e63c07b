/**
 * A consumer with enhanced fan-out on the plain SDK: it registers itself, subscribes to every shard, parents before
 * children, and renews what ends after five minutes. Events wait in line for its code. It notes a checkpoint after each,
 * and goes on from there after a crash, which delivers again whatever came after it. Times in ms.
 */
import { err, ok } from '../kernel/result.ts';
import type { ChildShard } from '../kinesis/model/reading.ts';
import type { Push, SubscribeToShardEvent } from '../kinesis/model/subscription.ts';
import type { SubscribeToShardOutput } from '../kinesis/operations/subscribe-to-shard.ts';
import { choiceProblem, limitsProblem, type Limits } from './actor-config.ts';
import type { ActorBase, ActorHost, ActorKind, Answer } from './actor.ts';
import { newRegistration, onRegistrationAnswer, register, registerAfresh, type Registration, type RegistrationTag } from './fan-out-registration.ts';
import { shardIdOf } from '../kinesis/model/stream.ts';
import { EVENTS_WAITING_MAX, forgetSubscription, hangUp, newSubscription, retryMs, started, subscribe, type FanOutSubscription } from './fan-out-subscription.ts';
import { flagProblem, poisonProblem, type PoisonRule } from './processing.ts';
import type { Range } from './ranges.ts';
import { unmovable, type ConsoleHost, type RepositionOutcome, type StartingPosition } from './reposition.ts';
import { abandonShard, discover, finishShard, forgetStream, listShards, onReadersExpired, onShards, type ListingTag, type Reading } from './shard-reader-set.ts';
import { beginBatch, countProcessed, moveReader, newReader, noCounts, settleRead, stopReader, type ReadingCounts, type ShardReader } from './shard-reader.ts';

export interface FanOutConsumerConfig {
  readonly kind: 'fan-out-consumer';
  /** Also of the consumer that it registers. */
  readonly name: string;
  readonly streamName: string;
  readonly startAt: 'TRIM_HORIZON' | 'LATEST';
  readonly processingMsPerRecord: number;
  /** Records on which its code fails: it logs them and goes on with the next. */
  readonly poison?: PoisonRule;
  /** Its code looks each record up among those it has done, and passes over what it knows. */
  readonly deduplicate?: boolean;
}

export interface FanOutReader extends ShardReader {
  readonly subscription: FanOutSubscription;
  /** Events that wait for its code, oldest first; the first one is in hand while there is a batch. */
  readonly waiting: WaitingEvent[];
  /** It hung up because too much was waiting. */
  backlogged: boolean;
  /** Asked for and not found, before it is known whether the consumer or the shard is missing. */
  missing: boolean;
}

interface WaitingEvent extends Range {
  /** Null at the end of the shard. */
  readonly sequenceNumber: string | null;
  /** Null where the shard was gone before it told. */
  readonly children: readonly ChildShard[] | null;
}

export interface FanOutConsumerState extends ActorBase {
  readonly kind: 'fan-out-consumer';
  config: FanOutConsumerConfig;
  registration: Registration;
  /** Of the stream that the readers belong to: seconds since 1970. */
  streamCreated: number | null;
  readonly readers: Map<number, FanOutReader>;
  listings: number;
  readonly counts: ReadingCounts & { subscriptions: number; refused: number };
}

export type FanOutMessage =
  | { readonly type: 'discover' }
  | { readonly type: 'register' }
  | { readonly type: 'subscribe'; readonly shardIndex: number; readonly attempt: number }
  | { readonly type: 'processed'; readonly shardIndex: number; readonly moves: number };

interface SubscriptionTag {
  readonly shardIndex: number;
  readonly attempt: number;
}
type Tag = SubscriptionTag | ListingTag | RegistrationTag;

export const fanOutLimits = { processingMsPerRecord: [0, 86_400_000] } as const satisfies Limits;

export const fanOutConsumer: ActorKind<FanOutConsumerConfig, FanOutConsumerState, FanOutMessage, Tag> = {
  kind: 'fan-out-consumer',
  problem: (config) =>
    limitsProblem(config.name, config, fanOutLimits) ??
    choiceProblem(`startAt of ${config.name}`, config.startAt, ['TRIM_HORIZON', 'LATEST']) ??
    flagProblem(`deduplicate of ${config.name}`, config.deduplicate) ??
    poisonProblem(config.name, config.poison),
  create: (config, ordinal) => ({
    kind: 'fan-out-consumer',
    name: config.name,
    ordinal,
    running: false,
    life: 0,
    config,
    registration: newRegistration(config.name),
    streamCreated: null,
    readers: new Map(),
    listings: 0,
    counts: { ...noCounts(), subscriptions: 0, refused: 0 },
  }),
  start: startRegistering,
  stop: stopConsumer,
  onMessage,
  onAnswer,
  onPush,
  onExpired: onReadersExpired,
  reposition,
};

const RETRY_MS = 1_000;

const fanOut: Reading<FanOutConsumerState, FanOutReader> = {
  newReader: (...shard) => ({ ...newReader(...shard), subscription: newSubscription(), waiting: [], backlogged: false, missing: false }),
  open,
  retryMs: () => RETRY_MS,
};

function startRegistering(host: ActorHost, state: FanOutConsumerState): void {
  registerAfresh(host, state, state.registration, state.config.streamName);
}

function stopConsumer(host: ActorHost, state: FanOutConsumerState): void {
  state.listings = 0;
  state.registration = newRegistration(state.name);
  for (const reader of state.readers.values()) {
    stopReader(host, state, reader, reader.waiting.splice(0).slice(reader.batch ? 1 : 0));
    forgetSubscription(reader.subscription);
    reader.backlogged = false;
    reader.missing = false;
  }
}

function onMessage(host: ActorHost, state: FanOutConsumerState, message: FanOutMessage): void {
  if (message.type === 'discover') return listShards(host, state);
  if (message.type === 'register') return register(host, state, state.registration, state.config.streamName);
  const reader = state.readers.get(message.shardIndex)!;
  if (message.type === 'processed') {
    if (message.moves === reader.moves) finishEvent(host, state, reader);
  } else if (message.attempt === reader.subscription.attempt) open(host, state, reader);
}

function onAnswer(host: ActorHost, state: FanOutConsumerState, answer: Answer<Tag>): void {
  const { tag } = answer;
  if ('first' in tag) return onShards(host, state, fanOut, answer as Answer<ListingTag>);
  if ('registration' in tag) {
    if (onRegistrationAnswer(host, state, state.registration, state.config.streamName, answer)) onRegistered(host, state);
    return;
  }
  const reader = state.readers.get(tag.shardIndex)!;
  if (tag.attempt !== reader.subscription.attempt) return;
  const { outcome } = answer;
  if (outcome.ok) onSubscribed(host, state, reader, outcome.value as SubscribeToShardOutput);
  else subscriptionOver(host, state, reader, outcome.error.__type);
}

/** A new consumer lists the shards; one that lost its registration in between goes on where it was. */
function onRegistered(host: ActorHost, state: FanOutConsumerState): void {
  const { streamCreated } = state.registration;
  if (state.streamCreated !== null && state.streamCreated !== streamCreated) forgetStream(state);
  state.streamCreated = streamCreated;
  const readers = [...state.readers.values()];
  for (const reader of readers) if (reader.phase === 'resting') open(host, state, reader);
  if (readers.every(({ phase }) => phase === 'drained' || phase === 'stopped')) discover(host, state);
}

function open(host: ActorHost, state: FanOutConsumerState, reader: FanOutReader): void {
  const { consumerArn } = state.registration;
  reader.phase = 'resting';
  if (consumerArn === null || reader.waiting.length >= EVENTS_WAITING_MAX) return;
  reader.phase = 'subscribing';
  reader.backlogged = false;
  const { checkpoint, startAt } = reader;
  const from = checkpoint ? ({ Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: checkpoint.sequenceNumber } as const) : startAt;
  subscribe<SubscriptionTag>(host, state, reader.subscription, consumerArn, reader.shardIndex, from, { shardIndex: reader.shardIndex });
}

/** It subscribes anew; the subscription that it had ends with that. */
function reposition(host: ConsoleHost, state: FanOutConsumerState, shardIndex: number, to: StartingPosition): RepositionOutcome {
  const { consumerArn } = state.registration;
  const problem = unmovable(state, shardIndex) ?? (consumerArn === null ? `${state.name} is no registered consumer yet: without that it cannot subscribe.` : null);
  if (problem !== null) return err(problem);
  const reader = state.readers.get(shardIndex)!;
  const { subscription, waiting } = reader;
  // What the old subscription has on its way, its end included, belongs to an earlier attempt.
  const tag: SubscriptionTag = { shardIndex, attempt: subscription.attempt + 1 };
  const answer = host.callAtOnce(state, 'SubscribeToShard', { ConsumerARN: consumerArn, ShardId: shardIdOf(shardIndex), StartingPosition: to }, tag);
  if (!answer.ok) return answer;
  const at = host.service.positionOf(state.config.streamName, shardIndex, to, 'SubscribeToShard');
  if (!at.ok) return at;
  moveReader(host, state, reader, to, at.value, waiting.splice(0).slice(reader.batch ? 1 : 0));
  forgetSubscription(subscription);
  subscription.attempt = tag.attempt;
  subscription.askedFor = to;
  reader.backlogged = false;
  onSubscribed(host, state, reader, answer.value as SubscribeToShardOutput);
  return ok(null);
}

function onSubscribed(host: ActorHost, state: FanOutConsumerState, reader: FanOutReader, { SubscriptionId }: SubscribeToShardOutput): void {
  state.counts.subscriptions += 1;
  reader.missing = false;
  reader.phase = 'subscribed';
  started(host, reader.subscription, SubscriptionId);
}

function onPush(host: ActorHost, state: FanOutConsumerState, push: Push, tag: Tag): void {
  const { shardIndex, attempt } = tag as SubscriptionTag;
  const reader = state.readers.get(shardIndex);
  if (!reader || attempt !== reader.subscription.attempt || reader.phase === 'drained') return;
  if (push.type === 'event') onEvent(host, state, reader, push.event);
  else if (push.type === 'error') subscriptionOver(host, state, reader, push.error.__type);
  // At the end of a shard nothing is left to subscribe to.
  else if (reader.waiting.at(-1)?.sequenceNumber !== null) subscriptionOver(host, state, reader, null);
}

function onEvent(host: ActorHost, state: FanOutConsumerState, reader: FanOutReader, event: SubscribeToShardEvent): void {
  const { Records: { from, to }, ContinuationSequenceNumber: sequenceNumber = null, ChildShards: children = [] } = event;
  const { waiting, subscription } = reader;
  settleRead(host, state, reader, { from, to }, sequenceNumber !== null);
  subscription.continuation = sequenceNumber;
  if (sequenceNumber !== null && from === to) {
    // Nothing is in line before it: so far the shard is done with, whatever number its next record will have.
    if (waiting.length === 0) noteCheckpoint(reader, to, sequenceNumber);
    return;
  }
  waiting.push({ from, to, sequenceNumber, children });
  if (waiting.length === 1) work(host, state, reader);
  if (waiting.length < EVENTS_WAITING_MAX || sequenceNumber === null) return;
  hangUp(host, state, subscription);
  settleRead(host, state, reader, null);
  reader.phase = 'resting';
  reader.backlogged = true;
}

/** Takes the first event in line. */
function work(host: ActorHost, state: FanOutConsumerState, reader: FanOutReader): void {
  const { from, to } = reader.waiting[0]!;
  const ms = from === to ? 0 : beginBatch(host, state, reader, { from, to });
  if (ms > 0) host.later(state, ms, { type: 'processed', shardIndex: reader.shardIndex, moves: reader.moves });
  else finishEvent(host, state, reader);
}

function finishEvent(host: ActorHost, state: FanOutConsumerState, reader: FanOutReader): void {
  const { waiting } = reader;
  const { from, to, sequenceNumber, children } = waiting.shift()!;
  if (to > from) countProcessed(host, state, reader, from, to);
  if (sequenceNumber === null) return children ? finishShard(host, state, fanOut, reader, children) : abandonShard(host, state, fanOut, reader);
  noteCheckpoint(reader, to, sequenceNumber);
  if (waiting.length > 0) work(host, state, reader);
  else if (reader.backlogged) open(host, state, reader);
}

function noteCheckpoint(reader: FanOutReader, position: number, sequenceNumber: string): void {
  reader.checkpoint = { position, sequenceNumber };
  reader.furthest = Math.max(reader.furthest, position);
}

/** A subscription has ended or was refused. @param code of the error; null = its time was up */
function subscriptionOver(host: ActorHost, state: FanOutConsumerState, reader: FanOutReader, code: string | null): void {
  settleRead(host, state, reader, null);
  reader.phase = 'resting';
  // What is pushed by a subscription that was given up comes again.
  reader.subscription.attempt += 1;
  reader.subscription.id = null;
  if (code !== null) state.counts.refused += 1;
  if (code === 'ResourceNotFoundException') return onMissing(host, state, reader);
  host.later(state, retryMs(code), { type: 'subscribe', shardIndex: reader.shardIndex, attempt: reader.subscription.attempt });
}

/** Either the consumer is gone or the shard: where the consumer proves to be there, it was the shard. */
function onMissing(host: ActorHost, state: FanOutConsumerState, reader: FanOutReader): void {
  if (reader.missing) {
    const to = reader.waiting.at(-1)?.to ?? reader.furthest;
    reader.waiting.push({ from: to, to, sequenceNumber: null, children: null });
    if (reader.waiting.length === 1) work(host, state, reader);
    return;
  }
  reader.missing = true;
  if (!state.registration.pending) startRegistering(host, state);
}
