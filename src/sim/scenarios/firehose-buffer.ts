/** Firehose puts an object when its buffer is full or old enough, whichever comes first: small and fresh, or large and late. */
import { firehoseDefaults, type FirehoseConfig } from '../actors/firehose/config.ts';
import { add, at, configure, createStream, MINUTE_MS, producer, SECOND_MS, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'logs';
const ACT_AT_MS = 6 * MINUTE_MS;

const fresh: Goal = { measure: 'metric', metric: 'DeliveryToS3.DataFreshness', statistic: 'Maximum', actor: 'to-bucket', fromMs: 12 * MINUTE_MS, atMost: 90 };
const few: Goal = { measure: 'objects', consumer: 'to-bucket', atMost: 40 };

const change = (settings: Partial<FirehoseConfig>) => [at(ACT_AT_MS, configure('to-bucket', { ...settings }))];

export const firehoseBuffer: Scenario = {
  slug: 'firehose-buffer',
  group: 'consumers',
  title: 'Firehose and its buffer',
  story:
    'Firehose reads a stream of logs and puts objects into a bucket, with its default hints: 5 MiB or 300 seconds. Ten kilobytes come in a second, so time decides. Whoever reads the bucket wants logs no older than 90 seconds, and not thousands of tiny objects.',
  seed: 36,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 1),
    add(producer({ name: 'hosts', streamName, recordsPerSecond: 20, recordsPerCall: 10, recordBytes: 500, keys: { kind: 'uniform', prefix: 'host', keys: 50 }, startsAtMs: 10 * SECOND_MS })),
    add({ ...firehoseDefaults, kind: 'firehose', name: 'to-bucket', streamName }),
  ],
  opening: { atMs: 5.5 * MINUTE_MS, speed: 10, spanMs: 10 * MINUTE_MS },
  narration: [
    { atMs: 10 * SECOND_MS, text: 'Logs come in. Firehose reads them at once and keeps them in its buffer.' },
    { once: { measure: 'objects', consumer: 'to-bucket', atLeast: 1 }, text: 'The first object is in the bucket. Its oldest record waited for about five minutes.' },
    { once: { measure: 'objects', consumer: 'to-bucket', atLeast: 100 }, text: 'A hundred objects already, each of a few kilobytes. Every one costs a request, and every reader must open it.' },
  ],
  goals: [fresh, few],
  hints: [
    { when: [{ measure: 'metric', metric: 'DeliveryToS3.DataFreshness', statistic: 'Maximum', actor: 'to-bucket', fromMs: 12 * MINUTE_MS, atLeast: 91 }], text: 'At this rate a buffer of 1 MiB is full after more than a minute and a half. The hint that counts is BufferIntervalInSeconds.' },
    { when: [{ measure: 'objects', consumer: 'to-bucket', atLeast: 41 }], text: 'An interval near 0 makes an object of whatever is there. Something between the two does both.' },
  ],
  endsAtMs: 30 * MINUTE_MS,
  untouched: [
    { measure: 'objects', consumer: 'to-bucket', atMost: 6 },
    { measure: 'lost records', consumer: 'to-bucket', exactly: 0 },
    { measure: 'metric', metric: 'DeliveryToS3.DataFreshness', statistic: 'Maximum', actor: 'to-bucket', atLeast: 250 },
    ...totals({ IncomingRecords: 35_800, 'GetRecords.Records': 35_780, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'An interval of 60 seconds', actions: change({ bufferIntervalInSeconds: 60 }) },
    { name: 'An interval of 80 seconds', actions: change({ bufferIntervalInSeconds: 80 }) },
  ],
  nearMisses: [
    { name: 'The smallest buffer', actions: change({ bufferSizeInMBs: 1 }), fails: [fresh] },
    { name: 'No interval', actions: change({ bufferIntervalInSeconds: 0 }), fails: [few] },
  ],
};
