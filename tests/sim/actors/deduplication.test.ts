// Holds: a consumer that looks up what it has done acts once on each record, though producers repeat and it crashes itself; its
// table outlives the crash, goes back in time with the world, and knows the learner's records too.
import { expect, test } from 'vitest';
import type { World } from '#sim';
import { act, addConsumer, addProducer, consumerOf, crash, restart, stored } from '../support/actors.ts';
import { advanceChecked, put, wait, worldWithStream } from '../support/worlds.ts';

const known = (world: World) => consumerOf(world).counts.known;

test('what a producer stores twice is acted on once', () => {
  const world = worldWithStream();
  addProducer(world, { recordsPerSecond: 10, recordsPerCall: 1, call: 'PutRecord', attemptsMax: 9 });
  addConsumer(world, { deduplicate: true, limit: 1_000 });
  act(world, { type: 'configure network', change: { responseLoss: 0.3, timeoutMs: 500 } });
  advanceChecked(world, world.nowMs + 60_000, 5);
  act(world, { type: 'configure network', change: { responseLoss: 0 } });
  act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
  advanceChecked(world, world.nowMs + 30_000, 5);
  const produced = (world.actors.get('p') as { counts: { produced: number } }).counts.produced;
  expect(known(world)).toBeGreaterThan(100);
  expect(consumerOf(world).counts.processed).toBe(stored(world));
  expect(stored(world) - known(world)).toBe(produced);
});

test('after a crash it knows what it had done since its checkpoint', () => {
  const world = worldWithStream();
  for (let i = 0; i < 20; i += 1) put(world, 'k', `order ${i}`);
  addConsumer(world, { deduplicate: true, processingMsPerRecord: 100, limit: 20, pollIntervalMs: 100 });
  wait(world, 1_550);
  crash(world);
  restart(world);
  wait(world, 10_000);
  const { processed, repeated } = consumerOf(world).counts;
  expect(repeated).toBeGreaterThan(5);
  expect(processed).toBe(20 + repeated);
  expect(known(world)).toBe(repeated);
  const end = world.stateHash();
  world.seek(11_000);
  expect(known(world)).toBe(0);
  world.seek(world.reachedMs);
  expect(world.stateHash()).toBe(end);
});

test('without it, nothing is looked up', () => {
  const world = worldWithStream();
  put(world, 'k', 'the same');
  put(world, 'k', 'the same');
  addConsumer(world);
  wait(world, 5_000);
  expect(known(world)).toBe(0);
  expect(world.plain.shared.size).toBe(0);
});

test('it is on or off', () => {
  const world = worldWithStream();
  addConsumer(world);
  const outcome = world.edit({ type: 'configure actor', actor: 'c', change: { deduplicate: 'sometimes' } });
  expect(outcome.ok ? '' : outcome.error.message).toBe('deduplicate of c must be true or false, but is sometimes.');
});
