// Holds: a polling consumer gets every record, parents before children, again after a crash exactly what came after its
// checkpoint, and its account of processed, repeated and lost records adds up to what was stored.
// Longer than 400 lines because each way to repeat, pass over or lose a record is a case of its own.
import { describe, expect, test } from 'vitest';
import type { ConsumerState, World } from '#sim';
import { advanceChecked, call, emptyWorld, HALF, HOUR_MS, merge, put, split, wait, worldWithStream } from '../support/worlds.ts';
import { act, addConsumer, addProducer, consumerOf, crash, restart, stored } from '../support/actors.ts';
import { createWorld } from '#sim';

/** For runs of days: often enough for an iterator to live, seldom enough for a test. */
const SLOW_MS = 240_000;
const unique = ({ counts }: ConsumerState) => counts.processed - counts.repeated;
const low = { ExplicitHashKey: '0' };
const high = { ExplicitHashKey: String(HALF + HALF / 2n) };
const putMany = (world: World, n: number, rest: object = low) => {
  for (let i = 0; i < n; i += 1) put(world, `k${i}`, 'x', rest);
};
const phases = (world: World) => Object.fromEntries([...consumerOf(world).readers].map(([index, { phase }]) => [index, phase]));
const entries = (world: World, kind: string) => world.traceLog.last(1e9).filter((entry) => entry.kind === kind);

test('reads every shard from the horizon, and goes on at the tip', () => {
  const world = worldWithStream(3);
  putMany(world, 25);
  addConsumer(world);
  addProducer(world, { recordsPerSecond: 20 });
  advanceChecked(world, 30_000);
  act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
  advanceChecked(world, 40_000);
  expect(consumerOf(world).counts).toEqual({ processed: stored(world), repeated: 0, skipped: 0, known: 0, lost: 0, passedOver: 0, throttled: 0, iteratorsExpired: 0 });
  expect(phases(world)).toEqual({ 0: 'resting', 1: 'resting', 2: 'resting' });
});

test('polls a shard at its interval, from start to start', () => {
  const world = createWorld({ seed: 1, network: { oneWayMs: 30, jitterMs: 0 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }] });
  world.advance(10_000);
  addConsumer(world, { pollIntervalMs: 500 });
  world.advance(20_000);
  const polls = world.stream('s')!.shards[0]!.recentReads.map(({ atMs }) => atMs);
  expect(polls.slice(1).map((atMs, i) => atMs - polls[i]!)).toEqual(Array(polls.length - 1).fill(500));
});

test('reads in batches of its limit, and each takes its processing time', () => {
  const world = worldWithStream();
  putMany(world, 25);
  addConsumer(world, { limit: 10, processingMsPerRecord: 200, pollIntervalMs: 1_000 });
  const at = (ms: number) => {
    world.advance(10_000 + ms);
    return consumerOf(world).counts.processed;
  };
  expect([at(1_999), at(2_000), at(4_000), at(5_000)]).toEqual([0, 10, 20, 25]);
});

describe('children', () => {
  test('of a split are read once the parent is drained', () => {
    const world = worldWithStream();
    putMany(world, 30);
    addConsumer(world, { limit: 5, processingMsPerRecord: 300, pollIntervalMs: 100 });
    split(world, 0, HALF);
    putMany(world, 4, low);
    putMany(world, 3, high);
    expect(phases(world)).toEqual({ 0: 'processing' });
    advanceChecked(world, 60_000);
    expect(entries(world, 'ShardDrained')).toMatchObject([{ shardIndex: 0, children: [1, 2] }]);
    expect(unique(consumerOf(world))).toBe(37);
    expect(phases(world)).toEqual({ 0: 'drained', 1: 'resting', 2: 'resting' });
  });

  test('of a merge wait for both parents', () => {
    const world = worldWithStream(2);
    putMany(world, 2, low);
    putMany(world, 40, high);
    addConsumer(world, { limit: 5, processingMsPerRecord: 300, pollIntervalMs: 100 });
    merge(world, 0, 1);
    putMany(world, 5);
    advanceChecked(world, 17_000);
    expect(phases(world)).toEqual({ 0: 'drained', 1: 'processing', 2: 'waiting for parents' });
    advanceChecked(world, 60_000);
    expect(phases(world)).toEqual({ 0: 'drained', 1: 'drained', 2: 'resting' });
    expect(unique(consumerOf(world))).toBe(47);
  });

  test('of a merge with a shard that was not met yet wait for that one, too', () => {
    // Shard 0 is split into 2 and 3, and 3 is merged with 1: who reads 1 to its end may not know 3 yet.
    const world = worldWithStream(2);
    putMany(world, 20, low);
    addConsumer(world, { limit: 5, processingMsPerRecord: 1_500, pollIntervalMs: 100 });
    split(world, 0, HALF / 2n);
    merge(world, 3, 1);
    putMany(world, 3, { ExplicitHashKey: String(HALF) });
    advanceChecked(world, 30_000);
    expect(phases(world)).toEqual({ 0: 'processing', 1: 'drained', 2: 'waiting for parents', 3: 'waiting for parents', 4: 'waiting for parents' });
    advanceChecked(world, 60_000);
    expect(unique(consumerOf(world))).toBe(23);
  });

  test('that are listed at the start wait for their parents, too', () => {
    const world = worldWithStream();
    putMany(world, 10);
    split(world, 0, HALF);
    putMany(world, 10);
    addConsumer(world, { processingMsPerRecord: 100 });
    wait(world, 100);
    expect(phases(world)).toEqual({ 0: 'processing', 1: 'waiting for parents', 2: 'waiting for parents' });
    advanceChecked(world, world.nowMs + 10_000);
    expect(unique(consumerOf(world))).toBe(20);
  });

  test('of a parent that expired while the consumer was down are found by listing', () => {
    const world = worldWithStream();
    putMany(world, 10);
    addConsumer(world, { limit: 4 });
    wait(world, 600);
    crash(world);
    split(world, 0, HALF);
    world.advance(40 * HOUR_MS);
    split(world, 1, HALF / 2n);
    world.advance(80 * HOUR_MS);
    putMany(world, 5, low);
    restart(world);
    advanceChecked(world, world.nowMs + 10_000);
    expect(consumerOf(world).counts).toMatchObject({ processed: 13, repeated: 0, lost: 2 });
  });

  test('of a parent that expires under a slow consumer are found by listing', () => {
    const world = worldWithStream();
    putMany(world, 4);
    addConsumer(world, { limit: 2, processingMsPerRecord: 20 * HOUR_MS, pollIntervalMs: SLOW_MS });
    split(world, 0, HALF);
    putMany(world, 3);
    advanceChecked(world, 45 * HOUR_MS);
    putMany(world, 3);
    advanceChecked(world, 200 * HOUR_MS);
    const { counts } = consumerOf(world);
    expect(counts.iteratorsExpired).toBeGreaterThanOrEqual(1);
    // Two before and two after; two in the parent, three in a child not met yet and one behind a batch expired.
    expect([counts.processed, counts.lost]).toEqual([4, 6]);
  });
});

describe('a crash', () => {
  const crashedAfter = (ms: number) => {
    const world = worldWithStream();
    putMany(world, 20);
    addConsumer(world, { limit: 10, processingMsPerRecord: 100, pollIntervalMs: 500 });
    wait(world, ms);
    crash(world);
    return world;
  };
  test('repeats exactly what was processed after the checkpoint', () => {
    // One batch done and noted at 1,000 ms; three and a half records of the second one by 1,350 ms.
    const world = crashedAfter(1_350);
    expect(consumerOf(world).counts.processed).toBe(13);
    expect(consumerOf(world).readers.get(0)).toMatchObject({ phase: 'stopped', iterator: null, position: 10, checkpoint: { position: 10 } });
    wait(world, 5_000);
    restart(world);
    advanceChecked(world, world.nowMs + 5_000);
    expect(consumerOf(world).counts).toMatchObject({ processed: 23, repeated: 3, lost: 0 });
  });
  test('repeats nothing where the checkpoint was just noted', () => {
    const world = crashedAfter(1_000);
    restart(world);
    wait(world, 5_000);
    expect(consumerOf(world).counts).toMatchObject({ processed: 20, repeated: 0 });
  });
  test('and another one in the same batch', () => {
    const world = crashedAfter(1_350);
    restart(world);
    wait(world, 500);
    crash(world);
    expect(consumerOf(world).counts).toMatchObject({ processed: 18, repeated: 3 });
    restart(world);
    wait(world, 5_000);
    expect(consumerOf(world).counts).toMatchObject({ processed: 28, repeated: 8 });
  });
  test('answers and messages of the life before are dropped', () => {
    const world = crashedAfter(10);
    restart(world);
    crash(world);
    restart(world);
    advanceChecked(world, world.nowMs + 20_000);
    expect(unique(consumerOf(world))).toBe(20);
  });
  test('before anything was listed', () => {
    const world = createWorld({ seed: 1, network: { oneWayMs: 50, jitterMs: 0 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }] });
    world.advance(10_000);
    putMany(world, 3);
    addConsumer(world);
    wait(world, 60);
    crash(world);
    wait(world, 1_000);
    expect(consumerOf(world).readers.size).toBe(0);
    restart(world);
    wait(world, 2_000);
    expect(unique(consumerOf(world))).toBe(3);
  });
});

describe('LATEST', () => {
  test('begins at the tip, and reads children from their beginning', () => {
    const world = worldWithStream();
    putMany(world, 5);
    addConsumer(world, { startAt: 'LATEST' });
    wait(world, 1_000);
    putMany(world, 3);
    split(world, 0, HALF);
    putMany(world, 4, high);
    wait(world, 5_000);
    expect(consumerOf(world).counts).toMatchObject({ processed: 7, repeated: 0, lost: 0 });
  });
  test('has nothing to do with shards that were closed by then, also after a restart', () => {
    const world = worldWithStream();
    putMany(world, 5);
    split(world, 0, HALF);
    putMany(world, 5);
    addConsumer(world, { startAt: 'LATEST' });
    wait(world, 1_000);
    crash(world);
    putMany(world, 2);
    restart(world);
    wait(world, 2_000);
    expect(Object.keys(phases(world))).toEqual(['1', '2']);
    putMany(world, 3);
    wait(world, 2_000);
    expect(consumerOf(world).counts, 'without a checkpoint it begins at LATEST again').toMatchObject({ processed: 3, lost: 0 });
    crash(world);
    putMany(world, 2);
    split(world, 2, HALF + 5n);
    putMany(world, 2, high);
    restart(world);
    advanceChecked(world, world.nowMs + 5_000);
    expect(consumerOf(world).counts.processed, 'with one it goes on from there').toBe(7);
  });
});

describe('errors', () => {
  test('an iterator that has expired is fetched anew, from the checkpoint', () => {
    const world = worldWithStream();
    putMany(world, 6);
    addConsumer(world, { limit: 2, pollIntervalMs: 400_000 });
    advanceChecked(world, 10_000 + 5 * 400_000);
    expect(consumerOf(world).counts).toMatchObject({ processed: 6, repeated: 0 });
    expect(consumerOf(world).counts.iteratorsExpired).toBeGreaterThanOrEqual(3);
    expect(entries(world, 'IteratorExpired')[0]).toMatchObject({ actor: 'c', shardIndex: 0 });
  });
  test('READ-3: 300 s between polls is not too long', () => {
    const world = worldWithStream();
    addConsumer(world, { pollIntervalMs: 300_000 });
    wait(world, 2_000_000);
    expect(consumerOf(world).counts.iteratorsExpired).toBe(0);
  });
  test('QUOTA-3: consumers that ask too often are throttled, and still get everything', () => {
    const world = worldWithStream();
    for (const name of ['c', 'd', 'e']) addConsumer(world, { name, pollIntervalMs: 200 });
    addProducer(world, { recordsPerSecond: 10 });
    advanceChecked(world, 40_000);
    act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
    wait(world, 20_000);
    const counts = ['c', 'd', 'e'].map((name) => consumerOf(world, name).counts);
    for (const { processed, repeated } of counts) expect([processed, repeated]).toEqual([stored(world), 0]);
    expect(counts.reduce((sum, { throttled }) => sum + throttled, 0)).toBeGreaterThan(200);
  });
  test('ITER-10: more readers than GetShardIterator allows in a moment', () => {
    const world = worldWithStream();
    const names = Array.from({ length: 12 }, (_, i) => `c${i}`);
    for (const name of names) addConsumer(world, { name, pollIntervalMs: 3_000 });
    wait(world, 100);
    const opened = () => names.filter((name) => consumerOf(world, name).readers.get(0)!.iteratorIssuedMs > 0).length;
    expect(opened()).toBe(5);
    wait(world, 6_000);
    expect(opened(), 'the others ask again').toBe(12);
  });
});

test('poison: it logs the record and goes on, and does so again after a crash', () => {
  const world = worldWithStream();
  addConsumer(world, { poison: { kind: 'every', nth: 4 }, processingMsPerRecord: 100 });
  putMany(world, 10);
  advanceChecked(world, world.nowMs + 5_000);
  expect(consumerOf(world).counts).toMatchObject({ processed: 10, skipped: 2, repeated: 0 });
  putMany(world, 10);
  while (consumerOf(world).readers.get(0)!.phase !== 'processing') wait(world, 10);
  wait(world, 250);
  crash(world);
  // Of the second batch two are done, and the second of them is poison.
  expect(consumerOf(world).counts).toMatchObject({ processed: 12, skipped: 3 });
  restart(world);
  advanceChecked(world, world.nowMs + 5_000);
  expect(consumerOf(world).counts).toMatchObject({ processed: 22, skipped: 6, repeated: 2 });
});

describe('the stream', () => {
  test('may come after the consumer', () => {
    const world = emptyWorld();
    addConsumer(world);
    wait(world, 3_000);
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    wait(world, 5_000);
    putMany(world, 2);
    wait(world, 1_000);
    expect(unique(consumerOf(world))).toBe(2);
  });
  test('may go, and one of its name be made: that is read from its beginning', () => {
    const world = worldWithStream(2);
    putMany(world, 5);
    addConsumer(world);
    wait(world, 1_000);
    call(world, 'DeleteStream', { StreamName: 's' });
    wait(world, 10_000);
    expect(consumerOf(world).readers.size).toBe(0);
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    wait(world, 5_000);
    putMany(world, 4);
    wait(world, 2_000);
    expect(consumerOf(world).counts.processed).toBe(9);
  });
  test('LIST-6: may have more shards than one listing has', () => {
    const world = worldWithStream(1_100);
    put(world, 'k', 'x', { ExplicitHashKey: String(2n ** 128n - 1n) });
    addConsumer(world, { pollIntervalMs: 10_000 });
    wait(world, 100);
    expect(consumerOf(world).readers.size).toBe(1_100);
    expect(unique(consumerOf(world))).toBe(1);
  });
});

describe('loss', () => {
  test('is what expires unread, no more and no less', () => {
    const world = worldWithStream();
    addConsumer(world, { limit: 1, processingMsPerRecord: 10 * HOUR_MS, pollIntervalMs: SLOW_MS });
    putMany(world, 5);
    advanceChecked(world, 40 * HOUR_MS);
    // Read at 0, 10 and 20 hours; the other two expired at 24.
    expect(consumerOf(world).counts).toMatchObject({ processed: 3, lost: 2 });
    expect(entries(world, 'RecordsLost').reduce((sum, entry) => sum + (entry.kind === 'RecordsLost' ? entry.records : 0), 0)).toBe(2);
  });
  test('counts records of children that it has not met yet, once', () => {
    const world = worldWithStream();
    putMany(world, 2);
    addConsumer(world, { limit: 2, processingMsPerRecord: 24 * HOUR_MS, pollIntervalMs: SLOW_MS });
    wait(world, 1_000);
    split(world, 0, HALF);
    putMany(world, 3, low);
    split(world, 1, HALF / 2n);
    putMany(world, 2, low);
    advanceChecked(world, 26 * HOUR_MS);
    expect(consumerOf(world).readers.size).toBe(1);
    expect(consumerOf(world).counts.lost).toBe(5);
    putMany(world, 2, low);
    advanceChecked(world, 100 * HOUR_MS);
    expect(consumerOf(world).counts).toMatchObject({ processed: 4, lost: 5 });
  });
  test('a batch that was read but crashed before it was done, and expired meanwhile', () => {
    const world = worldWithStream();
    putMany(world, 10);
    wait(world, 23 * HOUR_MS);
    addConsumer(world, { processingMsPerRecord: HOUR_MS, pollIntervalMs: SLOW_MS });
    wait(world, 2.5 * HOUR_MS);
    crash(world);
    expect(consumerOf(world).counts).toMatchObject({ processed: 2, lost: 8 });
    restart(world);
    wait(world, HOUR_MS);
    expect(consumerOf(world).counts).toMatchObject({ processed: 2, repeated: 0, lost: 8 });
  });
  describe('while an answer is awaited', () => {
    /** Each way takes a minute. One record, and a consumer added so long before it expires, at the moment 0 here. */
    const worldOfMinutes = (leadMs: number) => {
      const world = createWorld({ seed: 1, network: { oneWayMs: 60_000, jitterMs: 0, timeoutMs: 3_600_000 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }] });
      world.advance(10_000);
      putMany(world, 1);
      const expiresMs = 10_001 + 24 * HOUR_MS;
      world.advance(expiresMs - leadMs);
      addConsumer(world, { pollIntervalMs: SLOW_MS });
      world.advance(expiresMs + 1_000);
      expect(consumerOf(world).readers.get(0)!.phase).toBe('reading');
      return world;
    };
    const countsAfter = (world: World) => {
      advanceChecked(world, world.nowMs + 600_000);
      return consumerOf(world).counts;
    };
    // A listing and an iterator take two minutes each; the read arrives 300 s after the beginning.
    test('a record that expires after it was served is read, not lost', () => {
      expect(countsAfter(worldOfMinutes(310_000))).toMatchObject({ processed: 1, lost: 0 });
    });
    test('one that expires before it is served is lost', () => {
      expect(countsAfter(worldOfMinutes(270_000))).toMatchObject({ processed: 0, lost: 1 });
    });
    test('one whose answer never comes, because the consumer crashed, is lost', () => {
      const world = worldOfMinutes(310_000);
      crash(world);
      expect(consumerOf(world).counts.lost).toBe(1);
      restart(world);
      expect(countsAfter(world)).toMatchObject({ processed: 0, lost: 1 });
    });
  });
  test('a longer retention saves what would be lost', () => {
    const world = worldWithStream();
    addConsumer(world, { limit: 1, processingMsPerRecord: 10 * HOUR_MS, pollIntervalMs: SLOW_MS });
    putMany(world, 5);
    wait(world, HOUR_MS);
    call(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 48 });
    advanceChecked(world, 100 * HOUR_MS);
    expect(consumerOf(world).counts).toMatchObject({ processed: 5, lost: 0 });
  });
});
