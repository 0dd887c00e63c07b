/**
 * A run that can be handed on: what the world began with, what the learner did and when, and where the playhead stands.
 * Whoever replays it gets the same trace, byte for byte. Plain data; times in ms of virtual time.
 */
import type { Action } from '../actions.ts';
import type { LoggedAction } from '../kernel/branches.ts';
import type { Position } from '../kernel/position.ts';
import type { NetworkConfig } from '../network.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { TimedAction, World } from '../world.ts';

/** Grows when a reader of the one before could not read it. */
export const RUN_VERSION = 1;

/** A world that is no scenario, made by hand. */
export interface WorldPlan {
  readonly title: string;
  readonly streamName: string;
  readonly network: NetworkConfig;
  readonly setup: readonly Action[];
  readonly script: readonly TimedAction[];
  readonly opening: Scenario['opening'];
}

export interface Run {
  /** A scenario's slug, or the plan of a world. */
  readonly world: string | WorldPlan;
  readonly seed: number;
  /** Of the branch that is shared, also those ahead of the playhead. */
  readonly actions: readonly LoggedAction<Action>[];
  readonly playhead: Position;
  /** Of the trace up to the playhead: tells whether a replay comes out the same. Null where that is not known. */
  readonly traceHash: string | null;
}

/** The run that a world has behind it, and what its branch has ahead. */
export function runOf(world: World, scenario: Scenario, known: readonly Scenario[]): Run {
  const { title, streamName, network, setup, script = [], opening } = scenario;
  return {
    world: known.includes(scenario) ? scenario.slug : { title, streamName, network, setup, script, opening },
    seed: world.config.seed,
    actions: world.actions.slice(),
    playhead: world.timeline.position,
    traceHash: world.traceHash(),
  };
}

/** The scenario that a run begins with; undefined where nobody knows it. */
export function scenarioOf(run: Pick<Run, 'world'>, known: readonly Scenario[]): Scenario | undefined {
  const { world } = run;
  if (typeof world === 'string') return known.find((scenario) => scenario.slug === world);
  return { slug: '', group: 'stream', story: '', seed: 0, narration: [], goals: [], hints: [], endsAtMs: Infinity, untouched: [], solutions: [], nearMisses: [], ...world };
}
