// Holds: whatever happens to the workers and the shards, an application on the KCL processes every record at least once,
// in the order of its shard, children after parents; nothing is lost while nothing expires. (Order, parents, accounts and
// the uniqueness of owners are looked at after every event, by the checkers.)
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld, type World } from '#sim';
import { advanceChecked, merge, put, split } from '../support/worlds.ts';
import { act, addWorker, crash, restart, stored, tableIn, workerOf } from '../support/actors.ts';
import type { KclWorkerConfig } from '../../../src/sim/actors/kcl/config.ts';

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), n: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), n: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 60_000 })) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('split' as const), n: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), n: fc.nat(50) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('crash' as const), n: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pause' as const), n: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('faults' as const), n: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('slow' as const), n: fc.integer({ min: 0, max: 300 }) }) },
);
const application = fc.record({
  version: fc.constantFrom('1' as const, '2' as const, '3' as const),
  polling: fc.boolean(),
  checkpointEveryRecords: fc.constantFrom(undefined, 7, 1_000),
  gracefulLeaseHandoff: fc.boolean(),
});

function settle(world: World, names: readonly string[]): void {
  for (const name of names) {
    act(world, { type: 'configure actor', actor: name, change: { processingMsPerRecord: 0 } });
    if (!workerOf(world, name).running) restart(world, name);
  }
  const live = () => world.stream('s')!.shards;
  // A shard after the other, with a failover or two on the way.
  for (let i = 0; i < 40; i += 1) {
    advanceChecked(world, world.nowMs + 30_000, 200);
    if (live().every(({ index, cursor }) => (tableIn(world).shards.get(index)?.furthest.index ?? 0) === cursor.length)) return;
  }
}

test('every record at least once, none lost', () => {
  const seen = { repeated: 0, failedOver: 0, children: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), application, fc.nat(1e6), (steps, { version, polling, checkpointEveryRecords, gracefulLeaseHandoff }, seed) => {
      const world = createWorld({ seed, network: { oneWayMs: 5, jitterMs: 20 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 3 } }] });
      world.advance(10_000);
      const config: Partial<KclWorkerConfig> = {
        version,
        consumption: polling || version === '1' ? 'polling' : 'fan-out',
        gracefulLeaseHandoff,
        processingMsPerRecord: 20,
        ...(checkpointEveryRecords === undefined ? {} : { checkpointEveryRecords }),
      };
      const names = ['w1', 'w2', 'w3'];
      for (const name of names) addWorker(world, { ...config, name });
      advanceChecked(world, 60_000, 20);
      for (const { kind, n } of steps) {
        const name = names[n % 3]!;
        const open = world.stream('s')!.shards.filter((shard) => shard.closedMs === null).toSorted((x, y) => (x.start < y.start ? -1 : 1));
        const i = n % open.length;
        if (kind === 'put') for (let k = 0; k < n; k += 1) put(world, `key ${k * 7 + steps.length}`);
        else if (kind === 'wait') advanceChecked(world, world.nowMs + n, 7);
        else if (kind === 'crash') (workerOf(world, name).running ? crash : restart)(world, name);
        else if (kind === 'pause') act(world, { type: 'configure actor', actor: name, change: { pausedUntilMs: world.nowMs + n * 1_000 } });
        else if (kind === 'slow') act(world, { type: 'configure actor', actor: name, change: { processingMsPerRecord: n } });
        else if (kind === 'faults') act(world, { type: 'configure network', change: { requestLoss: (n % 2) * 0.2, responseLoss: (n % 3) * 0.1 } });
        else if (kind === 'split' && open.length < 8) split(world, open[i]!.index, (open[i]!.start + open[i]!.end) / 2n);
        else if (kind === 'merge' && open[i + 1]) merge(world, open[i]!.index, open[i + 1]!.index);
      }
      act(world, { type: 'configure network', change: { requestLoss: 0, responseLoss: 0 } });
      settle(world, names);
      const accounts = [...tableIn(world).shards.values()];
      const total = (of: (account: (typeof accounts)[number]) => number) => accounts.reduce((sum, account) => sum + of(account), 0);
      expect(total(({ lost, passedOver, skipped }) => lost + passedOver + skipped)).toBe(0);
      expect(total(({ processed, repeated }) => processed - repeated)).toBe(stored(world));
      expect(names.reduce((sum, name) => sum + workerOf(world, name).counts.processed, 0)).toBe(total(({ processed }) => processed));
      seen.repeated += total(({ repeated }) => repeated);
      seen.failedOver += world.traceLog.last(1e9).filter(({ kind }) => kind === 'WorkerFailedOver').length;
      seen.children += Math.max(0, world.stream('s')!.shards.length - 3);
    }),
    { numRuns: 25 },
  );
  expect(Math.min(seen.repeated, seen.failedOver, seen.children), JSON.stringify(seen)).toBeGreaterThan(5);
}, 120_000);
