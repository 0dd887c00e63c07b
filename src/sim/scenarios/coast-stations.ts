/**
 * The lab's first view. Slow enough that every record can be followed, and a whole day passes in 24 seconds: so the
 * retention edge, the slow reader's drift and its loss are all in sight without a word being explained.
 */
import type { ProducerConfig } from '../actors/producer.ts';
import type { Scenario } from './scenario.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const streamName = 'observations';

const station = (name: string, recordsPerHour: number, rest: Partial<ProducerConfig>): ProducerConfig => ({
  kind: 'producer',
  name,
  streamName,
  recordsPerSecond: recordsPerHour / 3600,
  keys: { kind: 'uniform', prefix: name, keys: 3 },
  recordBytes: 320,
  call: 'PutRecord',
  recordsPerCall: 1,
  attemptsMax: 5,
  ...rest,
});

export const coastStations: Scenario = {
  slug: 'coast-stations',
  title: 'Weather from the coast',
  story:
    'Three stations report to a stream of two shards. The alarm service reads each report within a minute; the archive needs 40 minutes for one and falls behind, until reports reach the end of the belt unread. Split a shard and watch its children take over, or give the stream a longer retention.',
  seed: 47,
  streamName,
  network: { oneWayMs: 10, jitterMs: 20 },
  setup: [
    { type: 'call', operation: 'CreateStream', input: { StreamName: streamName, ShardCount: 2 } },
    { type: 'add actor', config: station('harbour', 5, {}) },
    { type: 'add actor', config: station('lighthouse', 3, {}) },
    { type: 'add actor', config: station('airfield', 6, { call: 'PutRecords', recordsPerCall: 3 }) },
    {
      type: 'add actor',
      config: {
        kind: 'polling-consumer',
        name: 'alarms',
        streamName,
        startAt: 'TRIM_HORIZON',
        pollIntervalMs: MINUTE_MS,
        limit: 100,
        processingMsPerRecord: 2_000,
      },
    },
    {
      type: 'add actor',
      config: {
        kind: 'polling-consumer',
        name: 'archive',
        streamName,
        startAt: 'TRIM_HORIZON',
        pollIntervalMs: MINUTE_MS,
        limit: 4,
        processingMsPerRecord: 40 * MINUTE_MS,
      },
    },
  ],
  opening: { atMs: 23 * HOUR_MS, speed: 3600, spanMs: 'retention' },
};
