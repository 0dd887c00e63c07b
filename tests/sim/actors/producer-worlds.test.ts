// Holds, in random worlds of producers of every kind and setting, with faults, reshards and crashes: every invariant after every
// few events; in the end nothing acknowledged is missing, and what is stored twice was sent twice.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountOf, handlings, isOpen, keyKinds, sdkRetryModes, type ActorConfig, type ActorState, type World } from '#sim';
import { act, crash, restart } from '../support/actors.ts';
import { advanceChecked, emptyWorld, shardId } from '../support/worlds.ts';

const rate = fc.constantFrom(undefined, { kind: 'burst', everyMs: 4_000, lengthMs: 500, factor: 8 } as const, { kind: 'ramp', fromMs: 5_000, toMs: 20_000, factor: 3 } as const);
const common = {
  name: fc.constantFrom('p', 'q'),
  streamName: fc.constant('s'),
  recordsPerSecond: fc.constantFrom(3, 20, 150),
  keys: fc.record({ kind: fc.constantFrom(...keyKinds), prefix: fc.constant('k'), keys: fc.integer({ min: 1, max: 30 }), share: fc.constantFrom(0.3, 0.9), salts: fc.integer({ min: 1, max: 5 }) }),
  recordBytes: fc.constantFrom(0, 300, 30_000),
  rate,
};
const plain = fc.record({
  ...common,
  kind: fc.constant('producer' as const),
  call: fc.constantFrom('PutRecord' as const, 'PutRecords' as const),
  recordsPerCall: fc.integer({ min: 1, max: 60 }),
  attemptsMax: fc.integer({ min: 1, max: 8 }),
  handling: fc.constantFrom(undefined, ...handlings),
  order: fc.constantFrom(undefined, 'serial' as const),
  sdkRetry: fc.constantFrom(undefined, ...sdkRetryModes),
});
const kpl = fc.record({
  ...common,
  kind: fc.constant('kpl-producer' as const),
  aggregationEnabled: fc.constantFrom(undefined, false),
  aggregationMaxCount: fc.constantFrom(undefined, 1, 7),
  collectionMaxCount: fc.constantFrom(undefined, 3),
  failIfThrottled: fc.constantFrom(undefined, true),
  recordMaxBufferedTime: fc.constantFrom(undefined, 0, 700),
  recordTtl: fc.constantFrom(undefined, 500, 3_000),
  rateLimit: fc.constantFrom(undefined, 5, 100),
  maxConnections: fc.constantFrom(undefined, 1),
  outstandingMax: fc.constantFrom(undefined, 60),
});
const step = fc.record({ kind: fc.constantFrom('split', 'split', 'merge', 'crash', 'lossy', 'sound', 'handling', 'wait'), n: fc.nat(20) });

test('120 random worlds of producers keep their accounts', () => {
  const seen = { duplicates: 0, wrongShard: 0, expired: 0, aggregated: 0 };
  fc.assert(
    fc.property(fc.nat(1e6), fc.array(fc.oneof(plain, kpl), { minLength: 1, maxLength: 2 }), fc.array(step, { maxLength: 8 }), (seed, actors, steps) => {
      const world = emptyWorld([{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 + (seed % 3) } }], seed, { oneWayMs: 15, jitterMs: 30 });
      // Undefined settings are absent ones, as in a link.
      for (const config of actors) world.edit({ type: 'add actor', config: JSON.parse(JSON.stringify(config)) as ActorConfig });
      advanceChecked(world, 4_000, 15);
      for (const { kind, n } of steps) {
        disturb(world, kind, n);
        advanceChecked(world, world.nowMs + 1_500, 15);
      }
      act(world, { type: 'configure network', change: { requestLoss: 0, responseLoss: 0 } });
      for (const { name } of world.actors.values()) act(world, { type: 'configure actor', actor: name, change: { recordsPerSecond: 0 } });
      // One connection, or one call at a time, may have a long line before it.
      do advanceChecked(world, world.nowMs + 60_000, 200);
      while ([...world.actors.values()].some(isBusy));
      const before = world.stateHash();
      const { nowMs } = world;
      world.seek(nowMs / 3);
      world.seek(nowMs);
      expect(world.stateHash()).toBe(before);
      for (const actor of world.actors.values()) expectAccounted(world, actor.name, seen);
    }),
    { numRuns: 120 },
  );
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(20);
}, 600_000);

const isBusy = (actor: ActorState) => (actor.kind === 'kpl-producer' ? actor.outstanding > 0 : actor.kind === 'producer' && actor.running && actor.line.busy > 0);

function disturb(world: World, kind: string, n: number): void {
  const open = world.stream('s')!.shards.filter(isOpen).toSorted((x, y) => (x.start < y.start ? -1 : 1));
  const i = n % open.length;
  const actors = [...world.actors.values()];
  const actor = actors[n % actors.length]!;
  const call = (operation: string, input: object) => world.edit({ type: 'call', operation, input: { StreamName: 's', ...input } });
  if (kind === 'split') call('SplitShard', { ShardToSplit: shardId(open[i]!.index), NewStartingHashKey: String((open[i]!.start + open[i]!.end) / 2n) });
  else if (kind === 'merge' && open[i + 1]) call('MergeShards', { ShardToMerge: shardId(open[i]!.index), AdjacentShardToMerge: shardId(open[i + 1]!.index) });
  else if (kind === 'crash') (actor.running ? crash : restart)(world, actor.name);
  else if (kind === 'lossy') act(world, { type: 'configure network', change: { requestLoss: 0.2, responseLoss: 0.2, timeoutMs: 300 } });
  else if (kind === 'sound') act(world, { type: 'configure network', change: { requestLoss: 0, responseLoss: 0 } });
  else if (kind === 'handling' && actor.kind === 'producer') act(world, { type: 'configure actor', actor: actor.name, change: { handling: handlings[n % handlings.length], call: n % 2 ? 'PutRecord' : 'PutRecords' } });
}

function expectAccounted(world: World, name: string, seen: Record<string, number>): void {
  const actor = world.actors.get(name)!;
  if (actor.kind !== 'producer' && actor.kind !== 'kpl-producer') return;
  const { stored, unique, missing, made } = accountOf(world, actor);
  const repeated = stored - unique;
  expect(unique).toBeLessThanOrEqual(made);
  expect(unique).toBeGreaterThanOrEqual(actor.counts.acknowledged);
  const twice = actor.kind === 'producer' ? actor.counts.duplicated + actor.counts.timedOut : actor.counts.wrongShard + actor.counts.timedOut;
  expect(repeated).toBeLessThanOrEqual(twice);
  if (actor.life === 0) {
    const lost = actor.kind === 'producer' ? actor.counts.ignored + actor.counts.givenUp : actor.counts.failed + actor.counts.refused;
    const underWay = actor.kind === 'producer' ? 0 : actor.outstanding;
    expect(missing).toBeLessThanOrEqual(lost + underWay);
    expect(underWay).toBe(0);
  }
  seen.duplicates! += repeated;
  if (actor.kind === 'producer') return;
  seen.wrongShard! += actor.counts.wrongShard;
  seen.expired! += actor.counts.expired;
  const packed = world.stream('s')!.shards.reduce((sum, { logId, cursor }) => sum + Array.from({ length: cursor.length }, (_, i) => world.log(logId).source(i)).filter((source) => source === actor.ordinal).length, 0);
  seen.aggregated! += stored - packed;
}
