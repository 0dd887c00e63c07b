// Holds: a bucket never gives more than its rate and one second's worth, and never less than its rate.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullBucket, refill } from '../../../../src/sim/kinesis/model/throughput.ts';

test('QUOTA-1: over any stretch of time a shard takes at most the rate and one burst, and all of the rate when asked for more', () => {
  const gaps = fc.array(fc.nat(40), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 60 }), (list, wanted) => {
      const bucket = fullBucket(1_000, 0);
      let now = 0;
      let taken = 0;
      let refused = 0;
      for (const gap of list) {
        now += gap;
        for (let i = 0; i < wanted; i += 1) {
          if (refill(bucket, 1_000, now) >= 1) {
            bucket.tokens -= 1;
            taken += 1;
          } else refused += 1;
        }
      }
      expect(taken).toBeLessThanOrEqual(1_000 + now);
      if (refused === 0) expect(taken).toBe(list.length * wanted);
      expect(bucket.tokens).toBeGreaterThanOrEqual(0);
      expect(bucket.tokens).toBeLessThanOrEqual(1_000);
    }),
  );
});

test('QUOTA-2: a debt is paid at the rate before anything is given again', () => {
  const bucket = fullBucket(1_000, 0);
  bucket.tokens -= 3_500;
  expect([refill(bucket, 1_000, 1_000), refill(bucket, 1_000, 2_500), refill(bucket, 1_000, 9_000)]).toEqual([-1_500, 0, 1_000]);
});
