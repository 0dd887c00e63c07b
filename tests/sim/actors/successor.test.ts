// Holds: an actor that takes a removed one's name is another actor: nothing that was on its way to the old one reaches it.
import { expect, test } from 'vitest';
import { act, addConsumer, addProducer, consumerOf, producerOf, stored } from '../support/actors.ts';
import { advanceChecked, wait, worldWithStream } from '../support/worlds.ts';

test('a consumer made anew under the same name polls once in an interval, and processes each record once', () => {
  const world = worldWithStream();
  addProducer(world, { recordsPerSecond: 20 });
  addConsumer(world, { pollIntervalMs: 1_000, limit: 1_000 });
  wait(world, 5_000);
  act(world, { type: 'remove actor', actor: 'c' });
  addConsumer(world, { pollIntervalMs: 1_000, limit: 1_000 });
  const reads = () => world.stream('s')!.shards[0]!.recentReads.length;
  advanceChecked(world, world.nowMs + 5_000);
  expect(consumerOf(world).counts.repeated).toBe(0);
  expect(consumerOf(world).counts.processed).toBeGreaterThan(stored(world) - 40);
  expect(reads()).toBeLessThanOrEqual(10);
  const before = world.stateHash();
  world.seek(world.nowMs - 4_000);
  world.seek(world.nowMs + 4_000);
  expect(world.stateHash()).toBe(before);
});

test('a producer made anew under the same name keeps the pace of one', () => {
  const world = worldWithStream();
  addProducer(world, { recordsPerSecond: 10 });
  wait(world, 2_000);
  act(world, { type: 'remove actor', actor: 'p' });
  addProducer(world, { recordsPerSecond: 10 });
  advanceChecked(world, world.nowMs + 10_000);
  expect(producerOf(world).counts.produced).toBeGreaterThan(90);
  expect(producerOf(world).counts.produced).toBeLessThan(111);
});
