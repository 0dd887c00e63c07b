/** A put whose answer is lost has been stored, and the producer cannot know: it puts the record again. */
import { add, at, configure, createStream, fanOutReader, producer, reader, remove, SECOND_MS, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'orders';
const STORM_MS = [40 * SECOND_MS, 160 * SECOND_MS] as const;
const CLOSED_AT_MS = 180 * SECOND_MS;

const complete: Goal = { measure: 'missing records', producer: 'shop', atMost: 0 };
const once: Goal = { measure: 'double effects', consumer: 'warehouse', atMost: 0 };
const read: Goal = { measure: 'unprocessed records', consumer: 'warehouse', atMost: 0 };

export const lostResponse: Scenario = {
  slug: 'lost-response',
  group: 'producers',
  title: 'Stored twice: the lost answer',
  story:
    'A shop puts five orders a second, and a warehouse ships what it reads. From 00:00:40 to 00:02:40 the network loses some requests and some answers. Both look the same to the shop. See to it that every order is shipped, and none twice.',
  seed: 32,
  streamName,
  network: { oneWayMs: 15, jitterMs: 20 },
  setup: [
    createStream(streamName, 1),
    add(producer({ name: 'shop', streamName, recordsPerSecond: 5, attemptsMax: 8, keys: { kind: 'uniform', prefix: 'customer', keys: 100 }, startsAtMs: 4 * SECOND_MS })),
    add(reader({ name: 'warehouse', streamName })),
  ],
  script: [
    at(STORM_MS[0], { type: 'configure network', change: { requestLoss: 0.05, responseLoss: 0.12 } }),
    at(STORM_MS[1], { type: 'configure network', change: { requestLoss: 0, responseLoss: 0 } }),
    at(CLOSED_AT_MS, configure('shop', { recordsPerSecond: 0 })),
  ],
  opening: { atMs: 20 * SECOND_MS, speed: 1, spanMs: 60 * SECOND_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'Orders are put one by one. Each answer brings a sequence number.' },
    { atMs: STORM_MS[0], text: 'The network gets bad. After six seconds without an answer the shop puts the order again.' },
    { once: { measure: 'double effects', consumer: 'warehouse', atLeast: 1 }, text: 'An order stands on the stream twice, with two sequence numbers. To Kinesis these are two records; the warehouse has shipped both.' },
    { atMs: STORM_MS[1], text: 'The network is well again.' },
    { atMs: CLOSED_AT_MS, text: 'The shop closes.' },
  ],
  goals: [complete, once, read],
  hints: [
    { when: [{ measure: 'double effects', consumer: 'warehouse', atLeast: 1 }], text: 'The shop cannot tell a lost request from a lost answer. The warehouse can tell an order it has shipped from a new one, by its number.' },
    { when: [{ measure: 'missing records', producer: 'shop', atLeast: 20 }], text: 'Orders are missing: without a retry, a lost request is a lost order.' },
  ],
  endsAtMs: 260 * SECOND_MS,
  untouched: [
    { measure: 'stored records', atLeast: 900 },
    { measure: 'missing records', producer: 'shop', exactly: 0 },
    { measure: 'double effects', consumer: 'warehouse', atLeast: 40 },
    { measure: 'repeated records', consumer: 'warehouse', exactly: 0 },
    ...totals({ IncomingRecords: 971, 'GetRecords.Records': 1_026, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Let the warehouse look up what it has shipped', actions: [at(25 * SECOND_MS, configure('warehouse', { deduplicate: true }))] },
    {
      name: 'Give it enhanced fan-out and a table of what is shipped',
      actions: [at(25 * SECOND_MS, remove('warehouse')), at(25 * SECOND_MS, add(fanOutReader({ name: 'warehouse', streamName, deduplicate: true })))],
    },
  ],
  nearMisses: [
    { name: 'Do not try again', actions: [at(25 * SECOND_MS, configure('shop', { attemptsMax: 1 }))], fails: [complete] },
    { name: 'Put them in serial order', actions: [at(25 * SECOND_MS, configure('shop', { order: 'serial' }))], fails: [once] },
    { name: 'Give up waiting for an answer sooner', actions: [at(25 * SECOND_MS, { type: 'configure network', change: { timeoutMs: 1_000 } })], fails: [once] },
    { name: 'Begin to look up what is shipped when the damage is done', actions: [at(100 * SECOND_MS, configure('warehouse', { deduplicate: true }))], fails: [once] },
  ],
};
