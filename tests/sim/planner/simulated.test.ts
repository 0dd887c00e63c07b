// Holds: what is planned the simulator carries, and with a shard fewer it does not (rules QUOTA-1 … QUOTA-4).
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { billOf, createWorld, furthestBehindMs, labRun, loadDefaults, planOf, scenarioOf, uniformRanges, type Load, type ReadingActor, type World } from '#sim';
import { checkWorld } from '../../../src/sim/checkers/invariants.ts';
import { padded, worldWithStream } from '../support/worlds.ts';

// Half a minute of thousands of records a second, a dozen times over: long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const load = (rest: Partial<Load>): Load => ({ ...loadDefaults, recordsPerSecond: 1_000, recordBytes: 1_000, ...rest, peakRecordsPerSecond: rest.peakRecordsPerSecond ?? rest.recordsPerSecond ?? 1_000 });

/** The load put as evenly as can be, for so many seconds: each shard's turn comes in order. @returns how many records were refused */
function putEvenly(shards: number, recordsPerSecond: number, recordBytes: number, seconds: number): number {
  const world = worldWithStream(shards, recordBytes > 1_048_576 ? { MaxRecordSizeInKiB: 10_240 } : {});
  const places = uniformRanges(shards).map(({ start }) => String(start));
  const sinceMs = world.nowMs;
  let made = 0;
  for (let ms = 0; ms < seconds * 1_000; ms += 10) {
    world.advance(sinceMs + ms);
    const due = Math.floor((recordsPerSecond * ms) / 1_000);
    while (made < due) {
      const Records = Array.from({ length: Math.min(due - made, 500) }, (_, i) => ({ PartitionKey: 'k', Data: padded(recordBytes - 1), ExplicitHashKey: places[(made + i) % shards]! }));
      made += Records.length;
      const outcome = world.edit({ type: 'call', operation: 'PutRecords', input: { StreamName: 's', Records } });
      if (!outcome.ok) throw new Error(outcome.error.message);
    }
  }
  return world.state.rejections;
}

describe('records put evenly', () => {
  const even = fc.record({ recordsPerSecond: fc.integer({ min: 50, max: 6_500 }), recordBytes: fc.constantFrom(50, 400, 1_000, 1_024, 2_000, 8_000, 30_000) }).filter(({ recordsPerSecond, recordBytes }) => recordsPerSecond * recordBytes < 12 * 1_048_576);

  test('are all taken by the planned shards, however full these are', () => {
    fc.assert(
      fc.property(even, ({ recordsPerSecond, recordBytes }) => {
        const { shards } = planOf(load({ recordsPerSecond, recordBytes, pollingConsumers: 0 }));
        expect(putEvenly(shards, recordsPerSecond, recordBytes, 6)).toBe(0);
      }),
      { numRuns: 15 },
    );
  });

  test('are refused by one shard fewer, once the second that its buckets hold is spent', () => {
    fc.assert(
      fc.property(even, ({ recordsPerSecond, recordBytes }) => {
        const { shards, used, bound } = planOf(load({ recordsPerSecond, recordBytes, pollingConsumers: 0 }));
        fc.pre(shards > 1);
        const over = (used[bound]! * shards) / (shards - 1) - 1;
        // A bucket holds a second's worth: what is over has to fill that first.
        fc.pre(over > 0.04);
        expect(putEvenly(shards - 1, recordsPerSecond, recordBytes, 1.3 / over + 1)).toBeGreaterThan(0);
      }),
      { numRuns: 10 },
    );
  });

  test('exactly a shard is taken, and a record more in each second in the end is not', () => {
    expect(putEvenly(1, 1_000, 100, 20)).toBe(0);
    expect(putEvenly(1, 1_010, 100, 130)).toBeGreaterThan(0);
    expect(putEvenly(1, 1_024, 1_024, 60)).toBeGreaterThan(0);
    expect(putEvenly(2, 1_024, 1_024, 20)).toBe(0);
  });
});

const opened = (one: Load, shards?: number): World => {
  const { run } = labRun(planOf(one), shards);
  const world = createWorld(scenarioOf(run, [])!, run.seed);
  for (const actor of world.actors.keys()) expect(actor).toMatch(/^(app|reader|fan-out)-\d+$/);
  return world;
};
const readThrottles = (world: World) => world.traceLog.last(100_000).filter(({ kind }) => kind === 'ReadThrottled').length;
const carries = (world: World, untilMs: number) => {
  world.advance(untilMs);
  expect(checkWorld(world)).toEqual([]);
  return { refused: world.state.rejections, readThrottles: readThrottles(world) };
};

describe('a plan in the lab', () => {
  const rooms = fc.record({
    recordsPerSecond: fc.integer({ min: 100, max: 5_000 }),
    factor: fc.constantFrom(1, 1, 1.5, 3),
    recordBytes: fc.constantFrom(60, 300, 1_024, 3_000, 6_000),
    pollingConsumers: fc.nat(3),
    fanOutConsumers: fc.nat(2),
  });
  const planned = ({ factor, ...rest }: { factor: number } & Partial<Load>) => load({ ...rest, peakRecordsPerSecond: rest.recordsPerSecond! * factor, sparePercent: 20 });

  test('with a fifth free, keys spread by chance: neither average nor peak is refused, and the readers keep up', () => {
    fc.assert(
      fc.property(rooms, (room) => {
        fc.pre(room.recordsPerSecond * room.factor * room.recordBytes < 12 * 1_048_576);
        const one = planned(room);
        const world = opened(one);
        // The peak comes from 20 s to 40 s.
        expect(carries(world, 45_000)).toEqual({ refused: 0, readThrottles: 0 });
        const put = world.stream('planned')!.shards.reduce((sum, shard) => sum + shard.cursor.length, 0);
        const expected = 37 * one.recordsPerSecond + 20 * (one.peakRecordsPerSecond - one.recordsPerSecond);
        expect(put / expected).toBeGreaterThan(0.95);
        expect(put / expected).toBeLessThan(1.05);
        for (const actor of world.actors.values()) {
          if ('readers' in actor) expect(furthestBehindMs(world, actor as ReadingActor)).toBeLessThan(3_000);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('where writing decides, a shard fewer than the load needs refuses', () => {
    fc.assert(
      fc.property(rooms, (room) => {
        fc.pre(room.recordsPerSecond * room.factor * room.recordBytes < 12 * 1_048_576);
        const one = planned({ ...room, pollingConsumers: 0 });
        const { used, shards } = planOf(one);
        const worth = Math.max(used.records!, used.bytes!) * shards;
        const tooFew = Math.ceil(worth / 1.1) - 1;
        fc.pre(tooFew >= 1);
        expect(carries(opened(one, tooFew), 45_000).refused).toBeGreaterThan(0);
      }),
      { numRuns: 6 },
    );
  });

  test('where shared reads decide, the readers keep up; with half the shards they do not', () => {
    const one = load({ recordsPerSecond: 3_000, recordBytes: 1_024, pollingConsumers: 4, sparePercent: 10 });
    expect(planOf(one)).toMatchObject({ bound: 'polling', shards: 7 });
    const world = opened(one);
    expect(carries(world, 40_000)).toEqual({ refused: 0, readThrottles: 0 });
    expect(carries(opened(one, 4), 40_000).readThrottles).toBeGreaterThan(0);
  });

  test('a busiest key holds on the shards planned for it and not on those planned without it', () => {
    const one = load({ recordsPerSecond: 3_000, recordBytes: 200, busiestKeyPercent: 20, sparePercent: 10, pollingConsumers: 0 });
    const { shards, bound } = planOf(one);
    expect(bound).toBe('busiest key');
    expect(carries(opened(one), 40_000).refused).toBe(0);
    expect(carries(opened(one, planOf({ ...one, busiestKeyPercent: 0 }).shards), 40_000).refused).toBeGreaterThan(0);
    expect(shards).toBe(8);
  });

  test('the KPL fills its aggregates as planned, and the shards take them', () => {
    const one = load({ recordsPerSecond: 8_000, recordBytes: 200, recordsPerAggregate: 100, sparePercent: 20 });
    const plan = planOf(one);
    const world = opened(one);
    expect(carries(world, 30_000).refused).toBe(0);
    const stream = world.stream('planned')!;
    const records = stream.shards.reduce((sum, shard) => sum + shard.cursor.length, 0);
    // 22 s of 80 a second; what still waits for company is not there yet.
    expect(records / (22 * 80)).toBeGreaterThan(0.85);
    expect(records / (22 * 80)).toBeLessThan(1.1);
    expect(plan.shards).toBeLessThan(planOf({ ...one, recordsPerAggregate: 1 }).shards);
  });

  test('costs in the simulator’s bill what the plan says, but for the first seconds', () => {
    const one = load({ recordsPerSecond: 1_500, recordBytes: 1_000, pollingConsumers: 0, fanOutConsumers: 1, sparePercent: 10 });
    const world = opened(one);
    world.advance(188_000);
    const used = new Map(billOf(world).streams.get('planned')!.map(({ key, usd }) => [key, usd]));
    const month = 730 * 3_600;
    for (const { key, usd } of planOf(one).costs[0]!.charges) expect((used.get(key)! * month) / 180 / usd, key).toBeCloseTo(1, 1);
  });

  test('too large for a lab, it is cut to shards as full as planned', () => {
    const one = load({ recordsPerSecond: 900_000, recordBytes: 300, sparePercent: 20 });
    const { run, share, notes } = labRun(planOf(one));
    expect(share).toBeCloseTo(100 / 1_125, 6);
    expect(notes.join()).toContain('100 of the 1,125 shards');
    const world = createWorld(scenarioOf(run, [])!, run.seed);
    world.advance(12_000);
    const { shards } = world.stream('planned')!;
    expect(shards).toHaveLength(100);
    const put = shards.reduce((sum, shard) => sum + shard.cursor.length, 0);
    expect(put / 4 / 100).toBeCloseTo(800, -2);
    expect(world.state.rejections).toBe(0);
  });

  test('warm throughput carries the peak of an Advantage stream at once; a Standard stream has to grow', () => {
    const one = load({ recordsPerSecond: 8_000, recordBytes: 300, sparePercent: 20, mode: 'advantage' });
    expect(carries(opened(one), 30_000).refused).toBe(0);
    const standard = opened({ ...one, mode: 'standard' });
    standard.advance(30_000);
    expect(standard.stream('planned')).toMatchObject({ mode: 'ON_DEMAND' });
    expect(standard.state.rejections).toBeGreaterThan(0);
  });

  test('retention and record size are set as planned', () => {
    const world = opened(load({ recordsPerSecond: 1, recordBytes: 2_000_000, retentionHours: 200, pollingConsumers: 0 }));
    world.advance(20_000);
    expect(world.stream('planned')).toMatchObject({ retentionHours: 200 });
    expect(world.stream('planned')!.shards[0]!.cursor.length).toBeGreaterThan(0);
  });
});
