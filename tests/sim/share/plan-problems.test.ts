// Holds: what the engine would refuse in a world made by hand is said at its place, with AWS's or the engine's words, and
// asking changes nothing; a script is rehearsed in its own order, with what the setup and earlier entries have brought about.
import { describe, expect, test } from 'vitest';
import { planProblems, presets, scenarios, type Action, type WorldPlan } from '#sim';

const sensors = presets.find(({ id }) => id === 'sensors')!.plan;
const scripted = (...script: readonly (readonly [number, Action])[]): WorldPlan => ({ ...sensors, script: script.map(([atMs, action]) => ({ atMs, action })) });
const call = (operation: string, input: object): Action => ({ type: 'call', operation, input });

test.each(scenarios.map((scenario) => [scenario.slug, scenario] as const))('no scenario has any: %s', (_, { script = [], ...scenario }) => {
  expect(planProblems({ ...scenario, script }).filter(({ stops }) => stops)).toEqual([]);
});

describe('the setup', () => {
  test('says a number that is out of its limits, with the actor’s place', () => {
    const setup = sensors.setup.with(1, { type: 'add actor', config: { ...(sensors.setup[1] as Extract<Action, { type: 'add actor' }>).config, recordsPerSecond: Number.NaN } as never });
    expect(planProblems({ ...sensors, setup })).toEqual([{ in: 'setup', index: 1, stops: true, message: expect.stringMatching(/^recordsPerSecond of sensors must be a number from/) as string }]);
  });

  test('says a name that is taken, and a stream that AWS would not make', () => {
    const twice = planProblems({ ...sensors, setup: [...sensors.setup, sensors.setup[1]!] });
    expect(twice.map(({ index, message }) => [index, message])).toEqual([[3, 'There is an actor named sensors already.']]);
    const [first] = planProblems({ ...sensors, setup: sensors.setup.with(0, call('CreateStream', { StreamName: 'a b', ShardCount: 1 })) });
    expect(first).toMatchObject({ in: 'setup', index: 0, stops: true, message: expect.stringContaining("Value 'a b' at 'streamName' failed to satisfy constraint") as string });
  });

  test('that would break the engine is a problem too, and no crash', () => {
    expect(planProblems({ ...sensors, setup: [{ type: 'add actor', config: null as never }] })[0]).toMatchObject({ in: 'setup', index: 0, stops: true });
  });
});

test('a network that cannot be is said once, and the rest is looked at all the same', () => {
  const problems = planProblems({ ...sensors, network: { oneWayMs: -1, jitterMs: 0 }, setup: [...sensors.setup, sensors.setup[1]!] });
  expect(problems.map((problem) => [problem.in, problem.index])).toEqual([['network', 0], ['setup', 3]]);
});

describe('the script', () => {
  test('may crash and restart, in the order of its moments and not of its lines', () => {
    expect(planProblems(scripted([60_000, { type: 'restart actor', actor: 'sensors' }], [30_000, { type: 'crash actor', actor: 'sensors' }]))).toEqual([]);
  });

  test('says who is not there, and who does not run then', () => {
    const problems = planProblems(scripted([30_000, { type: 'crash actor', actor: 'nobody' }], [40_000, { type: 'restart actor', actor: 'sensors' }]));
    expect(problems.map(({ index, message, stops }) => [index, message, stops])).toEqual([
      [0, 'There is no actor named nobody.', true],
      [1, 'sensors is running then.', true],
    ]);
  });

  test('a call that AWS would refuse is said, and does not stop: it may be meant so', () => {
    const split = (ShardToSplit: string) => call('SplitShard', { StreamName: 'events', ShardToSplit, NewStartingHashKey: '1000' });
    const problems = planProblems(scripted([10_000, split('shardId-000000000000')], [20_000, split('shardId-000000000000')]));
    expect(problems).toEqual([{ in: 'script', index: 1, stops: false, message: expect.stringMatching(/^\w+Exception: /) as string }]);
  });

  test('says a moment that is none', () => {
    expect(planProblems(scripted([Number.NaN, { type: 'crash actor', actor: 'sensors' }]))).toMatchObject([{ in: 'script', index: 0, stops: true }]);
  });

  test('of days is rehearsed in no time', () => {
    const began = performance.now();
    planProblems(scripted([30 * 86_400_000, { type: 'crash actor', actor: 'sensors' }]));
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
