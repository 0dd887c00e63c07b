/** Every kind of actor, and what the world asks of any of them. */
import type { ActorConfig, ActorHost, ActorMessage, ActorState, Answer } from './actor.ts';
import {
  newConsumer,
  onConsumerAnswer,
  onConsumerMessage,
  startConsumer,
  stopConsumer,
  type ConsumerMessage,
} from './polling-consumer.ts';
import { newProducer, onProducerAnswer, onProducerMessage, startProducer, type ProducerMessage } from './producer.ts';

export function newActor(config: ActorConfig, ordinal: number): ActorState {
  return config.kind === 'producer' ? newProducer(config, ordinal) : newConsumer(config, ordinal);
}

export function startActor(host: ActorHost, state: ActorState): void {
  if (state.kind === 'producer') startProducer(host, state);
  else startConsumer(host, state);
}

/** Stops at once: what was under way is forgotten, answers still on the wire are dropped. */
export function stopActor(host: ActorHost, state: ActorState): void {
  state.running = false;
  state.life += 1;
  if (state.kind === 'polling-consumer') stopConsumer(host, state);
}

export function onMessage(host: ActorHost, state: ActorState, message: ActorMessage): void {
  if (state.kind === 'producer') onProducerMessage(host, state, message as ProducerMessage);
  else onConsumerMessage(host, state, message as ConsumerMessage);
}

export function onAnswer(host: ActorHost, state: ActorState, answer: Answer<unknown>): void {
  if (state.kind === 'producer') onProducerAnswer(host, state, answer as Answer<never>);
  else onConsumerAnswer(host, state, answer as Answer<never>);
}
