/**
 * What is wrong with a world made by hand, before it is built: every action is tried by the engine itself, in a world
 * beside. The script is rehearsed with the actors there but idle, so that days cost no more than minutes. Times in ms.
 */
import { performAction, STORY, type Action, type ActionOutcome } from '../actions.ts';
import { createWorld } from '../create-world.ts';
import { networkProblem } from '../network.ts';
import type { World } from '../world.ts';
import type { WorldPlan } from './run.ts';

export interface PlanProblem {
  readonly in: 'setup' | 'script' | 'network';
  /** The action's place in its list; 0 for the network. */
  readonly index: number;
  /** A sentence for the learner, as the engine or AWS says it. */
  readonly message: string;
  /** False for a call of the script that AWS would refuse: it may be meant so, and what the actors do may change it. */
  readonly stops: boolean;
}

/** Of a rehearsal between two actions of the script: what idles along costs little, and a long wait is not worth more. */
const REHEARSED_EVENTS_MAX = 20_000;
const NO_FAULTS = { oneWayMs: 0, jitterMs: 0 };

/**
 * Everything that the engine would refuse in a plan, in the plan's order. Nothing is changed by asking.
 * @param plan may hold numbers that are none and names that are empty: a form that is being filled in
 */
export function planProblems(plan: WorldPlan, seed = 1): PlanProblem[] {
  const network = networkProblem(plan.network);
  const world = createWorld({ seed, network: network === null ? plan.network : NO_FAULTS, setup: [] });
  const problems: PlanProblem[] = network === null ? [] : [{ in: 'network', index: 0, message: network, stops: true }];
  const running = new Set<string>();
  plan.setup.forEach((action, index) => {
    const problem = tried(() => rehearse(world, running, action));
    if (problem) problems.push({ in: 'setup', index, message: problem.message, stops: true });
  });
  const script = plan.script.map((entry, index) => ({ ...entry, index })).toSorted((x, y) => x.atMs - y.atMs);
  for (const { atMs, action, index } of script) {
    if (!Number.isFinite(atMs) || atMs < 0) {
      problems.push({ in: 'script', index, message: 'The moment must be a time of 0 or more.', stops: true });
      continue;
    }
    if (!world.advance(Math.max(atMs, world.nowMs), REHEARSED_EVENTS_MAX)) break;
    const problem = tried(() => rehearse(world, running, action));
    if (problem) problems.push({ in: 'script', index, ...problem });
  }
  return problems;
}

function tried(act: () => ActionOutcome | string): { readonly message: string; readonly stops: boolean } | null {
  try {
    const outcome = act();
    if (typeof outcome === 'string') return { message: outcome, stops: true };
    if (outcome.ok) return null;
    const { __type, message } = outcome.error;
    return __type === 'InvalidAction' ? { message: message ?? __type, stops: true } : { message: `${__type}: ${message ?? ''}`, stops: false };
  } catch (fault) {
    // Only what no form of ours sends can break the engine.
    return { message: `This breaks the simulator: ${fault instanceof Error ? fault.message : String(fault)}`, stops: true };
  }
}

/** Does it, and leaves actors standing still. Who would be running is kept beside: a sentence says what is wrong. */
function rehearse(world: World, running: Set<string>, action: Action): ActionOutcome | string {
  if ((action.type === 'crash actor' || action.type === 'restart actor') && world.actors.has(action.actor)) {
    const { actor } = action;
    if (running.has(actor) === (action.type === 'restart actor')) return `${actor} is ${running.has(actor) ? '' : 'not '}running then.`;
    if (action.type === 'crash actor') running.delete(actor);
    else running.add(actor);
    return { ok: true, value: null };
  }
  const outcome = performAction(world, action, STORY);
  if (!outcome.ok) return outcome;
  if (action.type === 'remove actor') running.delete(action.actor);
  if (action.type === 'add actor') {
    running.add(action.config.name);
    world.stopActor(world.actors.get(action.config.name)!);
  }
  return outcome;
}
