/** A scenario: the seed, what stands there at the beginning, and how the lab should open it. */
import type { Action } from '../actions.ts';
import type { NetworkConfig } from '../network.ts';
import type { TimedAction } from '../world.ts';

export interface Scenario {
  readonly slug: string;
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
}
