// Holds: the checker of producers is no rubber stamp: each way to lose, repeat or forget a record of theirs is seen.
import { describe, expect, test } from 'vitest';
import type { KplState, ProducerState, World } from '#sim';
import { checkWorld } from '../../../src/sim/checkers/invariants.ts';
import { act, addProducer, crash } from '../support/actors.ts';
import { wait, worldWithStream } from '../support/worlds.ts';

describe('a producer', () => {
  const state = (world: World) => world.actors.get('p') as ProducerState;
  test.each<[string, (producer: ProducerState) => unknown]>([
    ['neither acknowledged', ({ counts }) => (counts.acknowledged -= 1)],
    ['neither acknowledged', ({ counts }) => (counts.ignored += 1)],
    ['neither acknowledged', ({ counts }) => (counts.givenUp += 1)],
    ['were stored again', ({ counts }) => (counts.duplicated += 1e6)],
    ['wait for nothing', (producer) => Object.assign(producer.line, { waiting: 2, busy: 0 })],
  ])('%s', (text, damage) => {
    const world = worldWithStream();
    addProducer(world, { order: 'serial', handling: 'resend-all', recordsPerSecond: 1_500, recordsPerCall: 300 });
    wait(world, 5_050);
    expect(checkWorld(world)).toEqual([]);
    damage(state(world));
    expect(checkWorld(world).join('; ')).toContain(text);
  });
});

describe('a KPL', () => {
  const running = () => {
    const world = worldWithStream(2);
    act(world, { type: 'configure network', change: { oneWayMs: 30 } });
    const keys = { kind: 'uniform', prefix: 'k', keys: 50 } as const;
    // Records by themselves, at more than its limiter lets through: something stands in every place.
    act(world, { type: 'add actor', config: { kind: 'kpl-producer', name: 'k', streamName: 's', recordsPerSecond: 300, keys, recordBytes: 100, aggregationMaxCount: 2, rateLimit: 2, startsAtMs: 10_000 } });
    wait(world, 20_060);
    expect(checkWorld(world)).toEqual([]);
    return world;
  };
  const limiter = (kpl: KplState) => [...kpl.limiters.values()][0]!;
  const aggregate = (kpl: KplState) => [...kpl.aggregates.values()][0]!;
  test.each<[string, (kpl: KplState) => unknown]>([
    ['neither acknowledged', ({ counts }) => (counts.acknowledged -= 1)],
    ['neither acknowledged', ({ counts }) => (counts.failed += 1)],
    ['in its hands', (kpl) => aggregate(kpl).records.pop()],
    ['in its hands', (kpl) => limiter(kpl).queue.pop()],
    ['calls are under way', (kpl) => (kpl.callsUnderWay += 1)],
    ['a record twice', (kpl) => limiter(kpl).queue.splice(1, 1, limiter(kpl).queue[0]!)],
    ['gave more than it had', (kpl) => (limiter(kpl).records.tokens = -1)],
    ['out of order', (kpl) => limiter(kpl).queue.reverse()],
    ['nobody looks at a limiter', (kpl) => (kpl.draining = false)],
    ['nobody looks at a deadline', (kpl) => (aggregate(kpl).wakeMs = null)],
    ['due after it has expired', (kpl) => Object.assign(aggregate(kpl).records[0]!, { expiresMs: 0 })],
  ])('%s', (text, damage) => {
    const world = running();
    damage(world.actors.get('k') as KplState);
    expect(checkWorld(world).join('; ')).toContain(text);
  });
  test('what a crash forgets is forgiven', () => {
    const world = running();
    crash(world, 'k');
    expect(checkWorld(world)).toEqual([]);
  });
});
