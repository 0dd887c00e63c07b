/** A shard takes 1,000 records a second and no more; a split makes room, if it divides the load and not only the range. */
import { add, at, configure, createStream, producer, reader, SECOND_MS, setShards, split, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';
import { groups } from './words.ts';

const streamName = 'orders';
const ENDS_AT_MS = 90 * SECOND_MS;
const PER_SECOND = 1_500;

const quiet: Goal = { measure: 'throttled records', fromMs: 60 * SECOND_MS, atMost: 0 };
const thrifty: Goal = { measure: 'open shards', atMost: 2 };
const complete: Goal = { measure: 'stored records', atLeast: 115_000 };

export const splitUnderLoad: Scenario = {
  slug: 'split-under-load',
  group: 'stream',
  title: 'Split under load',
  story: `Two shops put ${groups(PER_SECOND)} records a second, with many keys, on a stream of one shard. The shard takes 1,000 of them. Split it so that its children carry the load.`,
  seed: 11,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 1),
    ...['shop-1', 'shop-2'].map((name) =>
      add(producer({ name, streamName, recordsPerSecond: PER_SECOND / 2, recordsPerCall: 25, attemptsMax: 4, keys: { kind: 'uniform', prefix: 'order', keys: 5_000 }, startsAtMs: 3 * SECOND_MS })),
    ),
    add(reader({ name: 'billing', streamName })),
  ],
  opening: { atMs: 20 * SECOND_MS, speed: 1, spanMs: 60 * SECOND_MS },
  narration: [
    { atMs: 3 * SECOND_MS, text: 'Both shops are open. Their keys are spread over the whole key space, but all of it belongs to one shard.' },
    { once: { measure: 'throttled records', atLeast: 1 }, text: 'The first record is refused: ProvisionedThroughputExceededException. The shops wait a little and send it again.' },
    { once: { measure: 'given-up records', atLeast: 1 }, text: 'Waiting does not help when every second brings more than the shard takes. After four attempts a shop gives a record up.' },
    { once: { measure: 'open shards', atLeast: 2 }, text: 'The parent is closed and its children are open. Each child has a whole quota of its own.' },
    { once: { measure: 'finished shards', consumer: 'billing', atLeast: 1 }, text: 'billing has read the parent to its end and goes on with the children.' },
  ],
  goals: [quiet, complete, thrifty],
  hints: [
    { when: [{ measure: 'throttled records', fromMs: 40 * SECOND_MS, atLeast: 1 }], text: 'Look at the meters of the open shards. A shard that is still full took the larger part of the keys: split where half of the load lies on each side.' },
    { when: [{ measure: 'open shards', atLeast: 3 }], text: 'Two shards take 2,000 records a second. More than that is paid for and not used.' },
  ],
  endsAtMs: ENDS_AT_MS,
  untouched: [
    { measure: 'open shards', exactly: 1 },
    { measure: 'throttled records', atLeast: 50_000 },
    { measure: 'given-up records', atLeast: 20_000 },
    { measure: 'lost records', consumer: 'billing', exactly: 0 },
    ...totals({ IncomingRecords: 87_945, 'GetRecords.Records': 87_112, WriteProvisionedThroughputExceeded: 286_124, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Split in the middle', actions: [at(25 * SECOND_MS, split(streamName, 0, 0.5))] },
    { name: 'Ask for two shards', actions: [at(25 * SECOND_MS, setShards(streamName, 2))] },
  ],
  nearMisses: [
    { name: 'Split near the end of the range', actions: [at(25 * SECOND_MS, split(streamName, 0, 0.95))], fails: [quiet, complete] },
    {
      name: 'Slow the shops down',
      actions: ['shop-1', 'shop-2'].map((name) => at(25 * SECOND_MS, configure(name, { recordsPerSecond: 450 }))),
      fails: [complete],
    },
    { name: 'Split the children too', actions: [at(25 * SECOND_MS, split(streamName, 0, 0.5)), at(35 * SECOND_MS, split(streamName, 1, 0.25))], fails: [thrifty] },
  ],
};
