/** An iterator lives for 300 seconds. Who works longer than that on one batch comes back with one that has expired. */
import { add, at, configure, createStream, MINUTE_MS, producer, reader, SECOND_MS, split, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'scans';

const fresh: Goal = { measure: 'expired iterators', consumer: 'ocr', atMost: 3 };
const working: Goal = { measure: 'processed records', consumer: 'ocr', atLeast: 700 };
const exact: Goal = { measure: 'repeated records', consumer: 'ocr', atMost: 0 };

export const expiredIterator: Scenario = {
  slug: 'expired-iterator',
  group: 'consumers',
  title: 'The iterator that expired',
  story:
    'ocr takes 100 scans with each GetRecords and needs four seconds for one. When it comes back with the iterator it was given, that is older than five minutes, and the call fails. Have it come back in time.',
  seed: 14,
  streamName,
  network: { oneWayMs: 10, jitterMs: 20 },
  setup: [
    createStream(streamName, 1),
    add(producer({ name: 'scanner', streamName, recordsPerSecond: 0.5, startsAtMs: 5 * SECOND_MS })),
    add(reader({ name: 'ocr', streamName, pollIntervalMs: 2 * SECOND_MS, limit: 100, processingMsPerRecord: 4 * SECOND_MS })),
  ],
  opening: { atMs: 12 * MINUTE_MS, speed: 60, spanMs: 60 * MINUTE_MS },
  narration: [
    { atMs: 5 * SECOND_MS, text: 'Scans arrive one every two seconds. ocr needs twice as long for one, so its batches grow.' },
    { once: { measure: 'expired iterators', consumer: 'ocr', atLeast: 1 }, text: 'ExpiredIteratorException: the iterator lay unused for more than 300 seconds while ocr worked. It asks for a new one, after the last sequence number it has noted, and goes on from there.' },
    { once: { measure: 'expired iterators', consumer: 'ocr', atLeast: 5 }, text: 'It happens again with each full batch: a new iterator, a call for it, and the same wait.' },
  ],
  goals: [fresh, working, exact],
  hints: [
    { when: [{ measure: 'expired iterators', consumer: 'ocr', atLeast: 2 }], text: 'What counts is the time from one answer to the next call: records in a batch times the time for one.' },
    { when: [{ measure: 'open shards', atLeast: 2 }], text: 'Each shard has iterators of its own, and each batch is as long as before.' },
  ],
  endsAtMs: 70 * MINUTE_MS,
  untouched: [
    { measure: 'expired iterators', consumer: 'ocr', atLeast: 7 },
    { measure: 'lost records', consumer: 'ocr', exactly: 0 },
    { measure: 'repeated records', consumer: 'ocr', exactly: 0 },
    { measure: 'processed records', consumer: 'ocr', atLeast: 700 },
    ...totals({ IncomingRecords: 2_097, 'GetRecords.Records': 1_111, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Take 50 records a call', actions: [at(13 * MINUTE_MS, configure('ocr', { limit: 50 }))] },
    { name: 'Work twice as fast', actions: [at(13 * MINUTE_MS, configure('ocr', { processingMsPerRecord: 2 * SECOND_MS }))] },
  ],
  nearMisses: [
    { name: 'Split the shard', actions: [at(13 * MINUTE_MS, split(streamName, 0, 0.5))], fails: [fresh] },
    { name: 'Poll less often', actions: [at(13 * MINUTE_MS, configure('ocr', { pollIntervalMs: 6 * MINUTE_MS }))], fails: [fresh] },
  ],
};
