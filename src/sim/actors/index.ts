/** Every kind of actor. To the world they are all the same: `kindOf` says how to drive one. */
import { err, ok, type Result } from '../kernel/result.ts';
import { commonProblem } from './actor-config.ts';
import type { ActorConfigBase, ActorKind } from './actor.ts';
import { autoscaler, type AutoscalerConfig, type AutoscalerState } from './autoscaler.ts';
import { fanOutConsumer, type FanOutConsumerConfig, type FanOutConsumerState } from './fan-out-consumer.ts';
import { kplProducer, type KplState } from './kpl/index.ts';
import type { KplConfig } from './kpl/config.ts';
import { pollingConsumer, type ConsumerConfig, type ConsumerState } from './polling-consumer.ts';
import { producer, type ProducerConfig, type ProducerState } from './producer.ts';

export type ActorConfig = ProducerConfig | KplConfig | ConsumerConfig | FanOutConsumerConfig | AutoscalerConfig;
export type ActorState = ProducerState | KplState | ConsumerState | FanOutConsumerState | AutoscalerState;

const kinds = new Map<string, ActorKind>([producer, kplProducer, pollingConsumer, fanOutConsumer, autoscaler].map((kind: ActorKind) => [kind.kind, kind]));

export function kindOf({ kind }: Pick<ActorConfigBase, 'kind'>): ActorKind {
  return kinds.get(kind)!;
}

/** The settings, if an actor can be made of them; else what is wrong, in a sentence for the learner. */
export function checkConfig(config: ActorConfigBase): Result<ActorConfig, string> {
  if (!kinds.has(config.kind)) return err(`There is no kind of actor called ${String(config.kind)}; there are ${[...kinds.keys()].join(', ')}.`);
  const problem = commonProblem(config) ?? kindOf(config).problem(config as ActorConfig);
  return problem === null ? ok(config as ActorConfig) : err(problem);
}
