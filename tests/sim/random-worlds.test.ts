// Holds, in 2,000 worlds of any actors, faults, reshards and jumps through time: every invariant of src/sim/checkers after
// every event; nothing stored goes before its retention is over; what was acknowledged is stored; the metrics are what a
// recount of the logs gives; a moment that is come back
// to is the same moment, to the last bit.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retentionMs, type World } from '#sim';
import { recountMetrics } from '../../src/sim/checkers/metrics.ts';
import { actionOf, newWorld, worldPlan, type WorldPlan } from './support/random-worlds.ts';
import { advanceChecked } from './support/worlds.ts';

/** Plans that once broke something; the next one goes here, as fast-check prints it. */
const onceBroken: [WorldPlan][] = [];

test('2,000 random worlds keep every invariant', () => {
  const seen = { records: 0, jumps: 0, reshards: 0, messagesLost: 0 };
  fc.assert(
    fc.property(worldPlan, (plan) => {
      const world = run(plan, seen);
      expectKept(world);
      expectAcknowledgedStored(world);
      expect(recountMetrics(world)).toEqual([]);
    }),
    { numRuns: 2_000, examples: onceBroken },
  );
  // Worlds in which nothing happened would prove nothing.
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(500);
}, 600_000);

function run(plan: WorldPlan, seen: Record<string, number>): World {
  const world = newWorld(plan);
  advanceChecked(world, 8_000);
  for (const step of plan.steps) {
    if (step.kind === 'wait') advanceChecked(world, world.nowMs + step.ms);
    else if (step.kind === 'jump') jump(world, step.share);
    else {
      const action = actionOf(world, step);
      if (action) world.edit(action);
    }
    if (step.kind === 'jump') seen.jumps! += 1;
  }
  advanceChecked(world, world.nowMs + 20_000);
  const { shards } = world.stream('s')!;
  seen.records! += shards.reduce((sum, shard) => sum + shard.cursor.length, 0);
  seen.reshards! += shards.filter(({ closedMs }) => closedMs !== null).length;
  seen.messagesLost! += world.traceLog.last(10_000).filter(({ kind }) => kind === 'MessageLost').length;
  return world;
}

/** Back, and forward again: the same state. Half the jumps stay in the past, so that what comes next forks. */
function jump(world: World, share: number): void {
  const { nowMs } = world;
  // An action may have left something to do in this very millisecond; a moment is whole when that is done.
  advanceChecked(world, nowMs);
  const before = world.stateHash();
  const past = Math.floor(nowMs * share);
  world.seek(past);
  const there = world.stateHash();
  world.seek(nowMs);
  expect(world.stateHash(), `at ${nowMs} ms after a visit to ${past} ms`).toBe(before);
  world.seek(past);
  expect(world.stateHash(), `at ${past} ms, twice`).toBe(there);
  if (share < 0.5) world.seek(nowMs);
}

function expectKept(world: World): void {
  const stream = world.stream('s')!;
  for (const shard of stream.shards) {
    if (shard.head === 0) continue;
    const keptMs = world.nowMs - retentionMs(stream);
    expect(world.log(shard.logId).arrivalMs(shard.head - 1), 'a record went before its time').toBeLessThanOrEqual(keptMs);
  }
}

function expectAcknowledgedStored(world: World): void {
  const stored = new Map<number, number>();
  for (const shard of world.stream('s')!.shards) {
    const log = world.log(shard.logId);
    for (let i = 0; i < shard.cursor.length; i += 1) stored.set(log.source(i), (stored.get(log.source(i)) ?? 0) + 1);
  }
  for (const actor of world.actors.values()) {
    if (actor.kind === 'producer') expect(actor.counts.acknowledged, actor.name).toBeLessThanOrEqual(stored.get(actor.ordinal) ?? 0);
  }
}
