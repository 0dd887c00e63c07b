/** Step 1: a stream is made of shards, and takes nothing before it is ACTIVE. */
import { add, at, call, createStream, MINUTE_MS, producer, reader, SECOND_MS, setShards, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'orders';

const twoShards: Goal = { measure: 'open shards', exactly: 2 };
const inTime: Goal = { measure: 'given-up records', producer: 'tables', atMost: 0 };
const read: Goal = { measure: 'processed records', consumer: 'kitchen', atLeast: 50 };

export const walkCreate: Scenario = {
  slug: 'walk-1-create',
  group: 'walk-through',
  title: 'Step 1: create a stream',
  story: `A restaurant opens in a minute. Its tables will put their orders on a stream named ${streamName}, and there is none yet. Create it with two shards, early enough to be ACTIVE by then.`,
  seed: 21,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [add(producer({ name: 'tables', streamName, recordsPerSecond: 1, startsAtMs: MINUTE_MS })), add(reader({ name: 'kitchen', streamName, pollIntervalMs: 2 * SECOND_MS }))],
  opening: { atMs: 5 * SECOND_MS, speed: 1, spanMs: 60 * SECOND_MS },
  narration: [
    { atMs: 0, text: 'The account is empty. kitchen asks for the shards of a stream that does not exist, and asks again.' },
    { once: { measure: 'open shards', atLeast: 1 }, text: 'The stream is ACTIVE. Its shards divide the key space evenly, and each brings its own quota.' },
    { atMs: MINUTE_MS, text: 'The first guests order.' },
    { once: { measure: 'given-up records', producer: 'tables', atLeast: 1 }, text: 'An order was put on a stream that is not there, or not ACTIVE yet: ResourceNotFoundException. Trying again would not help, so it is given up.' },
  ],
  goals: [twoShards, inTime, read],
  hints: [
    { when: [{ measure: 'open shards', atMost: 0 }], text: `The call is CreateStream, with StreamName ${streamName} and ShardCount 2. For a few seconds the stream is CREATING.` },
    { when: [{ measure: 'open shards', exactly: 1 }], text: 'One shard is open. UpdateShardCount changes the number later, also while records come in.' },
    { when: [{ measure: 'given-up records', atLeast: 1 }], text: 'Orders came before the stream did. Reset, and create it before the first minute is over.' },
  ],
  endsAtMs: 2.5 * MINUTE_MS,
  untouched: [
    { measure: 'open shards', exactly: 0 },
    { measure: 'stored records', exactly: 0 },
    { measure: 'given-up records', producer: 'tables', atLeast: 88 },
    ...totals({ IncomingRecords: 0, 'GetRecords.Records': 0, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Create it with two shards', actions: [at(10 * SECOND_MS, createStream(streamName, 2))] },
    { name: 'Create it with one, then ask for two', actions: [at(10 * SECOND_MS, createStream(streamName, 1)), at(20 * SECOND_MS, setShards(streamName, 2))] },
  ],
  nearMisses: [
    { name: 'Create it as the first order comes', actions: [at(MINUTE_MS, createStream(streamName, 2))], fails: [inTime] },
    { name: 'Leave the number of shards out', actions: [at(10 * SECOND_MS, call('CreateStream', { StreamName: streamName }))], fails: [twoShards, inTime, read] },
    { name: 'Create it with one shard', actions: [at(10 * SECOND_MS, createStream(streamName, 1))], fails: [twoShards] },
    { name: 'Create it on demand', actions: [at(10 * SECOND_MS, call('CreateStream', { StreamName: streamName, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }))], fails: [twoShards] },
  ],
};
