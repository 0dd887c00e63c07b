/** Plays a scenario with given actions to its end and judges it: for tests, and for showing a solution. Pure. */
import type { ActionOutcome } from '../actions.ts';
import { createWorld } from '../create-world.ts';
import type { World } from '../world.ts';
import { verdictsOf, type Verdict } from './goals.ts';
import type { Scenario } from './scenario.ts';
import type { TimedAction } from '../world.ts';

export interface Play {
  readonly world: World;
  readonly verdicts: readonly Verdict[];
  /** What each action was answered. */
  readonly outcomes: readonly ActionOutcome[];
}

/**
 * @param actions in order of time. A text such as `<ShardIterator>` in a call's input stands for that member of the
 * newest answer that has it, as in AWS's own examples: nobody can know it beforehand.
 * @param seed another seed than the scenario's own
 */
export function play(scenario: Scenario, actions: readonly TimedAction[] = [], seed = scenario.seed): Play {
  const world = createWorld(scenario, seed);
  const outcomes: ActionOutcome[] = [];
  for (const { atMs, action } of actions) {
    world.advance(atMs);
    outcomes.push(world.edit(filledIn(action, outcomes)));
  }
  world.advance(scenario.endsAtMs);
  return { world, verdicts: verdictsOf(world, scenario), outcomes };
}

/** An action with the places that earlier answers fill. */
export function filledIn(action: TimedAction['action'], outcomes: readonly ActionOutcome[]): TimedAction['action'] {
  if (action.type !== 'call') return action;
  const input = Object.entries(action.input).map(([member, value]) => [member, typeof value === 'string' ? fill(value, outcomes) : (value as unknown)]);
  return { ...action, input: Object.fromEntries(input) as object };
}

function fill(text: string, outcomes: readonly ActionOutcome[]): unknown {
  const member = /^<(\w+)>$/.exec(text)?.[1];
  if (member === undefined) return text;
  return outcomes.reduce<unknown>((found, outcome) => (outcome.ok ? memberOf(outcome.value, member) : undefined) ?? found, text);
}

/** A member of an answer, or of a structure in it. */
function memberOf(answer: unknown, member: string): unknown {
  if (typeof answer !== 'object' || answer === null || answer instanceof Uint8Array) return undefined;
  const own = (answer as Record<string, unknown>)[member];
  return own ?? Object.values(answer).reduce<unknown>((found, part) => found ?? memberOf(part, member), undefined);
}
