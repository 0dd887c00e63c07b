/** Quotas in sight: one user's clicks are more than a shard takes in a second, and no split can divide one key. */
import type { ProducerConfig } from '../actors/producer.ts';
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

export const clickstream: Scenario = {
  slug: 'clickstream',
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
};
