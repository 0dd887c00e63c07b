// Holds: a key lands where an independent MD5 and plain BigInt arithmetic put it.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HASH_KEY_MAX, hashKeyOfPartitionKey, uniformRanges } from '#sim';
import { hashKeyOf, newHashWords, writeWords } from '../../../../src/sim/kinesis/model/hash-key.ts';
import { call, HALF, put, shards, split, wait, worldWithStream } from '../../support/worlds.ts';

const reference = (key: string) => BigInt(`0x${createHash('md5').update(key, 'utf8').digest('hex')}`);
const keys = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });

describe('ROUTE-1: the hash key is the MD5 of the partition key in UTF-8', () => {
  test('of any text', () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(hashKeyOfPartitionKey(key)).toBe(reference(key));
      }),
      { numRuns: 1_000 },
    );
  });

  test('acceptance check 1: pk1 hashes into the upper half', () => {
    expect(hashKeyOfPartitionKey('pk1')).toBe(329398341438914906102347661116985167824n);
    expect(put(worldWithStream(2), 'pk1').ShardId).toBe('shardId-000000000001');
  });
});

test('words and numbers are the same key', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: HASH_KEY_MAX }), (x) => {
      const words = newHashWords();
      writeWords(x, words);
      expect(hashKeyOf(words)).toBe(x);
    }),
  );
});

test('ROUTE-3: new ranges are floor(2^128 / n) wide, and the last one takes the remainder', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), (count) => {
      const width = 2n ** 128n / BigInt(count);
      const ranges = uniformRanges(count);
      expect(ranges.length).toBe(count);
      ranges.forEach(({ start, end }, i) => {
        expect(start).toBe(width * BigInt(i));
        expect(end).toBe(i === count - 1 ? 2n ** 128n - 1n : width * BigInt(i + 1) - 1n);
      });
    }),
    { numRuns: 30 },
  );
  expect(uniformRanges(2)[1]!.start).toBe(HALF);
});

describe('ROUTE-2: a record goes to the open shard whose range holds its hash key', () => {
  interface Range {
    id: string;
    start: bigint;
    end: bigint;
  }
  const openRanges = (world: Parameters<typeof shards>[0]): Range[] =>
    shards(world, { StreamName: 's', ShardFilter: { Type: 'AT_LATEST' } }).Shards.map((shard) => ({
      id: shard.ShardId,
      start: BigInt(shard.HashKeyRange.StartingHashKey),
      end: BigInt(shard.HashKeyRange.EndingHashKey),
    }));
  const home = (ranges: Range[], hash: bigint) => ranges.filter(({ start, end }) => start <= hash && hash <= end).map(({ id }) => id);

  test('10,000 keys over uneven shards, as the reference routes them', () => {
    const world = worldWithStream(16);
    split(world, 3, (HALF / 8n) * 3n + 12_345n);
    split(world, 16, (HALF / 8n) * 3n + 2n);
    split(world, 15, HALF * 2n - 3n);
    call(world, 'MergeShards', { StreamName: 's', ShardToMerge: 'shardId-000000000007', AdjacentShardToMerge: 'shardId-000000000008' });
    wait(world, 5_000);
    const ranges = openRanges(world);
    expect(ranges.length).toBe(18);
    const routed = new Set<string>();
    for (let batch = 0; batch < 20; batch += 1) {
      const list = Array.from({ length: 500 }, (_, i) => ({ PartitionKey: `schlüssel-${batch * 500 + i}-✓`, Data: new Uint8Array() }));
      const { Records } = call<{ Records: { ShardId: string }[] }>(world, 'PutRecords', { StreamName: 's', Records: list });
      Records.forEach(({ ShardId }, i) => {
        expect([ShardId]).toEqual(home(ranges, reference(list[i]!.PartitionKey)));
        routed.add(ShardId);
      });
      wait(world, 1_000);
    }
    expect(routed.size, 'all but slivers of a few keys are hit').toBeGreaterThanOrEqual(15);
  });

  test('explicit keys at both ends of every range', () => {
    const world = worldWithStream(5);
    split(world, 2, HALF);
    for (const { id, start, end } of openRanges(world)) {
      for (const key of [start, end]) expect(put(world, 'x', 'x', { ExplicitHashKey: String(key) }).ShardId).toBe(id);
    }
  });
});
