/** A moment of a chapter as a run, which the lab opens from a link. */
import type { Moment } from '#chapters';
import { replay, runOf, scenarios, Shell, worldPort, type CommandRun, type Run, type World } from '#sim';

/** Of an action: all that is due by then has happened before it. */
const AFTER_ALL_DUE = Number.MAX_SAFE_INTEGER;

export function runOfMoment(moment: Moment): Run {
  const { world, seed, actions = [], atMs, script } = moment;
  const scenario = typeof world === 'string' ? scenarios.find(({ slug }) => slug === world) : { seed: 1 };
  if (!scenario) throw new Error(`There is no scenario called ${String(world)}.`);
  // Typed commands depend on answers, such as iterators: what they come to is known once they have run.
  if (script !== undefined) return playedMoment(moment).run;
  return {
    world,
    seed: seed ?? scenario.seed,
    actions: actions.map((timed) => ({ ...timed, afterEvents: AFTER_ALL_DUE })),
    playhead: { atMs, eventsDone: 0, actionsDone: 0 },
    traceHash: null,
  };
}

export interface PlayedMoment {
  readonly world: World;
  /** Each command of the script as typed, with what it printed. */
  readonly commands: readonly CommandRun[];
  readonly run: Run;
}

/** Plays a moment in a world of its own, at once. */
export function playedMoment({ script, ...moment }: Moment): PlayedMoment {
  const played = replay(runOfMoment(moment), scenarios);
  if (!played.ok) throw new Error(played.error);
  const { world, scenario, problems } = played.value;
  if (problems.length > 0) throw new Error(problems.join(' '));
  const commands = script === undefined ? [] : new Shell(worldPort(world)).run(script);
  return { world, commands, run: runOf(world, scenario, scenarios) };
}
