// Holds: a rate goes as its curve says, no record is lost or made twice by it, and every curve that makes no sense is refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factorAt, momentOf, peakFactor, rateCurveProblem, type RateCurve } from '../../../src/sim/actors/rate-curve.ts';
import { act, addProducer, producerConfig, producerOf } from '../support/actors.ts';
import { worldWithStream } from '../support/worlds.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const burst: RateCurve = { kind: 'burst', everyMs: 60_000, lengthMs: 5_000, factor: 10, firstAtMs: 20_000 };
const ramp: RateCurve = { kind: 'ramp', fromMs: 20_000, toMs: 40_000, factor: 3 };
const daily: RateCurve = { kind: 'daily', low: 0.2, peakAtMs: 18 * HOUR_MS };

describe('the factor', () => {
  test('steady is 1', () => expect(factorAt({ kind: 'steady' }, 12_345)).toBe(1));
  test('burst: for its length out of each period', () => {
    expect([0, 19_999, 20_000, 24_999, 25_000, 79_999, 80_000, 85_000].map((t) => factorAt(burst, t))).toEqual([1, 1, 10, 10, 1, 1, 10, 1]);
    expect(factorAt({ kind: 'burst', everyMs: 1_000, lengthMs: 10, factor: 2 }, 0)).toBe(2);
  });
  test('ramp: evenly from one to the other', () => expect([0, 20_000, 30_000, 40_000, 1e9].map((t) => factorAt(ramp, t))).toEqual([1, 1, 2, 3, 3]));
  test('daily: full at its hour, low half a day away, smooth between', () => {
    expect([18, 6, 42, 30].map((hour) => factorAt(daily, hour * HOUR_MS))).toEqual([1, 0.2, 1, 0.2]);
    expect(factorAt(daily, 12 * HOUR_MS)).toBeCloseTo(0.6, 10);
    expect(factorAt({ kind: 'daily', low: 0 }, 12 * HOUR_MS)).toBe(1);
  });
  test('reaches its peak', () => expect([undefined, burst, ramp, daily, { ...ramp, factor: 0.1 }].map((rate) => peakFactor(rate))).toEqual([1, 10, 3, 1, 1]));
});

const curve: fc.Arbitrary<RateCurve> = fc.oneof(
  fc.constant<RateCurve>({ kind: 'steady' }),
  fc.record({ kind: fc.constant('burst' as const), everyMs: fc.integer({ min: 1_000, max: DAY_MS }), lengthMs: fc.integer({ min: 1, max: 1_000 }), factor: fc.double({ min: 0, max: 100, noNaN: true }), firstAtMs: fc.integer({ min: 0, max: DAY_MS }) }),
  fc.record({ kind: fc.constant('daily' as const), low: fc.double({ min: 0, max: 1, noNaN: true }), peakAtMs: fc.integer({ min: 0, max: DAY_MS }) }),
  fc.record({ kind: fc.constant('ramp' as const), fromMs: fc.integer({ min: 0, max: HOUR_MS }), toMs: fc.integer({ min: HOUR_MS + 1, max: DAY_MS }), factor: fc.double({ min: 0.01, max: 50, noNaN: true }) }),
);

describe('the moment of a record', () => {
  test('the factor, summed up to there, is the records asked for', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 0, max: DAY_MS }), fc.double({ min: 0.5, max: 500, noNaN: true }), (rate, sinceMs, records) => {
        const toMs = momentOf(rate, sinceMs, records, 1_000);
        const steps = 4_000;
        let sum = 0;
        for (let i = 0; i < steps; i += 1) sum += factorAt(rate, sinceMs + ((toMs - sinceMs) * (i + 0.5)) / steps);
        const summed = (sum * (toMs - sinceMs)) / steps / 1_000;
        expect(Math.abs(summed - records)).toBeLessThan(Math.max(0.5, records * 0.02, 'factor' in rate ? rate.factor * 0.3 : 0));
      }),
      { numRuns: 300 },
    );
  });
  test('never falls', () => {
    fc.assert(
      fc.property(curve, fc.double({ min: 0, max: 1_000, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }), (rate, records, more) => {
        expect(momentOf(rate, 5_000, records + more, 100)).toBeGreaterThanOrEqual(momentOf(rate, 5_000, records, 100) - 0.011);
      }),
    );
  });
  test('does not come where the rate has gone down to nothing', () => {
    const down: RateCurve = { kind: 'ramp', fromMs: 0, toMs: 10_000, factor: 0 };
    expect(momentOf(down, 0, 4, 1_000)).toBeLessThan(10_000);
    expect(momentOf(down, 0, 6, 1_000)).toBe(Infinity);
  });
});

describe('a producer', () => {
  const madeBy = (rate: RateCurve, moments: readonly number[]) => {
    const world = worldWithStream();
    addProducer(world, { recordsPerSecond: 10, call: 'PutRecord', rate });
    return moments.map((tMs) => {
      world.advance(tMs);
      return producerOf(world).counts.produced;
    });
  };
  test('in a burst makes its share, exactly', () => expect(madeBy(burst, [20_000, 25_000, 80_000])).toEqual([100, 600, 1_150]));
  test('along a ramp', () => expect(madeBy(ramp, [20_000, 40_000, 50_000])).toEqual([100, 500, 800]));
  test('stops when its rate ends, and goes on with another', () => {
    const world = worldWithStream();
    addProducer(world, { recordsPerSecond: 10, call: 'PutRecord', rate: { kind: 'ramp', fromMs: 10_000, toMs: 20_000, factor: 0 } });
    world.advance(60_000);
    expect(producerOf(world).counts.produced).toBe(50);
    act(world, { type: 'configure actor', actor: 'p', change: { rate: { kind: 'steady' } } });
    world.advance(70_000);
    expect(producerOf(world).counts.produced).toBe(150);
  });
  test('over a day makes the mean of the wave', () => {
    const world = worldWithStream();
    addProducer(world, { recordsPerSecond: 0.1, call: 'PutRecord', rate: daily, startsAtMs: 10_000 });
    world.advance(10_000 + DAY_MS);
    expect(producerOf(world).counts.produced).toBe(0.1 * 86_400 * 0.6);
  });
  test('makes records of every size in its range, and of no other', () => {
    const world = worldWithStream();
    addProducer(world, { recordsPerSecond: 100, recordBytes: 100, recordBytesMax: 104, keys: { kind: 'uniform', prefix: 'k', keys: 1 } });
    world.advance(20_000);
    const log = world.log(0);
    const sizes = Array.from({ length: world.stream('s')!.shards[0]!.cursor.length }, (_, i) => log.data(i).length);
    expect(new Set(sizes)).toEqual(new Set([100, 101, 102, 103, 104]));
  });
});

test.each([
  [{ kind: 'sine' }, 'must be steady or burst'],
  [{ kind: 'burst', everyMs: 1_000, lengthMs: 2_000, factor: 2 }, 'no longer than everyMs'],
  [{ kind: 'burst', everyMs: 10, lengthMs: 2, factor: 2 }, 'everyMs of the rate of p'],
  [{ kind: 'burst', everyMs: 1_000, lengthMs: 2 }, 'factor of the rate of p'],
  [{ kind: 'ramp', fromMs: 10, toMs: 10, factor: 2 }, 'must be after fromMs'],
  [{ kind: 'ramp', fromMs: 0, toMs: 10, factor: 1_001 }, 'factor of the rate of p'],
  [{ kind: 'daily', low: 2 }, 'low of the rate of p'],
  [{ kind: 'daily', low: 0, peakAtMs: -1 }, 'peakAtMs of the rate of p'],
])('%o is refused', (rate, text) => {
  expect(rateCurveProblem('p', rate as RateCurve)).toContain(text);
  const outcome = worldWithStream().edit({ type: 'add actor', config: producerConfig({ rate: rate as RateCurve }) });
  expect(outcome.ok).toBe(false);
});
test('a peak above what any producer makes is refused', () => {
  const outcome = worldWithStream().edit({ type: 'add actor', config: producerConfig({ recordsPerSecond: 50_000, rate: { ...burst, factor: 3 } }) });
  expect(outcome.ok ? '' : outcome.error.message).toContain('The highest rate of p');
});
