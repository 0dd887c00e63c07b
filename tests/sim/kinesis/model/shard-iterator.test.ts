// Holds: iterators and tokens look as AWS's do, say nothing, and only what was issued is accepted.
import { base64 } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeToken, encodeToken } from '../../../../src/sim/kinesis/model/opaque-token.ts';
import { call, failure, iterator, put, read, wait, worldWithStream } from '../../support/worlds.ts';

describe('ITER-1: the text of an iterator', () => {
  test('is canonical base64 of whole blocks, begins AAAAAAAAAA and has at most 512 characters', () => {
    const world = worldWithStream();
    const name = 'n'.repeat(128);
    call(world, 'CreateStream', { StreamName: name, ShardCount: 1 });
    wait(world, 5_000);
    const long = call<{ ShardIterator: string }>(world, 'GetShardIterator', { StreamName: name, ShardId: '0', ShardIteratorType: 'LATEST' }).ShardIterator;
    for (const text of [iterator(world), long]) {
      expect(text).toMatch(/^AAAAAAAAAA[EFGH]/);
      expect(text.length).toBeLessThanOrEqual(512);
      const decoded = base64.decode(text);
      expect(base64.encode(decoded)).toBe(text);
      expect(decoded.length).toBeGreaterThanOrEqual(152);
      expect(decoded.length).toBeLessThanOrEqual(280);
      expect((decoded.length - 8) % 16).toBe(0);
    }
    expect(long.length).toBeGreaterThan(iterator(world).length);
  });

  test('never repeats, even for one place and moment', () => {
    const world = worldWithStream();
    const all = Array.from({ length: 5 }, () => iterator(world));
    const next = all.map((text) => read(world, text).NextShardIterator!);
    expect(new Set([...all, ...next]).size).toBe(10);
  });
});

test('READ-2: an iterator in double quotes still works', () => {
  const world = worldWithStream();
  put(world, 'a');
  expect(read(world, `"${iterator(world)}"`).Records.length).toBe(1);
});

test('READ-2: one character changed anywhere, or any other text, is no iterator', () => {
  const world = worldWithStream();
  const good = iterator(world);
  const changed = fc.tuple(fc.nat(good.length - 1), fc.constantFrom('A', 'b', '7', '/', '=', ' ')).map(([i, c]) => good.slice(0, i) + c + good.slice(i + 1));
  fc.assert(
    fc.property(fc.oneof(changed, fc.string({ minLength: 1, maxLength: 512 })), (text) => {
      fc.pre(text !== good);
      expect(failure(world, 'GetRecords', { ShardIterator: text })).toEqual(['InvalidArgument', 'Invalid ShardIterator.']);
    }),
    { numRuns: 200 },
  );
});

test('tokens carry any plain value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.string(), fc.integer())), (value) => {
      expect(decodeToken(encodeToken(value))).toEqual(value);
    }),
  );
});
