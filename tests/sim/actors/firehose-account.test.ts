// Holds: Firehose's account is exact. Whatever is put, split, merged, switched off, down, transformed, lost on the wire or
// expired: each record is in the bucket once, was let go, or is counted as lost, and objects hold what they say.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld } from '#sim';
import { transformDefaults } from '../../../src/sim/actors/firehose/config.ts';
import { bodyOf } from '../../../src/sim/actors/firehose/records.ts';
import { act, crash, restart, stored } from '../support/actors.ts';
import { addFirehose, firehoseOf } from '../support/managed.ts';
import { advanceChecked, HOUR_MS, merge, put, split, text } from '../support/worlds.ts';

const rule = (key: string) => ({ kind: 'key', key }) as const;
const transforms = fc.constantFrom(
  undefined,
  { ...transformDefaults, bufferIntervalInSeconds: 2, drops: rule('key 1'), fails: rule('key 2') },
  { ...transformDefaults, bufferIntervalInSeconds: 0, durationMs: 3_000, throws: rule('key 3'), drops: rule('key 4') },
);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), n: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), n: fc.integer({ min: 1, max: 40_000 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('split' as const), n: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), n: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), n: fc.integer({ min: 1, max: 10_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), n: fc.integer({ min: 20 * HOUR_MS, max: 50 * HOUR_MS }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('outage' as const), n: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('transform' as const), n: transforms }) },
);

test('delivered, dropped, failed and lost together are what was stored, and each object holds its own', () => {
  const seen = { delivered: 0, dropped: 0, failed: 0, lost: 0, putsFailed: 0, transformsFailed: 0, drained: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 25 }), transforms, fc.constantFrom(0, 8), fc.boolean(), fc.nat(1e6), (steps, transform, bufferIntervalInSeconds, faults, seed) => {
      const world = createWorld({
        seed,
        network: { oneWayMs: 0, jitterMs: 400, ...(faults && { requestLoss: 0.05, responseLoss: 0.05 }) },
        setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } }],
      });
      const configure = (change: Readonly<Record<string, unknown>>) => act(world, { type: 'configure actor', actor: 'f', change });
      const bodies: string[] = [];
      const known = new Set<string>();
      const run = (ms: number) => {
        const tMs = world.nowMs + ms;
        while (world.nowMs < tMs) {
          advanceChecked(world, Math.min(tMs, world.nowMs + 500), 5);
          for (const object of firehoseOf(world).objects) {
            if (known.has(object.key)) continue;
            known.add(object.key);
            const body = bodyOf(world.log(object.logId), object);
            expect(body.length).toBe(object.bytes);
            const parts = text(body).match(/<[^>]*>/g) ?? [];
            expect(parts).toHaveLength(object.records);
            bodies.push(...parts);
          }
        }
      };
      let puts = 0;
      world.advance(10_000);
      addFirehose(world, { bufferIntervalInSeconds, ...(transform && { transform }) });
      // It begins at the tip: before that there is nothing to count.
      do run(5_000);
      while (![0, 1].every((index) => firehoseOf(world).shards.get(index)?.begun));
      for (const { kind, n } of steps) {
        const open = world.stream('s')!.shards.filter((shard) => shard.closedMs === null).toSorted((x, y) => (x.start < y.start ? -1 : 1));
        const i = typeof n === 'number' ? n % open.length : 0;
        if (kind === 'put') for (let k = 0; k < n; k += 1) put(world, `key ${(k * 7 + n) % 9}`, `<${(puts += 1)}>`);
        else if (kind === 'wait') run(n);
        else if (kind === 'crash') {
          crash(world, 'f');
          world.advance(world.nowMs + n);
          restart(world, 'f');
        } else if (kind === 'outage') configure({ bucketDown: n === 1 });
        else if (kind === 'transform') configure({ transform: n });
        else if (kind === 'split') split(world, open[i]!.index, (open[i]!.start + open[i]!.end) / 2n);
        else if (open[i + 1]) merge(world, open[i]!.index, open[i + 1]!.index);
      }
      configure({ bucketDown: false });
      run(150_000);
      const { counts, shards } = firehoseOf(world);
      expect(counts.delivered + counts.dropped + counts.failed + counts.lost, JSON.stringify(counts)).toBe(stored(world));
      expect(new Set(bodies).size, 'a record is in the bucket twice').toBe(bodies.length);
      expect(bodies.length).toBe(counts.delivered + counts.failed);
      for (const name of ['delivered', 'dropped', 'failed', 'lost', 'putsFailed', 'transformsFailed'] as const) seen[name] += counts[name];
      seen.drained += [...shards.values()].filter(({ phase }) => phase === 'drained').length;
    }),
    { numRuns: 30 },
  );
  // A run without any of these would say little.
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(5);
}, 120_000);
