// Holds: over 1,000 random sequences of puts, splits, merges, waits and reads: the open ranges always cover the key space, no
// acknowledged record is lost before retention, order holds in each shard, and a reader that follows iterators and children
// gets every record exactly once (ROUTE-4, SEQ-1, READ-1, READ-7, READ-10, RESHARD-1, RESHARD-5, PUT-5).
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { World } from '#sim';
import { checkWorld } from '../../../src/sim/checkers/invariants.ts';
import { bytes, call, HOUR_MS, iterator, read, shardId, shards, text, wait, worldWithStream, type Read, type ShardOutput } from '../support/worlds.ts';

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('put' as const), n: fc.integer({ min: 1, max: 6 }), salt: fc.nat(999) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('split' as const), n: fc.nat(99), salt: fc.integer({ min: 1, max: 99 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), n: fc.nat(99), salt: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), n: fc.integer({ min: 1, max: 4_000 }), salt: fc.constant(0) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const), n: fc.integer({ min: 1, max: 5 }), salt: fc.nat(99) }) },
);

interface Acknowledged {
  name: string;
  key: string;
  shard: string;
  number: bigint;
}

/** Reads a stream as a client must: from the horizon, iterator by iterator, children only after all their parents. */
class Reader {
  readonly got = new Map<string, { name: string; number: bigint }[]>();
  private readonly at = new Map<number, string | null>();
  private readonly waiting = new Map<number, number[]>();
  constructor(private readonly world: World) {
    for (const shard of shards(world).Shards) if (!shard.ParentShardId) this.open(indexOf(shard.ShardId));
  }
  /** One GetRecords on one of its shards. */
  poll(which: number, Limit: number) {
    const open = [...this.at].filter(([, from]) => from !== null) as [number, string][];
    const one = open[which % open.length];
    if (one) this.take(one[0], read(this.world, one[1], { Limit }));
  }
  /** Reads until all shards that can end have ended and the others are at the tip. */
  drain() {
    for (let again = true; again; ) {
      again = false;
      for (const [shard, from] of this.at) {
        if (from === null) continue;
        wait(this.world, 200);
        const answer = read(this.world, from, { Limit: 3 });
        this.take(shard, answer);
        again ||= answer.Records.length > 0 || answer.NextShardIterator === undefined;
      }
    }
  }
  private open(shard: number) {
    wait(this.world, 200);
    this.at.set(shard, iterator(this.world, 'TRIM_HORIZON', {}, shard));
  }
  private take(shard: number, { Records, NextShardIterator, ChildShards }: Read) {
    const got = this.got.get(shardId(shard)) ?? [];
    this.got.set(shardId(shard), [...got, ...Records.map((record) => ({ name: text(record.Data), number: BigInt(record.SequenceNumber) }))]);
    this.at.set(shard, NextShardIterator ?? null);
    if (NextShardIterator !== undefined) return;
    for (const child of ChildShards!) this.waiting.set(indexOf(child.ShardId), child.ParentShards.map(indexOf));
    for (const [child, parents] of this.waiting) {
      if (!this.at.has(child) && parents.every((parent) => this.at.get(parent) === null)) this.open(child);
    }
  }
}
const indexOf = (id: string) => Number(id.slice(-12));
const open = (world: World) =>
  shards(world, { StreamName: 's', ShardFilter: { Type: 'AT_LATEST' } }).Shards.toSorted((x, y) => (start(x) < start(y) ? -1 : 1));
const start = (shard: ShardOutput) => BigInt(shard.HashKeyRange.StartingHashKey);
const end = (shard: ShardOutput) => BigInt(shard.HashKeyRange.EndingHashKey);
const hash = (key: string) => BigInt(`0x${createHash('md5').update(key).digest('hex')}`);

function expectCover(ranges: ShardOutput[]) {
  expect(start(ranges[0]!)).toBe(0n);
  expect(end(ranges.at(-1)!)).toBe(2n ** 128n - 1n);
  ranges.slice(1).forEach((range, i) => expect(start(range)).toBe(end(ranges[i]!) + 1n));
}

test('1,000 random sequences keep the invariants', () => {
  const done = { records: 0, splits: 0, merges: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { minLength: 4, maxLength: 26 }), (shardCount, steps) => {
      const world = worldWithStream(shardCount);
      const reader = new Reader(world);
      const acknowledged: Acknowledged[] = [];
      for (const { kind, n, salt } of steps) {
        const ranges = open(world);
        if (kind === 'put') {
          const batch = Array.from({ length: n }, (_, i) => ({ name: `${acknowledged.length + i}`, key: `k${salt + i * 7}` }));
          const Records = batch.map(({ name, key }) => ({ PartitionKey: key, Data: bytes(name) }));
          const answer = call<{ Records: { ShardId: string; SequenceNumber: string }[] }>(world, 'PutRecords', { StreamName: 's', Records });
          answer.Records.forEach(({ ShardId, SequenceNumber }, i) => {
            const home = ranges.find((range) => start(range) <= hash(batch[i]!.key) && hash(batch[i]!.key) <= end(range))!;
            expect(ShardId).toBe(home.ShardId);
            acknowledged.push({ ...batch[i]!, shard: ShardId, number: BigInt(SequenceNumber) });
          });
        } else if (kind === 'split' || kind === 'merge') {
          const i = n % ranges.length;
          const one = ranges[i]!;
          const key = start(one) + ((end(one) - start(one)) * BigInt(salt)) / 100n;
          const next = ranges[i + 1];
          const input = kind === 'split' ? { ShardToSplit: one.ShardId, NewStartingHashKey: String(key) } : next && { ShardToMerge: one.ShardId, AdjacentShardToMerge: next.ShardId };
          // Often the stream is still UPDATING, or a range is too narrow: then it is refused, and that is fine too.
          const outcome = input && world.edit({ type: 'call', operation: kind === 'split' ? 'SplitShard' : 'MergeShards', input: { StreamName: 's', ...input } });
          if (outcome?.ok) done[`${kind}s`] += 1;
        } else if (kind === 'wait') wait(world, n);
        else {
          wait(world, 200);
          reader.poll(salt, n);
        }
        expect(checkWorld(world)).toEqual([]);
        expectCover(open(world));
      }
      done.records += acknowledged.length;
      wait(world, 5_000);
      reader.drain();
      const got = [...reader.got.values()].flat();
      expect(got.map(({ name }) => Number(name)).toSorted((x, y) => x - y), 'every record exactly once').toEqual(acknowledged.map((_, i) => i));
      for (const [shard, records] of reader.got) {
        expect(records, 'in the order in which the shard acknowledged them').toEqual(
          acknowledged.filter((record) => record.shard === shard).map(({ name, number }) => ({ name, number })),
        );
        for (let i = 1; i < records.length; i += 1) expect(records[i]!.number > records[i - 1]!.number).toBe(true);
      }
      // Nothing is lost before retention: 23 hours later all of it can be read anew, through the parents that are closed.
      world.advance(23 * HOUR_MS);
      const anew = new Reader(world);
      anew.drain();
      expect([...anew.got.values()].flat().length).toBe(acknowledged.length);
    }),
    { numRuns: 1_000 },
  );
  expect(done.records).toBeGreaterThan(10_000);
  expect(Math.min(done.splits, done.merges), 'resharding really happened').toBeGreaterThan(300);
}, 60_000);
