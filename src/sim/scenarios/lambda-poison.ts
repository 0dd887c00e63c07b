/** One record that makes the function throw, and the defaults of an event source mapping: its shard stands still, the others go on. */
import { lambdaMappingDefaults, type LambdaMappingConfig } from '../actors/lambda-mapping/config.ts';
import { add, at, blob, call, configure, createStream, MINUTE_MS, producer, SECOND_MS, setShards, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'uploads';
const POISON_AT_MS = 2 * MINUTE_MS;
const ACT_AT_MS = 3 * MINUTE_MS;
const ENDS_AT_MS = 10 * MINUTE_MS;

const thumbnails: LambdaMappingConfig = {
  ...lambdaMappingDefaults,
  kind: 'lambda-mapping',
  name: 'thumbnails',
  streamName,
  startingPosition: 'TRIM_HORIZON',
  poison: { kind: 'key', key: 'broken.png' },
  durationMs: 200,
};

const flowing: Goal = { measure: 'metric', metric: 'IteratorAge', statistic: 'Maximum', actor: 'thumbnails', fromMs: 8 * MINUTE_MS, atMost: 20 * SECOND_MS };
const oneOnly: Goal = { measure: 'discarded records', consumer: 'thumbnails', atMost: 1 };
const delivered: Goal = { measure: 'delivered records', consumer: 'thumbnails', atLeast: 4_000 };

const change = (settings: Partial<LambdaMappingConfig>) => [at(ACT_AT_MS, configure('thumbnails', settings))];

export const lambdaPoison: Scenario = {
  slug: 'lambda-poison',
  group: 'consumers',
  title: 'A poison record under Lambda',
  story:
    'A Lambda function makes thumbnails of what is put on a stream of two shards. At 00:02:00 a file comes that makes it throw, and with the default settings the batch around it is tried again without end. Get both shards flowing, and give up no more than that one record.',
  seed: 33,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 2),
    add(producer({ name: 'cameras', streamName, recordsPerSecond: 8, keys: { kind: 'device', prefix: 'camera', keys: 400 }, startsAtMs: 4 * SECOND_MS })),
    add(thumbnails),
  ],
  script: [at(POISON_AT_MS, call('PutRecord', { StreamName: streamName, PartitionKey: 'broken.png', Data: blob('not a picture') }))],
  opening: { atMs: 2.5 * MINUTE_MS, speed: 5, spanMs: 10 * MINUTE_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'Pictures arrive. The mapping is new, and takes a minute to begin.' },
    { atMs: POISON_AT_MS, text: 'The broken file is put, as a record like any other.' },
    { once: { measure: 'failed invocations', consumer: 'thumbnails', atLeast: 1 }, text: 'The function throws. Lambda tries the same batch again: at-least-once means that it may not go past it.' },
    { once: { measure: 'failed invocations', consumer: 'thumbnails', atLeast: 5 }, text: 'One shard stands still, and its IteratorAge grows by a second a second. The other shard flows as before.' },
    { once: { measure: 'discarded records', consumer: 'thumbnails', atLeast: 1 }, text: 'The attempts have come to their end. What is discarded stays on the stream; only this function does not see it any more.' },
  ],
  goals: [flowing, oneOnly, delivered],
  hints: [
    { when: [{ measure: 'failed invocations', consumer: 'thumbnails', atLeast: 5 }, { measure: 'discarded records', consumer: 'thumbnails', atMost: 0 }], text: 'MaximumRetryAttempts is −1: without end. A limit lets the shard go on.' },
    { when: [{ measure: 'discarded records', consumer: 'thumbnails', atLeast: 2 }], text: 'The whole batch was given up for one record. Let Lambda halve it, or have the function say which record failed.' },
  ],
  endsAtMs: ENDS_AT_MS,
  untouched: [
    { measure: 'discarded records', consumer: 'thumbnails', exactly: 0 },
    { measure: 'failed invocations', consumer: 'thumbnails', atLeast: 8 },
    { measure: 'metric', metric: 'IteratorAge', statistic: 'Maximum', actor: 'thumbnails', atLeast: 4 * MINUTE_MS },
    { measure: 'lost records', consumer: 'thumbnails', exactly: 0 },
    ...totals({ IncomingRecords: 4_769, 'GetRecords.Records': 2_941, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Two retries, and halve the batch on an error', actions: change({ maximumRetryAttempts: 2, bisectBatchOnFunctionError: true }) },
    { name: 'Two retries, and report the failed record', actions: change({ maximumRetryAttempts: 2, reportBatchItemFailures: true }) },
    { name: 'Mend the function', actions: [at(ACT_AT_MS, configure('thumbnails', { poison: null }))] },
  ],
  nearMisses: [
    { name: 'Two retries', actions: change({ maximumRetryAttempts: 2 }), fails: [oneOnly] },
    { name: 'Halve the batch, without a limit', actions: change({ bisectBatchOnFunctionError: true }), fails: [flowing, delivered] },
    { name: 'Four batches at a time from each shard', actions: change({ parallelizationFactor: 4 }), fails: [flowing, delivered] },
    { name: 'Ask for four shards', actions: [at(ACT_AT_MS, setShards(streamName, 4))], fails: [flowing, delivered] },
  ],
};
