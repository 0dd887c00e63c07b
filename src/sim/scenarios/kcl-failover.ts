/** A worker dies: its leases stand still until another takes them, and what it had not checkpointed is processed again. */
import type { KclWorkerConfig } from '../actors/kcl/config.ts';
import { add, at, configure, crash, createStream, MINUTE_MS, producer, SECOND_MS, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'trips';
const CRASH_AT_MS = 5 * MINUTE_MS;
const ACT_AT_MS = 2.5 * MINUTE_MS;

const few: Goal = { measure: 'repeated records', consumer: 'pricing', atMost: 60 };
const complete: Goal = { measure: 'unprocessed records', consumer: 'pricing', atMost: 200 };
const current: Goal = { measure: 'metric', metric: 'MillisBehindLatest', statistic: 'Maximum', actor: 'pricing-2', fromMs: 8 * MINUTE_MS, atMost: 5 * SECOND_MS };

const worker = (name: string): KclWorkerConfig => ({
  kind: 'kcl-worker',
  name,
  streamName,
  application: 'pricing',
  version: '3',
  consumption: 'polling',
  initialPosition: 'TRIM_HORIZON',
  processingMsPerRecord: 10,
  checkpointEveryRecords: 400,
});
const workers = ['pricing-1', 'pricing-2'];

export const kclFailover: Scenario = {
  slug: 'kcl-failover',
  group: 'consumers',
  title: 'A KCL worker dies',
  story:
    'Two KCL workers share the four shards of a stream by their leases. They checkpoint every 400 records. At 00:05:00 one of them dies; the other takes its leases over and goes on from their checkpoints. Keep what is processed twice below 60 records.',
  seed: 35,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 4),
    add(producer({ name: 'cars', streamName, recordsPerSecond: 20, keys: { kind: 'device', prefix: 'car', keys: 500 }, startsAtMs: 4 * SECOND_MS })),
    ...workers.map((name) => add(worker(name))),
  ],
  script: [at(CRASH_AT_MS, crash('pricing-1'))],
  opening: { atMs: 2 * MINUTE_MS, speed: 5, spanMs: 10 * MINUTE_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'Cars report. The workers make a lease for each shard and divide them between themselves.' },
    { atMs: CRASH_AT_MS, text: 'pricing-1 is gone. Its leases are not renewed any more, but nobody may touch them yet: it could only be slow.' },
    { once: { measure: 'repeated records', consumer: 'pricing', atLeast: 1 }, text: 'pricing-2 has taken the leases, and begins at their checkpoints. What pricing-1 had done since then is done again.' },
  ],
  goals: [few, complete, current],
  hints: [
    { when: [{ measure: 'repeated records', consumer: 'pricing', atLeast: 61 }], text: 'What is repeated lies between the last checkpoint and the crash. More workers or a shorter failover time do not make that less.' },
    { when: [{ measure: 'unprocessed records', consumer: 'pricing', atLeast: 1_000 }], text: 'Records are piling up. Is any worker left to take the leases?' },
  ],
  endsAtMs: 10 * MINUTE_MS,
  untouched: [
    { measure: 'repeated records', consumer: 'pricing', atLeast: 100 },
    { measure: 'unprocessed records', consumer: 'pricing', atMost: 200 },
    { measure: 'stored records', atLeast: 11_000 },
    ...totals({ IncomingRecords: 11_919, 'GetRecords.Records': 12_222, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Checkpoint every ten records', actions: workers.map((name) => at(ACT_AT_MS, configure(name, { checkpointEveryRecords: 10 }))) },
    { name: 'Checkpoint at the end of each batch', actions: workers.map((name) => at(ACT_AT_MS, configure(name, { checkpointEveryRecords: null }))) },
  ],
  nearMisses: [
    { name: 'A shorter failover time', actions: workers.map((name) => at(ACT_AT_MS, configure(name, { failoverTimeMillis: 3_000 }))), fails: [few] },
    { name: 'Checkpoint every 250 records', actions: workers.map((name) => at(ACT_AT_MS, configure(name, { checkpointEveryRecords: 250 }))), fails: [few] },
    { name: 'One worker less from the start', actions: [at(ACT_AT_MS, crash('pricing-2'))], fails: [few, complete, current] },
  ],
};
