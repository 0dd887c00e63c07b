// Holds: a run stops at the very event with which a breakpoint's condition becomes true, and running back finds the same
// positions; both depend on the history alone. Each breakpoint has its sentence.
import { describe, expect, test } from 'vitest';
import { breakpointProblem, breakpointText, createWorld, furthestBehindMs, type Action, type Breakpoint, type World } from '#sim';
import { act, addConsumer, addProducer, consumerConfig, consumerOf, crash, producerConfig, restart } from './support/actors.ts';
import { HALF } from './support/worlds.ts';

const streamName = 's';
const setup: readonly Action[] = [
  { type: 'call', operation: 'CreateStream', input: { StreamName: streamName, ShardCount: 2 } },
  { type: 'add actor', config: producerConfig({ recordsPerSecond: 400, recordsPerCall: 20 }) },
  { type: 'add actor', config: consumerConfig({ pollIntervalMs: 400, limit: 300, processingMsPerRecord: 1 }) },
];
const END_MS = 16_000;
const newWorld = (actions: readonly Action[] = setup) => createWorld({ seed: 5, network: { oneWayMs: 12, jitterMs: 20 }, setup: actions });
const rate = (recordsPerSecond: number): Action => ({ type: 'configure actor', actor: 'p', change: { recordsPerSecond, recordsPerCall: Math.max(1, recordsPerSecond / 20) } });

/** A split, a merge, a crash, and twice a rate that a shard does not take. */
const story: readonly [number, Action][] = [
  [3_000, rate(3_000)],
  [4_500, rate(200)],
  [5_000, { type: 'call', operation: 'SplitShard', input: { StreamName: streamName, ShardToSplit: '0', NewStartingHashKey: String(HALF / 2n) } }],
  [8_000, { type: 'crash actor', actor: 'c' }],
  [10_500, { type: 'restart actor', actor: 'c' }],
  [11_000, { type: 'call', operation: 'MergeShards', input: { StreamName: streamName, ShardToMerge: '2', AdjacentShardToMerge: '3' } }],
  [13_000, rate(4_000)],
];

function told(actions: readonly Action[] = setup) {
  const world = newWorld(actions);
  for (const [atMs, action] of story) {
    world.advance(atMs);
    act(world, action);
  }
  world.advance(END_MS);
  return world;
}

const position = (world: World) => ({ nowMs: world.nowMs, eventsDone: world.eventsDone, state: world.stateHash(), hits: world.hits.map(breakpointText) });

/** Every stop on the way ahead from the beginning. */
function stopsAhead(world: World, breakpoints: readonly Breakpoint[], eventsMax = Infinity) {
  world.seek(0);
  const stops = [];
  while (!world.advance(END_MS, eventsMax, breakpoints)) if (world.hits.length > 0) stops.push(position(world));
  return stops;
}
/** Every stop on the way back from here. */
function stopsBack(world: World, breakpoints: readonly Breakpoint[]) {
  const stops = [];
  for (;;) {
    world.runBackTo(breakpoints);
    if (world.hits.length === 0) return stops;
    stops.push(position(world));
  }
}

const throttled: Breakpoint = { on: 'trace', kind: 'WriteThrottled' };
const behind: Breakpoint = { on: 'behind', actor: 'c', overMs: 1_500 };
const kinds: readonly (readonly [string, Breakpoint, number])[] = [
  ['a throttled write', throttled, 2],
  ['a split that is done', { on: 'reshard', by: 'split' }, 1],
  ['a merge that is done', { on: 'reshard', by: 'merge' }, 1],
  ['any change of shards that is done', { on: 'reshard', by: 'any' }, 2],
  ['a crash, which is an action', { on: 'trace', kind: 'ActorCrashed', actor: 'c' }, 1],
  ['a consumer that falls behind', behind, 2],
  ['a metric over its limit', { on: 'metric', metric: 'IncomingRecords', streamName, statistic: 'Sum', over: 5_000 }, 1],
];

describe('running ahead and running back', () => {
  test.each(kinds)('stop at the same positions: %s', (_, breakpoint, atLeast) => {
    const world = told();
    const ahead = stopsAhead(world, [breakpoint]);
    expect(ahead.length).toBeGreaterThanOrEqual(atLeast);
    expect(stopsBack(world, [breakpoint])).toEqual(ahead.toReversed());
    expect(world.nowMs, 'where nothing is found it stays').toBe(ahead[0]!.nowMs);
  });

  test('with all of them at once, whatever the number of events in a go', () => {
    const all = kinds.map(([, breakpoint]) => breakpoint);
    const world = told();
    const ahead = stopsAhead(world, all);
    expect(ahead.length).toBeGreaterThanOrEqual(6);
    expect(stopsAhead(world, all, 37)).toEqual(ahead);
    expect(stopsBack(world, all)).toEqual(ahead.toReversed());
  });

  test('from between two stops, back leads to the earlier and ahead to the later', () => {
    const world = told();
    const [first, second] = stopsAhead(world, [throttled]);
    world.seek((first!.nowMs + second!.nowMs) / 2);
    world.runBackTo([throttled]);
    expect(position(world)).toEqual(first);
    world.advance(END_MS, Infinity, [throttled]);
    expect(position(world)).toEqual(second);
  });

  test('where more has happened than the log keeps', () => {
    const world = newWorld([setup[0]!, { type: 'add actor', config: producerConfig({ call: 'PutRecord', recordsPerCall: 1, attemptsMax: 1, keys: { kind: 'uniform', prefix: 'k', keys: 1 }, recordsPerSecond: 3_500 }) }]);
    for (const [atMs, recordsPerSecond] of [[5_000, 0], [7_500, 3_500], [9_500, 0], [11_500, 3_500]] as const) {
      world.advance(atMs);
      act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond } });
    }
    world.advance(END_MS);
    expect(world.traceLog.count, 'entries').toBeGreaterThan(20_000);
    expect(world.traceLog.reachesBackTo(0)).toBe(false);
    const back = stopsBack(world, [throttled]);
    expect(back).toHaveLength(3);
    expect(stopsAhead(world, [throttled])).toEqual(back.toReversed());
  }, 30_000);
});

describe('a stop', () => {
  test('for an entry is the event that made it, when none was made in the second before', () => {
    const world = told();
    const all = world.traceLog.last(1e9).filter((entry) => entry.kind === 'WriteThrottled');
    const news = all.filter((entry, i) => i === 0 || entry.atMs - all[i - 1]!.atMs >= 1_000).map((entry) => entry.atMs);
    expect(stopsAhead(world, [throttled]).map((stop) => stop.nowMs)).toEqual(news);
    for (const atMs of news) {
      world.seek(atMs - 1);
      world.advance(END_MS, Infinity, [throttled]);
      expect(world.traceLog.last(1)[0]).toMatchObject({ kind: 'WriteThrottled', atMs });
    }
  });

  test('for an entry of one actor or one shard passes over the others', () => {
    const world = told([...setup, { type: 'add actor', config: producerConfig({ name: 'q', recordsPerSecond: 2_500, recordsPerCall: 125, startsAtMs: 5_500 }) }]);
    world.seek(0);
    world.advance(END_MS, Infinity, [{ ...throttled, actor: 'q' }]);
    expect(world.nowMs).toBeGreaterThan(5_500);
    world.seek(0);
    world.advance(END_MS, Infinity, [{ ...throttled, shardIndex: 1 }]);
    expect(world.traceLog.last(9).filter((entry) => entry.kind === 'WriteThrottled').some((entry) => entry.shardIndex === 1)).toBe(true);
  });

  test('for a state is the first event after which it is true, and not again while it lasts', () => {
    const world = told();
    const over = () => furthestBehindMs(world, consumerOf(world)) > 1_500;
    const edges = [];
    world.seek(0);
    for (let before = over(); world.nowMs < END_MS; before = over()) {
      world.stepForward();
      if (over() && !before && world.nowMs <= END_MS) edges.push([world.nowMs, world.eventsDone]);
    }
    world.seek(0);
    expect(stopsAhead(world, [behind]).map((stop) => [stop.nowMs, stop.eventsDone])).toEqual(edges);
    expect(edges.length).toBeGreaterThan(0);
  });

  test('a reshard is done when the stream is ACTIVE again', () => {
    const world = told();
    const [stop] = stopsAhead(world, [{ on: 'reshard', by: 'split' }]);
    world.seek(0);
    world.advance(END_MS, Infinity, [{ on: 'reshard', by: 'split' }]);
    expect([world.nowMs, world.stream(streamName)!.status]).toEqual([stop!.nowMs, 'ACTIVE']);
    world.stepBack();
    expect(world.stream(streamName)!.status).toBe('UPDATING');
  });

  test('records that expire unread', () => {
    const world = newWorld([setup[0]!]);
    addProducer(world, { recordsPerSecond: 0.01, recordsPerCall: 1 });
    addConsumer(world, { pollIntervalMs: 60_000, limit: 1, processingMsPerRecord: 3_600_000 });
    const lost: Breakpoint = { on: 'trace', kind: 'RecordsLost' };
    expect(world.advance(40 * 3_600_000, Infinity, [lost])).toBe(false);
    expect(consumerOf(world).counts.lost).toBeGreaterThan(0);
    world.stepBack();
    expect(consumerOf(world).counts.lost).toBe(0);
  });

  test('is not for what the learner does just here', () => {
    const world = newWorld();
    world.advance(3_000);
    crash(world);
    expect(world.advance(4_000, Infinity, [{ on: 'trace', kind: 'ActorCrashed' }])).toBe(true);
    restart(world);
  });
});

test('a search that is told to stop stands where it has come to, and goes on from there', () => {
  const world = told();
  const [first] = stopsAhead(world, [{ on: 'reshard', by: 'split' }]);
  world.seek(END_MS);
  let asked = 0;
  for (; world.hits.length === 0 && asked < 100; asked += 1) {
    const { nowMs } = world;
    world.runBackTo([{ on: 'reshard', by: 'split' }], () => false);
    expect(world.nowMs).toBeLessThan(nowMs);
  }
  expect(asked).toBeGreaterThan(1);
  expect(position(world)).toEqual(first);
});

test.each<[Breakpoint, string]>([
  [throttled, 'a write is throttled'],
  [{ on: 'trace', kind: 'ReadThrottled', actor: 'c', shardIndex: 1 }, 'a read is throttled (c) on shardId-000000000001'],
  [{ on: 'trace', kind: 'SubscriptionEnded' }, 'the log notes: subscription ended'],
  [{ on: 'reshard', by: 'split' }, 'a split is done and the stream is ACTIVE'],
  [{ on: 'reshard', by: 'any' }, 'a change of shards is done and the stream is ACTIVE'],
  [{ on: 'behind', actor: 'c', overMs: 90_000 }, 'c is more than 1.5 minutes behind'],
  [{ on: 'metric', metric: 'IncomingBytes', streamName, statistic: 'Sum', over: 1_200_000 }, 'IncomingBytes (sum, last minute) is over 1,200,000'],
  [{ on: 'metric', metric: 'MillisBehindLatest', streamName, actor: 'c', shardIndex: 2, statistic: 'Maximum', under: 5 }, 'MillisBehindLatest (maximum, last minute, c, shardId-000000000002) is under 5'],
])('%o is said as "%s"', (breakpoint, text) => {
  expect(breakpointText(breakpoint)).toBe(text);
});

test.each<[Breakpoint, RegExp | null]>([
  [throttled, null],
  [{ on: 'behind', actor: 'nobody', overMs: 5 }, /^There is no actor named nobody\.$/],
  [{ on: 'behind', actor: 'c', overMs: Number.NaN }, /time of 0 ms or more\.$/],
  [{ on: 'metric', metric: 'IncomingBytes', streamName, statistic: 'p99' as never, over: 5 }, /^A statistic is .*not p99\.$/],
  [{ on: 'metric', metric: 'IncomingBytes', streamName, statistic: 'Sum', over: Number.NaN }, /^The limit must be a number\.$/],
])('%o is checked', (breakpoint, problem) => {
  const found = breakpointProblem(newWorld(), breakpoint);
  if (problem) expect(found).toMatch(problem);
  else expect(found).toBeNull();
});
