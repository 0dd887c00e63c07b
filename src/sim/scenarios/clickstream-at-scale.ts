/** A hundred shards at 95 % of what they take, and still one key is too much for one of them. */
import { add, at, configure, createStream, fanOutReader, producer, reader, SECOND_MS, setShards, split, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';
import { groups } from './words.ts';

const streamName = 'clicks';
const SHARDS = 100;
const SERVERS = 20;
/** Nearly all that the shards take together: 100,000 records and 100 MiB a second. */
const PER_SECOND = 95_000;
const RECORD_BYTES = 1_000;
/** Of the clicks of the hot user: 1,425 a second, on shard 83. */
const SHARE = 0.015;
const HOT = { shard: 83, share: 0.835 };
const STARTS_AT_MS = 6 * SECOND_MS;
const ACT_AT_MS = 8 * SECOND_MS;

const servers = Array.from({ length: SERVERS }, (_, i) => `web-${i + 1}`);
const users = { prefix: 'user', keys: 1_000_000, share: SHARE } as const;

const quiet: Goal = { measure: 'throttled records', fromMs: 12 * SECOND_MS, atMost: 0 };
const complete: Goal = { measure: 'stored records', atLeast: 700_000 };

export const clickstreamAtScale: Scenario = {
  slug: 'clickstream-at-scale',
  group: 'stream',
  title: 'The same at 100 shards',
  story:
    `Twenty web servers put ${groups(PER_SECOND)} clicks a second, of ${groups(RECORD_BYTES)} bytes each, on a stream of a hundred shards; three applications read all of it. The load is spread over a million users, but one of them clicks more often than a shard can take. Find the one shard in a hundred, and stop it refusing.`,
  seed: 8,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, SHARDS),
    ...servers.map((name) =>
      add(producer({ name, streamName, recordsPerSecond: PER_SECOND / SERVERS, recordsPerCall: 500, recordBytes: RECORD_BYTES, attemptsMax: 3, keys: { kind: 'hot', ...users }, startsAtMs: STARTS_AT_MS })),
    ),
    add(fanOutReader({ name: 'analytics', streamName })),
    add(reader({ name: 'fraud', streamName })),
    add(reader({ name: 'archive', streamName, pollIntervalMs: 2 * SECOND_MS })),
  ],
  opening: { atMs: STARTS_AT_MS + SECOND_MS, speed: 1, spanMs: 60 * SECOND_MS },
  narration: [
    { atMs: STARTS_AT_MS, text: 'The servers begin. Each shard gets about a hundredth of the users.' },
    { once: { measure: 'throttled records', atLeast: 1 }, text: 'One shard refuses. On the scale of the whole stream its refusals hardly show.' },
    { once: { measure: 'open shards', atLeast: SHARDS + 1 }, text: 'There are more shards now. The hot user still has one key, and the key one shard.' },
  ],
  goals: [quiet, complete],
  hints: [{ when: [{ measure: 'throttled records', fromMs: 12 * SECOND_MS, atLeast: 1 }], text: 'All refused records have the same hash. More shards do not help; a random prefix on the hot user’s key does.' }],
  endsAtMs: 14 * SECOND_MS,
  untouched: [
    { measure: 'throttled records', atLeast: 1_000 },
    { measure: 'open shards', exactly: SHARDS },
    { measure: 'shards written', exactly: SHARDS },
    ...totals({ IncomingRecords: 749_857, 'GetRecords.Records': 1_261_499, WriteProvisionedThroughputExceeded: 36_368, ReadProvisionedThroughputExceeded: 4 }),
  ],
  solutions: [
    { name: 'Spread the hot user over 50 prefixes', actions: servers.map((name) => at(ACT_AT_MS, configure(name, { keys: { kind: 'salted', ...users, salts: 50 } }))) },
    { name: 'Take the click for the key, not the user', actions: servers.map((name) => at(ACT_AT_MS, configure(name, { keys: { kind: 'uniform', prefix: 'click', keys: 1_000_000 } }))) },
  ],
  nearMisses: [
    { name: 'Ask for twice as many shards', actions: [at(ACT_AT_MS, setShards(streamName, 2 * SHARDS))], fails: [quiet] },
    { name: 'Split the hot shard', actions: [at(ACT_AT_MS, split(streamName, HOT.shard, HOT.share))], fails: [quiet] },
    { name: 'Slow the servers down', actions: servers.map((name) => at(ACT_AT_MS, configure(name, { recordsPerSecond: 3_000 }))), fails: [quiet, complete] },
  ],
};
