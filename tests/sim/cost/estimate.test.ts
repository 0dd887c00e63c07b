// Holds: the formulae and checks of the specification's §8, in USD a month of 730 hours.
import { describe, expect, test } from 'vitest';
import { advantageMonth, firehoseFactor, firehoseMonth, leaseWritesMonth, onDemandMonth, provisionedMonth, type StreamPlan } from '../../../src/sim/cost/estimate.ts';
import { prices, priceSources, total, type Charge, type PriceKey } from '../../../src/sim/cost/prices.ts';
import { KIB } from '#sim';

const plan = (rest: Partial<StreamPlan> = {}): StreamPlan => ({ recordsPerSecond: 0, recordBytes: 100, readers: 0, fanOutReaders: 0, retentionHours: 24, ...rest });
const usd = (charges: readonly Charge[], key?: PriceKey) => Number(total(charges.filter((one) => key === undefined || one.key === key)).toFixed(2));
const quantity = (charges: readonly Charge[], key: PriceKey) => charges.find((one) => one.key === key)?.quantity;

test('§8 check 1: 4 shards are 43.80', () => {
  const month = provisionedMonth({ ...plan(), shards: 4 });
  expect(usd(month)).toBe(43.8);
  expect(quantity(month, 'shardHour')).toBe(2_920);
});

describe('§8 check 2: 1,000 records/s of 100 B', () => {
  const units = (rest: Partial<StreamPlan>) => usd(provisionedMonth({ ...plan(rest), shards: 1 }), 'putUnits');
  test('by themselves: 36.79', () => expect(units({ recordsPerSecond: 1_000 })).toBe(36.79));
  test('in the KPL’s 10 aggregates a second: 0.37', () => expect(units({ recordsPerSecond: 10, recordBytes: 100 * 100 })).toBe(0.37));
  test('in full aggregates of 482: 0.15', () => expect(units({ recordsPerSecond: 1_000 / 482, recordBytes: 50 * KIB })).toBe(0.15));
  test('a byte more than 25 KB is a second unit', () => {
    expect(units({ recordsPerSecond: 1_000, recordBytes: 25 * KIB })).toBe(36.79);
    expect(units({ recordsPerSecond: 1_000, recordBytes: 25 * KIB + 1 })).toBe(73.58);
    expect(units({ recordsPerSecond: 1_000, recordBytes: 0 })).toBe(36.79);
  });
});

test('§8 check 3: two fan-out consumers of 4 shards add 87.60 and their data', () => {
  const without = provisionedMonth({ ...plan({ recordsPerSecond: 100 }), shards: 4 });
  const month = provisionedMonth({ ...plan({ recordsPerSecond: 100, fanOutReaders: 2 }), shards: 4 });
  expect(usd(month, 'fanOutHour')).toBe(87.6);
  const gib = (2 * 100 * 100 * 730 * 3_600) / 1024 ** 3;
  expect(quantity(month, 'fanOutBytes')).toBeCloseTo(gib, 9);
  expect(total(month) - total(without)).toBeCloseTo(87.6 + gib * 0.013, 9);
});

test('§8 check 4: an idle on-demand stream is 29.20', () => {
  expect(usd(onDemandMonth({ ...plan(), streams: 1 }))).toBe(29.2);
});

test('§8 check 5: Firehose bills records of 1 KiB five times', () => {
  expect(firehoseFactor(KIB)).toBe(5);
  expect(firehoseFactor(5 * KIB)).toBe(1);
  expect(firehoseMonth(1_000, KIB).usd).toBeCloseTo(5 * firehoseMonth(200, 5 * KIB).usd, 9);
});

test('§8 check 6: renewals of 4 shards are 3.18 million writes, 1.99', () => {
  const writes = leaseWritesMonth(4);
  expect(writes.quantity).toBeCloseTo(3.18, 2);
  expect(writes.usd).toBeCloseTo(1.99, 2);
  expect(leaseWritesMonth(4, 1).quantity).toBeCloseTo(3.18 + 10.51, 2);
});

describe('retention', () => {
  const month = (retentionHours: number) => provisionedMonth({ ...plan({ recordsPerSecond: 1_000, recordBytes: 1_000, retentionHours }), shards: 2 });
  test('a day is free, a week is billed by the shard-hour', () => {
    expect(quantity(month(24), 'extendedRetention')).toBeUndefined();
    expect(usd(month(25), 'extendedRetention')).toBe(29.2);
    expect(usd(month(168), 'longTermRetention')).toBe(0);
  });
  test('beyond a week the bytes that are older are billed as well', () => {
    const gib = (1_000 * 1_000 * 24 * 3_600) / 1024 ** 3;
    expect(quantity(month(192), 'longTermRetention')).toBeCloseTo(gib, 6);
    expect(usd(month(192), 'extendedRetention')).toBe(29.2);
  });
  test('an on-demand stream pays by the byte from the first day on', () => {
    const bill = onDemandMonth({ ...plan({ recordsPerSecond: 1_000, recordBytes: 1_000, retentionHours: 240 }), streams: 1 });
    const gibADay = (1_000 * 1_000 * 24 * 3_600) / 1024 ** 3;
    expect(quantity(bill, 'onDemandExtendedRetention')).toBeCloseTo(6 * gibADay, 6);
    expect(quantity(bill, 'onDemandLongTermRetention')).toBeCloseTo(3 * gibADay, 6);
  });
});

describe('On-demand Advantage', () => {
  test('asks for 25 MiB/s each way at least: about 64,160 GiB', () => {
    const month = advantageMonth(plan({ recordsPerSecond: 1 }));
    expect(quantity(month, 'advantageIn')).toBeCloseTo(64_160, 0);
    expect(quantity(month, 'advantageOut')).toBeCloseTo(64_160, 0);
  });
  test('above that what is used, by readers of both kinds', () => {
    const month = advantageMonth(plan({ recordsPerSecond: 100_000, recordBytes: KIB, readers: 1, fanOutReaders: 1 }));
    expect(quantity(month, 'advantageOut')! / quantity(month, 'advantageIn')!).toBeCloseTo(2, 9);
  });
});

test('on-demand records are rounded up to 1 KB going in, not coming out', () => {
  const month = onDemandMonth({ ...plan({ recordsPerSecond: 1_000, recordBytes: 100, readers: 1, fanOutReaders: 1 }), streams: 1 });
  expect(quantity(month, 'onDemandIn')! / quantity(month, 'onDemandOut')!).toBeCloseTo(10.24, 9);
  expect(usd(month, 'onDemandFanOut') / usd(month, 'onDemandOut')).toBeCloseTo(1.25, 3);
});

test('every price says what it buys, where it comes from and when', () => {
  for (const [key, { usd: amount, unit, per, source, dated, label }] of Object.entries(prices)) {
    expect(amount, key).toBeGreaterThan(0);
    expect(per, key).toBeGreaterThan(0);
    expect(unit.length * label.length, key).toBeGreaterThan(0);
    expect(priceSources[source].text, key).not.toBe('');
    expect(dated, key).toMatch(/^20\d\d(-\d\d)?$/);
  }
});
