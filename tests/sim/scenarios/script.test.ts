// Holds: what a scenario's script does is part of the world: it happens at its moment in every run, after every jump, whether
// the learner acts or not; it is no action of the learner's; and where it makes no sense any more, nothing happens.
import { expect, test } from 'vitest';
import { createWorld, type World } from '#sim';
import type { TimedAction } from '../../../src/sim/world.ts';
import { consumerConfig, consumerOf, producerConfig } from '../support/actors.ts';
import { iterator, put, read } from '../support/worlds.ts';

const script: readonly TimedAction[] = [
  { atMs: 20_000, action: { type: 'crash actor', actor: 'c' } },
  { atMs: 30_000, action: { type: 'call', operation: 'IncreaseStreamRetentionPeriod', input: { StreamName: 's', RetentionPeriodHours: 48 } } },
  { atMs: 40_000, action: { type: 'restart actor', actor: 'c' } },
];
const worldWithScript = (): World =>
  createWorld({
    seed: 3,
    network: { oneWayMs: 5, jitterMs: 10 },
    setup: [
      { type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } },
      { type: 'add actor', config: producerConfig({ startsAtMs: 5_000 }) },
      { type: 'add actor', config: consumerConfig() },
    ],
    script,
  });

test('each action happens at its moment, in the story’s name', () => {
  const world = worldWithScript();
  world.advance(19_999);
  expect(consumerOf(world).running).toBe(true);
  world.advance(20_000);
  expect(consumerOf(world).running).toBe(false);
  world.advance(50_000);
  expect(consumerOf(world).running).toBe(true);
  expect(world.stream('s')!.retentionHours).toBe(48);
  const calls = world.traceLog.last(1e9).filter((entry) => entry.kind === 'CallAnswered');
  expect(calls.map(({ actor, operation }) => [actor, operation])).toEqual([
    ['story', 'CreateStream'],
    ['story', 'IncreaseStreamRetentionPeriod'],
  ]);
  expect(world.actions).toEqual([]);
  expect(world.plain.learner).toEqual({ answered: {}, recordsRead: 0 });
});

test('jumps through time, and an edit before it, leave it where it was', () => {
  const world = worldWithScript();
  world.advance(60_000);
  const end = world.stateHash();
  world.seek(25_000);
  expect(consumerOf(world).running).toBe(false);
  world.seek(60_000);
  expect(world.stateHash()).toBe(end);
  world.seek(10_000);
  world.edit({ type: 'configure actor', actor: 'p', change: { recordsPerSecond: 1 } });
  world.advance(25_000);
  expect(consumerOf(world).running).toBe(false);
  expect(world.actions).toHaveLength(1);
});

test('an action that the learner was ahead of does nothing', () => {
  const world = worldWithScript();
  world.advance(15_000);
  world.edit({ type: 'remove actor', actor: 'c' });
  world.advance(60_000);
  expect(world.actors.has('c')).toBe(false);
  expect(world.stream('s')!.retentionHours).toBe(48);
});

test('the learner’s own answered calls are counted, and undone with time', () => {
  const world = worldWithScript();
  world.advance(5_000);
  put(world, 'k');
  put(world, 'k');
  read(world, iterator(world));
  world.edit({ type: 'call', operation: 'PutRecord', input: {} });
  expect(world.plain.learner).toEqual({ answered: { PutRecord: 2, GetShardIterator: 1, GetRecords: 1 }, recordsRead: 2 });
  world.advance(9_000);
  world.seek(4_000);
  expect(world.plain.learner).toEqual({ answered: {}, recordsRead: 0 });
  world.seek(9_000);
  expect(world.plain.learner.recordsRead).toBe(2);
});
