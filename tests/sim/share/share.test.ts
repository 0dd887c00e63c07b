// Holds: a run goes into a link and a file and comes back whole; replayed, it gives the same trace and stands at the same
// position; 40 typical actions fit into a link of 2,000 characters; a world made by hand travels with its setup.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginReplay, createWorld, fileToRun, linkToRun, replay, runOf, runToFile, runToLink, scenarioOf, scenarios, shardIdOf, type Action, type Run, type Scenario, type World } from '#sim';
import { act, consumerConfig, producerConfig } from '../support/actors.ts';
import { HALF } from '../support/worlds.ts';

const byHand: Scenario = {
  ...scenarioOf({ world: { title: 'By hand', streamName: 's', network: { oneWayMs: 12, jitterMs: 20, requestLoss: 0.01 }, setup: [], script: [], opening: { atMs: 0, speed: 1, spanMs: 60_000 } } }, [])!,
  setup: [
    { type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } },
    { type: 'add actor', config: producerConfig({ recordsPerSecond: 300, recordsPerCall: 10 }) },
    { type: 'add actor', config: consumerConfig() },
  ],
  script: [{ atMs: 2_500, action: { type: 'crash actor', actor: 'c' } }],
};
const clicks = scenarios.find((scenario) => scenario.slug === 'clickstream')!;
const whole = (world: World) => [world.timeline.position, world.traceHash(), world.stateHash()];

/** There and back, as a link and as a file, without a word of complaint. */
function travelled(run: Run): Run {
  const there = [linkToRun(runToLink(run), scenarios), fileToRun(runToFile(run), scenarios)];
  for (const { problems } of there) expect(problems).toEqual([]);
  expect(there[1]!.run).toEqual(there[0]!.run);
  return there[0]!.run!;
}
function again(run: Run): World {
  const replayed = replay(run, scenarios);
  if (!replayed.ok) throw new Error(replayed.error);
  expect(replayed.value.problems).toEqual([]);
  return replayed.value.world;
}

describe('a run that has travelled', () => {
  test.each(scenarios.map((scenario) => [scenario.slug, scenario] as const))('is the same trace: %s', (_, scenario) => {
    const world = createWorld(scenario, 12);
    world.advance(Math.min(scenario.opening.atMs + 1, 20_000));
    world.edit({ type: 'configure network', change: { jitterMs: 31 } });
    world.advance(world.nowMs + 3_000);
    const copy = again(travelled(runOf(world, scenario, scenarios)));
    expect(whole(copy)).toEqual(whole(world));
    expect(copy.actions).toEqual(world.actions);
  });

  test('is the same with a world made by hand, its setup, its script and its network', () => {
    const world = createWorld(byHand, 77);
    world.advance(4_000);
    act(world, { type: 'restart actor', actor: 'c' });
    world.advance(6_000);
    const run = travelled(runOf(world, byHand, scenarios));
    expect(run.world).toMatchObject({ title: 'By hand', setup: byHand.setup, script: byHand.script });
    expect(whole(again(run))).toEqual(whole(world));
  });

  test('stands where the playhead stood: before later actions, between two events of one moment, between two actions', () => {
    const world = createWorld(byHand);
    for (const [atMs, action] of [[1_000, 'crash actor'], [1_000, 'restart actor'], [4_000, 'restart actor']] as const) {
      world.advance(atMs);
      act(world, { type: action, actor: 'c' });
    }
    world.advance(5_000);
    const check = () => {
      const copy = again(travelled(runOf(world, byHand, scenarios)));
      expect(whole(copy)).toEqual(whole(world));
      copy.advance(6_000);
      const on = again(travelled(runOf(world, byHand, scenarios)));
      on.seek(6_000);
      expect(whole(copy)).toEqual(whole(on));
    };
    for (const tMs of [0, 999, 1_000, 3_000, 5_000]) {
      world.seek(tMs);
      check();
    }
    world.seek(3_000);
    while (world.nextDueMs !== world.nowMs) world.stepForward();
    check();
    world.seek(0);
    world.advance(5_000, Infinity, [{ on: 'trace', kind: 'ActorCrashed' }]);
    expect(world.timeline.position.actionsDone).toBe(1);
    check();
  });

  test('is that of the branch it was taken from, and goes on without forking', () => {
    const world = createWorld(byHand);
    world.advance(5_000);
    world.seek(3_000);
    act(world, { type: 'restart actor', actor: 'c' });
    const copy = again(travelled(runOf(world, byHand, scenarios)));
    expect(whole(copy)).toEqual(whole(world));
    act(copy, { type: 'crash actor', actor: 'p' });
    expect(copy.timeline.branches.all).toHaveLength(1);
  });

  test('comes out the same in slices of any number of events', () => {
    const world = createWorld(clicks);
    world.advance(6_000);
    world.edit({ type: 'crash actor', actor: 'fraud' });
    world.advance(7_000);
    const run = travelled(runOf(world, clicks, scenarios));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), (slice) => {
        const begun = replay({ ...run, actions: run.actions }, scenarios);
        expect(begun.ok && begun.value.share).toBe(1);
        const other = slicedReplay(run, slice);
        expect(whole(other)).toEqual(whole(world));
      }),
      { numRuns: 5 },
    );
  });
});

function slicedReplay(run: Run, eventsMax: number): World {
  const begun = beginReplay(run, scenarios);
  if (!begun.ok) throw new Error(begun.error);
  let share = 0;
  while (!begun.value.step(eventsMax)) {
    expect(begun.value.share).toBeGreaterThanOrEqual(share);
    share = begun.value.share;
  }
  expect(begun.value.problems).toEqual([]);
  return begun.value.world;
}

describe('what actions carry', () => {
  const carried = (action: Action) => {
    const run: Run = { world: 'clickstream', seed: 7, actions: [{ atMs: 1, afterEvents: 2, action }], playhead: { atMs: 5, eventsDone: 2, actionsDone: 1 }, traceHash: null };
    return travelled(run).actions[0]!.action;
  };
  const put = (input: object): Action => ({ type: 'call', operation: 'PutRecord', input });

  test('bytes of every kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const Data = Uint8Array.from(bytes);
        expect(carried(put({ Data, Records: [{ Data }] }))).toEqual(put({ Data, Records: [{ Data }] }));
      }),
    );
    for (const Data of [new TextEncoder().encode('grüße 🚀'), new Uint8Array([0xef, 0xbb, 0xbf, 65]), new Uint8Array()]) expect(carried(put({ Data }))).toEqual(put({ Data }));
  });

  test('any plain values, also members that look like the mark of bytes', () => {
    const name = fc.oneof(fc.constantFrom('~text', '~base64', '~~text', '~', '~a', 'constructor'), fc.string()).filter((text) => text !== '__proto__');
    const values = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true })),
    })).value;
    fc.assert(fc.property(values, (value) => {
      expect(carried(put({ value }))).toEqual(put({ value }));
    }));
  });
});

test('40 typical actions fit into a link of 2,000 characters', () => {
  const world = createWorld(clicks);
  world.advance(4_000);
  let n = 0;
  const shard = () => world.stream('clicks')!.shards.filter(({ closedMs }) => closedMs === null);
  const keys = fc.sample(fc.bigInt({ min: 3n, max: HALF - 3n }), { numRuns: 40, seed: 3 });
  const typical: (() => Action)[] = [
    () => {
      // At a key of one's own choice: the hardest to compress.
      const { index, start, end } = shard()[n % shard().length]!;
      return { type: 'call', operation: 'SplitShard', input: { StreamName: 'clicks', ShardToSplit: shardIdOf(index), NewStartingHashKey: String(start + 2n + (keys[n]! % (end - start - 4n))) } };
    },
    () => ({ type: 'call', operation: 'PutRecord', input: { StreamName: 'clicks', PartitionKey: `user-${n * 37}`, Data: new TextEncoder().encode(`click ${n * 91}`) } }),
    () => ({ type: 'configure actor', actor: 'web-1', change: { recordsPerSecond: 900 + 13 * n } }),
    () => {
      const sorted = shard().toSorted((x, y) => (x.start < y.start ? -1 : 1));
      return { type: 'call', operation: 'MergeShards', input: { StreamName: 'clicks', ShardToMerge: shardIdOf(sorted[0]!.index), AdjacentShardToMerge: shardIdOf(sorted[1]!.index) } };
    },
    () => ({ type: n % 2 === 0 ? 'crash actor' : 'restart actor', actor: 'fraud' }),
    () => ({ type: 'call', operation: 'IncreaseStreamRetentionPeriod', input: { StreamName: 'clicks', RetentionPeriodHours: 25 + n } }),
    () => ({ type: 'configure network', change: { oneWayMs: 10 + n } }),
    () => ({ type: 'call', operation: 'PutRecords', input: { StreamName: 'clicks', Records: [1, 2, 3].map((i) => ({ PartitionKey: `order-${n * i * 7}`, Data: new TextEncoder().encode('{"ok":true}') })) } }),
    () => ({ type: 'add actor', config: consumerConfig({ name: `reader-${n}`, streamName: 'clicks' }) }),
  ];
  for (; n < 40; n += 1) {
    // A throttled put is a typical action, too.
    world.edit(typical[n % typical.length]!());
    world.advance(world.nowMs + 4_000 + ((n * 7_919) % 1_913));
  }
  const run = runOf(world, clicks, scenarios);
  expect(run.actions).toHaveLength(40);
  const link = runToLink(run);
  expect(link).toMatch(/^[\w-]+$/);
  expect(link.length, 'characters').toBeLessThanOrEqual(2_000);
  expect(whole(again(travelled(run)))).toEqual(whole(world));
}, 30_000);
