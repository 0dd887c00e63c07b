// Holds: the meter counts what AWS bills as time goes by, exactly at every change, and agrees with the formulae.
import { describe, expect, test } from 'vitest';
import { KIB, type World } from '#sim';
import { provisionedMonth } from '../../../src/sim/cost/estimate.ts';
import { billOf } from '../../../src/sim/cost/meter.ts';
import { GIB, type StreamPrice } from '../../../src/sim/cost/prices.ts';
import { addConsumer, addFanOut, addProducer } from '../support/actors.ts';
import { register } from '../support/consumers.ts';
import { call, HOUR_MS, iterator, padded, read, wait, worldWithStream } from '../support/worlds.ts';

const DAY_MS = 24 * HOUR_MS;
const bill = (world: World) => Object.fromEntries((billOf(world).streams.get('s') ?? []).map(({ key, quantity }) => [key, quantity])) as Partial<Record<StreamPrice, number>>;
const put = (world: World, ...sizes: number[]) =>
  call(world, 'PutRecords', { StreamName: 's', Records: sizes.map((size, i) => ({ PartitionKey: `k${i}`, ExplicitHashKey: '0', Data: padded(size) })) });
const statusChanges = (world: World, status: string) => world.traceLog.last(1e6).flatMap((entry) => (entry.kind === 'StreamStatusChanged' && entry.status === status ? [entry.atMs] : []));
/** When the shards last changed. */
const resharded = (world: World) => world.traceLog.last(1e6).findLast((entry) => entry.kind === 'ShardsOpened')!.atMs;

describe('by time', () => {
  test('shard-hours begin as the stream is ACTIVE and end as it is deleted', () => {
    const world = worldWithStream(3);
    const [fromMs] = statusChanges(world, 'ACTIVE');
    world.advance(5 * HOUR_MS + 1);
    expect(bill(world)['shardHour']).toBeCloseTo((3 * (world.nowMs - fromMs!)) / HOUR_MS, 12);
    call(world, 'DeleteStream', { StreamName: 's' });
    const before = bill(world);
    wait(world, DAY_MS);
    expect(bill(world)).toEqual(before);
    expect(before['shardHour']).toBeCloseTo((3 * (5 * HOUR_MS + 1 - fromMs!)) / HOUR_MS, 12);
  });
  test('a split counts from the moment at which its shards open', () => {
    const world = worldWithStream(1);
    const [fromMs] = statusChanges(world, 'ACTIVE');
    world.advance(HOUR_MS);
    call(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(1n << 127n) });
    world.advance(3 * HOUR_MS);
    const splitMs = resharded(world);
    expect(bill(world)['shardHour']).toBeCloseTo((splitMs - fromMs! + 2 * (world.nowMs - splitMs)) / HOUR_MS, 12);
  });
  test('extended retention is billed for as long as it is set', () => {
    const world = worldWithStream(2);
    world.advance(HOUR_MS);
    call(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 48 });
    world.advance(4 * HOUR_MS);
    call(world, 'DecreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 24 });
    world.advance(9 * HOUR_MS);
    expect(bill(world)['extendedRetention']).toBeCloseTo(2 * 3, 12);
  });
  test('a fan-out consumer is billed for every shard from ACTIVE until it is removed', () => {
    const world = worldWithStream(2);
    const arn = register(world);
    const fromMs = world.traceLog.last(1e6).find((entry) => entry.kind === 'ConsumerStatusChanged' && entry.status === 'ACTIVE')!.atMs;
    world.advance(2 * HOUR_MS);
    call(world, 'DeregisterStreamConsumer', { ConsumerARN: arn });
    world.advance(9 * HOUR_MS);
    expect(bill(world)['fanOutHour']).toBeCloseTo((2 * (2 * HOUR_MS - fromMs)) / HOUR_MS, 12);
  });
  test('a change of mode changes what is billed, from the moment at which it is done', () => {
    const world = worldWithStream(4);
    const [fromMs] = statusChanges(world, 'ACTIVE');
    put(world, 100);
    world.advance(HOUR_MS);
    call(world, 'UpdateStreamMode', { StreamARN: world.stream('s')!.arn, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    put(world, 100);
    world.advance(2 * HOUR_MS);
    const switchedMs = statusChanges(world, 'ACTIVE').at(-1)!;
    expect(switchedMs).toBeGreaterThan(HOUR_MS);
    put(world, 100, 1_025);
    expect(bill(world)).toEqual({
      shardHour: expect.closeTo((4 * (switchedMs - fromMs!)) / HOUR_MS, 12),
      putUnits: 2 / 1e6,
      onDemandHour: expect.closeTo((world.nowMs - switchedMs) / HOUR_MS, 12),
      onDemandIn: (3 * KIB) / GIB,
    });
  });
});

describe('by piece and byte', () => {
  test('a put is billed by 25 KB of data, each record for itself, and what was refused is not', () => {
    const world = worldWithStream();
    put(world, 0, 1, 25 * KIB, 25 * KIB + 1, 60 * KIB);
    expect(bill(world)['putUnits']).toBe((1 + 1 + 1 + 2 + 3) / 1e6);
    put(world, ...Array.from({ length: 12 }, () => 100_000));
    const taken = world.stream('s')!.shards[0]!.cursor.length - 5;
    expect(taken).toBeLessThan(12);
    expect(bill(world)['putUnits']).toBeCloseTo((8 + 4 * taken) / 1e6, 15);
    call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: padded(30 * KIB) });
    expect(bill(world)['putUnits']).toBeCloseTo((8 + 4 * taken + 2) / 1e6, 15);
  });
  test('polling a provisioned stream is free; enhanced fan-out is billed by the byte', () => {
    const world = worldWithStream();
    addProducer(world);
    addConsumer(world);
    addFanOut(world);
    world.advance(2 * 60_000);
    const pushed = world.metrics.query({ metric: 'SubscribeToShardEvent.Bytes', streamName: 's', actor: 'f', statistic: 'Sum', periodMs: HOUR_MS, fromMs: 0, toMs: HOUR_MS })[0]!.value;
    const { fanOutBytes, shardHour: _, putUnits: __, fanOutHour: ___, ...rest } = bill(world);
    expect(fanOutBytes! * GIB).toBeCloseTo(pushed, 6);
    expect(rest).toEqual({});
  });
  test('both are billed of an on-demand stream, and polling what is older than a week of any', () => {
    const world = worldWithStream(1, { StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    put(world, 1_000);
    read(world, iterator(world));
    expect(bill(world)['onDemandOut']! * GIB).toBeCloseTo(1_002, 9);
    const other = worldWithStream();
    call(other, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 240 });
    put(other, 1_000);
    wait(other, 8 * DAY_MS);
    put(other, 5_000);
    read(other, iterator(other));
    expect(bill(other)['longTermRetrieval']! * GIB).toBeCloseTo(1_002, 9);
  });
});

describe('what is held beyond a day', () => {
  /** GB-months of so many bytes held for so many ms. */
  const gbMonths = (bytes: number, ms: number) => (bytes * ms) / (GIB * 730 * HOUR_MS);
  const held = (world: World, key: StreamPrice) => bill(world)[key] ?? 0;

  test('of a provisioned stream by the byte from the eighth day until it expires', () => {
    const world = worldWithStream();
    call(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 10 * 24 });
    const atMs = world.nowMs;
    put(world, 1_000_000);
    world.advance(atMs + 7 * DAY_MS);
    expect(held(world, 'longTermRetention')).toBe(0);
    world.advance(atMs + 8 * DAY_MS);
    expect(held(world, 'longTermRetention')).toBeCloseTo(gbMonths(1_000_002, DAY_MS), 12);
    world.advance(atMs + 40 * DAY_MS);
    expect(held(world, 'longTermRetention')).toBeCloseTo(gbMonths(1_000_002, 3 * DAY_MS), 12);
  });
  test('of an on-demand stream from the second day, at another price from the eighth', () => {
    const world = worldWithStream(1, { StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    call(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 9 * 24 });
    const atMs = world.nowMs;
    put(world, 1_000_000);
    world.advance(atMs + 36 * HOUR_MS);
    expect(held(world, 'onDemandExtendedRetention')).toBeCloseTo(gbMonths(1_000_002, 12 * HOUR_MS), 12);
    world.advance(atMs + 30 * DAY_MS);
    expect(held(world, 'onDemandExtendedRetention')).toBeCloseTo(gbMonths(1_000_002, 6 * DAY_MS), 12);
    expect(held(world, 'onDemandLongTermRetention')).toBeCloseTo(gbMonths(1_000_002, 2 * DAY_MS), 12);
  });
  test('a shorter retention ends it at once, a longer one brings nothing back', () => {
    const world = worldWithStream(1, { StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    call(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 96 });
    const atMs = world.nowMs;
    put(world, 500_000);
    world.advance(atMs + DAY_MS);
    put(world, 250_000);
    world.advance(atMs + 60 * HOUR_MS);
    call(world, 'DecreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 48 });
    call(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 96 });
    world.advance(atMs + 30 * DAY_MS);
    // The first was held for 36 hours beyond its day, the second for three days beyond its own.
    expect(held(world, 'onDemandExtendedRetention')).toBeCloseTo(gbMonths(500_002, 36 * HOUR_MS) + gbMonths(250_002, 72 * HOUR_MS), 12);
  });
  test('a mode that bills by the byte begins with what is held already', () => {
    const world = worldWithStream();
    call(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 72 });
    const atMs = world.nowMs;
    put(world, 500_000);
    world.advance(atMs + 40 * HOUR_MS);
    call(world, 'UpdateStreamMode', { StreamARN: world.stream('s')!.arn, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    world.advance(atMs + 30 * DAY_MS);
    const switchedMs = statusChanges(world, 'ACTIVE').at(-1)!;
    expect(held(world, 'onDemandExtendedRetention')).toBeCloseTo(gbMonths(500_002, atMs + 72 * HOUR_MS - switchedMs), 12);
  });
});

describe('On-demand Advantage', () => {
  test('is billed by its own prices, and for its minimum while the account is committed', () => {
    const world = worldWithStream(1, { StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    world.advance(HOUR_MS);
    put(world, 100);
    const fromMs = world.nowMs;
    call(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } });
    put(world, 100, 100);
    call(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'DISABLED' } });
    // It ends by itself, a day after it began.
    world.advance(fromMs + 3 * DAY_MS);
    put(world, 100);
    const used = bill(world);
    expect(used['advantageIn']).toBeCloseTo((2 * KIB) / GIB, 15);
    expect(used['onDemandIn']).toBeCloseTo((2 * KIB) / GIB, 15);
    expect(used['onDemandHour']).toBeCloseTo((world.nowMs - DAY_MS - statusChanges(world, 'ACTIVE')[0]!) / HOUR_MS, 9);
    const [into, out] = billOf(world).account;
    expect(into!.quantity).toBeCloseTo((25 * 86_400) / 1024 - (2 * KIB) / GIB, 9);
    expect(out!.quantity).toBeCloseTo((25 * 86_400) / 1024, 9);
  });
});

test('an hour of a steady stream costs a 730th of what the formula says of its month', () => {
  const world = worldWithStream(4);
  const fromMs = world.nowMs;
  const before = billOf(world).usd;
  addProducer(world, { recordsPerSecond: 10, recordBytes: 30_000, recordsPerCall: 10 });
  world.advance(fromMs + HOUR_MS);
  const month = provisionedMonth({ recordsPerSecond: 10, recordBytes: 30_000, readers: 0, fanOutReaders: 0, retentionHours: 24, shards: 4 });
  expect((billOf(world).usd - before) * 730).toBeCloseTo(month.reduce((sum, { usd }) => sum + usd, 0), 1);
});

test('asking changes nothing, however often, and the bill goes back and forth with time', () => {
  const world = worldWithStream(2);
  call(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 240 });
  addProducer(world, { recordsPerSecond: 0.01 });
  register(world);
  world.advance(9 * DAY_MS);
  const seen = [world.stateHash(), billOf(world)];
  expect([world.stateHash(), billOf(world)]).toEqual(seen);
  for (const ms of [0, 3 * DAY_MS + 1, 8.5 * DAY_MS]) {
    world.seek(ms);
    const then = billOf(world);
    expect(then.usd).toBeLessThan((seen[1] as { usd: number }).usd);
    world.seek(9 * DAY_MS);
    expect([world.stateHash(), billOf(world)]).toEqual(seen);
  }
});
