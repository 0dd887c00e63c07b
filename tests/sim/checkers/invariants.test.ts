// Holds: the checker is no rubber stamp: each way to break a world is seen. (That sound worlds pass, every other test shows.)
import { describe, expect, test } from 'vitest';
import { createWorld, scenarios, type ConsumerState, type ProducerState, type World } from '#sim';
import { checkWorld } from '../../../src/sim/checkers/invariants.ts';
import { subscribe, worldWithConsumer } from '../support/consumers.ts';
import { HALF, put, split, wait, worldWithStream } from '../support/worlds.ts';

function sound() {
  const world = worldWithStream(2);
  for (let i = 0; i < 3; i += 1) {
    put(world, 'k', 'x', { ExplicitHashKey: '0' });
    wait(world, 10);
  }
  split(world, 1, HALF + HALF / 2n);
  expect(checkWorld(world)).toEqual([]);
  return world;
}
const shard = (world: World, i: number) => world.stream('s')!.shards[i]! as unknown as Record<string, never>;
/** Writes another record over the one at this place. */
function overwrite(world: World, index: number, arrivalMs: number, counter: number) {
  world.log(0).append(world.stream('s')!.fill, { length: index }, 'k', { text: '', byteLength: 0 }, arrivalMs, counter, 0, 0, 0);
}

describe('shards', () => {
  test.each<[string, (world: World) => unknown]>([
    ['cover the key space', (world) => Object.assign(shard(world, 2), { end: 5n })],
    ['cover the key space', (world) => Object.assign(shard(world, 0), { closedMs: 1 })],
    ['cover the key space', (world) => Object.assign(shard(world, 1), { closedMs: null })],
    ['did not close as it opened', (world) => Object.assign(shard(world, 1), { closedMs: 3 })],
    ['does not meet its parent', (world) => Object.assign(shard(world, 3), { parentIndex: 0 })],
    ['is not within its 3 records', (world) => Object.assign(shard(world, 0), { head: 4 })],
    ['due for no retention check', (world) => Object.assign(shard(world, 0), { trimDueMs: null })],
    ['arrived before', (world) => overwrite(world, 1, 5, 2)],
    ['no higher number', (world) => overwrite(world, 2, 10_020, 2)],
    ['of the future', (world) => overwrite(world, 2, 1e9, 3)],
    ['after it was closed', (world) => Object.assign(shard(world, 0), { closedMs: 5 })],
    ['more records are free', (world) => Object.assign(shard(world, 0).writeRecords!, { tokens: 1_001 })],
    ['more records were taken', (world) => Object.assign(shard(world, 0).writeRecords!, { tokens: -1 })],
    ['read calls are off', (world) => Object.assign(shard(world, 0).readCalls!, { tokens: 6 })],
  ])('%s', (text, damage) => {
    const world = sound();
    damage(world);
    expect(checkWorld(world).join('; ')).toContain(text);
  });
});

describe('subscriptions', () => {
  test.each<[string, (world: World) => unknown]>([
    ['its shard does not know it', (world) => world.stream('s')!.shards[0]!.subscriptions.pop()],
    ['its shard does not know it', (world) => (world.state.subscriptions.get(1)!.position = 9)],
    ['its consumer is not ACTIVE', (world) => (world.stream('s')!.consumers.get('c')!.status = 'DELETING')],
    ['its consumer is not ACTIVE', (world) => (world.stream('s')!.consumers.get('c')!.pipes.get(0)!.subscriptionId = null)],
    ['no push is due', (world) => (world.state.subscriptions.get(1)!.pushDueMs = 0)],
    ['shards list 1 subscriptions of 0', (world) => world.state.subscriptions.clear()],
  ])('%s', (text, damage) => {
    const { world, arn } = worldWithConsumer();
    subscribe(world, arn);
    damage(world);
    expect(checkWorld(world).join('; ')).toContain(text);
  });
});

describe('actors', () => {
  const running = () => {
    const world = createWorld(scenarios.find(({ slug }) => slug === 'coast-stations')!);
    world.advance(10 * 3_600_000);
    expect(checkWorld(world)).toEqual([]);
    return world;
  };
  const alarms = (world: World) => world.actors.get('alarms') as ConsumerState;
  const reader = (world: World) => alarms(world).readers.get(0)!;
  test.each<[string, (world: World) => unknown]>([
    ['neither acknowledged', (world) => ((world.actors.get('harbour') as ProducerState).counts.acknowledged -= 1)],
    ['neither acknowledged', (world) => ((world.actors.get('harbour') as ProducerState).counts.givenUp += 1)],
    ['position', (world) => (reader(world).position = 1e6)],
    ['more than there is', (world) => (reader(world).furthest = 1e6)],
    ['ahead of what it processed', (world) => (reader(world).furthest = 0)],
    ['passed over what it processed', (world) => (reader(world).passedOver = [{ from: 0, to: 1 }])],
    ['passed over what lies ahead', (world) => (reader(world).passedOver = [{ from: 1e6, to: 1e6 + 1 }])],
    ['its shards passed over 1 records, its total is 0', (world) => (reader(world).passedOver = [{ from: 0, to: 1 }])],
    ['while its consumer runs', (world) => (reader(world).phase = 'stopped')],
    ['while its consumer is stopped', (world) => (alarms(world).running = false)],
    ['its total is', (world) => (reader(world).lost = 1)],
    ['before its parents are done', (world) => Object.assign(reader(world), { parents: [1] })],
  ])('%s', (text, damage) => {
    const world = running();
    damage(world);
    expect(checkWorld(world).join('; ')).toContain(text);
  });
});
