/** A record that is refused and sent again lands behind what was sent meanwhile, also behind younger ones of its own key. */
import { add, at, configure, createStream, producer, reader, SECOND_MS, setShards, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'bookings';
const BULK_AT_MS = 30 * SECOND_MS;
const BULK_UNTIL_MS = 70 * SECOND_MS;
const ACT_AT_MS = 20 * SECOND_MS;

const ordered: Goal = { measure: 'records out of order', producer: 'accounts', atMost: 0 };
const complete: Goal = { measure: 'missing records', producer: 'accounts', atMost: 0 };
const imported: Goal = { measure: 'stored records', atLeast: 40_000 };

export const retryReorders: Scenario = {
  slug: 'retry-reorders',
  group: 'producers',
  title: 'A retry that overtakes nobody',
  story:
    'A bank puts bookings of five accounts, ten to a call, and the order within an account matters. At 00:00:30 an import on the same stream uses up the shard for forty seconds, so bookings are refused and sent again. Keep every account in order, with no booking missing.',
  seed: 37,
  streamName,
  network: { oneWayMs: 8, jitterMs: 4 },
  setup: [
    createStream(streamName, 1),
    add(producer({ name: 'accounts', streamName, recordsPerSecond: 20, recordsPerCall: 10, recordBytes: 200, attemptsMax: 60, keys: { kind: 'uniform', prefix: 'account', keys: 5 }, startsAtMs: 4 * SECOND_MS })),
    add(producer({ name: 'import', streamName, recordsPerSecond: 0, recordsPerCall: 50, attemptsMax: 3, keys: { kind: 'uniform', prefix: 'line', keys: 5_000 } })),
    add(reader({ name: 'ledger', streamName })),
  ],
  script: [
    at(BULK_AT_MS, configure('import', { recordsPerSecond: 1_600 })),
    at(BULK_UNTIL_MS, configure('import', { recordsPerSecond: 0 })),
    at(80 * SECOND_MS, configure('accounts', { recordsPerSecond: 0 })),
  ],
  opening: { atMs: 15 * SECOND_MS, speed: 1, spanMs: 60 * SECOND_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'Bookings come in, two calls a second.' },
    { atMs: BULK_AT_MS, text: 'The import begins. The shard has one quota for both producers.' },
    { once: { measure: 'records out of order', producer: 'accounts', atLeast: 1 }, text: 'A booking was refused, the next one of the same account was not. Sent again, the older one stands behind the younger.' },
    { atMs: BULK_UNTIL_MS, text: 'The import is done.' },
  ],
  goals: [ordered, complete, imported],
  hints: [
    { when: [{ measure: 'records out of order', producer: 'accounts', atLeast: 1 }], text: 'PutRecords promises no order, not even within a call. To keep one, put one record, wait for its answer, and then put the next.' },
    { when: [{ measure: 'missing records', producer: 'accounts', atLeast: 10 }], text: 'What is not sent again is not out of order. It is missing.' },
  ],
  endsAtMs: 150 * SECOND_MS,
  untouched: [
    { measure: 'records out of order', producer: 'accounts', atLeast: 10 },
    { measure: 'missing records', producer: 'accounts', exactly: 0 },
    { measure: 'throttled records', atLeast: 5_000 },
    ...totals({ IncomingRecords: 42_015, 'GetRecords.Records': 42_015, WriteProvisionedThroughputExceeded: 103_681, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Put one at a time, each after the answer to the last', actions: [at(ACT_AT_MS, configure('accounts', { call: 'PutRecord', order: 'serial' }))] },
    { name: 'Have two shards before the import', actions: [at(ACT_AT_MS, setShards(streamName, 2))] },
  ],
  nearMisses: [
    { name: 'PutRecord without waiting', actions: [at(ACT_AT_MS, configure('accounts', { call: 'PutRecord' }))], fails: [ordered] },
    { name: 'Send nothing again', actions: [at(ACT_AT_MS, configure('accounts', { attemptsMax: 1 }))], fails: [complete] },
  ],
};
