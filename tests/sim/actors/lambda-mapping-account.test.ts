// Holds: a mapping's account is exact, and its batchers keep each key in order. Whatever is put, split, merged, switched off,
// set anew, lost on the wire or expired: each record was delivered, passed over, given up with a message, or is counted as lost.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld, type World } from '#sim';
import type { LambdaMappingConfig } from '../../../src/sim/actors/lambda-mapping/config.ts';
import { unitsOf, viewOf, type Unit } from '../../../src/sim/actors/lambda-mapping/records.ts';
import type { Running } from '../../../src/sim/actors/lambda-mapping/state.ts';
import { checkWorld } from '../../../src/sim/checkers/invariants.ts';
import { act, crash, restart, stored } from '../support/actors.ts';
import { addMapping, mappingOf } from '../support/managed.ts';
import { HOUR_MS, merge, put, split } from '../support/worlds.ts';

const POISON = { kind: 'key', key: 'key 3' } as const;

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), n: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), n: fc.integer({ min: 1, max: 90_000 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('split' as const), n: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), n: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), n: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('long crash' as const), n: fc.integer({ min: 20 * HOUR_MS, max: 50 * HOUR_MS }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('configure' as const), n: fc.nat(1_000) }) },
);

const settings = fc.record({
  reading: fc.constantFrom('shared' as const, 'fan-out' as const),
  startingPosition: fc.constantFrom('TRIM_HORIZON' as const, 'TRIM_HORIZON' as const, 'LATEST' as const),
  batchSize: fc.integer({ min: 1, max: 8 }),
  maximumBatchingWindowInSeconds: fc.constantFrom(0, 3),
  parallelizationFactor: fc.integer({ min: 1, max: 4 }),
  maximumRetryAttempts: fc.constantFrom(-1, 0, 2),
  maximumRecordAgeInSeconds: fc.constantFrom(-1, 60, 300),
  bisectBatchOnFunctionError: fc.boolean(),
  reportBatchItemFailures: fc.boolean(),
  tumblingWindowInSeconds: fc.constantFrom(0, 30),
  filters: fc.constantFrom([], ['{"partitionKey":[{"suffix":"3"},{"suffix":"5"},{"suffix":"8"}]}']),
  durationMs: fc.constantFrom(0, 50, 4_000),
});

/** Watches the functions: no key in two at a time, and after a success nothing of a key that comes before it. */
class Watch {
  private readonly running = new Map<string, { running: Running; units: readonly Unit[] }>();
  private readonly succeeded = new Map<string, number>();
  inOrder = 0;

  look(world: World): void {
    const mapping = mappingOf(world);
    for (const shard of mapping.shards.values()) {
      for (const lane of shard.lanes) {
        const place = `${shard.shardIndex}.${lane.index}`;
        const before = this.running.get(place);
        if (before?.running === lane.running) continue;
        if (before?.running.result === 'ok' && mapping.running) for (const { partitionKey, index } of before.units) this.succeeded.set(`${shard.shardIndex} ${partitionKey}`, index);
        this.running.delete(place);
        if (!lane.running) continue;
        const [part] = lane.parts;
        const units = unitsOf(viewOf(world, mapping, shard, lane.index), part!.from, part!.to);
        this.running.set(place, { running: lane.running, units });
      }
      const keys = shard.lanes.map(({ index }) => new Set(this.running.get(`${shard.shardIndex}.${index}`)?.units.map(({ partitionKey }) => partitionKey)));
      expect(new Set(keys.flatMap((set) => [...set])).size, 'a key is with two functions at once').toBe(keys.reduce((sum, set) => sum + set.size, 0));
      for (const lane of shard.lanes) {
        for (const { partitionKey, index } of this.running.get(`${shard.shardIndex}.${lane.index}`)?.units ?? []) {
          const done = this.succeeded.get(`${shard.shardIndex} ${partitionKey}`) ?? -1;
          if (index <= done) throw new Error(`record ${index} of ${partitionKey} is delivered after record ${done}`);
          this.inOrder += 1;
        }
      }
    }
  }

  forget(): void {
    this.running.clear();
    this.succeeded.clear();
  }
}

test('delivered, passed over, discarded and lost together are what was stored; each key keeps its order', () => {
  const seen = { delivered: 0, filtered: 0, discarded: 0, lost: 0, repeated: 0, throttles: 0, drained: 0, windows: 0, inOrder: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 25 }), settings, settings, fc.boolean(), fc.nat(1e6), (steps, config, later, faults, seed) => {
      const world = createWorld({
        seed,
        network: { oneWayMs: 0, jitterMs: 400, ...(faults && { requestLoss: 0.05, responseLoss: 0.05 }) },
        setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } }],
      });
      const watch = new Watch();
      const run = (ms: number, every = 1) => {
        const tMs = world.nowMs + ms;
        for (let n = 0; world.nextDueMs <= tMs && world.stepForward(); n += 1) {
          watch.look(world);
          if (n % 5 === 0 || every === 1) expect(checkWorld(world), `at ${world.nowMs}`).toEqual([]);
        }
        world.advance(tMs);
      };
      const configure = (change: Partial<LambdaMappingConfig>) => act(world, { type: 'configure actor', actor: 'm', change });
      world.advance(10_000);
      addMapping(world, { ...config, onFailure: 'SQS', poison: POISON });
      // A mapping that begins at the tip must have begun before there is anything to count.
      run(65_000, 5);
      while (![0, 1].every((index) => mappingOf(world).shards.get(index)?.begun)) run(5_000, 5);
      for (const { kind, n } of steps) {
        const open = world.stream('s')!.shards.filter((shard) => shard.closedMs === null).toSorted((x, y) => (x.start < y.start ? -1 : 1));
        const i = n % open.length;
        if (kind === 'put') for (let k = 0; k < n; k += 1) put(world, `key ${(k * 7 + n) % 9}`);
        else if (kind === 'wait') run(n, 5);
        else if (kind === 'crash' || kind === 'long crash') {
          if (mappingOf(world).running) {
            crash(world, 'm');
            watch.forget();
          }
          world.advance(world.nowMs + n);
          restart(world, 'm');
        } else if (kind === 'configure') configure({ ...later, reservedConcurrency: n % 5, durationMs: n });
        else if (kind === 'split') split(world, open[i]!.index, (open[i]!.start + open[i]!.end) / 2n);
        else if (open[i + 1]) merge(world, open[i]!.index, open[i + 1]!.index);
      }
      configure({ poison: { kind: 'key', key: 'none' }, reservedConcurrency: 100, tumblingWindowInSeconds: 0, durationMs: 0 });
      run(400_000, 5);
      const { counts, shards, windowsClosed } = mappingOf(world);
      expect(counts.delivered + counts.filtered + counts.discarded + counts.lost, JSON.stringify(counts)).toBe(stored(world));
      expect(counts.messages).toBe(counts.discards);
      for (const name of ['delivered', 'filtered', 'discarded', 'lost', 'repeated', 'throttles'] as const) seen[name] += counts[name];
      seen.drained += [...shards.values()].filter(({ phase }) => phase === 'drained').length;
      seen.windows += windowsClosed.length;
      seen.inOrder += watch.inOrder;
    }),
    { numRuns: 30 },
  );
  // A run without any of these would say little.
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(5);
}, 120_000);
