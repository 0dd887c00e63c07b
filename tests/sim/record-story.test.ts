// Holds: what the inspector tells of a record is what the service did with it (ROUTE-1, ROUTE-2, SEQ-1, RETAIN-1).
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createWorld, recordStory, scenarios } from '#sim';
import { HALF, HOUR_MS, put, seconds, split, text, wait, worldWithStream } from './support/worlds.ts';
import { addProducer } from './support/actors.ts';

const story = (world: ReturnType<typeof worldWithStream>, shard: number, index: number) => recordStory(world, world.stream('s')!, shard, index);

test('key, MD5, number and place are those of the key; the range is the shard’s and holds it', () => {
  const world = worldWithStream(2);
  const { ShardId, SequenceNumber } = put(world, 'user-7', 'Hello');
  const shard = Number(ShardId.slice(-12));
  const told = story(world, shard, 0)!;
  const md5 = createHash('md5').update('user-7').digest('hex');
  expect(told).toMatchObject({ partitionKey: 'user-7', md5, hashKey: BigInt(`0x${md5}`), explicit: false, sequenceNumber: SequenceNumber, source: 'you', userRecords: null, encrypted: false });
  expect(text(told.data)).toBe('Hello');
  expect(told.hashKey >= told.range.start && told.hashKey <= told.range.end).toBe(true);
  expect(told.share).toBeCloseTo(Number(told.hashKey) / 2 ** 128, 9);
});

test('an ExplicitHashKey that overrode the key’s hash is seen, with the place it led to', () => {
  const world = worldWithStream(2);
  put(world, 'user-7', 'x', { ExplicitHashKey: String(HALF + HALF / 2n) });
  expect(story(world, 1, 0)).toMatchObject({ explicit: true, share: 0.75 });
});

test('the sequence number taken apart names the shard, its making and the second of the write', () => {
  const world = worldWithStream(1);
  split(world, 0, HALF);
  wait(world, 7_000);
  put(world, 'k', 'x', { ExplicitHashKey: String(HALF) });
  const { parts, arrivalMs } = story(world, 2, 0)!;
  expect(parts).toMatchObject({ shardIndex: 2, seconds: Math.floor(seconds(arrivalMs)), shardCreatedSeconds: world.stream('s')!.shards[2]!.createdSeconds });
});

test('it expires when retention as it is now lets it go; then there is no story, nor is there one of the future', () => {
  const world = worldWithStream(1);
  put(world, 'k');
  const { arrivalMs } = story(world, 0, 0)!;
  expect(story(world, 0, 0)!.expiresMs).toBe(arrivalMs + 24 * HOUR_MS);
  world.edit({ type: 'call', operation: 'IncreaseStreamRetentionPeriod', input: { StreamName: 's', RetentionPeriodHours: 48 } });
  expect(story(world, 0, 0)!.expiresMs).toBe(arrivalMs + 48 * HOUR_MS);
  expect(story(world, 0, 1)).toBeNull();
  expect(story(world, 5, 0)).toBeNull();
  wait(world, 50 * HOUR_MS);
  expect(story(world, 0, 0)).toBeNull();
});

test('who put it is told by name, and by no name once the producer has left', () => {
  const world = worldWithStream(1);
  addProducer(world, { name: 'web', recordsPerSecond: 1, recordsPerCall: 1 });
  wait(world, 5_000);
  expect(story(world, 0, 0)!.source).toBe('web');
  world.edit({ type: 'remove actor', actor: 'web' });
  expect(story(world, 0, 0)!.source).toBeNull();
});

test('every record of the first scenario has a story whose place lies in its range', () => {
  const scenario = scenarios[0]!;
  const world = createWorld(scenario);
  world.advance(scenario.opening.atMs);
  const stream = world.stream(scenario.streamName)!;
  let told = 0;
  for (const shard of stream.shards) {
    for (let index = shard.head; index < shard.cursor.length; index += 1, told += 1) {
      const { hashKey, range, explicit } = recordStory(world, stream, shard.index, index)!;
      expect(explicit).toBe(false);
      expect(hashKey >= range.start && hashKey <= range.end).toBe(true);
    }
  }
  expect(told).toBeGreaterThan(50);
});
