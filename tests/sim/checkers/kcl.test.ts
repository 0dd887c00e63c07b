// Holds: the checkers of applications on the KCL and of fan-out consumers see each way to break one.
import { expect, test } from 'vitest';
import type { World } from '#sim';
import { checkWorld } from '../../../src/sim/checkers/invariants.ts';
import { put, shardId, split, HALF, wait, worldWithStream } from '../support/worlds.ts';
import { act, addFanOut, addWorker, fanOutOf, tableIn, workerOf } from '../support/actors.ts';

function running() {
  const world = worldWithStream(2);
  for (const name of ['w1', 'w2']) addWorker(world, { name, version: '2', maxRecords: 2, processingMsPerRecord: 2_000 });
  addFanOut(world, { processingMsPerRecord: 10_000 });
  wait(world, 100_000);
  for (let i = 0; i < 12; i += 1) put(world, 'k', 'x', { ExplicitHashKey: '0' });
  split(world, 1, HALF + HALF / 2n);
  expect(checkWorld(world)).toEqual([]);
  expect(consumer(world).queue.length).toBeGreaterThan(1);
  return world;
}
const row = (world: World, shard = 0) => tableIn(world).leases.get(shardId(shard))!;
const owner = (world: World) => workerOf(world, row(world).leaseOwner!);
const other = (world: World) => workerOf(world, row(world).leaseOwner === 'w1' ? 'w2' : 'w1');
const consumer = (world: World) => owner(world).consumers.get(shardId(0))!;
const account = (world: World) => tableIn(world).shards.get(0)!;
const reader = (world: World) => fanOutOf(world).readers.get(0)!;

test.each<[string, (world: World) => unknown]>([
  ['holds leases and does not run', (world) => (owner(world).running = false)],
  ['repeated more than it processed', (world) => (owner(world).counts.repeated = 1e6)],
  ['nobody reads shardId-000000000000', (world) => owner(world).consumers.delete(shardId(0))],
  ['wait and nobody takes one', (world) => (consumer(world).work = null)],
  ['out of order', (world) => consumer(world).queue.reverse()],
  ['ends before its end was read', (world) => (consumer(world).shutdown = 'SHARD_END')],
  ['read before its parents are done with', (world) => Object.assign(row(world), { parentShardId: [shardId(2)] })],
  ['can both write its lease', (world) => {
    other(world).held.set(shardId(0), { ...owner(world).held.get(shardId(0))! });
    row(world).checkpointOwner = other(world).name;
  }],
  ['handed over to its owner', (world) => (row(world).checkpointOwner = row(world).leaseOwner)],
  ['app at shardId-000000000000: it repeated more', (world) => (account(world).repeated = 1e6)],
  ['processed more than there is', (world) => (account(world).furthest = { index: 1e6, sub: 0 })],
  ['records are accounted for', (world) => (account(world).processed -= 1)],
  ['checkpoint is ahead of what is done', (world) => Object.assign(account(world), { furthest: { index: 1, sub: 0 } })],
  ['ended before all its records', (world) => (row(world).checkpoint = 'SHARD_END')],
  ['has no subscription', (world) => (reader(world).subscription.id = null)],
  ['events wait and nobody takes one', (world) => (reader(world).batch = null)],
  ['events are out of order', (world) => reader(world).waiting.push({ ...reader(world).waiting[0]! })],
  ['received more than it knows of', (world) => (reader(world).position = 0)],
  ['batch is behind its checkpoint', (world) => (reader(world).checkpoint = { position: 12, sequenceNumber: '1' })],
])('%s', (text, damage) => {
  const world = running();
  damage(world);
  expect(checkWorld(world).join('; ')).toContain(text);
});

test('a paused worker is no breach', () => {
  const world = running();
  act(world, { type: 'configure actor', actor: owner(world).name, change: { pausedUntilMs: world.nowMs + 60_000 } });
  wait(world, 90_000);
  expect(checkWorld(world)).toEqual([]);
});
