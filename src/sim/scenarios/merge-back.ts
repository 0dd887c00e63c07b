/** The rush is over: fewer shards will do. Only neighbours can be merged, and the last merge must still leave room. */
import { add, at, createStream, merge, producer, reader, SECOND_MS, setShards, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';
import { groups } from './words.ts';

const streamName = 'tickets';
const PER_SECOND = 1_300;

const thrifty: Goal = { measure: 'open shards', atMost: 2 };
const quiet: Goal = { measure: 'throttled records', atMost: 0 };
const current: Goal = { measure: 'behind ms', consumer: 'seating', atMost: 5 * SECOND_MS };

export const mergeBack: Scenario = {
  slug: 'merge-back',
  group: 'stream',
  title: 'Merge back after the rush',
  story: `Ticket sales have fallen to ${groups(PER_SECOND)} records a second, and the stream still has the four shards of the rush. Merge neighbours until two are left, without a refused record.`,
  seed: 12,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 4),
    add(producer({ name: 'box-office', streamName, recordsPerSecond: PER_SECOND, recordsPerCall: 10, keys: { kind: 'uniform', prefix: 'seat', keys: 20_000 }, startsAtMs: 4 * SECOND_MS })),
    add(reader({ name: 'seating', streamName })),
  ],
  opening: { atMs: 15 * SECOND_MS, speed: 1, spanMs: 60 * SECOND_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'Each shard is about a third full. A shard costs the same whether it is full or empty.' },
    { once: { measure: 'open shards', exactly: 3 }, text: 'Two neighbours have become one shard, with both ranges and one quota. The two parents keep their records and take no more.' },
    { once: { measure: 'finished shards', consumer: 'seating', atLeast: 2 }, text: 'seating has come to the end of both parents. Only now does it begin with their child, so no key is read out of order.' },
    { once: { measure: 'open shards', exactly: 2 }, text: 'Two shards are left. Together they take 2,000 records a second.' },
    { once: { measure: 'open shards', exactly: 1 }, text: 'One shard is left, and it is asked for more than it takes.' },
  ],
  goals: [thrifty, quiet, current],
  hints: [
    { when: [{ measure: 'open shards', exactly: 3 }], text: 'While a stream is UPDATING it takes no other change. Wait until it is ACTIVE, then merge the other two.' },
    { when: [{ measure: 'open shards', exactly: 1 }], text: `One shard takes 1,000 records a second. ${groups(PER_SECOND)} come.` },
  ],
  endsAtMs: 60 * SECOND_MS,
  untouched: [
    { measure: 'open shards', exactly: 4 },
    { measure: 'throttled records', exactly: 0 },
    { measure: 'shards written', exactly: 4 },
    { measure: 'lost records', consumer: 'seating', exactly: 0 },
    ...totals({ IncomingRecords: 72_780, 'GetRecords.Records': 71_720, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Two merges, one after the other', actions: [at(18 * SECOND_MS, merge(streamName, 0, 1)), at(25 * SECOND_MS, merge(streamName, 2, 3))] },
    { name: 'Ask for two shards', actions: [at(18 * SECOND_MS, setShards(streamName, 2))] },
  ],
  nearMisses: [
    { name: 'Merge shards that are no neighbours', actions: [at(18 * SECOND_MS, merge(streamName, 0, 2))], fails: [thrifty] },
    { name: 'Both merges at once', actions: [at(18 * SECOND_MS, merge(streamName, 0, 1)), at(18 * SECOND_MS, merge(streamName, 2, 3))], fails: [thrifty] },
    {
      name: 'Merge down to one',
      actions: [at(18 * SECOND_MS, merge(streamName, 0, 1)), at(25 * SECOND_MS, merge(streamName, 2, 3)), at(32 * SECOND_MS, merge(streamName, 4, 5))],
      fails: [quiet],
    },
  ],
};
