/** Step 3: all who poll share a shard's five reads a second; who is registered for enhanced fan-out shares with nobody. */
import { add, at, configure, createStream, fanOutReader, MINUTE_MS, producer, reader, remove, SECOND_MS, setShards, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'orders';
const BOARD_AT_MS = 40 * SECOND_MS;
const POLL_MS = 250;

const quiet: Goal = { measure: 'metric', metric: 'ReadProvisionedThroughputExceeded', statistic: 'Sum', fromMs: 90 * SECOND_MS, atMost: 0 };
const kitchenReads: Goal = { measure: 'unprocessed records', consumer: 'kitchen', atMost: 10 };
const boardReads: Goal = { measure: 'unprocessed records', consumer: 'board', atMost: 10 };

export const walkConsume: Scenario = {
  slug: 'walk-3-consume',
  group: 'walk-through',
  title: 'Step 3: add consumers',
  story:
    'kitchen polls the one shard of orders four times a second. At 00:00:40 a second consumer, board, comes and does the same, and reads begin to be refused. See to it that both read everything and nothing is refused from 00:01:30 on.',
  seed: 23,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 1),
    add(producer({ name: 'tables', streamName, recordsPerSecond: 3, startsAtMs: 4 * SECOND_MS })),
    add(reader({ name: 'kitchen', streamName, pollIntervalMs: POLL_MS })),
  ],
  script: [at(BOARD_AT_MS, add(reader({ name: 'board', streamName, pollIntervalMs: POLL_MS })))],
  opening: { atMs: 25 * SECOND_MS, speed: 1, spanMs: MINUTE_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'kitchen makes four of the five calls that a shard answers in a second.' },
    { atMs: BOARD_AT_MS, text: 'board begins with the oldest record: what kitchen has read is there for every other reader too.' },
    { once: { measure: 'refused reads', consumer: 'kitchen', atLeast: 1 }, text: 'Eight calls a second meet a shard that answers five. ProvisionedThroughputExceededException, for either of them.' },
  ],
  goals: [quiet, kitchenReads, boardReads],
  hints: [
    { when: [{ measure: 'refused reads', consumer: 'kitchen', atLeast: 10 }, { measure: 'open shards', exactly: 1 }], text: 'Calls are refused, not records: few calls with many records each do the same work. Or let one of the two be pushed to, by enhanced fan-out.' },
    { when: [{ measure: 'open shards', atLeast: 2 }], text: 'Both consumers poll each shard, so each shard is asked as often as the one was.' },
  ],
  endsAtMs: 3 * MINUTE_MS,
  untouched: [
    { measure: 'refused reads', consumer: 'kitchen', atLeast: 20 },
    { measure: 'refused reads', consumer: 'board', atLeast: 5 },
    { measure: 'lost records', consumer: 'board', exactly: 0 },
    { measure: 'throttled records', exactly: 0 },
    ...totals({ IncomingRecords: 528, 'GetRecords.Records': 1_053, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 417 }),
  ],
  solutions: [
    { name: 'Let both poll twice a second', actions: ['kitchen', 'board'].map((name) => at(MINUTE_MS, configure(name, { pollIntervalMs: 500 }))) },
    { name: 'Give board enhanced fan-out', actions: [at(MINUTE_MS, remove('board')), at(MINUTE_MS, add(fanOutReader({ name: 'board', streamName })))] },
  ],
  nearMisses: [
    { name: 'Ask for two shards', actions: [at(MINUTE_MS, setShards(streamName, 2))], fails: [quiet] },
    { name: 'Stop board', actions: [at(MINUTE_MS, remove('board'))], fails: [boardReads] },
    { name: 'Slow down only one of them', actions: [at(MINUTE_MS, configure('board', { pollIntervalMs: 600 }))], fails: [quiet] },
  ],
};
