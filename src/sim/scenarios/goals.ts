/**
 * Goals: predicates that the learner is to bring about by the end of a story. Their sentences are made from what is
 * checked, so text and check cannot differ. A verdict names the clause and what was measured.
 */
import { demandText, growsOnly, takeMeasure, valueText, type Predicate, type Scene } from './measures.ts';
import type { Scenario } from './scenario.ts';
import { withinBound } from './words.ts';
import type { World } from '../world.ts';

export type Goal = Predicate;

export interface Verdict {
  readonly goal: Goal;
  /** The clause: "archive loses no record." */
  readonly text: string;
  readonly state: 'met' | 'not yet' | 'failed';
  /** Null where what the goal is about is not there. */
  readonly observed: number | null;
  /** "3 records". */
  readonly observedText: string;
}

export const goalText = (goal: Goal, streamName: string) => demandText(goal, streamName);

/** Whether a predicate holds at this moment. */
export function holds(scene: Scene, predicate: Predicate): boolean {
  const value = takeMeasure(scene, predicate);
  return value !== null && withinBound(value, predicate);
}

/** @param over whether the story has ended: what is not met by then has failed, and what had only to last has been met */
export function judge(scene: Scene, goal: Goal, over: boolean): Verdict {
  const observed = takeMeasure(scene, goal);
  const held = observed !== null && withinBound(observed, goal);
  return { goal, text: goalText(goal, scene.streamName), state: stateOf(goal, observed, held, over), observed, observedText: valueText(goal, observed) };
}

function stateOf(goal: Goal, observed: number | null, held: boolean, over: boolean): Verdict['state'] {
  if (over) return held ? 'met' : 'failed';
  if (!growsOnly(goal)) return held ? 'met' : 'not yet';
  if ('atLeast' in goal) return held ? 'met' : 'not yet';
  // What only grows can leave an upper bound for good, but keeps it only at the end.
  const limit = 'atMost' in goal ? goal.atMost : goal.exactly;
  return observed !== null && observed > limit ? 'failed' : 'not yet';
}

/** Every goal of a scenario as it stands now; from the end of the story on, for good or bad. */
export function verdictsOf(world: World, { goals, streamName, endsAtMs }: Pick<Scenario, 'goals' | 'streamName' | 'endsAtMs'>): Verdict[] {
  return goals.map((goal) => judge({ world, streamName }, goal, world.nowMs >= endsAtMs));
}

/** The steps of the story that have been told by now, in order. */
export function toldBy(world: World, { narration, streamName }: Pick<Scenario, 'narration' | 'streamName'>) {
  return narration.filter((step) => ('atMs' in step ? world.nowMs >= step.atMs : holds({ world, streamName }, step.once)));
}

/** The hints that what has happened so far calls for: none once every goal is met. */
export function hintsDue(world: World, scenario: Pick<Scenario, 'hints' | 'goals' | 'streamName' | 'endsAtMs'>, verdicts = verdictsOf(world, scenario)) {
  const { hints, streamName } = scenario;
  if (verdicts.every(({ state }) => state === 'met')) return [];
  return hints.filter((hint) => hint.when.every((predicate) => holds({ world, streamName }, predicate)));
}
