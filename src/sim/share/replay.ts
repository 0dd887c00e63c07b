/**
 * Does a run again, in a world of its own, and compares. In slices, so that a page can show how far it has come; whether
 * it is sliced makes no difference to what comes out.
 */
import { createWorld } from '../create-world.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { World } from '../world.ts';
import { planProblems } from './plan-problems.ts';
import { scenarioOf, type Run } from './run.ts';

export class Replay {
  /** A sentence for each thing that comes out otherwise than where the run was made. */
  readonly problems: string[] = [];
  private done = false;
  private actionsDone = 0;

  constructor(
    readonly run: Run,
    readonly scenario: Scenario,
    readonly world: World,
  ) {}

  /** How much of the way is behind it, 0 … 1. */
  get share(): number {
    return this.done ? 1 : this.world.nowMs / Math.max(1, this.run.playhead.atMs, this.run.actions.at(-1)?.atMs ?? 0);
  }

  /** Goes on by at most so many events. @returns whether it is at the end */
  step(eventsMax: number): boolean {
    try {
      this.done ||= this.goOn(eventsMax);
    } catch (fault) {
      // Only what no lab sends can break the engine. The world stands where it broke, and what is known of it is shown.
      this.problems.push(`At ${this.world.nowMs} ms this run breaks the simulator and ends there: ${textOf(fault)}`);
      this.done = true;
    }
    return this.done;
  }

  private goOn(eventsMax: number): boolean {
    const { world, run } = this;
    const next = run.actions[this.actionsDone];
    if (!next) return this.goToPlayhead(eventsMax);
    const eventsLeft = Math.max(0, next.afterEvents - world.eventsDone);
    if (!world.advance(next.atMs, Math.min(eventsMax, eventsLeft)) && eventsLeft > eventsMax) return false;
    this.actionsDone += 1;
    const action = `ction ${this.actionsDone} of ${run.actions.length}`;
    // Once something was left out, it is no wonder.
    const exact = run.traceHash !== null && this.problems.length === 0;
    if (exact && (world.eventsDone !== next.afterEvents || world.nowMs !== next.atMs)) this.problems.push(`From a${action} on, things come in another order than where this run was made: Shardbelt has changed since.`);
    const outcome = world.edit(next.action);
    if (!outcome.ok && outcome.error.__type === 'InvalidAction') this.problems.push(`A${action} was not done: ${outcome.error.message}`);
    return false;
  }

  private goToPlayhead(eventsMax: number): boolean {
    const { world, run } = this;
    // Up to the last ms before it: the playhead may stand between two events of one ms.
    const beforeMs = run.playhead.atMs - 1;
    if (world.nowMs < beforeMs && !world.advance(beforeMs, eventsMax)) return false;
    // Without a hash the playhead is a moment alone: how many events lie before it is not known.
    if (this.problems.length > 0 || run.traceHash === null) world.seek(run.playhead.atMs);
    else {
      world.timeline.goTo(run.playhead);
      if (world.traceHash() !== run.traceHash) this.problems.push('This run comes out otherwise here than where it was made: Shardbelt has changed since.');
    }
    return true;
  }
}

/** A run at its beginning; or why there is no beginning, in a sentence. */
export function beginReplay(run: Run, known: readonly Scenario[]): Result<Replay, string> {
  const scenario = scenarioOf(run, known);
  if (!scenario) return err(`There is no scenario called ${String(run.world)} here.`);
  try {
    const replay = new Replay(run, scenario, createWorld(scenario, run.seed));
    replay.problems.push(...setupProblems(run));
    return ok(replay);
  } catch (fault) {
    return err(`The world of this run cannot be set up: ${textOf(fault)}`);
  }
}

/** A whole run at once. */
export function replay(run: Run, known: readonly Scenario[]): Result<Replay, string> {
  const begun = beginReplay(run, known);
  if (begun.ok) while (!begun.value.step(Infinity));
  return begun;
}

/** What of a world made by hand was not set up. The world itself does not say it, so it is tried beside. */
function setupProblems({ world, seed }: Run): string[] {
  if (typeof world === 'string') return [];
  return planProblems({ ...world, script: [] }, seed).map(({ index, message }) => `Setup action ${index + 1} of ${world.setup.length} was not done: ${message}`);
}

const textOf = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault));
