/**
 * A scenario: the seed, what stands there at the beginning, what happens by itself, how the lab should open it, and what
 * the learner is to bring about. All of it plain data.
 */
import type { Action } from '../actions.ts';
import type { NetworkConfig } from '../network.ts';
import type { TimedAction } from '../world.ts';
import type { Goal } from './goals.ts';
import type { Predicate } from './measures.ts';

export interface Scenario {
  readonly slug: string;
  /** Under which heading the lab lists it. */
  readonly group: ScenarioGroup;
  readonly title: string;
  /** Two or three sentences: what is going on, and one thing to try. */
  readonly story: string;
  readonly seed: number;
  readonly streamName: string;
  readonly network: NetworkConfig;
  readonly setup: readonly Action[];
  /** What happens by itself, whatever the learner does. */
  readonly script?: readonly TimedAction[];
  /** How the lab opens it. */
  readonly opening: {
    /** The moment shown first, so that the belt is not empty. */
    readonly atMs: number;
    /** Virtual seconds in a real second. */
    readonly speed: number;
    /** What a lane's length stands for: the whole retention period, or the last so many ms. */
    readonly spanMs: number | 'retention';
  };
  /** The story as it goes on: each step once its moment has come. */
  readonly narration: readonly Step[];
  readonly goals: readonly Goal[];
  readonly hints: readonly Hint[];
  /** When the story is over and its goals are judged. */
  readonly endsAtMs: number;
  /** What holds at the end when nobody does anything. */
  readonly untouched: readonly Predicate[];
  /** At least two ways that meet every goal. */
  readonly solutions: readonly Attempt[];
  /** At least two ways that look right and miss a goal. */
  readonly nearMisses: readonly NearMiss[];
}

export const scenarioGroups = ['walk-through', 'stream', 'producers', 'consumers'] as const;
export type ScenarioGroup = (typeof scenarioGroups)[number];

/** Told from a moment on, or as soon and as long as something holds. */
export type Step = { readonly text: string } & ({ readonly atMs: number } | { readonly once: Predicate });

/** Advice, while all that holds which calls for it. */
export interface Hint {
  readonly when: readonly Predicate[];
  readonly text: string;
}

export interface Attempt {
  /** In a few words: "Split in the middle". */
  readonly name: string;
  readonly actions: readonly TimedAction[];
}

export interface NearMiss extends Attempt {
  /** Exactly the goals that it misses. */
  readonly fails: readonly Goal[];
}
