/**
 * Capacity plans worked out by hand, from AWS's limits and price list alone: what is typed into the planner's form, and what
 * must come out. The working stands above each. MiB = 1,048,576 B; a month = 730 h = 2,628,000 s; GiB = 2^30 B.
 */
export interface PlanCase {
  readonly name: string;
  /** As the address has it; sizes may carry a unit. */
  readonly query: Readonly<Record<string, string>>;
  readonly shards: number;
  readonly bound: 'records' | 'bytes' | 'polling' | 'fan-out' | 'busiest key' | 'minimum';
  /** USD a month, by hand, rounded to cents. */
  readonly provisioned?: number;
  readonly standard?: number;
  readonly advantage?: number;
  /** Ids of all limits that are broken. */
  readonly broken?: readonly string[];
  readonly cheapest?: 'provisioned' | 'standard' | 'advantage' | null;
}

export const planCases: readonly PlanCase[] = [
  // 800/1,000 = 0.8 → 1. 800 × 500 = 400,000 B/s = 0.381 MiB/s → 1. One reader: 0.381/2 → 1.
  // 730 h × 0.015 = 10.95; 800 × 2,628,000 = 2,102.4 million units × 0.014 = 29.4336. Together 40.38.
  { name: 'a small stream', query: { rate: '800', size: '500' }, shards: 1, bound: 'records', provisioned: 40.38, broken: [] },
  // 2.5 → 3 by records; 2,500 × 2,048 = 5,120,000 B/s = 4.883 MiB/s → 5; read once: 2.44 → 3.
  // 5 × 10.95 = 54.75; 6,570 million × 0.014 = 91.98. Together 146.73.
  { name: 'bytes decide', query: { rate: '2500', size: '2', sizeUnit: 'KiB' }, shards: 5, bound: 'bytes', provisioned: 146.73 },
  // 4.2 → 5; 420,000 B/s → 1.
  { name: 'records decide', query: { rate: '4200', size: '100' }, shards: 5, bound: 'records' },
  // Exactly 1,000 records/s is one shard, not two; 1,024,000 B/s = 0.977 MiB/s → 1.
  { name: 'a shard full to the record', query: { rate: '1000', size: '1', sizeUnit: 'KiB' }, shards: 1, bound: 'records' },
  // 1,024 × 1,024 B = exactly 1 MiB/s → 1; but 1.024 → 2 by records.
  { name: 'a shard full to the byte, over by records', query: { rate: '1024', size: '1024' }, shards: 2, bound: 'records' },
  // 1 record/s of exactly 1 MiB: 0.001 → 1; 1.0 → 1; one reader 0.5 → 1. The record size is at its default, not over it.
  { name: 'one record of a mebibyte each second', query: { rate: '1', size: '1', sizeUnit: 'MiB' }, shards: 1, bound: 'records', broken: [] },
  // 1.001 → 2.
  { name: 'one record a second too many', query: { rate: '1001', size: '10' }, shards: 2, bound: 'records' },
  // 1.5 → 2; 1,500 KiB/s = 1.465 MiB/s → 2; three readers 3 × 1.465 / 2 = 2.197 → 3. 3 calls/s of 5.
  { name: 'three that poll', query: { rate: '1500', size: '1', sizeUnit: 'KiB', pollers: '3' }, shards: 3, bound: 'polling', broken: [] },
  // The same with enhanced fan-out: each has its own 2 MiB/s: 1.465/2 → 1; writing decides: 2 by records (first of equals).
  // 2 × 10.95 = 21.90; 3,942 million × 0.014 = 55.188; fan-out 3 × 2 × 730 × 0.015 = 65.70;
  // data 3 × 1,536,000 × 2,628,000 / 2^30 = 11,278.10 GiB × 0.013 = 146.6153. Together 289.40.
  { name: 'three with enhanced fan-out', query: { rate: '1500', size: '1', sizeUnit: 'KiB', pollers: '0', fanout: '3' }, shards: 2, bound: 'records', provisioned: 289.4 },
  // 5 consumers × 2 calls = 10 calls/s, where a shard answers 5. Shards: 0.1 → 1; 10,000 B/s → 1.
  { name: 'too many polls', query: { rate: '100', size: '100', pollers: '5', calls: '2' }, shards: 1, bound: 'records', broken: ['read-calls'], cheapest: null },
  // 21 of 20: neither provisioned nor Standard; Advantage takes 50. Advantage's floor: 25 MiB/s × 2,628,000 s = 64,160.16 GiB,
  // in × 0.032 = 2,053.125; out × 0.016 = 1,026.5625 (used: 21 × 100,000 B/s = 2.0 MiB/s, below the floor). Together 3,079.69.
  { name: 'twenty-one with enhanced fan-out', query: { rate: '1000', size: '100', pollers: '0', fanout: '21' }, shards: 1, bound: 'records', broken: ['fan-out-consumers'], advantage: 3079.69, cheapest: 'advantage' },
  // Shards by the peak: 3.2 → 4; 3.125 MiB/s → 4. Paid puts by the average: 4 × 10.95 = 43.80; 500 × 2.628 = 1,314 million × 0.014 = 18.396.
  { name: 'a peak above the average', query: { rate: '500', peak: '3200', size: '1', sizeUnit: 'KiB' }, shards: 4, bound: 'records', provisioned: 62.2 },
  // 25 KiB and a byte are two units: 262.8 million × 2 × 0.014 = 7.3584. 2,560,100 / 1,048,576 = 2.44 → 3: 32.85. Together 40.21.
  { name: 'a byte over the PUT unit', query: { rate: '100', size: '25601' }, shards: 3, bound: 'bytes', provisioned: 40.21 },
  // 25 KiB are one: 262.8 million × 0.014 = 3.6792; 32.85. Together 36.53.
  { name: 'exactly a PUT unit', query: { rate: '100', size: '25', sizeUnit: 'KiB' }, shards: 3, bound: 'bytes', provisioned: 36.53 },
  // 50,000 ÷ 100 = 500 Kinesis records/s → 1. In the KPL's format a user record of 92 B data takes 2 + 2 + 92 = 96 B, its field
  // 2 more, its key of 8 B 10: 108 B. 20 + 100 × 108 = 10,820 B; × 500 = 5,410,000 B/s = 5.159 MiB/s → 6.
  // 6 × 10.95 = 65.70; 500 × 2.628 = 1,314 million × 0.014 = 18.396. Together 84.10.
  { name: 'the KPL packs a hundred', query: { rate: '50000', size: '100', aggregate: '100' }, shards: 6, bound: 'bytes', provisioned: 84.1 },
  // Two shards kept for a week: 2 × 10.95 = 21.90; units 5,256 million × 0.014 = 73.584; extended 2 × 730 × 0.02 = 29.20. 124.68.
  { name: 'a week of retention', query: { rate: '2000', size: '400', retention: '7', retentionUnit: 'days' }, shards: 2, bound: 'records', provisioned: 124.68 },
  // 30 days: beyond the week (720 − 168) × 3,600 s × 1,000,000 B/s = 1.9872 × 10^12 B = 1,850.72 GiB × 0.023 = 42.5666.
  // One shard: 10.95 + 2,628 million × 0.014 = 36.792 + 730 × 0.02 = 14.60. Together 104.91.
  { name: 'a month of retention', query: { rate: '1000', size: '1000', retention: '720' }, shards: 1, bound: 'records', provisioned: 104.91 },
  // 4,000 ÷ 80 % = 5,000 → 5; 4.883 MiB/s → 5.
  { name: 'a fifth kept free', query: { rate: '4000', size: '1024', spare: '20' }, shards: 5, bound: 'records' },
  // Two shards' worth; the key has 0.6 of a shard, and its shard an even part of the other 1.4: 0.6 + 1.4/n ≤ 1 → n ≥ 3.5 → 4.
  { name: 'a busy key', query: { rate: '2000', size: '1', sizeUnit: 'KiB', busiest: '30' }, shards: 4, bound: 'busiest key', broken: [] },
  // 60 % of two shards' worth are 1.2 shards in one key: no number of shards will do.
  { name: 'a key too busy', query: { rate: '2000', size: '1', sizeUnit: 'KiB', busiest: '60' }, shards: 2, bound: 'records', broken: ['busiest-key'], cheapest: null },
  // 10^9/1,000 = 1,000,000; bytes 976,562.5 → 976,563. The account has 20,000, UpdateShardCount 10,000, on-demand 10 GiB/s.
  { name: 'a billion a second', query: { rate: '1000000000', size: '1', sizeUnit: 'KiB' }, shards: 1_000_000, bound: 'records', broken: ['account-shards', 'update-shard-count', 'on-demand-write'], cheapest: null },
  // 1,200,000/1,000 = 1,200 shards: over a small Region's 1,000, and 1,200 MiB/s by the count of records over on-demand's 200.
  { name: 'too much for a small Region', query: { rate: '1200000', size: '500', region: 'elsewhere' }, shards: 1_200, bound: 'records', broken: ['account-shards', 'on-demand-write'], cheapest: null },
  // Nothing at all: a stream has a shard, 10.95; on-demand 730 × 0.04 = 29.20.
  { name: 'an idle stream', query: { rate: '0', size: '100' }, shards: 1, bound: 'minimum', provisioned: 10.95, standard: 29.2, cheapest: 'provisioned' },
  // On-demand counts 100 B as 1 KiB: 10 × 2,628,000 × 1,024 / 2^30 = 25.06 GiB × 0.08 = 2.005; out 10 × 100 × 2,628,000 / 2^30
  // = 2.4475 GiB × 0.04 = 0.0979; stream 29.20. Together 31.30. Provisioned 10.95 + 26.28 million × 0.014 = 0.368: 11.32.
  { name: 'small records on demand', query: { rate: '10', size: '100', mode: 'standard' }, shards: 1, bound: 'records', standard: 31.3, provisioned: 11.32, cheapest: 'provisioned' },
  // Working hours only: 176 h a month. 176 × 0.015 = 2.64; 1,000 × 176 × 3,600 = 633.6 million × 0.014 = 8.8704. Together 11.51.
  { name: 'working hours only', query: { rate: '1000', size: '100', hours: '176' }, shards: 1, bound: 'records', provisioned: 11.51 },
];
