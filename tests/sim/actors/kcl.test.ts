// Holds: the checks of the KCL's specification (§3), one by one, against its real timers.
import { describe, expect, test } from 'vitest';
import { createWorld, type World } from '#sim';
import { advanceChecked, HALF, merge, put, split, wait, worldWithStream } from '../support/worlds.ts';
import { act, addProducer, addWorker, crash, restart, stored, tableIn, workerOf } from '../support/actors.ts';

const names = (world: World) => [...world.actors.values()].filter(({ kind }) => kind === 'kcl-worker').map(({ name }) => name);
const heldBy = (world: World) => names(world).map((name) => workerOf(world, name).held.size);
const sumOf = (world: World) => {
  const sum = { processed: 0, repeated: 0, skipped: 0, lost: 0, passedOver: 0 };
  for (const account of tableIn(world).shards.values()) for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += account[key];
  return sum;
};
const entries = (world: World, kind: string) => world.traceLog.last(1e9).filter((entry) => entry.kind === kind);
const putMany = (world: World, n: number, rest: object = {}) => {
  for (let i = 0; i < n; i += 1) put(world, `k${i}`, 'x', rest);
};
const configure = (world: World, actor: string, change: object) => act(world, { type: 'configure actor', actor, change: change as Record<string, unknown> });
const stopProducer = (world: World) => configure(world, 'p', { recordsPerSecond: 0 });
/** When the one worker of a world reads its first shard. */
const untilReading = (world: World) => {
  while (![...workerOf(world).consumers.values()].some(({ phase }) => phase === 'PROCESSING')) wait(world, 100);
};

describe.each(['3', '2', '1'] as const)('version %s', (version) => {
  test('§3 check 1: four shards and two workers make two leases each; of five workers one holds none', () => {
    const world = worldWithStream(4);
    for (const name of ['w1', 'w2']) addWorker(world, { name, version });
    advanceChecked(world, 200_000, 20);
    expect(heldBy(world)).toEqual([2, 2]);
    for (const name of ['w3', 'w4', 'w5']) addWorker(world, { name, version });
    advanceChecked(world, 600_000, 50);
    expect(heldBy(world).toSorted((x, y) => x - y)).toEqual([0, 1, 1, 1, 1]);
  });

  test('reads every record, once', () => {
    const world = worldWithStream(3);
    putMany(world, 30);
    for (const name of ['w1', 'w2']) addWorker(world, { name, version });
    addProducer(world, { recordsPerSecond: 20 });
    advanceChecked(world, 40_000);
    stopProducer(world);
    advanceChecked(world, 60_000);
    const { processed, repeated } = sumOf(world);
    expect(processed - repeated).toBe(stored(world));
  });

  test('§3 check 3: a checkpoint at 100 and a crash at 160: 101 to 160 come again, none is missing', () => {
    const world = worldWithStream();
    addWorker(world, { version, processingMsPerRecord: 10, checkpointEveryRecords: 100 });
    untilReading(world);
    putMany(world, 200);
    const { processed } = workerOf(world).counts;
    expect(processed).toBe(0);
    while (workerOf(world).counts.processed < 100) wait(world, 1);
    wait(world, 600);
    crash(world, 'w1');
    expect(sumOf(world)).toMatchObject({ processed: 160, repeated: 0 });
    addWorker(world, { name: 'w2', version });
    advanceChecked(world, world.nowMs + 240_000, 20);
    expect(sumOf(world)).toEqual({ processed: 260, repeated: 60, skipped: 0, lost: 0, passedOver: 0 });
  });

  test('§3 check 4: children wait until their parent’s row says SHARD_END; then the order of a key holds', () => {
    const world = worldWithStream();
    addWorker(world, { version, processingMsPerRecord: 50 });
    untilReading(world);
    putMany(world, 400, { ExplicitHashKey: '0' });
    split(world, 0, HALF);
    putMany(world, 10, { ExplicitHashKey: '0' });
    wait(world, 2_000);
    expect([...tableIn(world).leases.keys()]).toHaveLength(1);
    advanceChecked(world, world.nowMs + 120_000, 20);
    const { leases, shards } = tableIn(world);
    expect(leases.get('shardId-000000000000')).toMatchObject({ checkpoint: 'SHARD_END', childShardIds: ['shardId-000000000001', 'shardId-000000000002'] });
    expect(leases.get('shardId-000000000001')!.parentShardId).toEqual(['shardId-000000000000']);
    expect([0, 1].map((shard) => shards.get(shard)!.processed)).toEqual([400, 10]);
    expect(sumOf(world)).toMatchObject({ processed: 410, repeated: 0 });
  });

  test('§3 check 5: an application that does not checkpoint in shardEnded never sees the children', () => {
    const world = worldWithStream();
    addWorker(world, { version, checkpointAtShardEnd: false });
    untilReading(world);
    split(world, 0, HALF);
    putMany(world, 10);
    advanceChecked(world, world.nowMs + 200_000, 20);
    expect(sumOf(world).processed).toBe(0);
    expect(tableIn(world).leases.get('shardId-000000000001')).toMatchObject({ checkpoint: 'TRIM_HORIZON' });
    configure(world, 'w1', { checkpointAtShardEnd: true });
    advanceChecked(world, world.nowMs + 60_000, 5);
    expect(sumOf(world).processed).toBe(10);
  });

  test('§3 check 6: a batch that throws is skipped, and the next checkpoint passes over it', () => {
    const world = worldWithStream();
    addWorker(world, { version, maxRecords: 10, poison: { kind: 'every', nth: 25 } });
    untilReading(world);
    putMany(world, 48);
    advanceChecked(world, world.nowMs + 30_000);
    // Of the third batch 21 to 24 are done; 25 throws and takes the rest with it.
    expect(sumOf(world)).toEqual({ processed: 42, repeated: 0, skipped: 6, lost: 0, passedOver: 0 });
    expect(workerOf(world).counts).toMatchObject({ exceptions: 1, skipped: 6, shutdownExceptions: 0 });
    expect(entries(world, 'RecordsSkipped')).toHaveLength(1);
    crash(world, 'w1');
    restart(world, 'w1');
    advanceChecked(world, world.nowMs + 100_000, 3);
    expect(sumOf(world)).toMatchObject({ processed: 42, skipped: 6 });
  });

  test('§3 check 9: a pause of 12 s, then a checkpoint: ShutdownException', () => {
    const world = worldWithStream();
    addWorker(world, { version, processingMsPerRecord: 10 });
    untilReading(world);
    putMany(world, 100);
    while (!workerOf(world).consumers.get('shardId-000000000000')!.work) wait(world, 10);
    configure(world, 'w1', { pausedUntilMs: world.nowMs + 12_000 });
    advanceChecked(world, world.nowMs + 12_500);
    expect(workerOf(world).counts).toMatchObject({ processed: 100, checkpoints: 0, shutdownExceptions: 1, leasesLost: 1 });
    advanceChecked(world, world.nowMs + 90_000, 3);
    expect(sumOf(world)).toMatchObject({ processed: 200, repeated: 100 });
  });
});

describe('version 3', () => {
  test('§3 check 2: whatever the seed, the leases of a crashed worker are read again after 16 to 51 s', () => {
    const took: number[] = [];
    for (let seed = 1; seed <= 12; seed += 1) {
      const world = createWorld({ seed, network: { oneWayMs: 10, jitterMs: 10 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } }] });
      world.advance(10_000);
      addWorker(world, { name: 'leader' });
      world.advance(50_000 + seed * 800);
      addWorker(world, { name: 'other' });
      world.advance(200_000 + seed * 1_230);
      expect(heldBy(world)).toEqual([1, 1]);
      crash(world, 'other');
      const crashedMs = world.nowMs;
      while (heldBy(world)[0]! < 2) world.advance(world.nowMs + 100);
      took.push(world.nowMs - crashedMs);
      expect(entries(world, 'WorkerFailedOver').at(-1)).toMatchObject({ actor: 'other' });
    }
    expect(Math.min(...took)).toBeGreaterThanOrEqual(16_000);
    expect(Math.max(...took)).toBeLessThanOrEqual(51_000);
    expect(new Set(took).size).toBeGreaterThan(10);
  });

  test('a crashed leader is followed after its lock of two minutes, and then its leases are given out', () => {
    const world = worldWithStream(2);
    addWorker(world, { name: 'leader' });
    wait(world, 40_000);
    addWorker(world, { name: 'other' });
    world.advance(200_000);
    expect(tableIn(world).leader!.leaseOwner).toBe('leader');
    crash(world, 'leader');
    const crashedMs = world.nowMs;
    while (heldBy(world)[1]! < 2) wait(world, 500);
    expect(tableIn(world).leader!.leaseOwner).toBe('other');
    const took = world.nowMs - crashedMs;
    expect(took).toBeGreaterThan(120_000 + 16_000);
    expect(took).toBeLessThan(150_000 + 60_000);
  });

  /** Three workers at 20 %; then one that holds leases is at 80 %. @returns its leases before and 110 s later: a report, a rebalancing, a hand-off */
  const cpu = (version: '2' | '3') => {
    const world = worldWithStream(6);
    for (const name of ['w1', 'w2', 'w3']) addWorker(world, { name, version, cpuPercent: 20 });
    world.advance(300_000);
    const before = heldBy(world);
    const busy = before.indexOf(Math.max(...before));
    configure(world, `w${busy + 1}`, { cpuPercent: 80 });
    advanceChecked(world, 410_000, 50);
    return [before[busy], heldBy(world)[busy]] as const;
  };
  test('§3 check 7: one worker at 80 % CPU and two at 20 %: leases move from it', () => {
    const [before, after] = cpu('3');
    expect(after).toBeLessThan(before!);
  });
  test('§3 check 7: with version 2 and equal counts they never do', () => {
    expect(cpu('2')).toEqual([2, 2]);
  });

  const handOff = (rest: object) => {
    const world = worldWithStream(4);
    addProducer(world, { recordsPerSecond: 40 });
    addWorker(world, { processingMsPerRecord: 2, ...rest });
    world.advance(60_000);
    addWorker(world, { name: 'w2', processingMsPerRecord: 2, ...rest });
    advanceChecked(world, 300_000, 100);
    expect(Math.min(...heldBy(world))).toBeGreaterThan(0);
    stopProducer(world);
    advanceChecked(world, 320_000, 100);
    const { processed, repeated } = sumOf(world);
    expect(processed - repeated).toBe(stored(world));
    return repeated;
  };
  test('§3 check 8: a hand-off with a checkpoint in shutdownRequested repeats nothing', () => {
    expect(handOff({ checkpointEveryRecords: 50 })).toBe(0);
  });
  test('§3 check 8: a lease taken away instead, or no checkpoint there, repeats something', () => {
    expect(handOff({ checkpointEveryRecords: 50, gracefulLeaseHandoff: false })).toBeGreaterThan(0);
    expect(handOff({ checkpointEveryRecords: 50, checkpointOnShutdownRequested: false })).toBeGreaterThan(0);
  });
});

test.each(['fan-out', 'polling'] as const)('merges and splits, by %s: every record once, the row of each parent goes in the end', (consumption) => {
  const world = worldWithStream(2);
  addWorker(world, { consumption });
  addProducer(world, { recordsPerSecond: 20 });
  advanceChecked(world, 60_000, 30);
  merge(world, 0, 1);
  advanceChecked(world, 120_000, 30);
  split(world, 2, HALF);
  advanceChecked(world, 900_000, 200);
  stopProducer(world);
  advanceChecked(world, 920_000, 200);
  expect(sumOf(world)).toEqual({ processed: stored(world), repeated: 0, skipped: 0, lost: 0, passedOver: 0 });
  expect([...tableIn(world).leases.keys()]).toEqual(['shardId-000000000003', 'shardId-000000000004']);
});
