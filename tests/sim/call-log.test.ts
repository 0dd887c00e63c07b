// Holds: the log of calls tells what was asked and answered, newest first; what lies ahead of the playhead is not in it, and running
// on, or another future, writes it anew.
import { expect, test } from 'vitest';
import type { World } from '#sim';
import { addConsumer, addProducer } from './support/actors.ts';
import { failure, put, wait, worldWithStream } from './support/worlds.ts';

const newest = (world: World) => world.calls.newest(world.plain.callsServed);
const told = (world: World) => newest(world).map(({ index, atMs, caller, operation, outcome }) => [index, atMs, caller, operation, outcome.ok]);

test('the learner’s calls are there as they were made, refused ones too', () => {
  const world = worldWithStream();
  put(world, 'k', 'Hello');
  failure(world, 'PutRecord', { StreamName: 'nobody', PartitionKey: 'k', Data: new Uint8Array(1) });
  const [refused, stored, created] = newest(world);
  expect([refused, stored, created].map((call) => [call!.operation, call!.caller, call!.outcome.ok])).toEqual([
    ['PutRecord', 'you', false],
    ['PutRecord', 'you', true],
    ['CreateStream', 'you', true],
  ]);
  expect(stored!.input).toMatchObject({ StreamName: 's', PartitionKey: 'k' });
});

function busyWorld() {
  const world = worldWithStream();
  addProducer(world);
  addConsumer(world);
  wait(world, 20_000);
  return world;
}

test('actors’ calls are there by their names, and the log holds the newest of many', () => {
  const world = busyWorld();
  wait(world, 300_000);
  expect(world.plain.callsServed).toBeGreaterThan(400);
  const calls = newest(world);
  expect(new Set(calls.map(({ caller }) => caller))).toEqual(new Set(['p', 'c']));
  expect(calls.map(({ index }) => index)).toEqual(Array.from({ length: 200 }, (_, i) => world.plain.callsServed - 1 - i));
});

test('going back hides what is ahead, and coming again tells the same', () => {
  const world = busyWorld();
  const there = told(world);
  world.seek(15_000);
  expect(newest(world).every(({ atMs }) => atMs <= 15_000)).toBe(true);
  expect(newest(world).length).toBeLessThan(there.length);
  world.seek(30_000);
  expect(told(world)).toEqual(there);
});

test('another future leaves none of the dropped one', () => {
  const world = busyWorld();
  world.seek(15_000);
  world.edit({ type: 'crash actor', actor: 'p' });
  wait(world, 15_000);
  expect(newest(world).filter(({ caller, atMs }) => caller === 'p' && atMs > 16_000)).toEqual([]);
});
