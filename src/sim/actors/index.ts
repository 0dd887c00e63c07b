/** Every kind of actor. To the world they are all the same: `kindOf` says how to drive one. */
import { err, ok, type Result } from '../kernel/result.ts';
import { commonProblem } from './actor-config.ts';
import type { ActorConfigBase, ActorKind } from './actor.ts';
import { autoscaler, type AutoscalerConfig, type AutoscalerState } from './autoscaler.ts';
import { fanOutConsumer, type FanOutConsumerConfig, type FanOutConsumerState } from './fan-out-consumer.ts';
import type { FirehoseConfig } from './firehose/config.ts';
import { firehose } from './firehose/index.ts';
import type { FirehoseState } from './firehose/state.ts';
import type { KclWorkerConfig } from './kcl/config.ts';
import { kclWorker } from './kcl/index.ts';
import type { KclWorkerState } from './kcl/state.ts';
import { kplProducer, type KplState } from './kpl/index.ts';
import type { KplConfig } from './kpl/config.ts';
import { lambdaMapping } from './lambda-mapping/index.ts';
import type { LambdaMappingConfig } from './lambda-mapping/config.ts';
import type { LambdaMappingState } from './lambda-mapping/state.ts';
import { pollingConsumer, type ConsumerConfig, type ConsumerState } from './polling-consumer.ts';
import { producer, type ProducerConfig, type ProducerState } from './producer.ts';

export type ActorConfig = ProducerConfig | KplConfig | ConsumerConfig | FanOutConsumerConfig | KclWorkerConfig | LambdaMappingConfig | FirehoseConfig | AutoscalerConfig;
export type ActorState = ProducerState | KplState | ConsumerState | FanOutConsumerState | KclWorkerState | LambdaMappingState | FirehoseState | AutoscalerState;

const kinds = new Map<string, ActorKind>([producer, kplProducer, pollingConsumer, fanOutConsumer, kclWorker, lambdaMapping, firehose, autoscaler].map((kind: ActorKind) => [kind.kind, kind]));

export function kindOf({ kind }: Pick<ActorConfigBase, 'kind'>): ActorKind {
  return kinds.get(kind)!;
}

/** The settings, if an actor can be made of them; else what is wrong, in a sentence for the learner. */
export function checkConfig(config: ActorConfigBase): Result<ActorConfig, string> {
  if (!kinds.has(config.kind)) return err(`There is no kind of actor called ${String(config.kind)}; there are ${[...kinds.keys()].join(', ')}.`);
  const problem = commonProblem(config) ?? kindOf(config).problem(config as ActorConfig);
  return problem === null ? ok(config as ActorConfig) : err(problem);
}
