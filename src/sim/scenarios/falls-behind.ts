/** Age removes records, reading does not: a consumer that is too slow for long enough loses what it had not come to. */
import { add, at, configure, createStream, HOUR_MS, MINUTE_MS, producer, reader, SECOND_MS, setRetention, split, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'claims';
const ACT_AT_MS = 24.5 * HOUR_MS;

const noLoss: Goal = { measure: 'lost records', consumer: 'assessor', atMost: 0 };
const current: Goal = { measure: 'behind ms', consumer: 'assessor', atMost: 2 * HOUR_MS };

export const fallsBehind: Scenario = {
  slug: 'falls-behind',
  group: 'consumers',
  title: 'Falling behind until records are lost',
  story:
    'Claims come in at one a minute on each of two shards. The assessor takes four minutes for one, so it falls behind all day, and the stream keeps a record for 24 hours. Get it back to the tip before anything expires unread.',
  seed: 13,
  streamName,
  network: { oneWayMs: 10, jitterMs: 20 },
  setup: [
    createStream(streamName, 2),
    add(producer({ name: 'branches', streamName, recordsPerSecond: 120 / 3600, startsAtMs: 5 * SECOND_MS })),
    add(reader({ name: 'assessor', streamName, pollIntervalMs: MINUTE_MS, limit: 5, processingMsPerRecord: 4 * MINUTE_MS })),
  ],
  opening: { atMs: 24 * HOUR_MS, speed: 3600, spanMs: 'retention' },
  narration: [
    { atMs: 0, text: 'The assessor starts with the first claim.' },
    { atMs: 12 * HOUR_MS, text: 'It reads one record in the time in which four arrive. MillisBehindLatest grows by three quarters of every hour.' },
    { once: { measure: 'behind ms', consumer: 'assessor', atLeast: 20 * HOUR_MS }, text: 'The oldest unread record is more than 20 hours old. At 24 it is gone.' },
    { once: { measure: 'lost records', consumer: 'assessor', atLeast: 1 }, text: 'The first record has reached the end of the belt unread. No call brings it back.' },
  ],
  goals: [noLoss, current],
  hints: [
    { when: [{ measure: 'lost records', consumer: 'assessor', atLeast: 1 }], text: 'Lost records stay lost. Go back to before the first loss and act there.' },
    { when: [{ measure: 'retention hours', atLeast: 25 }, { measure: 'behind ms', consumer: 'assessor', atLeast: 2 * HOUR_MS }], text: 'Longer retention buys time. The assessor must still become faster than the claims come in.' },
    { when: [{ measure: 'open shards', atLeast: 3 }], text: 'The children are read only after their parent: a split does nothing for the records that wait in it.' },
  ],
  endsAtMs: 72 * HOUR_MS,
  untouched: [
    { measure: 'lost records', consumer: 'assessor', atLeast: 500 },
    { measure: 'behind ms', consumer: 'assessor', atLeast: 23 * HOUR_MS },
    { measure: 'refused reads', consumer: 'assessor', exactly: 0 },
    { measure: 'throttled records', exactly: 0 },
    ...totals({ IncomingRecords: 8_640, 'GetRecords.Records': 2_165, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Make the assessor eight times as fast', actions: [at(ACT_AT_MS, configure('assessor', { processingMsPerRecord: 30 * SECOND_MS }))] },
    {
      name: 'Keep records for 48 hours now, become faster later',
      actions: [at(ACT_AT_MS, setRetention(streamName, 48)), at(30 * HOUR_MS, configure('assessor', { processingMsPerRecord: 30 * SECOND_MS }))],
    },
  ],
  nearMisses: [
    { name: 'Longer retention alone', actions: [at(ACT_AT_MS, setRetention(streamName, 168))], fails: [current] },
    {
      name: 'Split both shards',
      actions: [at(ACT_AT_MS, split(streamName, 0, 0.25)), at(ACT_AT_MS + MINUTE_MS, split(streamName, 1, 0.75))],
      fails: [noLoss, current],
    },
    { name: 'Ask for more records a call', actions: [at(ACT_AT_MS, configure('assessor', { limit: 1_000 }))], fails: [noLoss, current] },
  ],
};
