// Holds: every world one can begin from is whole, travels as a file, and shows what it says.
import { describe, expect, test } from 'vitest';
import { createWorld, fileToRun, planProblems, presets, runToFile, type ActorState, type World } from '#sim';

const opened = (id: string, atMs: number): World => {
  const { plan } = presets.find((preset) => preset.id === id)!;
  const world = createWorld({ ...plan, seed: 1 });
  world.advance(atMs);
  return world;
};
const MINUTE_MS = 60_000;
const throttledUntil = (id: string, atMs: number) => opened(id, atMs).traceLog.last(Infinity).filter(({ kind }) => kind === 'WriteThrottled');
const actor = (world: World, name: string) => world.actors.get(name) as Extract<ActorState, { kind: 'polling-consumer' }>;

test('there are at least six, and no two are called alike', () => {
  expect(presets.length).toBeGreaterThanOrEqual(6);
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  expect(new Set(presets.map(({ plan }) => plan.title)).size).toBe(presets.length);
});

describe.each(presets.map((preset) => [preset.id, preset] as const))('%s', (_, { plan }) => {
  test('has nothing that the engine would refuse', () => expect(planProblems(plan)).toEqual([]));

  test('comes back from a file as it was', () => {
    const { run, problems } = fileToRun(runToFile({ world: plan, seed: 5, actions: [], playhead: { atMs: 0, eventsDone: 0, actionsDone: 0 }, traceHash: null }), []);
    expect(problems).toEqual([]);
    expect(run!.world).toEqual(plan);
  });
});

describe('shows what it says:', () => {
  test('the sensors are never throttled and their reader is at the tip', () => {
    const world = opened('sensors', 5 * MINUTE_MS);
    expect(throttledUntil('sensors', 5 * MINUTE_MS)).toEqual([]);
    expect(actor(world, 'dashboard').counts.processed).toBeGreaterThan(17_000);
  });

  test('a hot key throttles one shard of four', () => {
    const shards = new Set(throttledUntil('hot-key', MINUTE_MS).map((entry) => 'shardIndex' in entry && entry.shardIndex));
    expect(shards.size).toBe(1);
  });

  test('a burst is throttled, the quiet before it is not', () => {
    expect(throttledUntil('burst', 29_000)).toEqual([]);
    expect(throttledUntil('burst', 36_000).length).toBeGreaterThan(0);
  });

  test('the slow consumer falls behind, the quick one does not', () => {
    const world = opened('slow-consumer', 5 * MINUTE_MS);
    expect(actor(world, 'slow').counts.processed).toBeLessThan(0.6 * actor(world, 'quick').counts.processed);
  });

  test('another worker takes over when one crashes', () => {
    expect(opened('kcl-fleet', 3 * MINUTE_MS).traceLog.last(Infinity).some(({ kind }) => kind === 'WorkerFailedOver')).toBe(true);
  });

  test('six that poll are throttled', () => {
    expect(opened('fan-out', MINUTE_MS).traceLog.last(Infinity).some(({ kind }) => kind === 'ReadThrottled')).toBe(true);
  });

  test('lost answers store records twice, and one reader knows them', () => {
    const world = opened('lossy', 2 * MINUTE_MS);
    expect(actor(world, 'ledger').counts.known).toBeGreaterThan(0);
    expect(actor(world, 'mailer').counts.known).toBe(0);
  });

  test('on demand, shards are split by the service', () => {
    expect(opened('on-demand', 22 * MINUTE_MS).stream('events')!.shards.length).toBeGreaterThan(4);
  });

  test('the function fails and the bucket fills', () => {
    const kinds = new Set(opened('managed', 3 * MINUTE_MS).traceLog.last(Infinity).map(({ kind }) => kind));
    expect([kinds.has('FunctionFailed'), kinds.has('ObjectDelivered')]).toEqual([true, true]);
  });
});
