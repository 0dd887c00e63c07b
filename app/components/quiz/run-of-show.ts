/** A moment of a chapter as a run, which the lab opens from a link: a moment alone, so without a hash. */
import type { Moment } from '#chapters';
import { scenarios, type Run } from '#sim';

/** Of an action: all that is due by then has happened before it. */
const AFTER_ALL_DUE = Number.MAX_SAFE_INTEGER;

export function runOfMoment({ world, seed, actions = [], atMs }: Moment): Run {
  const scenario = typeof world === 'string' ? scenarios.find(({ slug }) => slug === world) : { seed: 1 };
  if (!scenario) throw new Error(`There is no scenario called ${String(world)}.`);
  return {
    world,
    seed: seed ?? scenario.seed,
    actions: actions.map((timed) => ({ ...timed, afterEvents: AFTER_ALL_DUE })),
    playhead: { atMs, eventsDone: 0, actionsDone: 0 },
    traceHash: null,
  };
}
