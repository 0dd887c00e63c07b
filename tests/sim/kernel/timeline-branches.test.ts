// Holds: an edit in the past forks and keeps the old future; the same moment of the same branch has the same state, whatever
// was edited, switched, sought and stepped in between; branches are listed, named, left and forgotten.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorld, type Action, type World } from '#sim';
import { checkWorld } from '../../../src/sim/checkers/invariants.ts';
import { consumerConfig, producerConfig } from '../support/actors.ts';
import { HALF } from '../support/worlds.ts';

const setup: readonly Action[] = [
  { type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } },
  // Enough events for a checkpoint every other second.
  { type: 'add actor', config: producerConfig({ recordsPerSecond: 200, call: 'PutRecord', recordsPerCall: 1 }) },
  // Asks one shard for more than it gives: rejections lie in a column that futures share.
  { type: 'add actor', config: producerConfig({ name: 'hot', recordsPerSecond: 1_400, recordsPerCall: 70, keys: { kind: 'hot', prefix: 'h', keys: 5, share: 0.9 } }) },
  { type: 'add actor', config: consumerConfig({ pollIntervalMs: 300, limit: 200 }) },
];
const newWorld = () => createWorld({ seed: 11, network: { oneWayMs: 12, jitterMs: 20 }, setup });
const END_MS = 9_000;

const acts: readonly Action[] = [
  { type: 'call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(HALF / 2n) } },
  { type: 'call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge: '0', AdjacentShardToMerge: '1' } },
  { type: 'call', operation: 'PutRecord', input: { StreamName: 's', PartitionKey: 'mine', Data: new Uint8Array(5_000).fill(7) } },
  { type: 'crash actor', actor: 'c' },
  { type: 'restart actor', actor: 'c' },
  { type: 'configure actor', actor: 'p', change: { recordBytes: 30_000 } },
  { type: 'configure actor', actor: 'hot', change: { recordsPerSecond: 300 } },
  { type: 'remove actor', actor: 'hot' },
  { type: 'configure network', change: { requestLoss: 0.2 } },
];

const whole = (world: World) => [world.nowMs, world.eventsDone, world.traceHash(), world.stateHash()];
const branchesOf = (world: World) => world.timeline.branches;

/** What a fresh world comes to that never had another future. */
function alone(log: World['actions'], tMs: number) {
  const world = newWorld();
  for (const { atMs, afterEvents, action } of log) {
    world.advance(atMs, afterEvents - world.eventsDone);
    world.edit(action);
  }
  world.advance(Math.max(tMs, world.nowMs));
  world.seek(tMs);
  return whole(world);
}

const moves = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('run' as const), n: fc.nat(2_500) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('seek' as const), n: fc.nat(END_MS) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('edit' as const), n: fc.nat(acts.length - 1) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('switch' as const), n: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('back' as const), n: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('ahead' as const), n: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), n: fc.nat(20) }) },
  ),
  { minLength: 12, maxLength: 30 },
);

test('the same moment of the same branch has the same state, after any edits, forks, switches, seeks and steps', () => {
  let forks = 0;
  fc.assert(
    fc.property(moves, (steps) => {
      const world = newWorld();
      world.advance(6_000);
      const branches = branchesOf(world);
      const pick = (n: number) => branches.all[n % branches.all.length]!.id;
      for (const step of steps) {
        if (step.do === 'run') world.advance(Math.min(END_MS, world.nowMs + step.n));
        else if (step.do === 'seek') world.seek(Math.min(step.n, world.reachedMs));
        else if (step.do === 'edit') world.edit(acts[step.n]!);
        else if (step.do === 'switch') world.timeline.switchTo(pick(step.n));
        else if (step.do === 'forget') branches.remove(pick(step.n));
        else for (let i = 0; i < step.n; i += 1) if (step.do === 'back') world.stepBack(); else if (world.nextDueMs <= END_MS) world.stepForward();
      }
      forks += branches.all.length - 1;
      for (const { id, log, reached } of branches.all.toReversed()) {
        world.timeline.switchTo(id);
        expect(world.actions).toBe(log);
        for (const tMs of [reached.atMs, Math.floor(reached.atMs / 2), reached.atMs]) {
          world.seek(tMs);
          expect(whole(world), `branch ${id} at ${tMs} ms`).toEqual(alone(log, tMs));
          expect(checkWorld(world)).toEqual([]);
        }
      }
    }),
    { numRuns: 15 },
  );
  expect(forks).toBeGreaterThan(15);
}, 30_000);

describe('an edit', () => {
  test('at the end of what was reached does not fork', () => {
    const world = newWorld();
    world.advance(3_000);
    world.edit(acts[3]!);
    world.edit(acts[4]!);
    world.advance(4_000);
    world.seek(1_000);
    world.seek(4_000);
    world.edit(acts[0]!);
    expect(branchesOf(world).all).toHaveLength(1);
    expect(world.actions).toHaveLength(3);
  });

  test('in the past keeps the old future under its name and goes on in a new branch', () => {
    const world = newWorld();
    world.advance(3_000);
    world.edit(acts[3]!);
    world.advance(6_000);
    const old = whole(world);
    world.seek(2_000);
    world.edit(acts[0]!);
    const branches = branchesOf(world);
    expect(branches.all.map(({ id, name, parentId }) => [id, name, parentId])).toEqual([[1, 'First history', null], [2, 'Branch 2', 1]]);
    expect([branches.current.id, world.reachedMs, branches.forkOf(branches.current)]).toEqual([2, 2_000, { atMs: 2_000, eventsDone: world.eventsDone, actionsDone: 0 }]);
    world.advance(7_000);
    world.timeline.switchTo(1);
    expect([world.nowMs, world.reachedMs], 'no further than the old future went').toEqual([6_000, 6_000]);
    expect(whole(world)).toEqual(old);
    world.timeline.switchTo(2);
    expect([world.nowMs, world.reachedMs]).toEqual([6_000, 7_000]);
  });

  test('that is refused does not fork', () => {
    const world = newWorld();
    world.advance(3_000);
    world.seek(1_000);
    expect(world.edit({ type: 'crash actor', actor: 'nobody' }).ok).toBe(false);
    expect([branchesOf(world).all.length, world.reachedMs]).toEqual([1, 3_000]);
  });
});

describe('branches', () => {
  /** 1 forks at 4,000 into 2, which forks at 2,000 into 3 and at 5,000 into 4. */
  function tree() {
    const world = newWorld();
    world.advance(6_000);
    for (const [at, action] of [[4_000, 3], [2_000, 0], [5_000, 4]] as const) {
      world.seek(at);
      world.edit(acts[action]!);
      world.advance(6_000);
      if (at === 2_000) world.timeline.switchTo(2);
    }
    return world;
  }
  const lineage = (world: World) => branchesOf(world).all.map((branch) => [branch.id, branch.parentId, branchesOf(world).forkOf(branch)?.atMs ?? null]);

  test('know whom they forked from and when', () => {
    expect(lineage(tree())).toEqual([[1, null, null], [2, 1, 4_000], [3, 2, 2_000], [4, 2, 5_000]]);
  });

  test('that are forgotten leave their children to their parent, at the moment at which those two part', () => {
    const world = tree();
    expect(branchesOf(world).remove(2)).toBe(true);
    expect(lineage(world)).toEqual([[1, null, null], [3, 1, 2_000], [4, 1, 4_000]]);
    expect(branchesOf(world).remove(1)).toBe(true);
    expect(lineage(world)).toEqual([[3, null, null], [4, 3, 2_000]]);
    expect(world.timeline.switchTo(1)).toBe(false);
  });

  test('the one that one is in cannot be forgotten', () => {
    const world = tree();
    expect([branchesOf(world).remove(4), branchesOf(world).remove(99), branchesOf(world).all.length]).toEqual([false, false, 4]);
  });

  test('take a name of 1 to 60 characters', () => {
    const { branches } = tree().timeline;
    expect(branches.rename(2, '  split early ')).toBe(true);
    expect([branches.rename(2, '   '), branches.rename(2, 'x'.repeat(61)), branches.rename(99, 'x')]).toEqual([false, false, false]);
    expect(branches.find(2)?.name).toBe('split early');
  });
});
