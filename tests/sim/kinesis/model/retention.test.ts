// Holds: a record lives for exactly its retention period, oldest first; what expires is told once, and soon.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advanceChecked, call, dataFrom, HOUR_MS, put, wait, worldWithStream } from '../../support/worlds.ts';

test('RETAIN-2: a record can be read until it is exactly one period old, and not after', () => {
  const world = worldWithStream();
  put(world, 'a');
  wait(world, 1);
  put(world, 'b');
  world.advance(10_000 + 24 * HOUR_MS);
  expect(dataFrom(world)).toEqual(['a', 'b']);
  wait(world, 1);
  expect(dataFrom(world)).toEqual(['b']);
  wait(world, 1);
  expect(dataFrom(world)).toEqual([]);
});

test('RETAIN-2: expiry is noticed without any read, within 1/4096 of the period', () => {
  const world = worldWithStream();
  for (let i = 0; i < 40; i += 1) {
    put(world, 'k');
    wait(world, 1_000);
  }
  const shard = () => world.stream('s')!.shards[0]!;
  world.advance(10_000 + 24 * HOUR_MS + 1);
  expect(shard().head).toBe(1);
  world.advance(10_000 + 24 * HOUR_MS + 22_000);
  expect(shard().head).toBeGreaterThanOrEqual(20);
  world.advance(10_000 + 25 * HOUR_MS);
  expect([shard().head, shard().trimDueMs]).toEqual([40, null]);
});

test('RETAIN-2, RETAIN-5, RETAIN-6: whatever is put and set, what can be read is what a list would hold', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), n: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ kind: fc.constant('wait' as const), n: fc.integer({ min: 1, max: 20 * HOUR_MS }) }),
    fc.record({ kind: fc.constant('retain' as const), n: fc.integer({ min: 24, max: 72 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const world = worldWithStream();
      let hours = 24;
      let kept: { name: string; atMs: number }[] = [];
      let n = 0;
      for (const { kind, n: amount } of steps) {
        if (kind === 'put') {
          for (const last = n + amount; n < last; n += 1) {
            kept.push({ name: String(n), atMs: world.nowMs });
            put(world, 'k', String(n));
          }
        } else if (kind === 'wait') advanceChecked(world, world.nowMs + amount);
        else {
          call(world, `${amount >= hours ? 'Increase' : 'Decrease'}StreamRetentionPeriod`, { StreamName: 's', RetentionPeriodHours: amount });
          hours = amount;
        }
        kept = kept.filter(({ atMs }) => world.nowMs - atMs <= hours * HOUR_MS);
        wait(world, 200);
        kept = kept.filter(({ atMs }) => world.nowMs - atMs <= hours * HOUR_MS);
        expect(dataFrom(world)).toEqual(kept.map(({ name }) => name));
      }
    }),
    { numRuns: 60 },
  );
});
