/** A shard takes 1,000 records a second, however small: many small ones in one record fit where they would not fit alone. */
import { add, at, configure, createStream, producer, reader, remove, SECOND_MS, setShards, totals } from './parts.ts';
import type { KplConfig } from '../actors/kpl/config.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';
import { groups } from './words.ts';

const streamName = 'readings';
const PER_SECOND = 3_000;
const ACT_AT_MS = 20 * SECOND_MS;

const quiet: Goal = { measure: 'throttled records', fromMs: 40 * SECOND_MS, atMost: 0 };
const complete: Goal = { measure: 'acknowledged records', producer: 'meters', atLeast: 100_000 };
const thrifty: Goal = { measure: 'open shards', atMost: 1 };

const records = { name: 'meters', streamName, recordsPerSecond: PER_SECOND, recordBytes: 100, keys: { kind: 'device', prefix: 'meter', keys: 5_000 } } as const;
const kpl = (settings: Partial<KplConfig> = {}) => [at(ACT_AT_MS, remove('meters')), at(ACT_AT_MS, add({ kind: 'kpl-producer', ...records, ...settings }))];

export const kplAggregation: Scenario = {
  slug: 'kpl-aggregation',
  group: 'producers',
  title: 'Small records, packed by the KPL',
  story: `Meters send ${groups(PER_SECOND)} readings a second, of a hundred bytes each: a third of what a shard takes in bytes, and three times what it takes in records. Get them all onto the one shard there is.`,
  seed: 34,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 1),
    add(producer({ ...records, recordsPerCall: 100, attemptsMax: 4, startsAtMs: 4 * SECOND_MS })),
    add(reader({ name: 'billing', streamName })),
  ],
  opening: { atMs: 12 * SECOND_MS, speed: 1, spanMs: 60 * SECOND_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'Each reading is a record of its own, a hundred to a call. A batch saves calls, not records.' },
    { once: { measure: 'throttled records', atLeast: 1 }, text: 'The shard refuses two readings of three, with two thirds of its bytes unused.' },
    { once: { measure: 'acknowledged records', producer: 'meters', atLeast: 100_000 }, text: 'A hundred thousand readings have come in.' },
  ],
  goals: [quiet, complete, thrifty],
  hints: [
    { when: [{ measure: 'throttled records', fromMs: 40 * SECOND_MS, atLeast: 1 }], text: 'What is counted are Kinesis records. The Kinesis Producer Library puts many user records into one of them; a consumer takes them out again.' },
    { when: [{ measure: 'open shards', atLeast: 2 }], text: 'Four shards take the readings as they are, at four times the price.' },
  ],
  endsAtMs: 60 * SECOND_MS,
  untouched: [
    { measure: 'throttled records', atLeast: 100_000 },
    { measure: 'given-up records', atLeast: 50_000 },
    { measure: 'open shards', exactly: 1 },
    ...totals({ IncomingRecords: 56_953, 'GetRecords.Records': 56_097, WriteProvisionedThroughputExceeded: 519_425, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Put them through the KPL', actions: kpl() },
    { name: 'Through the KPL, with a second of patience', actions: kpl({ recordMaxBufferedTime: 1_000 }) },
  ],
  nearMisses: [
    { name: 'Slow the meters down', actions: [at(ACT_AT_MS, configure('meters', { recordsPerSecond: 900 }))], fails: [complete] },
    { name: 'Put 500 records in a call', actions: [at(ACT_AT_MS, configure('meters', { recordsPerCall: 500 }))], fails: [quiet, complete] },
    { name: 'Ask for four shards, in two steps', actions: [at(ACT_AT_MS, setShards(streamName, 2)), at(ACT_AT_MS + 5 * SECOND_MS, setShards(streamName, 4))], fails: [thrifty] },
  ],
};
