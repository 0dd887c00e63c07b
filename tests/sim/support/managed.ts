// Managed readers in small worlds: a Lambda event source mapping, a Firehose.
import type { World } from '#sim';
import { lambdaMappingDefaults, type LambdaMappingConfig } from '../../../src/sim/actors/lambda-mapping/config.ts';
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
