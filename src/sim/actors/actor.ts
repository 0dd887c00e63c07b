/** What producers and consumers are to the world: plain state, driven by messages to themselves and answers to calls. */
import type { Outcome } from '../kinesis/errors.ts';
import type { ShardLog } from '../kinesis/model/shard-log.ts';
import type { Stream } from '../kinesis/model/stream.ts';
import type { SimTraceEntry } from '../kinesis/trace-entries.ts';
import type { ConsumerConfig, ConsumerMessage, ConsumerState } from './polling-consumer.ts';
import type { ProducerConfig, ProducerMessage, ProducerState } from './producer.ts';

export type ActorConfig = ProducerConfig | ConsumerConfig;
export type ActorState = ProducerState | ConsumerState;
export type ActorMessage = ProducerMessage | ConsumerMessage;

/** What every actor's state begins with. */
export interface ActorBase {
  readonly name: string;
  /** Unique in the world, from 1: the number in a record's source column. */
  readonly ordinal: number;
  running: boolean;
  /** Grows with every stop, and when its stream is gone: messages and answers that belong to an earlier life are dropped. */
  life: number;
}

export interface Answer<Tag> {
  readonly operation: string;
  readonly input: object;
  readonly outcome: Outcome<unknown>;
  readonly tag: Tag;
}

/** The world as an actor sees it. */
export interface ActorHost {
  readonly nowMs: number;
  readonly epochMs: number;
  /** Uniform in [0, 1), from the actor's own stream. */
  draw(actor: ActorBase): number;
  /** Calls the service over the network; the answer comes back as `onAnswer` with the same tag. */
  send(actor: ActorBase, operation: string, input: object, tag: unknown): void;
  /** A message to oneself. */
  later(actor: ActorBase, delayMs: number, message: ActorMessage): void;
  trace(entry: SimTraceEntry): void;
  /** For what a client would know from records it has been handed. */
  log(logId: number): ShardLog;
  stream(name: string): Stream | undefined;
}
