/** Step 5: a stream grows and shrinks while it runs; closed shards stay readable, and consumers read them to the end. */
import { add, at, createStream, merge, MINUTE_MS, producer, reader, SECOND_MS, setShards, split, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'orders';

const tidy: Goal = { measure: 'open shards', exactly: 2 };
const followed: Goal = { measure: 'finished shards', consumer: 'kitchen', atLeast: 3 };
const complete: Goal = { measure: 'unprocessed records', consumer: 'kitchen', atMost: 10 };

export const walkReshard: Scenario = {
  slug: 'walk-5-reshard',
  group: 'walk-through',
  title: 'Step 5: split, then clean up',
  story:
    'orders has two shards and an even load. Split one of them, see its two children take over, and when they have, merge the children again. kitchen must not miss an order on the way.',
  seed: 25,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    createStream(streamName, 2),
    add(producer({ name: 'tables', streamName, recordsPerSecond: 4, keys: { kind: 'uniform', prefix: 'table', keys: 60 }, startsAtMs: 4 * SECOND_MS })),
    add(reader({ name: 'kitchen', streamName })),
  ],
  opening: { atMs: 15 * SECOND_MS, speed: 1, spanMs: MINUTE_MS },
  narration: [
    { atMs: 4 * SECOND_MS, text: 'Orders come in on both shards.' },
    { once: { measure: 'open shards', atLeast: 3 }, text: 'The parent is CLOSED: it takes nothing more, and keeps what it has until that expires. Each child has half of its range.' },
    { once: { measure: 'finished shards', consumer: 'kitchen', atLeast: 1 }, text: 'At the end of a closed shard GetRecords gives no NextShardIterator. It names the children instead, and kitchen goes on there.' },
    { once: { measure: 'finished shards', consumer: 'kitchen', atLeast: 3 }, text: 'Three shards are closed and read to the end. Two are open, as in the beginning, and they cover the whole key space.' },
  ],
  goals: [tidy, followed, complete],
  hints: [
    { when: [{ measure: 'open shards', exactly: 3 }], text: 'Three shards are open. Merge the two children once the stream is ACTIVE again; they are neighbours.' },
    { when: [{ measure: 'open shards', atMost: 2 }, { measure: 'finished shards', consumer: 'kitchen', atMost: 0 }], text: 'Choose a shard and split it in the middle.' },
  ],
  endsAtMs: 2 * MINUTE_MS,
  untouched: [
    { measure: 'open shards', exactly: 2 },
    { measure: 'finished shards', consumer: 'kitchen', exactly: 0 },
    { measure: 'lost records', consumer: 'kitchen', exactly: 0 },
    { measure: 'stored records', atLeast: 450 },
    ...totals({ IncomingRecords: 464, 'GetRecords.Records': 460, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Split a shard and merge its children', actions: [at(20 * SECOND_MS, split(streamName, 0, 0.25)), at(40 * SECOND_MS, merge(streamName, 2, 3))] },
    { name: 'Ask for four shards, then for two', actions: [at(20 * SECOND_MS, setShards(streamName, 4)), at(45 * SECOND_MS, setShards(streamName, 2))] },
  ],
  nearMisses: [
    { name: 'Split only', actions: [at(20 * SECOND_MS, split(streamName, 0, 0.25))], fails: [tidy, followed] },
    { name: 'Merge before the split is done', actions: [at(20 * SECOND_MS, split(streamName, 0, 0.25)), at(20.5 * SECOND_MS, merge(streamName, 2, 3))], fails: [tidy, followed] },
    {
      name: 'Stop the kitchen meanwhile',
      actions: [at(20 * SECOND_MS, split(streamName, 0, 0.25)), at(21 * SECOND_MS, { type: 'crash actor', actor: 'kitchen' }), at(40 * SECOND_MS, merge(streamName, 2, 3))],
      fails: [followed, complete],
    },
  ],
};
