// Holds: a world is its seed and its actions. However it is pumped, sought, stepped or forked, equal histories have equal
// digests and equal states, and go on alike.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorld, type Action, type World } from '#sim';
import { checkWorld } from '../../src/sim/checkers/invariants.ts';
import { HALF } from './support/worlds.ts';

const streamName = 's';
const producer = (name: string, rest: object = {}): Action => ({
  type: 'add actor',
  config: { kind: 'producer', name, streamName, recordsPerSecond: 40, keys: { kind: 'zipf', prefix: name, keys: 20 }, recordBytes: 200, call: 'PutRecords', recordsPerCall: 4, attemptsMax: 3, ...rest },
});
const consumer = (name: string, rest: object = {}): Action => ({
  type: 'add actor',
  config: { kind: 'polling-consumer', name, streamName, startAt: 'TRIM_HORIZON', pollIntervalMs: 400, limit: 50, processingMsPerRecord: 5, ...rest },
});
const setup: readonly Action[] = [
  { type: 'call', operation: 'CreateStream', input: { StreamName: streamName, ShardCount: 2 } },
  producer('p-1'),
  producer('p-2', { call: 'PutRecord', recordBytes: 2_000, recordsPerSecond: 25 }),
  // Asks for more than a shard gives, so that throttling and retries are in the story.
  producer('p-3', { recordsPerSecond: 1_300, recordsPerCall: 65, keys: { kind: 'hot', prefix: 'hot', keys: 9, share: 0.9 } }),
  consumer('c-1'),
  consumer('c-2', { startAt: 'LATEST', processingMsPerRecord: 30 }),
];
const newWorld = (seed = 3) => createWorld({ seed, network: { oneWayMs: 12, jitterMs: 20 }, setup });

const END_MS = 16_000;
const story: readonly [atMs: number, Action][] = [
  [4_000, { type: 'call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(HALF / 2n) } }],
  [4_001, { type: 'crash actor', actor: 'c-1' }],
  [6_500, { type: 'restart actor', actor: 'c-1' }],
  [8_000, { type: 'configure actor', actor: 'p-1', change: { recordsPerSecond: 90 } }],
  [8_000, { type: 'call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge: '2', AdjacentShardToMerge: '3' } }],
  [9_900, { type: 'call', operation: 'PutRecord', input: { StreamName: 's', PartitionKey: 'mine', Data: new Uint8Array([1, 2, 3]) } }],
  [11_000, { type: 'crash actor', actor: 'p-2' }],
  [12_000, { type: 'call', operation: 'PutRecord', input: { StreamName: 'no', PartitionKey: 'mine', Data: new Uint8Array() } }],
];

/** Runs the story, moving ahead by what `pump` says each time. */
function play(world: World, actions: readonly [number, Action][] = story, pump: (toMs: number) => void = (toMs) => world.advance(toMs)): World {
  for (const [atMs, action] of actions) {
    pump(atMs);
    world.edit(action);
  }
  pump(END_MS);
  return world;
}
const whole = (world: World) => [world.nowMs, world.eventsDone, world.traceHash(), world.stateHash()];
const reference = whole(play(newWorld()));

describe('the same seed and actions', () => {
  test.each([1, 16, 33])('give the same trace and state when pumped every %i ms', (stepMs) => {
    const world = newWorld();
    play(world, story, (toMs) => {
      while (world.nowMs < toMs) world.advance(Math.min(toMs, world.nowMs + stepMs));
    });
    expect(whole(world)).toEqual(reference);
  });

  test('and in chunks of any number of events', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 }), (chunks) => {
        const world = newWorld();
        let n = 0;
        play(world, story, (toMs) => {
          while (!world.advance(toMs, chunks[(n += 1) % chunks.length])) expect(world.nowMs).toBeLessThanOrEqual(toMs);
        });
        expect(whole(world)).toEqual(reference);
      }),
      { numRuns: 8 },
    );
  });

  test('another seed gives another run', () => {
    expect(whole(play(newWorld(4)))[2]).not.toBe(reference[2]);
  });

  test('the invariants hold after every event', () => {
    const world = newWorld();
    play(world, story, (toMs) => {
      while (!world.advance(toMs, 1)) {
        const breaches = checkWorld(world);
        if (breaches.length > 0) expect(breaches, `at ${world.nowMs} ms`).toEqual([]);
      }
    });
    expect(whole(world)).toEqual(reference);
  });
});

describe('rewind and replay', () => {
  test('seeks and steps back and forth end in the same state', () => {
    const move = fc.oneof(
      fc.record({ kind: fc.constant('seek' as const), n: fc.nat(END_MS) }),
      fc.record({ kind: fc.constant('back' as const), n: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ kind: fc.constant('forward' as const), n: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ kind: fc.constant('events' as const), n: fc.nat(1_500) }),
    );
    const world = play(newWorld());
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 6 }), (moves) => {
        for (const { kind, n } of moves) {
          if (kind === 'seek') world.seek(n);
          else if (kind === 'events') world.advance(END_MS, n);
          else for (let i = 0; i < n; i += 1) if (kind === 'back') world.stepBack(); else if (world.nextDueMs <= END_MS) world.stepForward();
        }
        world.seek(END_MS);
        expect(whole(world)).toEqual(reference);
      }),
      { numRuns: 25 },
    );
    expect(world.actions.length).toBe(story.length);
  });

  test('each moment has the state it had on the way', () => {
    const world = newWorld();
    const onTheWay = new Map<number, unknown>();
    play(world, story, (toMs) => {
      for (let tMs = Math.ceil(world.nowMs / 500) * 500; tMs < toMs; tMs += 500) {
        world.advance(tMs);
        onTheWay.set(tMs, whole(world));
      }
      world.advance(toMs);
    });
    for (const tMs of [15_500, 500, 8_500, 3_500, 7_500, 0, 11_500]) {
      world.seek(tMs);
      expect(whole(world)).toEqual(onTheWay.get(tMs));
    }
  });

  test('one event back and forth', () => {
    const world = play(newWorld());
    world.seek(9_000);
    world.stepForward();
    const here = whole(world);
    world.stepBack();
    expect(world.eventsDone).toBe((here[1] as number) - 1);
    world.stepForward();
    expect(whole(world)).toEqual(here);
  });

  test('the event log is whole after a jump back and a jump ahead', () => {
    const world = play(newWorld());
    const log = world.traceLog.last(1e9);
    world.seek(100);
    world.seek(END_MS);
    expect(world.traceLog.last(1e9)).toEqual(log);
    world.seek(5_000);
    expect(world.traceLog.last(1e9)).toEqual(log.filter((entry) => entry.atMs <= 5_000));
  });
});

describe('a fork', () => {
  const at: (tMs: number) => [number, Action][] = (tMs) => [
    ...story.filter(([atMs]) => atMs <= tMs),
    [tMs, { type: 'call', operation: 'IncreaseStreamRetentionPeriod', input: { StreamName: 's', RetentionPeriodHours: 48 } }],
  ];
  test.each([0, 2_500, 4_000, 7_777, 8_000, 12_999])('at %i ms is the history that a fresh world has with the same actions', (tMs) => {
    const world = newWorld();
    // The dropped future has large records, so that whatever it leaves behind has another shape.
    play(world, [...story, [13_000, producer('big', { recordBytes: 400_000, recordsPerSecond: 3, call: 'PutRecord' })]]);
    world.seek(tMs);
    world.edit(at(tMs).at(-1)![1]);
    world.advance(END_MS);
    const fresh = play(newWorld(), at(tMs));
    expect(whole(world)).toEqual(whole(fresh));
    expect(world.actions).toEqual(fresh.actions);
    for (const back of [tMs + 100, 1_000, END_MS]) {
      world.seek(back);
      fresh.seek(back);
      expect(whole(world), 'later checkpoints of the dropped future never show').toEqual(whole(fresh));
    }
  });

  test('a future of large records leaves nothing behind for small ones', () => {
    const world = newWorld();
    world.advance(3_000);
    world.edit(producer('big', { recordBytes: 900_000, recordsPerSecond: 2, call: 'PutRecord', keys: { kind: 'uniform', prefix: 'b', keys: 50 } }));
    world.advance(END_MS);
    world.seek(2_999);
    world.edit(story[3]![1]);
    world.advance(END_MS);
    const fresh = newWorld();
    fresh.advance(2_999);
    fresh.edit(story[3]![1]);
    fresh.advance(END_MS);
    expect(whole(world)).toEqual(whole(fresh));
  });
});

describe('a learner’s action that makes no sense', () => {
  const senseless: [string, Action][] = [
    ['an unknown actor', { type: 'crash actor', actor: 'nobody' }],
    ['a restart of what runs', { type: 'restart actor', actor: 'c-2' }],
    ['a name that is taken', producer('p-1')],
    ['a name that means the learner', producer('you')],
    ['a name that means the network', consumer('network')],
    ['a name that means what happens by itself', consumer('story')],
    ['a name with a blank', consumer('a b')],
    ['a limit out of range', consumer('x', { limit: 10_001 })],
    ['a rate that is no number', producer('x', { recordsPerSecond: Number.NaN })],
    ['half a record', producer('x', { recordsPerCall: 1.5 })],
    ['no keys at all', producer('x', { keys: { kind: 'uniform', prefix: 'k', keys: 0 } })],
    ['an unknown distribution', producer('x', { keys: { kind: 'even', prefix: 'k', keys: 5 } })],
    ['a share over one', producer('x', { keys: { kind: 'hot', prefix: 'k', keys: 5, share: 1.2 } })],
    ['an unknown call', producer('x', { call: 'Put' })],
    ['an unknown start', consumer('x', { startAt: 'NOW' })],
    ['no stream', consumer('x', { streamName: '' })],
    ['a setting out of range', { type: 'configure actor', actor: 'c-1', change: { pollIntervalMs: -1 } }],
  ];
  test.each(senseless)('%s: is refused with a sentence, and loses nothing', (_, action) => {
    const world = play(newWorld(), story.slice(0, 2));
    world.seek(5_000);
    const before = whole(world);
    const outcome = world.edit(action);
    expect(outcome).toMatchObject({ ok: false, error: { __type: 'InvalidAction', message: expect.stringMatching(/ .*\.$/) } });
    expect([whole(world), world.reachedMs, world.actions.length]).toEqual([before, END_MS, 2]);
  });
});
