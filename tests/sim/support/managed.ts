// Managed readers in small worlds: a Lambda event source mapping, a Firehose.
import type { World } from '#sim';
import { lambdaMappingDefaults, type LambdaMappingConfig } from '../../../src/sim/actors/lambda-mapping/config.ts';
import { firehoseDefaults, type FirehoseConfig } from '../../../src/sim/actors/firehose/config.ts';
import type { FirehoseState } from '../../../src/sim/actors/firehose/state.ts';
import type { LambdaMappingState } from '../../../src/sim/actors/lambda-mapping/state.ts';
import { act } from './actors.ts';
import { put } from './worlds.ts';

export const mappingConfig = (rest: Partial<LambdaMappingConfig> = {}): LambdaMappingConfig => ({
  kind: 'lambda-mapping',
  name: 'm',
  streamName: 's',
  startingPosition: 'TRIM_HORIZON',
  ...lambdaMappingDefaults,
  ...rest,
});

/** Until a mapping reads, in ms. */
export const ENABLED_MS = 60_000;

export const addMapping = (world: World, rest?: Partial<LambdaMappingConfig>) => act(world, { type: 'add actor', config: mappingConfig(rest) });
export const mappingOf = (world: World, name = 'm') => world.actors.get(name) as LambdaMappingState;
export const putMany = (world: World, n: number, rest: object = {}, key = (i: number) => `k${i}`) => {
  for (let i = 0; i < n; i += 1) put(world, key(i), 'x', rest);
};

export const firehoseConfig = (rest: Partial<FirehoseConfig> = {}): FirehoseConfig => ({ kind: 'firehose', name: 'f', streamName: 's', ...firehoseDefaults, ...rest });
export const addFirehose = (world: World, rest?: Partial<FirehoseConfig>) => act(world, { type: 'add actor', config: firehoseConfig(rest) });
export const firehoseOf = (world: World, name = 'f') => world.actors.get(name) as FirehoseState;
