/** What producers and consumers are to the world: plain state, driven by messages to themselves, answers to calls and pushes. */
import type { Result } from '../kernel/result.ts';
import type { AwsError } from '../kinesis/errors.ts';
import type { ShardLog } from '../kinesis/model/shard-log.ts';
import type { Stream } from '../kinesis/model/stream.ts';
import type { Push } from '../kinesis/model/subscription.ts';
import type { SimTraceEntry } from '../kinesis/trace-entries.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { ActorConfig, ActorState } from './index.ts';
import type { ConsoleHost, RepositionOutcome, StartingPosition } from './reposition.ts';

/** What every actor's settings begin with. */
export interface ActorConfigBase {
  readonly kind: string;
  /** Unique in its world. */
  readonly name: string;
  readonly streamName: string;
}

/** What every actor's state begins with. */
export interface ActorBase {
  readonly kind: string;
  readonly name: string;
  /** Unique in the world, from 1: the number in a record's source column. */
  readonly ordinal: number;
  running: boolean;
  /** Grows with every stop, and when its stream is gone: messages and answers that belong to an earlier life are dropped. */
  life: number;
}

/** What a client makes of an answer that does not come: the name that the JavaScript SDK gives it. */
export interface ClientError {
  readonly __type: 'TimeoutError';
  readonly message: string;
  readonly status: 0;
}

export type CallError = AwsError | ClientError;

export interface Answer<Tag> {
  readonly operation: string;
  readonly input: object;
  readonly outcome: Result<unknown, CallError>;
  readonly tag: Tag;
  /** What the service did answer where that was lost or late: to mark records for the eye, for no client could act upon it. */
  readonly unheard?: unknown;
}

/** A message to oneself: plain data, for it waits in the event queue. */
export interface ActorMessage {
  readonly type: string;
}

/** The world as an actor sees it. */
export interface ActorHost {
  readonly nowMs: number;
  readonly epochMs: number;
  /** Uniform in [0, 1), from the actor's own stream. */
  draw(actor: ActorBase): number;
  /**
   * Calls the service over the network; the answer comes back as `onAnswer` with the same tag. After SubscribeToShard,
   * what is pushed comes as `onPush` with that tag.
   * @param marks FLAGS of its records in their order, where some were sent before
   */
  send(actor: ActorBase, operation: string, input: object, tag: unknown, marks?: readonly number[]): void;
  /** A message to oneself. */
  later<Message extends ActorMessage>(actor: ActorBase, delayMs: number, message: Message): void;
  /** Hangs up on one of its subscriptions. */
  unsubscribe(actor: ActorBase, subscriptionId: number): void;
  trace(entry: SimTraceEntry): void;
  /** A sample of a metric of the actor's own, under CloudWatch's name for it; with a shard where it is about one. */
  measure(actor: ActorBase, metric: string, shardIndex: number | null, value: number): void;
  /** CloudWatch, for who acts on it. */
  readonly metrics: Pick<Metrics, 'query'>;
  /** For what a client would know from records it has been handed. */
  log(logId: number): ShardLog;
  stream(name: string): Stream | undefined;
  /** Plain data that several actors keep together outside Kinesis, such as a lease table; made where nobody has yet. */
  shared<T extends object>(key: string, create: () => T): T;
}

/**
 * One kind of actor: all that the world asks of it. Its state and its messages are plain data, because checkpoints clone
 * them and the state's hash covers them. One file or folder a kind, one line in `actors/index.ts`.
 */
export interface ActorKind<Config = ActorConfig, State = ActorState, Message = ActorMessage, Tag = unknown> {
  readonly kind: string;
  /** What is wrong with these settings, in a sentence for the learner, or null. Name and stream are checked before. */
  problem(config: Config): string | null;
  create(config: Config, ordinal: number): State;
  start(host: ActorHost, state: State): void;
  /** Forgets what a stopped process forgets. `running` and `life` are set already; its subscriptions are gone. */
  stop?(host: ActorHost, state: State): void;
  onMessage(host: ActorHost, state: State, message: Message): void;
  onAnswer(host: ActorHost, state: State, answer: Answer<Tag>): void;
  /** An event of a subscription, or its end. */
  onPush?(host: ActorHost, state: State, push: Push, tag: Tag): void;
  /** Records [from, to) of a shard of its stream have passed retention. */
  onExpired?(host: ActorHost, state: State, shardIndex: number, from: number, to: number): void;
  /** Has it go on from elsewhere on a shard. Absent where it reads nothing. */
  reposition?(host: ConsoleHost, state: State, shardIndex: number, to: StartingPosition): RepositionOutcome;
  /** Its settings have changed while it runs. */
  onConfigured?(host: ActorHost, state: State): void;
}
