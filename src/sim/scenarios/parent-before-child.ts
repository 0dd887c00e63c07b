/** After a split a key's older records stand in the parent, its newer ones in a child: whoever wants order reads the parent first. */
import { add, at, configure, createStream, MINUTE_MS, producer, reader, SECOND_MS, split, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'accounts';
const SPLIT_AT_MS = MINUTE_MS;
const ACT_AT_MS = 90 * SECOND_MS;

const complete: Goal = { measure: 'unprocessed records', consumer: 'balance', atMost: 30 };
const parentRead: Goal = { measure: 'finished shards', consumer: 'balance', atLeast: 1 };
const once: Goal = { measure: 'repeated records', consumer: 'balance', atMost: 0 };

const balance = (rest: object = {}) => add(reader({ name: 'balance', streamName, limit: 50, processingMsPerRecord: 300, ...rest }));

export const parentBeforeChild: Scenario = {
  slug: 'parent-before-child',
  group: 'consumers',
  title: 'The parent before the child',
  story:
    'balance keeps account balances, so the bookings of an account must be read in their order. It is slow, and at 00:01:00 its shard is split: the children fill up and are not read. Get it to the tip by 00:05:00, with no booking left out and none booked twice.',
  seed: 17,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 1),
    add(producer({ name: 'bookings', streamName, recordsPerSecond: 10, keys: { kind: 'uniform', prefix: 'account', keys: 200 }, startsAtMs: 4 * SECOND_MS })),
    balance(),
  ],
  script: [at(SPLIT_AT_MS, split(streamName, 0, 0.5))],
  opening: { atMs: 80 * SECOND_MS, speed: 1, spanMs: 5 * MINUTE_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'Ten bookings come in a second; balance does three.' },
    { atMs: SPLIT_AT_MS, text: 'The shard is being split.' },
    { once: { measure: 'open shards', atLeast: 2 }, text: 'New bookings go to the children. Older ones of the same accounts still wait in the parent, so the children wait too.' },
    { once: { measure: 'finished shards', consumer: 'balance', atLeast: 1 }, text: 'The parent is read to its end. Now both children are read, side by side.' },
  ],
  goals: [complete, parentRead, once],
  hints: [
    { when: [{ measure: 'finished shards', consumer: 'balance', atMost: 0 }, { measure: 'open shards', atLeast: 2 }], text: 'Nothing in the children can be read before the parent is done. What would make balance get through the parent sooner?' },
    { when: [{ measure: 'open shards', atLeast: 3 }], text: 'More children wait for the same parent.' },
    { when: [{ measure: 'repeated records', consumer: 'balance', atLeast: 1 }], text: 'A crash in the middle of a batch does that batch again from its checkpoint: a booking would count twice.' },
  ],
  endsAtMs: 5 * MINUTE_MS,
  untouched: [
    { measure: 'open shards', exactly: 2 },
    { measure: 'finished shards', consumer: 'balance', exactly: 1 },
    { measure: 'repeated records', consumer: 'balance', exactly: 0 },
    { measure: 'unprocessed records', consumer: 'balance', atLeast: 1_000 },
    ...totals({ IncomingRecords: 2_960, 'GetRecords.Records': 1_480, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Make it three times as fast', actions: [at(ACT_AT_MS, configure('balance', { processingMsPerRecord: 50 }))] },
    { name: 'Make it twice as fast, later', actions: [at(2 * MINUTE_MS, configure('balance', { processingMsPerRecord: 70 }))] },
  ],
  nearMisses: [
    { name: 'Replace it by a fast one at LATEST', actions: [at(ACT_AT_MS, { type: 'remove actor', actor: 'balance' }), at(ACT_AT_MS, balance({ startAt: 'LATEST', processingMsPerRecord: 20 }))], fails: [complete, parentRead] },
    { name: 'Split the children too', actions: [at(ACT_AT_MS, split(streamName, 1, 0.25)), at(ACT_AT_MS + 10 * SECOND_MS, split(streamName, 2, 0.75))], fails: [complete] },
    { name: 'Crash it, and restart it faster', actions: [at(ACT_AT_MS, { type: 'crash actor', actor: 'balance' }), at(ACT_AT_MS + SECOND_MS, configure('balance', { processingMsPerRecord: 50 })), at(ACT_AT_MS + SECOND_MS, { type: 'restart actor', actor: 'balance' })], fails: [once] },
  ],
};
