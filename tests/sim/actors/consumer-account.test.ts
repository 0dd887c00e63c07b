// Holds: a consumer's account is exact. Whatever is put, split, merged, crashed, retained for longer or shorter, and however
// answers and expiry cross on the wire, each stored record was processed once (repeats apart), or is counted as lost, or as
// passed over where the consumer was told to go on behind it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld } from '#sim';
import { advanceChecked, HOUR_MS, merge, put, split } from '../support/worlds.ts';
import { addConsumer, consumerOf, crash, moveSomewhere, restart, stored } from '../support/actors.ts';

/** Often enough for an iterator to live; the other interval of the test is too seldom for that. */
const SLOW_MS = 240_000;

test('whatever happens, processed once and lost together are what was stored', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('put' as const), n: fc.integer({ min: 1, max: 8 }) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), n: fc.oneof(fc.integer({ min: 1, max: HOUR_MS }), fc.integer({ min: 1, max: 12 * HOUR_MS })) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('split' as const), n: fc.nat(50) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), n: fc.nat(50) }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('crash' as const), n: fc.constant(0) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), n: fc.nat(50) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('retain' as const), n: fc.integer({ min: 24, max: 60 }) }) },
  );
  const speed = fc.constantFrom(0, 1_200_000, HOUR_MS, 3 * HOUR_MS);
  const seen = { lost: 0, repeated: 0, drained: 0, passedOver: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), speed, fc.integer({ min: 1, max: 6 }), fc.constantFrom(SLOW_MS, 700_000), fc.nat(1e6), (steps, processingMsPerRecord, limit, pollIntervalMs, seed) => {
      // An hour's delay on the wire would be absurd; a minute's makes answers and expiry cross often enough.
      const world = createWorld({ seed, network: { oneWayMs: 0, jitterMs: 60_000, timeoutMs: 3_600_000 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } }] });
      world.advance(10_000);
      addConsumer(world, { processingMsPerRecord, limit, pollIntervalMs });
      world.advance(200_000);
      for (const { kind, n } of steps) {
        const open = world.stream('s')!.shards.filter((shard) => shard.closedMs === null).toSorted((x, y) => (x.start < y.start ? -1 : 1));
        const i = n % open.length;
        if (kind === 'put') for (let k = 0; k < n; k += 1) put(world, `key ${k * 7 + steps.length}`);
        else if (kind === 'wait') advanceChecked(world, world.nowMs + n, 7);
        else if (kind === 'crash') (consumerOf(world).running ? crash : restart)(world);
        else if (kind === 'move') moveSomewhere(world, 'c', n);
        else if (kind === 'retain') {
          const operation = n >= world.stream('s')!.retentionHours ? 'Increase' : 'Decrease';
          world.edit({ type: 'call', operation: `${operation}StreamRetentionPeriod`, input: { StreamName: 's', RetentionPeriodHours: n } });
        } else if (kind === 'split') split(world, open[i]!.index, (open[i]!.start + open[i]!.end) / 2n);
        else if (open[i + 1]) merge(world, open[i]!.index, open[i + 1]!.index);
      }
      if (!consumerOf(world).running) restart(world);
      advanceChecked(world, world.nowMs + 8 * 24 * HOUR_MS, 500);
      const { counts, readers } = consumerOf(world);
      expect(counts.processed - counts.repeated + counts.lost + counts.passedOver).toBe(stored(world));
      seen.lost += counts.lost;
      seen.passedOver += counts.passedOver;
      seen.repeated += counts.repeated;
      seen.drained += [...readers.values()].filter(({ phase }) => phase === 'drained').length;
    }),
    { numRuns: 30 },
  );
  // Repeats and moves are rare here and have tests of their own; without losses and drained shards this one would say little.
  expect(Math.min(seen.lost, seen.drained), JSON.stringify(seen)).toBeGreaterThan(5);
}, 60_000);
