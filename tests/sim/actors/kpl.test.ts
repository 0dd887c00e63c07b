// Holds the KPL's own checks (§1), with the real service and, where the service must misbehave, before a scripted one; and that
// aggregates never mix shards, that the limiter keeps its bound, and that every record is accounted for through splits and loss.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { deaggregate, hashKeyOfPartitionKey, isOpen, quotas, type KplState, type World } from '#sim';
import type { KplConfig } from '../../../src/sim/actors/kpl/config.ts';
import { addToAggregate, type Aggregates } from '../../../src/sim/actors/kpl/aggregator.ts';
import { kplProducer } from '../../../src/sim/actors/kpl/index.ts';
import { newShardMap, predictShard, takePage } from '../../../src/sim/actors/kpl/shard-map.ts';
import { act, crash, restart, stored as storedRecords } from '../support/actors.ts';
import { failed, onStage, partly, THROTTLE, timedOut } from '../support/scripted-service.ts';
import { advanceChecked, emptyWorld, HALF, merge, shardId, split, wait, worldWithStream } from '../support/worlds.ts';

const kplConfig = (rest: Partial<KplConfig> = {}): KplConfig => ({
  kind: 'kpl-producer',
  name: 'k',
  streamName: 's',
  recordsPerSecond: 10,
  keys: { kind: 'uniform', prefix: 'key', keys: 100 },
  recordBytes: 100,
  ...rest,
});
const addKpl = (world: World, rest?: Partial<KplConfig>) => act(world, { type: 'add actor', config: kplConfig(rest) });
const kplOf = (world: World, name = 'k') => world.actors.get(name) as KplState;
const stop = (world: World, actor = 'k') => act(world, { type: 'configure actor', actor, change: { recordsPerSecond: 0 } });

/** What the shards hold, user record by user record. */
function userRecords(world: World) {
  return world.stream('s')!.shards.flatMap(({ index, logId, cursor }) =>
    Array.from({ length: cursor.length }, (_, i) => i).flatMap((i) => {
      const log = world.log(logId);
      const users = deaggregate(log.data(i)) ?? [{ PartitionKey: log.partitionKey(i), Data: log.data(i) }];
      return users.map(({ PartitionKey, Data }) => ({ shard: index, record: i, inside: users.length, key: PartitionKey, n: (JSON.parse(new TextDecoder().decode(Data)) as { n: number }).n, bytes: Data.length, atMs: log.arrivalMs(i) }));
    }),
  );
}
/** 100 bytes under one key of 10. */
const small = { recordBytes: 100, keys: { kind: 'uniform' as const, prefix: '12345678', keys: 1 } };

describe('aggregates', () => {
  test('§1 check 2: two shards: pk1 and pk2 never share an aggregate', () => {
    const map = newShardMap();
    const half = String(HALF - 1n);
    const ranges = [['0', half], [String(HALF), String(2n * HALF - 1n)]];
    takePage(map, { Shards: ranges.map(([StartingHashKey, EndingHashKey], i) => ({ ShardId: shardId(i), HashKeyRange: { StartingHashKey, EndingHashKey } })) } as never, 0);
    const aggregates: Aggregates = new Map();
    ['pk1', 'pk2', 'pk1', 'pk2'].forEach((partitionKey, n) => {
      const record = { n, partitionKey, byteLength: 5, deadlineMs: 100, expiresMs: 30_000, attempts: 0, lastError: null };
      expect(addToAggregate(aggregates, predictShard(map, partitionKey)!, record, { bytesMax: 51_200, countMax: 500 })).toBeNull();
    });
    expect([...aggregates.values()].map(({ records }) => records.map(({ partitionKey }) => partitionKey))).toEqual([['pk1', 'pk1'], ['pk2', 'pk2']]);
  });

  test.each([
    [true, 120],
    [false, 100],
  ])('§1 check 3: a lone record, aggregation %s, leaves as it is after %i ms', (aggregationEnabled, ms) => {
    const made: number[] = [];
    const { calls, until } = onStage<KplState>(kplProducer, kplConfig({ recordsPerSecond: 1, startsAtMs: 1_000, aggregationEnabled }), oneShard);
    until(1_900);
    const [put] = calls.filter(({ operation }) => operation === 'PutRecords');
    // With its jitter at a half the first record comes in the middle of its second.
    made.push(put!.atMs - 1_500);
    expect(made).toEqual([ms]);
    expect(put!.input.Records).toMatchObject([{ PartitionKey: expect.stringMatching(/^key-/) as string, ExplicitHashKey: expect.stringMatching(/^\d+$/) as string, Data: { text: '{"n":1,"from":"k"}' } }]);
  });

  test('§1 check 4: of 100-byte records under one 10-byte key 482 make a Kinesis record', () => {
    const world = worldWithStream();
    addKpl(world, { ...small, recordsPerSecond: 4_000, recordMaxBufferedTime: 1_000 });
    wait(world, 1_000);
    expect(Math.max(...userRecords(world).map(({ inside }) => inside))).toBe(482);
    const log = world.log(0);
    const fullest = Math.max(...Array.from({ length: world.stream('s')!.shards[0]!.cursor.length }, (_, i) => log.data(i).length));
    expect(fullest).toBeLessThanOrEqual(51_200);
    expect(fullest).toBeGreaterThan(51_200 - 106);
  });

  test.each([
    ['by default the deadline of 100 ms closes them: about 10 a second', {}, 9, 11],
    ['RecordMaxBufferedTime 1,000: about 2', { recordMaxBufferedTime: 1_000 }, 1.8, 2.4],
    ['aggregation off: the full 1,000', { aggregationEnabled: false }, 990, 1_010],
  ])('§1 check 5: 1,000 such records a second into one shard: %s', (_, rest, low, high) => {
    const world = worldWithStream();
    addKpl(world, { ...small, recordsPerSecond: 1_000, ...rest });
    wait(world, 2_000);
    const before = storedRecords(world);
    wait(world, 20_000);
    const perSecond = (storedRecords(world) - before) / 20;
    expect(perSecond).toBeGreaterThanOrEqual(low);
    expect(perSecond).toBeLessThanOrEqual(high);
  });

  test('an aggregate goes under the key "a" and the hash of its first record', () => {
    const world = worldWithStream();
    addKpl(world, { recordsPerSecond: 200 });
    wait(world, 1_000);
    const log = world.log(0);
    const at = Array.from({ length: 5 }, (_, i) => i).find((i) => deaggregate(log.data(i)))!;
    expect(log.partitionKey(at)).toBe('a');
  });

  test('never hold records of two shards, whatever the keys and the shards', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 60 }), fc.constantFrom(50, 300, 1_000), (shards, keys, recordsPerSecond) => {
        const world = worldWithStream(shards);
        addKpl(world, { recordsPerSecond, keys: { kind: 'zipf', prefix: 'k', keys } });
        wait(world, 1_500);
        const place = new Map<string, number>();
        for (const { shard, key } of userRecords(world)) {
          expect(place.get(key) ?? shard).toBe(shard);
          place.set(key, shard);
        }
      }),
      { numRuns: 25 },
    );
  });
});

const oneShard = (call: Parameters<typeof partly>[0]) =>
  call.operation === 'ListShards'
    ? { ok: true as const, value: { Shards: [{ ShardId: shardId(0), HashKeyRange: { StartingHashKey: '0', EndingHashKey: String((1n << 128n) - 1n) } }] } }
    : partly(call, () => false);
const throttlingShard = (call: Parameters<typeof partly>[0]) => (call.operation === 'ListShards' ? oneShard(call) : partly(call, () => true));

describe('what fails', () => {
  test('§1 check 6: a shard that always throttles: every record fails as expired at 30 s', () => {
    const { actor, until, trace } = onStage<KplState>(kplProducer, kplConfig({ recordsPerSecond: 4, startsAtMs: 1_000 }), throttlingShard);
    until(60_000);
    const { made, failed: gone, expired, acknowledged, retried } = actor.counts;
    expect(acknowledged).toBe(0);
    expect(gone).toBe(expired);
    // All that is older than its time, and a last attempt, is gone.
    expect(made - gone).toBeLessThanOrEqual(4 * 30 + 2);
    expect(gone).toBeGreaterThan(100);
    expect(retried).toBeGreaterThan(100 * gone);
    for (const { n, atMs, reason, lastError, attempts } of actor.failures) {
      expect([reason, lastError]).toEqual(['Expired', THROTTLE]);
      expect(attempts).toBeGreaterThan(100);
      const age = atMs - (1_000 + (n - 0.5) * 250);
      expect(age).toBeGreaterThanOrEqual(30_000 - 1);
      expect(age).toBeLessThan(30_200);
    }
    expect(trace[0]!.kind).toBe('RecordsGivenUp');
    expect(trace[0]!.atMs).toBeGreaterThan(31_000);
  });

  test('§1 check 6: with FailIfThrottled after one attempt', () => {
    const { actor, until } = onStage<KplState>(kplProducer, kplConfig({ recordsPerSecond: 20, failIfThrottled: true }), throttlingShard);
    until(10_000);
    const { made, failed: gone, retried, expired } = actor.counts;
    expect([made - gone <= 4, retried, expired]).toEqual([true, 0, 0]);
    expect(actor.failures.at(-1)).toMatchObject({ attempts: 1, reason: THROTTLE });
  });

  test('other errors are tried again even then, and the buffer time is halved for a retry', () => {
    let calls = 0;
    const sometimes = (call: Parameters<typeof partly>[0]) => {
      if (call.operation === 'ListShards') return oneShard(call);
      calls += 1;
      return calls === 1 ? failed('InternalFailure', 500) : partly(call, () => false);
    };
    const { actor, calls: made, until } = onStage<KplState>(kplProducer, kplConfig({ recordsPerSecond: 1, startsAtMs: 1_000, failIfThrottled: true }), sometimes);
    until(1_900);
    expect(actor.counts).toMatchObject({ made: 1, acknowledged: 1, retried: 1, failed: 0, calls: 2 });
    const [first, second] = made.filter(({ operation }) => operation === 'PutRecords');
    // Back after 20 ms; then 50 ms for company and 20 ms for a call to share.
    expect(second!.atMs - first!.atMs).toBe(20 + 50 + 20);
  });

  test('a call without an answer is made again, and what was stored is stored twice', () => {
    let puts = 0;
    const { actor, until } = onStage<KplState>(kplProducer, kplConfig({ recordsPerSecond: 1, startsAtMs: 1_000 }), (call) => {
      if (call.operation === 'PutRecords') puts += 1;
      return puts === 1 && call.operation === 'PutRecords' ? timedOut : oneShard(call);
    });
    until(1_950);
    expect(actor.counts).toMatchObject({ made: 1, acknowledged: 1, timedOut: 1, retried: 1 });
    expect(actor.outstanding).toBe(0);
  });

  test('a record larger than the library takes is refused', () => {
    const { actor, until } = onStage<KplState>(kplProducer, kplConfig({ recordBytes: 1_000, maxUserRecordSize: 999 }), oneShard);
    until(5_000);
    expect(actor.counts).toMatchObject({ made: 50, refused: 50, calls: 0 });
  });

  test('the application waits at its bound of outstanding records, and goes on when some are done', () => {
    let throttles = true;
    const { actor, until } = onStage<KplState>(kplProducer, kplConfig({ recordsPerSecond: 100, outstandingMax: 50 }), (call) => (throttles ? throttlingShard(call) : oneShard(call)));
    until(5_000);
    expect([actor.outstanding, actor.counts.made, actor.heldBack]).toEqual([50, 50, 450]);
    throttles = false;
    until(30_000);
    expect([actor.outstanding < 50, actor.heldBack]).toEqual([true, 0]);
    expect(actor.counts.acknowledged).toBeGreaterThan(2_900);
  });

  test('at most MaxConnections calls are under way; the others wait their turn', () => {
    const { actor, calls, until } = onStage<KplState>(kplProducer, kplConfig({ recordsPerSecond: 500, collectionMaxCount: 1, aggregationEnabled: false, maxConnections: 3 }), oneShard);
    until(3_000);
    const puts = calls.filter(({ operation }) => operation === 'PutRecords');
    for (const { atMs } of puts) expect(puts.filter((one) => one.atMs > atMs - 20 && one.atMs <= atMs).length).toBeLessThanOrEqual(3);
    expect(actor.counts.acknowledged).toBeGreaterThan(350);
    expect(actor.callsWaiting.length).toBeGreaterThan(0);
    // First come, first served: records without a retry leave as they were made.
    const numbers = puts.map(({ input }) => (JSON.parse((input.Records![0]!.Data as { text: string }).text) as { n: number }).n);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });
});

describe('the limiter', () => {
  const flood = { aggregationMaxCount: 1, recordsPerSecond: 1_500, rateLimit: 100, recordBytes: 50 };
  /** Records that left in each second, by the calls that took them. */
  const sentIn = (calls: readonly { operation: string; atMs: number; input: { Records?: readonly unknown[] } }[], fromMs: number, toMs: number) =>
    calls.filter(({ operation, atMs }) => operation === 'PutRecords' && atMs >= fromMs && atMs < toMs).reduce((sum, { input }) => sum + input.Records!.length, 0);

  test('§1 check 7: RateLimit 100: one producer never exceeds 1,000 records a second once its first bucket is spent', () => {
    const { actor, calls, until } = onStage<KplState>(kplProducer, kplConfig(flood), oneShard);
    until(20_000);
    expect(actor.counts.made).toBeGreaterThan(20_000);
    for (let fromMs = 3_000; fromMs < 19_000; fromMs += 137) {
      // What a look at the queue lets through leaves with the next call: 25 ms' worth may come into the second with it.
      expect(sentIn(calls, fromMs, fromMs + 1_000)).toBeLessThanOrEqual(1_025);
      expect(sentIn(calls, fromMs, fromMs + 1_000)).toBeGreaterThanOrEqual(975);
    }
  });

  test('one producer within its rate is hardly throttled', () => {
    const world = worldWithStream();
    addKpl(world, flood);
    advanceChecked(world, 16_000, 500);
    const { throttled, kinesisRecords } = kplOf(world).counts;
    expect(kinesisRecords).toBeGreaterThan(6_000);
    expect(throttled).toBeLessThan(kinesisRecords / 50);
  });

  test('§1 check 7: two producers know nothing of each other: they are throttled', () => {
    const world = worldWithStream();
    addKpl(world, { ...flood, recordsPerSecond: 900 });
    addKpl(world, { ...flood, recordsPerSecond: 900, name: 'l' });
    advanceChecked(world, 16_000, 500);
    expect(kplOf(world).counts.throttled + kplOf(world, 'l').counts.throttled).toBeGreaterThan(500);
  });

  test('lets through no more than its bucket and its rate, in records and in bytes, whatever is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 300 }), fc.constantFrom(40, 2_000, 20_000), fc.integer({ min: 100, max: 3_000 }), (rateLimit, recordBytes, recordsPerSecond) => {
        const { calls, until } = onStage<KplState>(kplProducer, kplConfig({ ...flood, rateLimit, recordBytes, recordsPerSecond, startsAtMs: 100 }), oneShard);
        until(5_000);
        const seconds = 4.9;
        const records = sentIn(calls, 0, 5_000);
        expect(records).toBeLessThanOrEqual(quotas.shardWriteRecordsPerSecond * (1 + (rateLimit / 100) * seconds));
        expect(records * recordBytes).toBeLessThanOrEqual(quotas.shardWriteBytesPerSecond * (10 + (rateLimit / 100) * seconds));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a reshard', () => {
  test('is noticed by a record in a strange shard: it is sent again although it is stored, and the map is made anew', () => {
    const world = worldWithStream();
    addKpl(world, { recordsPerSecond: 200 });
    wait(world, 3_000);
    split(world, 0, HALF);
    advanceChecked(world, 30_000, 10);
    stop(world);
    advanceChecked(world, 40_000, 10);
    const kpl = kplOf(world);
    expect(kpl.counts.wrongShard).toBeGreaterThan(0);
    expect(kpl.shardMap.open.map(({ shard }) => shard)).toEqual([1, 2]);
    const users = userRecords(world);
    const unique = new Set(users.map(({ n }) => n)).size;
    expect(unique).toBe(kpl.counts.made);
    expect(users.length - unique).toBe(kpl.counts.wrongShard);
    expect(kpl.counts.acknowledged).toBe(kpl.counts.made);
    const after = users.filter(({ atMs }) => atMs > 25_000);
    expect(new Set(after.map(({ shard }) => shard))).toEqual(new Set([1, 2]));
  });

  test('a merge too', () => {
    const world = worldWithStream(2);
    addKpl(world, { recordsPerSecond: 200 });
    wait(world, 3_000);
    merge(world, 0, 1);
    advanceChecked(world, 30_000, 10);
    expect(kplOf(world).shardMap.open.map(({ shard }) => shard)).toEqual([2]);
    expect(kplOf(world).counts.failed).toBe(0);
  });
});

test('without a shard map records go by themselves; it is asked for again and again, less and less often', () => {
  const asked: number[] = [];
  const { actor, calls, until } = onStage<KplState>(kplProducer, kplConfig({ recordsPerSecond: 50 }), (call) => {
    if (call.operation === 'PutRecords') return partly(call, () => false);
    asked.push(call.atMs);
    return failed('LimitExceededException');
  });
  until(20_000);
  expect(asked).toEqual([0, 1_020, 2_540, 4_810, 8_205, 13_288].map((ms) => expect.closeTo(ms, -1) as number));
  expect(actor.shardMap.status).toBe('INVALID');
  expect(calls.every(({ input }) => input.Records?.every(({ PartitionKey }) => PartitionKey !== 'a') ?? true)).toBe(true);
});

test('a record is expected where its hash lies, also where ranges differ in their last bits alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(-1n, 0n, 1n, 1n << 64n, -(1n << 64n), 1n << 100n), (n, off) => {
      const map = newShardMap();
      const hashKey = hashKeyOfPartitionKey(`key-${n}`);
      const end = hashKey + off;
      fc.pre(end >= 0n && end < 2n * HALF - 1n);
      const range = (start: bigint, last: bigint, i: number) => ({ ShardId: shardId(i), HashKeyRange: { StartingHashKey: String(start), EndingHashKey: String(last) } });
      takePage(map, { Shards: [range(end + 1n, 2n * HALF - 1n, 1), range(0n, end, 0)] } as never, 0);
      expect(predictShard(map, `key-${n}`)).toBe(hashKey <= end ? 0 : 1);
    }),
  );
});

test('a map of many pages is put together', () => {
  const world = worldWithStream(1_500, {});
  addKpl(world, { recordsPerSecond: 100 });
  wait(world, 1_000);
  expect(kplOf(world).shardMap).toMatchObject({ status: 'READY' });
  expect(kplOf(world).shardMap.open.length).toBe(world.stream('s')!.shards.filter(isOpen).length);
});

test('a crash loses what was buffered; a restart begins with an empty buffer', () => {
  const world = worldWithStream();
  addKpl(world, { recordsPerSecond: 1_000, recordMaxBufferedTime: 500 });
  advanceChecked(world, 12_250, 20);
  crash(world, 'k');
  advanceChecked(world, 14_000, 20);
  const { made, acknowledged } = kplOf(world).counts;
  expect(made - acknowledged).toBeGreaterThan(200);
  restart(world, 'k');
  advanceChecked(world, 20_000, 20);
  stop(world);
  advanceChecked(world, 25_000, 20);
  const { counts } = kplOf(world);
  expect(counts.made - counts.acknowledged).toBe(made - acknowledged);
});

test('a crash while the shard map is awaited: the restart asks for it anew', () => {
  const world = emptyWorld([{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }], 1, { oneWayMs: 400, jitterMs: 0 });
  world.advance(10_000);
  addKpl(world);
  world.advance(10_500);
  expect(kplOf(world).shardMap.status).toBe('UPDATING');
  crash(world, 'k');
  restart(world, 'k');
  world.advance(11_400);
  expect(kplOf(world).shardMap.status).toBe('READY');
});

describe('a lossy network', () => {
  let world: World;
  beforeAll(() => {
    world = emptyWorld([{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } }], 3, { oneWayMs: 10, jitterMs: 20, responseLoss: 0.1, requestLoss: 0.1, timeoutMs: 500 } as never);
    world.advance(10_000);
    addKpl(world, { recordsPerSecond: 100 });
    advanceChecked(world, 40_000, 10);
    act(world, { type: 'configure network', change: { responseLoss: 0, requestLoss: 0 } });
    stop(world);
    advanceChecked(world, 80_000, 10);
  });
  test('loses nothing within the time to live, and stores twice what it stored without saying so', () => {
    const { made, acknowledged, timedOut: unanswered } = kplOf(world).counts;
    const users = userRecords(world);
    expect(new Set(users.map(({ n }) => n)).size).toBe(made);
    expect(acknowledged).toBe(made);
    expect(users.length).toBeGreaterThan(made);
    expect(users.length - made).toBeLessThanOrEqual(unanswered);
  });
  test('comes back to the same state from any moment', () => {
    const before = world.stateHash();
    world.seek(20_000);
    const there = world.stateHash();
    world.seek(80_000);
    expect(world.stateHash()).toBe(before);
    world.seek(20_000);
    expect(world.stateHash()).toBe(there);
  });
});

test.each([
  [{ recordMaxBufferedTime: -1 }, 'recordMaxBufferedTime of k must be a whole number from 0'],
  [{ recordTtl: 99 }, 'recordTtl of k must be a whole number from 100'],
  [{ collectionMaxCount: 501 }, 'from 1 to 500'],
  [{ collectionMaxSize: 52_223 }, 'from 52224'],
  [{ aggregationMaxSize: 63 }, 'from 64'],
  [{ rateLimit: 0 }, 'rateLimit of k'],
  [{ maxConnections: 257 }, 'from 1 to 256'],
  [{ aggregationEnabled: 'yes' }, 'must be true or false'],
  [{ recordsPerSecond: -1 }, 'recordsPerSecond of k'],
])('%o is refused', (rest, text) => {
  const world = worldWithStream();
  const outcome = world.edit({ type: 'add actor', config: kplConfig(rest as never) });
  expect(outcome.ok ? '' : outcome.error.message).toContain(text);
});
