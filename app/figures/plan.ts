/** The small world of a figure: planned as a run that can be handed on, so that the lab can open it at the same state. Times in ms. */
import { createWorld, runOf, scenarioOf, type Action, type ActionOutcome, type Run, type World, type WorldPlan } from '#sim';

export interface FigureRun {
  readonly plan: WorldPlan;
  readonly world: World;
}

interface Wanted {
  readonly title: string;
  readonly streamName: string;
  readonly shards: number;
  readonly actors?: readonly Extract<Action, { type: 'add actor' }>['config'][];
  /** What a lane of the lab stands for. */
  readonly spanMs?: WorldPlan['opening']['spanMs'];
  readonly speed?: number;
}

const SEED = 1;

export function planOf({ title, streamName, shards, actors = [], spanMs = 60_000, speed = 1 }: Wanted): WorldPlan {
  return {
    title,
    streamName,
    network: { oneWayMs: 10, jitterMs: 0 },
    setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: streamName, ShardCount: shards } }, ...actors.map((config): Action => ({ type: 'add actor', config }))],
    script: [],
    opening: { atMs: 0, speed, spanMs },
  };
}

/** The planned world, as soon as its stream is ACTIVE. */
export function begin(plan: WorldPlan): World {
  const world = createWorld({ seed: SEED, ...plan });
  settle(world);
  return world;
}

/** Runs on until no stream is CREATING or UPDATING. */
export function settle(world: World): void {
  const busy = () => [...world.state.streams.values()].some(({ status }) => status === 'CREATING' || status === 'UPDATING');
  while (busy() && world.nextDueMs < Infinity) world.advance(world.nextDueMs);
}

export const pass = (world: World, ms: number) => world.advance(world.nowMs + ms);

/** Calls an operation now, as the learner's console would. */
export const call = (world: World, operation: string, input: object): ActionOutcome => world.edit({ type: 'call', operation, input });

/** The same, where it cannot fail. */
export function answer<Output>(world: World, operation: string, input: object): Output {
  const outcome = call(world, operation, input);
  if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.message ?? outcome.error.__type}`);
  return outcome.value as Output;
}

/** Data as the API takes it. ASCII only. */
export const blob = (text: string, byteLength = text.length) => ({ text, byteLength });

/** What the lab needs to stand where the figure stands. */
export function runOfFigure({ plan, world }: FigureRun): Run {
  return runOf(world, scenarioOf({ world: plan }, [])!, []);
}
