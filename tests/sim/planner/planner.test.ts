// Holds: a plan never asks for less when there is more to carry, its working adds up, and wrong input is told field by field.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullAggregate, labRun, loadDefaults, loadLimits, loadProblems, planOf, shardPlan, type Load, type ReadRun } from '#sim';
import { aggregateBytes } from '../../../src/sim/planner/aggregate.ts';
import { aggregate } from '../../../src/sim/actors/kpl/aggregated-record.ts';
import { linkToRun, runToLink } from '../../../src/sim/share/text.ts';
import { amountText, bytesText } from '../../../src/sim/planner/steps.ts';
import { facts } from '../../../src/chapters/47-kinesis-data-streams/facts.ts';
import { padded } from '../support/worlds.ts';

const load = (rest: Partial<Load>): Load => ({ ...loadDefaults, recordsPerSecond: 1_000, recordBytes: 1_000, ...rest, peakRecordsPerSecond: rest.peakRecordsPerSecond ?? rest.recordsPerSecond ?? 1_000 });

const loads = fc
  .record({
    recordsPerSecond: fc.double({ min: 0, max: 1e6, noNaN: true }),
    factor: fc.double({ min: 1, max: 20, noNaN: true }),
    recordBytes: fc.integer({ min: 1, max: 2_000_000 }),
    aggregated: fc.boolean(),
    pollingConsumers: fc.nat(12),
    callsPerSecond: fc.constantFrom(0.1, 0.2, 0.5, 1, 2, 5),
    fanOutConsumers: fc.nat(60),
    retentionHours: fc.integer({ min: 24, max: 8_760 }),
    busiestKeyPercent: fc.constantFrom(0, 0, 0.1, 1, 10, 100),
    sparePercent: fc.constantFrom(0, 0, 10, 25, 50),
    hoursPerMonth: fc.constantFrom(730, 100),
    region: fc.constantFrom('us-east-1' as const, 'elsewhere' as const),
    mode: fc.constantFrom('provisioned' as const, 'standard' as const, 'advantage' as const),
  })
  .map(({ factor, aggregated, ...rest }): Load => ({ ...rest, peakRecordsPerSecond: rest.recordsPerSecond * factor, recordsPerAggregate: aggregated ? Math.min(100, fullAggregate(rest.recordBytes)) : 1 }));

const NUMBERS = ['records', 'bytes', 'polling', 'fan-out'] as const;

describe('properties', () => {
  test('such loads have no problems, and every plan is finite', () => {
    fc.assert(
      fc.property(loads, (one) => {
        expect(loadProblems(one)).toEqual({});
        const plan = planOf(one);
        expect(Number.isInteger(plan.shards) && plan.shards >= 1).toBe(true);
        for (const { usd, charges } of plan.costs) {
          expect(usd).toBeCloseTo(charges.reduce((sum, charge) => sum + charge.usd, 0), 6);
          expect(Number.isFinite(usd)).toBe(true);
        }
      }),
    );
  });

  test('more of anything never needs fewer shards, nor costs less', () => {
    const more = fc.constantFrom<(one: Load) => Load>(
      (one) => ({ ...one, recordsPerSecond: one.recordsPerSecond * 1.3, peakRecordsPerSecond: one.peakRecordsPerSecond * 1.3 }),
      (one) => ({ ...one, peakRecordsPerSecond: one.peakRecordsPerSecond * 2 }),
      (one) => ({ ...one, recordBytes: Math.min(2_000_000, one.recordBytes + 1), recordsPerAggregate: 1 }),
      (one) => ({ ...one, pollingConsumers: one.pollingConsumers + 1 }),
      (one) => ({ ...one, fanOutConsumers: one.fanOutConsumers + 1 }),
      (one) => ({ ...one, sparePercent: one.sparePercent + 10 }),
      (one) => ({ ...one, retentionHours: Math.min(8_760, one.retentionHours + 24) }),
    );
    fc.assert(
      fc.property(loads, more, (one, grow) => {
        const before = planOf({ ...one, busiestKeyPercent: 0, ...(grow(one).recordsPerAggregate === 1 && { recordsPerAggregate: 1 }) });
        const after = planOf(grow(before.load));
        expect(after.shards).toBeGreaterThanOrEqual(before.shards);
        after.costs.forEach(({ usd }, i) => expect(usd).toBeGreaterThanOrEqual(before.costs[i]!.usd - 1e-9));
      }),
    );
  });

  test('with the planned shards no limit is over its quota and with one fewer the binding one is', () => {
    fc.assert(
      fc.property(loads, (one) => {
        const { shards, used, bound, headroom } = shardPlan({ ...one, busiestKeyPercent: 0 });
        const free = 1 - one.sparePercent / 100;
        for (const name of NUMBERS) expect(used[name] ?? 0).toBeLessThanOrEqual(free + 1e-9);
        expect(headroom).toBeGreaterThanOrEqual(1 - free - 1e-9);
        if (shards > 1 && bound !== 'minimum' && bound !== 'busiest key') expect((used[bound]! * shards) / (shards - 1)).toBeGreaterThan(free - 1e-9);
      }),
    );
  });

  test('a step is rounded up to the next whole number or not at all, and names a fact that the chapter has', () => {
    const ids = new Set<string>(facts.map(({ id }) => id));
    fc.assert(
      fc.property(loads, (one) => {
        const plan = planOf(one);
        for (const { exact, result, rounding, factId, formula, unit, what } of [...plan.steps, ...plan.billing]) {
          if (rounding === 'up' && unit !== 'B') {
            expect(result - exact).toBeGreaterThan(-1e-6 * Math.max(1, exact));
            expect(result - exact).toBeLessThanOrEqual(1);
          }
          if (rounding === 'none') expect(result).toBe(exact);
          expect(`${what}${formula}${amountText(result, unit)}`).not.toMatch(/NaN|undefined|Infinity|e\+/);
          if (factId !== undefined) expect(ids.has(factId), factId).toBe(true);
        }
        for (const { factId, advice, value } of plan.limits) {
          if (factId !== undefined) expect(ids.has(factId), factId).toBe(true);
          expect(advice).not.toBe('');
          expect(Number.isNaN(value)).toBe(false);
        }
        for (const { factId, text } of plan.leadTimes) {
          if (factId !== undefined) expect(ids.has(factId), factId).toBe(true);
          expect(text).not.toMatch(/NaN|undefined|Infinity/);
        }
      }),
    );
  });

  test('any plan’s run fits into a link and comes out of it whole', () => {
    fc.assert(
      fc.property(loads, (one) => {
        const { run, share } = labRun(planOf(one));
        const read: ReadRun = linkToRun(runToLink(run), []);
        expect(read.problems).toEqual([]);
        expect(read.run).toEqual(JSON.parse(JSON.stringify(run)));
        expect(share > 0 && share <= 1).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

test('the noise of a division is in no step', () => {
  // 0.8 × 4 ÷ (1 − 0.8) is 16, whatever the machine makes of it.
  expect(shardPlan(load({ recordsPerSecond: 4_000, recordBytes: 400, busiestKeyPercent: 20 })).steps.find(({ id }) => id === 'busiest key')).toMatchObject({ exact: 16, result: 16 });
});

describe('a busiest key', () => {
  test('asks for enough shards that the rest on its shard is thin enough, and not for one more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_100, max: 50_000 }), fc.integer({ min: 1, max: 90 }), (rate, percent) => {
        const { needs, shards } = shardPlan(load({ recordsPerSecond: rate, recordBytes: 100, busiestKeyPercent: percent }));
        const worth = rate / 1_000;
        const hot = (percent / 100) * worth;
        if (hot >= 1) {
          expect(needs['busiest key']).toBe(Infinity);
          return;
        }
        const onItsShard = (n: number) => hot + (worth - hot) / n;
        expect(onItsShard(shards)).toBeLessThanOrEqual(1 + 1e-9);
        expect(onItsShard(needs['busiest key']! - 1)).toBeGreaterThan(1 - 1e-9);
      }),
    );
  });

  test('that has everything fits one shard or none', () => {
    expect(shardPlan(load({ recordsPerSecond: 1_000, recordBytes: 100, busiestKeyPercent: 100 }))).toMatchObject({ shards: 1, needs: { 'busiest key': 1 } });
    expect(shardPlan(load({ recordsPerSecond: 1_001, recordBytes: 100, busiestKeyPercent: 100 })).needs['busiest key']).toBe(Infinity);
  });

  test('without one, a plan says what one key may have: all of a shard', () => {
    expect(planOf(load({ recordsPerSecond: 8_000, recordBytes: 100 })).oneKey).toEqual({ recordsPerSecond: 1_000, share: 0.125 });
    expect(planOf(load({ recordsPerSecond: 100, recordBytes: 16_384 })).oneKey).toEqual({ recordsPerSecond: 64, share: 0.64 });
    expect(planOf(load({ recordsPerSecond: 0 })).oneKey.share).toBe(1);
  });
});

describe('aggregates', () => {
  const made = (count: number, recordBytes: number) => aggregate(Array.from({ length: count }, (_, i) => ({ PartitionKey: `k-${String(i).padStart(6, '0')}`, Data: padded(recordBytes - 8) }))).length;
  test.each([[2, 100], [100, 100], [128, 60], [129, 60], [300, 150], [40, 1_200]])('%i records of %i bytes weigh what the KPL makes of them', (count, recordBytes) => {
    expect(aggregateBytes(count, recordBytes)).toBe(made(count, recordBytes));
  });
  test('a full one is at most 51,200 bytes, and one record more would not be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000 }), (recordBytes) => {
        const most = fullAggregate(recordBytes);
        if (most > 1) expect(aggregateBytes(most, recordBytes)).toBeLessThanOrEqual(51_200);
        expect(aggregateBytes(most + 1, recordBytes)).toBeGreaterThan(51_200);
      }),
    );
  });
});

describe('problems', () => {
  test.each<[Partial<Load>, keyof Load, RegExp]>([
    [{ recordsPerSecond: -1, peakRecordsPerSecond: 1 }, 'recordsPerSecond', /from 0/],
    [{ recordsPerSecond: Number.NaN, peakRecordsPerSecond: 1 }, 'recordsPerSecond', /is no number/],
    [{ recordsPerSecond: 10, peakRecordsPerSecond: 9 }, 'peakRecordsPerSecond', /cannot be lower/],
    [{ recordBytes: 0 }, 'recordBytes', /from 1 to 10485760/],
    [{ recordBytes: 10_485_761 }, 'recordBytes', /at most 10 MiB/],
    [{ recordBytes: 1.5 }, 'recordBytes', /whole number/],
    [{ retentionHours: 23 }, 'retentionHours', /from 24 to 8760/],
    [{ retentionHours: 8_761 }, 'retentionHours', /from 24 to 8760/],
    [{ recordsPerAggregate: 1_000, recordBytes: 100 }, 'recordsPerAggregate', /at most \d+ fit/],
    [{ recordsPerAggregate: 2, recordBytes: 40_000 }, 'recordsPerAggregate', /nothing to aggregate/],
    [{ hoursPerMonth: 745 }, 'hoursPerMonth', /from 1 to 744/],
    [{ region: 'mars' as never }, 'region', /no Region/],
    [{ mode: 'free' as never }, 'mode', /no mode/],
  ])('%o', (part, field, text) => {
    const problems = loadProblems(load(part));
    expect(Object.keys(problems)).toEqual([field]);
    expect(problems[field]).toMatch(text);
  });
  test('every number has bounds, and a load at them is right', () => {
    for (const [field, [min]] of Object.entries(loadLimits)) {
      expect(Object.keys(loadProblems({ ...load({ recordsPerSecond: 0, peakRecordsPerSecond: 1e12 }), [field]: min })).filter((one) => one === field && field !== 'peakRecordsPerSecond')).toEqual([]);
    }
  });
});

test('amounts are written as on paper', () => {
  expect([bytesText(800), bytesText(2_048), bytesText(5_120_000), bytesText(3 * 2 ** 30), bytesText(2 ** 60)]).toEqual(['800 B', '2 KiB', '4.883 MiB', '3 GiB', '1,024 PiB']);
  expect([amountText(1, 'shards'), amountText(3, 'shards'), amountText(1, 'calls/s'), amountText(2_500, 'records/s'), amountText(43.8, 'USD'), amountText(1_234_567.891, 'USD'), amountText(20, '%'), amountText(1_500, 'B'), amountText(2_560, 'B')]).toEqual(['1 shard', '3 shards', '1 call/s', '2,500 records/s', '$43.80', '$1,234,567.89', '20 %', '1,500 B', '2.5 KiB']);
});
