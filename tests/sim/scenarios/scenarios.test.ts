// Holds: the first two scenarios tell the story that their text tells, with other seeds too, and every acknowledged record of
// any scenario is stored.
import { describe, expect, test } from 'vitest';
import { createWorld, scenarios, type ConsumerState, type ProducerState, type World } from '#sim';
import { advanceChecked } from '../support/worlds.ts';

const scenario = (slug: string) => scenarios.find((one) => one.slug === slug)!;
const consumer = (world: World, name: string) => (world.actors.get(name) as ConsumerState).counts;
const producers = (world: World) => [...world.actors.values()].filter((actor): actor is ProducerState => actor.kind === 'producer');

test.each(scenarios.map((one) => [one.slug, one] as const))('%s: what was acknowledged is stored', (_, one) => {
  const world = createWorld(one);
  world.advance(one.opening.atMs);
  const stored = world.stream(one.streamName)?.shards.reduce((sum, shard) => sum + shard.cursor.length, 0) ?? 0;
  expect(stored).toBeGreaterThanOrEqual(producers(world).reduce((sum, { counts }) => sum + counts.acknowledged, 0));
});

describe('coast-stations', () => {
  test.each([47, 1, 2, 3])('seed %i: nothing is refused, the archive loses records, the alarms lose none', (seed) => {
    const world = createWorld(scenario('coast-stations'), seed);
    world.advance(scenario('coast-stations').opening.atMs * 3);
    expect(consumer(world, 'archive').lost).toBeGreaterThan(20);
    expect(consumer(world, 'alarms').lost).toBe(0);
    for (const { counts } of producers(world)) expect(counts.throttled).toBe(0);
    const written = producers(world).reduce((sum, { counts }) => sum + counts.acknowledged, 0);
    expect(consumer(world, 'alarms').processed).toBeGreaterThan(written - 10);
    expect(world.traceLog.last(1e9).some((entry) => entry.kind === 'RecordsLost' && entry.actor === 'archive')).toBe(true);
  });
  test('the opening shows the archive behind, and nothing lost yet', () => {
    const world = createWorld(scenario('coast-stations'));
    world.advance(scenario('coast-stations').opening.atMs);
    expect(consumer(world, 'archive').lost).toBe(0);
    expect(consumer(world, 'archive').processed).toBeLessThan(consumer(world, 'alarms').processed / 2);
  });
});

describe('clickstream', () => {
  test.each([7, 1, 2])('seed %i: one shard is throttled, the other is not, and records are given up', (seed) => {
    const world = createWorld(scenario('clickstream'), seed);
    world.advance(scenario('clickstream').opening.atMs * 3);
    const throttles = world.traceLog.last(1e9).filter((entry) => entry.kind === 'WriteThrottled');
    expect(new Set(throttles.map((entry) => entry.kind === 'WriteThrottled' && entry.shardIndex)).size).toBe(1);
    expect(producers(world).reduce((sum, { counts }) => sum + counts.givenUp, 0)).toBeGreaterThan(1_000);
    expect(consumer(world, 'fraud').processed).toBeLessThan(consumer(world, 'analytics').processed);
  });
  test('a split of the hot shard does not make the hot key fit', () => {
    const world = createWorld(scenario('clickstream'));
    world.advance(20_000);
    const entry = world.traceLog.last(1e9).find((one) => one.kind === 'WriteThrottled')!;
    const hot = world.stream('clicks')!.shards[entry.kind === 'WriteThrottled' ? entry.shardIndex : 0]!;
    const NewStartingHashKey = String((hot.start + hot.end) / 2n);
    const outcome = world.edit({ type: 'call', operation: 'SplitShard', input: { StreamName: 'clicks', ShardToSplit: String(hot.index), NewStartingHashKey } });
    expect(outcome.ok).toBe(true);
    advanceChecked(world, 40_000, 50);
    const late = world.traceLog.last(1e9).filter((one) => one.kind === 'WriteThrottled' && one.atMs > 30_000);
    expect(late.length).toBeGreaterThan(50);
    expect(new Set(late.map((one) => one.kind === 'WriteThrottled' && one.shardIndex)).size).toBe(1);
  });
});
