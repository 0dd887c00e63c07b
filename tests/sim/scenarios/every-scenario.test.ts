// Holds, for every scenario: it opens; it tells its whole story; what its author says of the untouched run is so; each solution
// meets every goal; each near miss misses exactly the goals it names; hints come when they are called for; and the run is
// the same after every jump through time.
import { describe, expect, test } from 'vitest';
import { createWorld, scenarios } from '#sim';
import { checkWorld } from '../../../src/sim/checkers/invariants.ts';
import { goalText, hintsDue, holds, toldBy, type Verdict } from '../../../src/sim/scenarios/goals.ts';
import { demandText, takeMeasure } from '../../../src/sim/scenarios/measures.ts';
import { play, type Play } from '../../../src/sim/scenarios/run-scenario.ts';
import { scenarioGroups, type Attempt, type Hint, type Scenario, type Step } from '../../../src/sim/scenarios/scenario.ts';

/** Looks at a shard in one run of a scenario: after every event of a small one, spread over a large one. */
const LOOKS_MAX = 4_000;
/** A large world takes its time where many tests share a machine. */
const PATIENCE_MS = 120_000;

interface Played extends Pick<Play, 'verdicts' | 'outcomes'> {
  readonly told: ReadonlySet<Step>;
  readonly hints: ReadonlySet<Hint>;
  readonly untrue: readonly string[];
  /** Of the untouched run alone. */
  readonly stateHash: string;
  readonly eventsDone: number;
}

const plays = new Map<string, Played>();
/** Each attempt is played once, and its world let go: a large one takes much memory. */
function played(scenario: Scenario, attempt: Attempt): Played {
  const key = `${scenario.slug} ${attempt.name}`;
  const before = plays.get(key);
  if (before) return before;
  const { world, verdicts, outcomes } = play(scenario, attempt.actions);
  const { streamName } = scenario;
  const now: Played = {
    verdicts,
    outcomes,
    told: new Set(toldBy(world, scenario)),
    hints: new Set(hintsDue(world, scenario)),
    untrue: scenario.untouched.flatMap((it) => (holds({ world, streamName }, it) ? [] : [`${demandText(it, streamName)} (${takeMeasure({ world, streamName }, it)})`])),
    stateHash: attempt === untouched ? world.stateHash() : '',
    eventsDone: world.eventsDone,
  };
  plays.set(key, now);
  return now;
}
const untouched: Attempt = { name: '', actions: [] };

/** As many as the setup makes; the learner and the story make few more. */
const shardsOf = ({ setup }: Scenario) => Math.max(1, ...setup.map((action) => (action.type === 'call' ? ((action.input as { ShardCount?: number }).ShardCount ?? 1) : 1)));

const missed = (verdicts: readonly Verdict[]) => verdicts.filter(({ state }) => state !== 'met').map(({ text, observedText }) => `${text} (${observedText})`);
const textsOf = (goals: Scenario['goals'], { streamName }: Scenario) => goals.map((goal) => goalText(goal, streamName));
const senseless = ({ outcomes }: Played) => outcomes.flatMap((outcome) => (!outcome.ok && outcome.error.__type === 'InvalidAction' ? [outcome.error.message] : []));

describe.each(scenarios.map((scenario) => [scenario.slug, scenario] as const))('%s', { timeout: PATIENCE_MS }, (_, scenario) => {
  const { goals, solutions, nearMisses, narration, hints, endsAtMs, opening } = scenario;
  const attempts: readonly Attempt[] = [untouched, ...solutions, ...nearMisses];

  test('is complete and in order', () => {
    expect(scenarioGroups).toContain(scenario.group);
    expect(scenario.story.length).toBeGreaterThan(80);
    expect(goals.length).toBeGreaterThan(0);
    expect(hints.length).toBeGreaterThan(0);
    expect(narration.length).toBeGreaterThan(1);
    expect(scenario.untouched.length).toBeGreaterThan(1);
    expect(solutions.length).toBeGreaterThanOrEqual(2);
    expect(nearMisses.length).toBeGreaterThanOrEqual(2);
    expect(opening.atMs).toBeLessThan(endsAtMs);
    for (const { name, actions } of attempts) {
      expect(actions.map(({ atMs }) => atMs), name).toEqual(actions.map(({ atMs }) => atMs).toSorted((x, y) => x - y));
      for (const { atMs } of actions) expect(atMs, name).toBeLessThan(endsAtMs);
    }
    expect(JSON.parse(JSON.stringify({ goals, hints, narration })), 'plain data').toEqual({ goals, hints, narration });
  });

  test('holds what its author says of it when nobody does anything, and misses a goal', () => {
    const { untrue, verdicts } = played(scenario, untouched);
    expect(untrue).toEqual([]);
    expect(missed(verdicts)).not.toEqual([]);
  });

  test.each(solutions.map((solution) => [solution.name, solution] as const))('is solved by: %s', (_name, solution) => {
    const one = played(scenario, solution);
    expect(senseless(one)).toEqual([]);
    for (const outcome of one.outcomes) expect(outcome.ok ? null : outcome.error).toBe(null);
    expect(missed(one.verdicts)).toEqual([]);
  });

  test.each(nearMisses.map((miss) => [miss.name, miss] as const))('is not solved by: %s', (_name, miss) => {
    const one = played(scenario, miss);
    expect(senseless(one)).toEqual([]);
    expect(miss.fails.length).toBeGreaterThan(0);
    expect(one.verdicts.filter(({ state }) => state === 'failed').map(({ text }) => text)).toEqual(textsOf(goals.filter((goal) => miss.fails.includes(goal)), scenario));
    expect(one.verdicts.filter(({ state }) => state === 'not yet')).toEqual([]);
  });

  test('tells each step of its story, and gives each hint, in some run', () => {
    const runs = attempts.map((attempt) => played(scenario, attempt));
    expect(narration.filter((step) => !runs.some(({ told }) => told.has(step))).map(({ text }) => text)).toEqual([]);
    expect(hints.filter((hint) => !runs.some(({ hints: given }) => given.has(hint))).map(({ text }) => text)).toEqual([]);
  });

  test('keeps every invariant, and is the same run after jumps to its middle, back and ahead', () => {
    const straight = played(scenario, untouched);
    const world = createWorld(scenario);
    const every = Math.ceil((straight.eventsDone * shardsOf(scenario)) / LOOKS_MAX);
    while (!world.advance(endsAtMs, every)) expect(checkWorld(world), `after event ${world.eventsDone}`).toEqual([]);
    const end = world.stateHash();
    expect(end).toBe(straight.stateHash);
    const middleMs = Math.round(endsAtMs / 2);
    world.seek(middleMs);
    const middle = createWorld(scenario);
    middle.advance(middleMs);
    expect(world.stateHash()).toBe(middle.stateHash());
    world.seek(opening.atMs);
    world.seek(endsAtMs);
    expect(world.stateHash()).toBe(end);
  });
});

test('no two scenarios have a name in common', () => {
  for (const names of [scenarios.map(({ slug }) => slug), scenarios.map(({ title }) => title)]) expect(new Set(names).size).toBe(names.length);
});
