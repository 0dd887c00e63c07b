// The axis of the lanes: one map from age to place and one back, for both scales and every window; zooming keeps what it is asked
// to keep and never leaves the span; marks are round, in order and apart.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageAtX, ageAxis, ageTicks, fittingSpan, inWindow, isZoomed, panned, xOfAge, zoomed } from '../../../app/belt/age-axis.ts';

const HOUR_MS = 3_600_000;
const lane = { x: 100, width: 800 };
const spanArb = fc.integer({ min: 1_000, max: 8_760 * HOUR_MS });
const shareArb = fc.double({ min: 0, max: 1, noNaN: true });
const axisArb = fc.tuple(spanArb, fc.boolean(), fc.option(fc.tuple(shareArb, shareArb))).map(([spanMs, log, zoom]) => ageAxis(spanMs, log, zoom && { fromMs: Math.min(...zoom) * spanMs, toMs: Math.max(...zoom) * spanMs }));

describe('age and place', () => {
  test('the window’s newer end is the left edge, its older the right; what lies outside is at the edge', () => {
    fc.assert(
      fc.property(axisArb, (axis) => {
        expect(xOfAge(lane, axis.fromMs, axis)).toBeCloseTo(100, 6);
        expect(xOfAge(lane, axis.toMs, axis)).toBeCloseTo(900, 4);
        expect(xOfAge(lane, axis.fromMs - 1_000, axis)).toBe(100);
        expect(xOfAge(lane, axis.toMs * 2 + 1_000, axis)).toBe(900);
      }),
    );
  });

  test('from place to age and back is the same place', () => {
    fc.assert(
      fc.property(axisArb, fc.double({ min: 100, max: 900, noNaN: true }), (axis, x) => {
        const ageMs = ageAtX(lane, x, axis);
        expect(ageMs).toBeGreaterThanOrEqual(axis.fromMs - 1e-3);
        expect(ageMs).toBeLessThanOrEqual(axis.toMs * (1 + 1e-9) + 1e-3);
        expect(xOfAge(lane, ageMs, axis)).toBeCloseTo(x, 3);
      }),
    );
  });

  test('the older stands never to the left of the newer', () => {
    fc.assert(
      fc.property(axisArb, shareArb, shareArb, (axis, a, b) => {
        const [newer, older] = [Math.min(a, b) * axis.spanMs, Math.max(a, b) * axis.spanMs];
        expect(xOfAge(lane, newer, axis)).toBeLessThanOrEqual(xOfAge(lane, older, axis));
      }),
    );
  });

  test('linear is what it says; on the logarithmic scale a minute has as much room in a day as it deserves', () => {
    expect([0, 30_000, 60_000, 90_000].map((age) => xOfAge(lane, age, ageAxis(60_000)))).toEqual([100, 500, 900, 900]);
    const share = (ageMs: number) => (xOfAge(lane, ageMs, ageAxis(24 * HOUR_MS, true)) - 100) / 800;
    // log(1 + 60) / log(1 + 86 400), calculated apart.
    expect(share(60_000)).toBeCloseTo(0.3617, 4);
    expect(share(HOUR_MS)).toBeCloseTo(0.7204, 4);
  });
});

describe('zoom', () => {
  test('keeps the age under the pointer where it is, as far as the span allows', () => {
    fc.assert(
      fc.property(axisArb, shareArb, (axis, at) => {
        fc.pre(axis.toMs - axis.fromMs > 10_000);
        const under = ageAtX(lane, 100 + at * 800, axis);
        const next = ageAxis(axis.spanMs, axis.log, zoomed(axis, 0.5, at));
        expect(xOfAge(lane, under, next)).toBeCloseTo(100 + at * 800, 2);
        expect(next.extent).toBeCloseTo(axis.extent / 2, 5 - Math.ceil(Math.log10(axis.extent + 1)));
      }),
    );
  });

  test('however one zooms and pans, the window stays on the span and is never empty; far enough out it is all', () => {
    const step = fc.oneof(fc.record({ factor: fc.double({ min: 0.05, max: 4, noNaN: true }), at: shareArb }), fc.record({ by: fc.double({ min: -2, max: 2, noNaN: true }) }));
    fc.assert(
      fc.property(spanArb, fc.boolean(), fc.array(step, { maxLength: 30 }), (spanMs, log, steps) => {
        let axis = ageAxis(spanMs, log);
        for (const one of steps) {
          axis = ageAxis(spanMs, log, 'by' in one ? panned(axis, one.by) : zoomed(axis, one.factor, one.at));
          expect(axis.fromMs).toBeGreaterThanOrEqual(0);
          expect(axis.toMs).toBeLessThanOrEqual(spanMs);
          expect(axis.toMs - axis.fromMs).toBeGreaterThanOrEqual(99);
        }
        expect(zoomed(axis, 1e9, 0.5)).toBeNull();
      }),
    );
  });

  test('a pan keeps the length, and does nothing where all is seen', () => {
    const axis = ageAxis(HOUR_MS, false, { fromMs: 600_000, toMs: 1_200_000 });
    expect(panned(axis, 0.5)).toEqual({ fromMs: 900_000, toMs: 1_500_000 });
    expect(panned(axis, -5)).toEqual({ fromMs: 0, toMs: 600_000 });
    expect(panned(ageAxis(HOUR_MS), 0.5)).toBeNull();
    expect([isZoomed(axis), isZoomed(ageAxis(HOUR_MS))]).toEqual([true, false]);
  });

  test('a window beyond a span that has become shorter moves into it', () => {
    const axis = ageAxis(HOUR_MS, false, { fromMs: 23 * HOUR_MS, toMs: 23.5 * HOUR_MS });
    expect([axis.fromMs, axis.toMs]).toEqual([HOUR_MS / 2, HOUR_MS]);
  });
});

describe('ageTicks', () => {
  const hours = (ticks: readonly number[]) => ticks.map((ms) => ms / HOUR_MS);

  test('a day on a wide lane is marked every four hours, a part of it more finely', () => {
    expect(hours(ageTicks(ageAxis(24 * HOUR_MS), 800))).toEqual([0, 4, 8, 12, 16, 20, 24]);
    expect(hours(ageTicks(ageAxis(24 * HOUR_MS, false, { fromMs: 2.5 * HOUR_MS, toMs: 7.5 * HOUR_MS }), 800))).toEqual([3, 4, 5, 6, 7]);
  });

  test('a day on the logarithmic scale is marked by the powers one thinks in', () => {
    expect(ageTicks(ageAxis(24 * HOUR_MS, true), 800)).toEqual([0, 1_000, 10_000, 60_000, 600_000, HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS]);
  });

  test('ticks stay in the window and stand apart; linear ones step evenly', () => {
    fc.assert(
      fc.property(axisArb, fc.integer({ min: 80, max: 2_000 }), (axis, width) => {
        const ticks = ageTicks(axis, width);
        for (const ms of ticks) expect(inWindow(axis, ms) || Math.abs(ms - axis.toMs) < 1).toBe(true);
        const places = ticks.map((ms) => xOfAge({ x: 0, width }, ms, axis));
        const gaps = places.slice(1).map((x, i) => x - places[i]!);
        if (axis.log) for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(45.9);
        else {
          expect(ticks.length - 1).toBeLessThanOrEqual(Math.max(2, Math.floor(width / 120)));
          for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0]!, 3);
        }
      }),
    );
  });
});

test('a span that fits is the next readable length, and never beyond retention', () => {
  expect([0, 10_001, 47 * 60_000, 5 * HOUR_MS, 30 * HOUR_MS].map((ms) => fittingSpan(ms, 24 * HOUR_MS))).toEqual([10_000, 30_000, HOUR_MS, 8 * HOUR_MS, 24 * HOUR_MS]);
});
