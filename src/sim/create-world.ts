import { defaultConfig } from './kinesis/context.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { World } from './world.ts';

/**
 * The world of a scenario, at time 0 with everything set up.
 * @param seed another seed than the scenario's own: the same story with other chances
 */
export function createWorld(scenario: Pick<Scenario, 'seed' | 'network' | 'setup' | 'script'>, seed = scenario.seed): World {
  return new World({ seed, service: defaultConfig, network: scenario.network }, scenario.setup, scenario.script);
}
