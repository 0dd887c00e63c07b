/** Quotas in sight: one user's clicks are more than a shard takes in a second, and no split can divide one key. */
import type { ProducerConfig } from '../actors/producer.ts';
import { at, configure, SECOND_MS, setShards, split, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'clicks';

const web = (name: string, recordsPerSecond: number, rest: Partial<ProducerConfig> = {}): ProducerConfig => ({
  kind: 'producer',
  name,
  streamName,
  recordsPerSecond,
  keys: { kind: 'hot', prefix: 'user', keys: 40, share: 0.6 },
  recordBytes: 400,
  call: 'PutRecords',
  recordsPerCall: 50,
  attemptsMax: 4,
  // The stream takes two seconds to become ACTIVE; nobody has come to watch it being created.
  startsAtMs: 3_000,
  ...rest,
});

const quiet: Goal = { measure: 'throttled records', fromMs: 45 * SECOND_MS, atMost: 0 };
const complete: Goal = { measure: 'stored records', atLeast: 125_000 };
const thrifty: Goal = { measure: 'open shards', atMost: 4 };

/** The hot user's clicks under one of 64 random prefixes each. */
const saltKeys = (atMs: number) => ['web-1', 'web-2'].map((name) => at(atMs, configure(name, { keys: { kind: 'salted', prefix: 'user', keys: 40, share: 0.6, salts: 64 } })));

export const clickstream: Scenario = {
  slug: 'clickstream',
  group: 'stream',
  title: 'Clickstream with a hot user',
  story:
    'Two web servers put about 1,900 clicks a second; six in ten belong to one user, so one shard is asked for more than its 1,000 records a second. Split the hot shard and see what helps and what does not.',
  seed: 7,
  streamName,
  network: { oneWayMs: 15, jitterMs: 25 },
  setup: [
    { type: 'call', operation: 'CreateStream', input: { StreamName: streamName, ShardCount: 2 } },
    { type: 'add actor', config: web('web-1', 1000) },
    { type: 'add actor', config: web('web-2', 850) },
    { type: 'add actor', config: web('checkout', 40, { call: 'PutRecord', keys: { kind: 'uniform', prefix: 'order', keys: 500 } }) },
    {
      type: 'add actor',
      config: {
        kind: 'polling-consumer',
        name: 'analytics',
        streamName,
        startAt: 'TRIM_HORIZON',
        pollIntervalMs: 500,
        limit: 10_000,
        processingMsPerRecord: 0.1,
      },
    },
    {
      type: 'add actor',
      config: {
        kind: 'polling-consumer',
        name: 'fraud',
        streamName,
        startAt: 'TRIM_HORIZON',
        pollIntervalMs: 1_000,
        limit: 500,
        processingMsPerRecord: 1.5,
      },
    },
  ],
  opening: { atMs: 20_000, speed: 1, spanMs: 60_000 },
  narration: [
    { atMs: 3 * SECOND_MS, text: 'The servers use the user as partition key: the clicks of one user stay in order, on one shard.' },
    { once: { measure: 'throttled records', atLeast: 1 }, text: 'One shard refuses records, the other has room to spare. The stream as a whole could take the load.' },
    { once: { measure: 'open shards', atLeast: 3 }, text: 'The hot user’s key has one hash, so it stands in one child, and that child refuses as its parent did.' },
  ],
  goals: [quiet, complete, thrifty],
  hints: [
    { when: [{ measure: 'open shards', atLeast: 3 }, { measure: 'throttled records', fromMs: 45 * SECOND_MS, atLeast: 1 }], text: 'A split divides a range of keys. One key cannot be divided: only the producers can spread it.' },
    { when: [{ measure: 'throttled records', fromMs: 40 * SECOND_MS, atLeast: 1 }], text: 'Compare the meters of the shards. Is one of them full because of many keys, or because of one?' },
  ],
  endsAtMs: 80 * SECOND_MS,
  untouched: [
    { measure: 'given-up records', atLeast: 10_000 },
    { measure: 'lost records', consumer: 'fraud', exactly: 0 },
    { measure: 'open shards', exactly: 2 },
    ...totals({ IncomingRecords: 111_554, 'GetRecords.Records': 183_011, WriteProvisionedThroughputExceeded: 233_002, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Salt the keys, then split both shards', actions: [...saltKeys(22 * SECOND_MS), at(24 * SECOND_MS, split(streamName, 0, 0.25)), at(30 * SECOND_MS, split(streamName, 1, 0.75))] },
    { name: 'Salt the keys and ask for three shards', actions: [...saltKeys(22 * SECOND_MS), at(22 * SECOND_MS, setShards(streamName, 3))] },
  ],
  nearMisses: [
    { name: 'Split both shards', actions: [at(24 * SECOND_MS, split(streamName, 0, 0.25)), at(30 * SECOND_MS, split(streamName, 1, 0.75))], fails: [quiet, complete] },
    { name: 'Ask for four shards', actions: [at(22 * SECOND_MS, setShards(streamName, 4))], fails: [quiet, complete] },
    { name: 'Slow the servers down', actions: ['web-1', 'web-2'].map((name) => at(22 * SECOND_MS, configure(name, { recordsPerSecond: 500 }))), fails: [complete] },
  ],
};
