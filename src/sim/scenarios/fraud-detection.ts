/** Two megabytes a second leave a shard for all who poll it; a reader that catches up takes them all. Enhanced fan-out has a pipe of its own. */
import { add, at, configure, crash, createStream, fanOutReader, producer, reader, remove, restart, SECOND_MS, setShards, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'payments';
const DOWN_AT_MS = 30 * SECOND_MS;
const BACK_AT_MS = 150 * SECOND_MS;
const ENDS_AT_MS = 240 * SECOND_MS;

const prompt: Goal = { measure: 'refused reads', consumer: 'fraud', atMost: 5 };
const current: Goal = { measure: 'behind ms', consumer: 'fraud', atMost: 2 * SECOND_MS };
const archived: Goal = { measure: 'unprocessed records', consumer: 'archive', atMost: 300 };

export const fraudDetection: Scenario = {
  slug: 'fraud-detection',
  group: 'consumers',
  title: 'Fraud detection beside an archive',
  story:
    'The fraud engine reads payments twice a second. The archive reads the same shard; it is down from 00:00:30 on, and when it comes back two minutes later it fetches what it missed in answers of up to 10 MiB. Each of those keeps every poller out for seconds. Keep the fraud engine prompt.',
  seed: 19,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 1),
    add(producer({ name: 'terminals', streamName, recordsPerSecond: 25, recordsPerCall: 5, recordBytes: 20_000, keys: { kind: 'user', prefix: 'card', keys: 3_000 }, startsAtMs: 4 * SECOND_MS })),
    add(reader({ name: 'fraud', streamName, pollIntervalMs: 500, processingMsPerRecord: 2 })),
    add(reader({ name: 'archive', streamName, pollIntervalMs: SECOND_MS, processingMsPerRecord: 1 })),
  ],
  script: [at(DOWN_AT_MS, crash('archive')), at(BACK_AT_MS, restart('archive'))],
  opening: { atMs: 20 * SECOND_MS, speed: 2, spanMs: 300 * SECOND_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'Half a megabyte of payments a second. Both consumers are at the tip and share the reads of the shard without trouble.' },
    { atMs: DOWN_AT_MS, text: 'The archive goes down. Its backlog grows on the stream.' },
    { atMs: BACK_AT_MS, text: 'The archive is back and reads as much as an answer holds.' },
    { once: { measure: 'refused reads', consumer: 'fraud', atLeast: 5 }, text: 'After an answer of 10 MiB a shard refuses reads for five seconds: to the archive that took it, and to the fraud engine that did not.' },
  ],
  goals: [prompt, current, archived],
  hints: [
    { when: [{ measure: 'refused reads', consumer: 'fraud', atLeast: 6 }], text: 'The two compete for the same two megabytes a second. Take one of them out of that race.' },
    { when: [{ measure: 'refused reads', consumer: 'fraud', atMost: 5 }, { measure: 'unprocessed records', consumer: 'archive', atLeast: 301 }], text: 'The fraud engine is spared, and the archive does not catch up.' },
  ],
  endsAtMs: ENDS_AT_MS,
  untouched: [
    { measure: 'refused reads', consumer: 'fraud', atLeast: 20 },
    { measure: 'lost records', consumer: 'archive', exactly: 0 },
    { measure: 'throttled records', exactly: 0 },
    ...totals({ IncomingRecords: 5_900, 'GetRecords.Records': 11_765, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 145 }),
  ],
  solutions: [
    { name: 'Give the fraud engine enhanced fan-out', actions: [at(60 * SECOND_MS, remove('fraud')), at(60 * SECOND_MS, add(fanOutReader({ name: 'fraud', streamName, startAt: 'LATEST', processingMsPerRecord: 2 })))] },
    { name: 'Give the archive enhanced fan-out', actions: [at(60 * SECOND_MS, remove('archive')), at(60 * SECOND_MS, add(fanOutReader({ name: 'archive', streamName, processingMsPerRecord: 1 })))] },
  ],
  nearMisses: [
    { name: 'Poll more often', actions: [at(60 * SECOND_MS, configure('fraud', { pollIntervalMs: 200 }))], fails: [prompt] },
    { name: 'Leave the archive switched off', actions: [at(60 * SECOND_MS, remove('archive'))], fails: [archived] },
    { name: 'Have the archive take ten records at a time', actions: [at(60 * SECOND_MS, configure('archive', { limit: 10 }))], fails: [archived] },
    { name: 'Poll twice a minute', actions: [at(60 * SECOND_MS, configure('fraud', { pollIntervalMs: 30 * SECOND_MS }))], fails: [current] },
    { name: 'Ask for two shards', actions: [at(60 * SECOND_MS, setShards(streamName, 2))], fails: [prompt] },
  ],
};
