/** Step 2: the partition key, not the producer, decides on which shard a record stands. */
import { add, at, blob, call, createStream, MINUTE_MS, reader, SECOND_MS, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'orders';

const enough: Goal = { measure: 'stored records', atLeast: 6 };
const spread: Goal = { measure: 'shards written', exactly: 2 };

const put = (atMs: number, PartitionKey: string, rest: object = {}) => at(atMs, call('PutRecord', { StreamName: streamName, PartitionKey, Data: blob(`soup for ${PartitionKey}`), ...rest }));
const tables = (...numbers: number[]) => numbers.map((n, i) => put((10 + i) * SECOND_MS, `table-${n}`));

export const walkPut: Scenario = {
  slug: 'walk-2-put',
  group: 'walk-through',
  title: 'Step 2: put records',
  story: `The stream ${streamName} has two shards and is empty. Put six orders on it yourself, so that both shards take some. Watch where the hash of each partition key falls.`,
  seed: 22,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [createStream(streamName, 2), add(reader({ name: 'kitchen', streamName }))],
  opening: { atMs: 5 * SECOND_MS, speed: 1, spanMs: 60 * SECOND_MS },
  narration: [
    { atMs: 0, text: 'kitchen polls both shards once a second and finds nothing.' },
    { once: { measure: 'stored records', atLeast: 1 }, text: 'The answer to a put names the shard and the sequence number. The key was hashed with MD5; the shard is the one whose range holds the hash.' },
    { once: { measure: 'processed records', consumer: 'kitchen', atLeast: 1 }, text: 'kitchen has read the order. It stays on the stream all the same.' },
    { once: { measure: 'shards written', atLeast: 2 }, text: 'Both shards hold orders. Within a shard they are in order; between the two there is none.' },
  ],
  goals: [enough, spread],
  hints: [
    { when: [{ measure: 'stored records', atLeast: 2 }, { measure: 'shards written', exactly: 1 }], text: 'All orders stand on one shard. The same key always has the same hash: try another one.' },
    { when: [{ measure: 'stored records', atMost: 0 }], text: 'Give a partition key, such as table-1, and put a record under it.' },
  ],
  endsAtMs: 5 * MINUTE_MS,
  untouched: [
    { measure: 'stored records', exactly: 0 },
    { measure: 'processed records', consumer: 'kitchen', exactly: 0 },
    { measure: 'refused reads', consumer: 'kitchen', exactly: 0 },
    ...totals({ IncomingRecords: 0, 'GetRecords.Records': 0, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Six tables, six keys', actions: tables(1, 2, 3, 4, 5, 6) },
    {
      name: 'One call with six records',
      actions: [at(10 * SECOND_MS, call('PutRecords', { StreamName: streamName, Records: [1, 2, 3, 4, 5, 6].map((n) => ({ PartitionKey: `table-${n}`, Data: blob('bread') })) }))],
    },
    { name: 'Two explicit hash keys', actions: [0, 1, 2, 3, 4, 5].map((n) => put((10 + n) * SECOND_MS, 'bar', { ExplicitHashKey: String(n % 2 === 0 ? 0n : (1n << 128n) - 1n) })) },
  ],
  nearMisses: [
    { name: 'Six orders of one table', actions: tables(1, 1, 1, 1, 1, 1), fails: [spread] },
    { name: 'Keys that differ and fall on one shard', actions: tables(1, 3, 5, 6, 1, 3), fails: [spread] },
    { name: 'One order for each shard', actions: tables(1, 2), fails: [enough] },
  ],
};
