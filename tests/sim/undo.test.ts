// Holds: whatever is done can be taken back to the bit, and done again; nothing that somebody else did is lost by it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorld, type Action, type World } from '#sim';
import { consumerConfig, producerConfig } from './support/actors.ts';
import { HALF, shardId } from './support/worlds.ts';

const call = (operation: string, input: object = {}): Action => ({ type: 'call', operation, input: { StreamName: 's', ...input } });
const splitInTheMiddle = call('SplitShard', { ShardToSplit: shardId(0), NewStartingHashKey: String(HALF) });
const slower: Action = { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 1 } };
const crash: Action = { type: 'crash actor', actor: 'c' };
const longer = call('IncreaseStreamRetentionPeriod', { RetentionPeriodHours: 48 });
const actions = [splitInTheMiddle, slower, crash, longer, call('DeleteStream')];

function newWorld(): World {
  const world = createWorld({
    seed: 4,
    network: { oneWayMs: 10, jitterMs: 20 },
    setup: [call('CreateStream', { ShardCount: 1 }), { type: 'add actor', config: producerConfig() }, { type: 'add actor', config: consumerConfig() }],
  });
  world.advance(8_000);
  return world;
}
const branches = (world: World) => world.timeline.branches.all.length;

test.each(actions.map((action) => [action]))('%j is taken back to the very state before it, also after more has happened, and done again', (action) => {
  const world = newWorld();
  const before = world.stateHash();
  world.edit(action);
  const after = world.stateHash();
  expect(after).not.toBe(before);
  world.advance(12_000);
  const undone = world.timeline.undo()!;
  expect(undone.action).toBe(action);
  expect(world.stateHash()).toBe(before);
  expect(world.actions).toEqual([]);
  world.timeline.goTo(undone.before);
  world.edit(undone.action);
  expect(world.stateHash()).toBe(after);
});

test('with nothing done there is nothing to take back', () => {
  const world = newWorld();
  const before = world.stateHash();
  expect(world.timeline.undo()).toBeNull();
  expect(world.stateHash()).toBe(before);
});

describe('an action in the past', () => {
  test('taken back gives the future back that it displaced, and leaves no branch', () => {
    const world = newWorld();
    world.edit(slower);
    world.advance(20_000);
    const future = world.stateHash();
    world.seek(15_000);
    world.edit(splitInTheMiddle);
    world.advance(22_000);
    expect(branches(world)).toBe(2);
    world.timeline.undo();
    expect([world.nowMs, branches(world)]).toEqual([15_000, 1]);
    world.seek(20_000);
    expect(world.stateHash()).toBe(future);
  });

  test('taken back before later ones keeps those as a branch', () => {
    const world = newWorld();
    world.edit(slower);
    world.advance(12_000);
    world.edit(crash);
    world.advance(14_000);
    const kept = world.stateHash();
    const { id } = world.timeline.branches.current;
    world.seek(10_000);
    expect(world.timeline.undo()!.action).toBe(slower);
    expect(world.actions).toEqual([]);
    world.timeline.switchTo(id);
    world.seek(14_000);
    expect(world.stateHash()).toBe(kept);
  });

  test('taken back in a history that has let go of an earlier one stays in that history', () => {
    const world = newWorld();
    world.edit(slower);
    world.advance(12_000);
    world.edit(crash);
    world.seek(10_000);
    world.timeline.undo();
    world.advance(15_000);
    const [before, position] = [world.stateHash(), world.timeline.position];
    const { id } = world.timeline.branches.current;
    world.edit(longer);
    const after = world.stateHash();
    const undone = world.timeline.undo()!;
    expect([world.timeline.branches.current.id, world.stateHash(), world.timeline.position, world.actions]).toEqual([id, before, position, []]);
    world.timeline.goTo(undone.before);
    world.edit(undone.action);
    expect(world.stateHash()).toBe(after);
  });
});

test('however one edits, waits and goes about in time, taking everything back ends in the untouched world', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('edit' as const), n: fc.nat(actions.length - 1) }),
    fc.record({ kind: fc.constant('wait' as const), n: fc.integer({ min: 1, max: 6_000 }) }),
    fc.record({ kind: fc.constant('seek' as const), n: fc.nat(100) }),
    fc.record({ kind: fc.constantFrom('undo' as const, 'step ahead' as const, 'step back' as const), n: fc.constant(0) }),
    fc.record({ kind: fc.constant('switch' as const), n: fc.nat(10) }),
  );
  /** Takes everything back. @returns the states on the way, and what was taken back, the first action first */
  const undoAll = (world: World) => {
    const states: unknown[] = [];
    const undone = [];
    for (let taken = world.timeline.undo(); taken; taken = world.timeline.undo()) {
      states.push([world.stateHash(), world.timeline.position]);
      undone.unshift(taken);
    }
    return { states, undone };
  };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const world = newWorld();
      for (const { kind, n } of steps) {
        if (kind === 'edit') {
          world.advance(world.nowMs);
          const position = world.timeline.position;
          const before = world.stateHash();
          const outcome = world.edit(actions[n]!);
          if (!outcome.ok && outcome.error.__type === 'InvalidAction') continue;
          const after = world.stateHash();
          const undone = world.timeline.undo()!;
          expect([world.stateHash(), world.timeline.position]).toEqual([before, position]);
          world.edit(undone.action);
          expect(world.stateHash()).toBe(after);
        } else if (kind === 'wait') world.advance(world.nowMs + n);
        else if (kind === 'undo') world.timeline.undo();
        else if (kind === 'step ahead') world.stepForward();
        else if (kind === 'step back') world.stepBack();
        else if (kind === 'switch') world.timeline.switchTo(world.timeline.branches.all[n % branches(world)]!.id);
        else world.seek(8_000 + ((world.reachedMs - 8_000) * n) / 100);
      }
      const { states, undone } = undoAll(world);
      for (const { before, action } of undone) {
        world.timeline.goTo(before);
        world.edit(action);
      }
      expect(undoAll(world).states).toEqual(states);
      // A moment before: the history that a fork displaced is there again, and may begin with an action of this very one.
      world.seek(world.nowMs - 1);
      const untouched = newWorld();
      untouched.seek(world.nowMs);
      expect(world.stateHash()).toBe(untouched.stateHash());
    }),
    { numRuns: 150 },
  );
});
