/** Step 4: an iterator is a place on a shard. Each answer brings the next one, and each lives for five minutes. */
import { defaultConfig } from '../kinesis/context.ts';
import { add, at, call, configure, createStream, MINUTE_MS, producer, SECOND_MS, totals } from './parts.ts';
import { shardIdOf } from '../kinesis/model/stream.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'orders';
const MORE_AT_MS = 3 * MINUTE_MS;

const eachOnce: Goal = { measure: 'records you read', exactly: 40 };

const getIterator = (atMs: number, ShardIteratorType: string, rest: object = {}) =>
  at(atMs, call('GetShardIterator', { StreamName: streamName, ShardId: shardIdOf(0), ShardIteratorType, ...rest }));
const getRecords = (atMs: number, ShardIterator: '<ShardIterator>' | '<NextShardIterator>', rest: object = {}) => at(atMs, call('GetRecords', { ShardIterator, ...rest }));

export const walkRead: Scenario = {
  slug: 'walk-4-read',
  group: 'walk-through',
  title: 'Step 4: read with an iterator',
  story:
    'Thirty orders stand on the one shard of orders, and ten more come at 00:03:00. Read all forty by hand, each exactly once: GetShardIterator gives you a place, GetRecords reads on from it and gives you the next place.',
  seed: 24,
  streamName,
  network: { oneWayMs: 0, jitterMs: 0 },
  setup: [createStream(streamName, 1), add(producer({ name: 'tables', streamName, recordsPerSecond: 1, startsAtMs: 5 * SECOND_MS }))],
  script: [
    at(35 * SECOND_MS, configure('tables', { recordsPerSecond: 0 })),
    at(MORE_AT_MS, configure('tables', { recordsPerSecond: 1 })),
    at(MORE_AT_MS + 10 * SECOND_MS, configure('tables', { recordsPerSecond: 0 })),
  ],
  opening: { atMs: 40 * SECOND_MS, speed: 1, spanMs: 5 * MINUTE_MS },
  narration: [
    { atMs: 5 * SECOND_MS, text: 'The guests order. Nobody reads.' },
    { atMs: 35 * SECOND_MS, text: 'Thirty orders are on the shard. Nothing has to be read at once: the stream keeps them for 24 hours.' },
    { once: { measure: 'records you read', atLeast: 1 }, text: 'You have read records, and they are still there. NextShardIterator is your place now; the service keeps none for you.' },
    { atMs: MORE_AT_MS, text: 'Ten more orders.' },
    { once: { measure: 'records you read', atLeast: 41 }, text: 'You have read some orders twice. The service does not mind: each iterator is a place of its own.' },
  ],
  goals: [eachOnce],
  hints: [
    { when: [{ measure: 'answered calls', operation: 'GetShardIterator', atLeast: 1 }, { measure: 'records you read', atMost: 10 }], text: 'LATEST stands behind the newest record and waits for what comes. TRIM_HORIZON stands before the oldest that is kept.' },
    { when: [{ measure: 'records you read', exactly: 30 }], text: 'Thirty are read. Go on with the NextShardIterator of the last answer, within five minutes of it.' },
    { when: [{ measure: 'records you read', atLeast: 41 }], text: 'A second TRIM_HORIZON begins at the beginning again. Go on with NextShardIterator instead.' },
  ],
  endsAtMs: 10 * MINUTE_MS,
  untouched: [
    { measure: 'stored records', exactly: 40 },
    { measure: 'records you read', exactly: 0 },
    ...totals({ IncomingRecords: 40, 'GetRecords.Records': 0, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'From the start, then on with the next iterator', actions: [getIterator(MINUTE_MS, 'TRIM_HORIZON'), getRecords(MINUTE_MS, '<ShardIterator>'), getRecords(4 * MINUTE_MS, '<NextShardIterator>')] },
    { name: 'All at once, later', actions: [getIterator(4 * MINUTE_MS, 'TRIM_HORIZON'), getRecords(4 * MINUTE_MS, '<ShardIterator>')] },
    {
      name: 'In two calls with a Limit, from a time',
      actions: [
        getIterator(5 * MINUTE_MS, 'AT_TIMESTAMP', { Timestamp: defaultConfig.epochMs / 1000 }),
        getRecords(5 * MINUTE_MS, '<ShardIterator>', { Limit: 25 }),
        getRecords(6 * MINUTE_MS, '<NextShardIterator>', { Limit: 25 }),
      ],
    },
  ],
  nearMisses: [
    { name: 'Begin at LATEST', actions: [getIterator(MINUTE_MS, 'LATEST'), getRecords(4 * MINUTE_MS, '<ShardIterator>')], fails: [eachOnce] },
    {
      name: 'Come back after seven minutes',
      actions: [getIterator(MINUTE_MS, 'TRIM_HORIZON'), getRecords(MINUTE_MS, '<ShardIterator>'), getRecords(8 * MINUTE_MS, '<NextShardIterator>')],
      fails: [eachOnce],
    },
    {
      name: 'Begin at the start twice',
      actions: [getIterator(MINUTE_MS, 'TRIM_HORIZON'), getRecords(MINUTE_MS, '<ShardIterator>'), getIterator(4 * MINUTE_MS, 'TRIM_HORIZON'), getRecords(4 * MINUTE_MS, '<ShardIterator>')],
      fails: [eachOnce],
    },
  ],
};
