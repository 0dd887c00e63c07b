/** A consumer that stands still for longer than the stream remembers loses what lies between; retention is the time to notice. */
import { add, at, configure, createStream, HOUR_MS, MINUTE_MS, producer, reader, SECOND_MS, setRetention, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'telemetry';
const CRASH_AT_MS = 18 * HOUR_MS;
const BACK_AT_MS = 80 * HOUR_MS;

const complete: Goal = { measure: 'lost records', consumer: 'energy-model', atMost: 0 };
const aWeek: Goal = { measure: 'retention hours', atLeast: 168 };
const current: Goal = { measure: 'behind ms', consumer: 'energy-model', atMost: HOUR_MS };

const gateways = ['north', 'south', 'east', 'west'];

export const iotTelemetry: Scenario = {
  slug: 'iot-telemetry',
  group: 'consumers',
  title: 'Telemetry and a long weekend',
  story:
    'Four gateways collect readings from 240 sensors on a stream of ten shards. The energy model crashes at 18:00, and nobody comes to restart it before 08:00 three days later. The model must not miss a reading, and its makers want to be able to go back a week.',
  seed: 18,
  streamName,
  network: { oneWayMs: 25, jitterMs: 50 },
  setup: [
    createStream(streamName, 10),
    ...gateways.map((name) =>
      add(producer({ name, streamName, recordsPerSecond: 0.25, recordsPerCall: 30, recordBytes: 180, keys: { kind: 'uniform', prefix: `sensor-${name}`, keys: 60 }, startsAtMs: 10 * SECOND_MS })),
    ),
    add(reader({ name: 'dashboard', streamName, pollIntervalMs: 4 * MINUTE_MS })),
    add(reader({ name: 'energy-model', streamName, pollIntervalMs: 4 * MINUTE_MS, processingMsPerRecord: 20 })),
  ],
  script: [at(CRASH_AT_MS, { type: 'crash actor', actor: 'energy-model' }), at(BACK_AT_MS, { type: 'restart actor', actor: 'energy-model' })],
  opening: { atMs: 20 * HOUR_MS, speed: 3600, spanMs: 'retention' },
  narration: [
    { atMs: 10 * SECOND_MS, text: 'The gateways send their readings in batches. Both consumers are at the tip.' },
    { atMs: CRASH_AT_MS, text: 'The energy model crashes. The dashboard does not notice: consumers know nothing of each other.' },
    { once: { measure: 'lost records', consumer: 'energy-model', atLeast: 1 }, text: 'The first reading after the crash has expired. From now on each hour takes an hour of readings from the model.' },
    { once: { measure: 'retention hours', atLeast: 168 }, text: 'The stream keeps its records for seven days. More is stored, and paid for by the shard-hour.' },
    { atMs: BACK_AT_MS, text: 'The model is started again, if it is not running. It goes on from its checkpoint, or from the oldest record that is left.' },
  ],
  goals: [complete, aWeek, current],
  hints: [
    { when: [{ measure: 'lost records', consumer: 'energy-model', atLeast: 1 }], text: 'Retention that is extended later brings nothing back. The call must come within 24 hours of the crash.' },
    { when: [{ measure: 'lost records', consumer: 'energy-model', atMost: 0 }, { measure: 'retention hours', atMost: 167 }], text: 'IncreaseStreamRetentionPeriod takes hours: a week has 168.' },
  ],
  endsAtMs: 90 * HOUR_MS,
  untouched: [
    { measure: 'lost records', consumer: 'energy-model', atLeast: 100_000 },
    { measure: 'lost records', consumer: 'dashboard', exactly: 0 },
    { measure: 'throttled records', exactly: 0 },
    { measure: 'stored records', atLeast: 320_000 },
    ...totals({ IncomingRecords: 324_000, 'GetRecords.Records': 510_480, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Keep records for a week, before the first day is over', actions: [at(21 * HOUR_MS, setRetention(streamName, 168))] },
    {
      name: 'Restart the model at once, then keep records for a week',
      actions: [at(21 * HOUR_MS, { type: 'restart actor', actor: 'energy-model' }), at(50 * HOUR_MS, setRetention(streamName, 168))],
    },
  ],
  nearMisses: [
    { name: 'Keep them for two days', actions: [at(21 * HOUR_MS, setRetention(streamName, 48))], fails: [complete, aWeek] },
    { name: 'Keep them for a week, on the third day', actions: [at(50 * HOUR_MS, setRetention(streamName, 168))], fails: [complete] },
    { name: 'Restart the model and leave it at that', actions: [at(21 * HOUR_MS, { type: 'restart actor', actor: 'energy-model' })], fails: [aWeek] },
    {
      name: 'Make the model faster',
      actions: [at(21 * HOUR_MS, configure('energy-model', { processingMsPerRecord: 1 }))],
      fails: [complete, aWeek],
    },
  ],
};
