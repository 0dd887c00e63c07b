/** PutRecords answers 200 although some of its records failed: who does not look into the answer loses them in silence. */
import { add, at, configure, createStream, producer, reader, SECOND_MS, setShards, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'bids';
const SALE_AT_MS = 40 * SECOND_MS;

const none: Goal = { measure: 'ignored records', producer: 'auction', atMost: 0 };
const tried: Goal = { measure: 'given-up records', producer: 'auction', atMost: 0 };
const single: Goal = { measure: 'duplicated records', producer: 'auction', atMost: 0 };

const handle = (handling: string, rest: object = {}) => at(20 * SECOND_MS, configure('auction', { handling, ...rest }));

export const putRecordsLoses: Scenario = {
  slug: 'put-records-loses',
  group: 'producers',
  title: 'PutRecords that loses records',
  story:
    'An auction house puts its bids with PutRecords and takes the status 200 for success. From 00:00:40 on each minute brings ten seconds in which more bids come than the shard takes. Have every bid stored, once.',
  seed: 31,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 1),
    add(
      producer({
        name: 'auction',
        streamName,
        recordsPerSecond: 300,
        recordsPerCall: 100,
        recordBytes: 200,
        rate: { kind: 'burst', everyMs: 60 * SECOND_MS, lengthMs: 10 * SECOND_MS, factor: 5, firstAtMs: SALE_AT_MS },
        keys: { kind: 'uniform', prefix: 'lot', keys: 500 },
        attemptsMax: 12,
        handling: 'ignore-failures',
        startsAtMs: 4 * SECOND_MS,
      }),
    ),
    add(reader({ name: 'ledger', streamName })),
  ],
  opening: { atMs: 15 * SECOND_MS, speed: 1, spanMs: 60 * SECOND_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'Three hundred bids a second, a hundred in a call. The shard takes them easily.' },
    { atMs: SALE_AT_MS, text: 'The hammer is raised: five times as many bids.' },
    { once: { measure: 'ignored records', producer: 'auction', atLeast: 1 }, text: 'The call was answered with 200, and FailedRecordCount was not 0. The program looked only at the status. Those bids are gone, and no log names them.' },
  ],
  goals: [none, tried, single],
  hints: [
    { when: [{ measure: 'ignored records', atLeast: 1 }], text: 'The answer lists each record in its place, with a sequence number or with an error code. Those with a code must be sent again.' },
    { when: [{ measure: 'duplicated records', atLeast: 1 }], text: 'The whole batch was sent again, also what had been stored. Send only the entries that failed.' },
    { when: [{ measure: 'given-up records', atLeast: 1 }, { measure: 'ignored records', atMost: 0 }], text: 'The attempts ran out before the shard had room. Wait longer between them, with a wait that grows.' },
  ],
  endsAtMs: 120 * SECOND_MS,
  untouched: [
    { measure: 'ignored records', producer: 'auction', atLeast: 3_000 },
    { measure: 'given-up records', exactly: 0 },
    { measure: 'lost records', consumer: 'ledger', exactly: 0 },
    ...totals({ IncomingRecords: 50_706, 'GetRecords.Records': 50_406, WriteProvisionedThroughputExceeded: 8_094, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Send again what failed, after a growing wait', actions: [handle('retry-failed')] },
    { name: 'Have two shards before the sale', actions: [at(20 * SECOND_MS, setShards(streamName, 2))] },
  ],
  nearMisses: [
    { name: 'Send the whole batch again', actions: [handle('resend-all')], fails: [tried, single] },
    { name: 'Send again what failed, at once', actions: [handle('no-wait')], fails: [tried] },
    { name: 'Put fewer records in a call', actions: [at(20 * SECOND_MS, configure('auction', { recordsPerCall: 10 }))], fails: [none] },
  ],
};
