/**
 * The lab's first view. Slow enough that every record can be followed, and a whole day passes in 24 seconds: so the
 * retention edge, the slow reader's drift and its loss are all in sight without a word being explained.
 */
import type { ProducerConfig } from '../actors/producer.ts';
import { at, configure, HOUR_MS, MINUTE_MS, SECOND_MS, setRetention, split, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

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

const archived: Goal = { measure: 'lost records', consumer: 'archive', atMost: 0 };
const alert: Goal = { measure: 'behind ms', consumer: 'alarms', atMost: 2 * MINUTE_MS };

export const coastStations: Scenario = {
  slug: 'coast-stations',
  group: 'consumers',
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
  narration: [
    { atMs: 0, text: 'The stream is being created. The stations begin to report as soon as it is ACTIVE.' },
    { atMs: 6 * HOUR_MS, text: 'Both services read every report: reading removes nothing. The alarm service keeps up; the archive does not.' },
    { atMs: 20 * HOUR_MS, text: 'The archive’s pin drifts down the belt. A report is kept for 24 hours, read or not.' },
    { once: { measure: 'lost records', consumer: 'archive', atLeast: 1 }, text: 'The first report has expired before the archive came to it. The alarm service has long had it.' },
    { once: { measure: 'retention hours', atLeast: 25 }, text: 'The stream keeps its records for longer. What had expired before stays gone.' },
  ],
  goals: [archived, alert],
  hints: [
    { when: [{ measure: 'lost records', consumer: 'archive', atLeast: 1 }], text: 'What has expired does not come back. Drag the playhead to before the first loss and change something there.' },
    { when: [{ measure: 'open shards', atLeast: 3 }], text: 'A split makes room for writing. The archive must still read each parent to its end first, as slowly as before.' },
  ],
  endsAtMs: 48 * HOUR_MS,
  untouched: [
    { measure: 'lost records', consumer: 'archive', atLeast: 50 },
    { measure: 'lost records', consumer: 'alarms', exactly: 0 },
    { measure: 'repeated records', consumer: 'archive', exactly: 0 },
    { measure: 'throttled records', exactly: 0 },
    { measure: 'open shards', exactly: 2 },
    ...totals({ IncomingRecords: 672, 'GetRecords.Records': 818, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Keep records for seven days', actions: [at(24 * HOUR_MS, setRetention(streamName, 168))] },
    { name: 'Give the archive a faster disk', actions: [at(24 * HOUR_MS, configure('archive', { processingMsPerRecord: 30 * SECOND_MS }))] },
  ],
  nearMisses: [
    { name: 'Split a shard', actions: [at(24 * HOUR_MS, split(streamName, 0, 0.25))], fails: [archived] },
    { name: 'Keep records for seven days, but too late', actions: [at(40 * HOUR_MS, setRetention(streamName, 168))], fails: [archived] },
  ],
};
