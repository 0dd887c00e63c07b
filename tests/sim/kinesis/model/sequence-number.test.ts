// Holds: sequence numbers have AWS's layout, rise, and are read back as AWS reads them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLOSING_COUNTER, formatSequenceNumber, parseSequenceNumber, SequenceNumbers } from '../../../../src/sim/kinesis/model/sequence-number.ts';
import { epochMs, HALF, put, shards, split, wait, worldWithStream } from '../../support/worlds.ts';

const hex = (text: string) => BigInt(text).toString(16);
const part = { shardCreatedSeconds: 1_780_272_000, shardIndex: 3, counter: 5n, seconds: 1_780_272_100 };

describe('SEQ-2: 56 digits in the layout that was seen on AWS', () => {
  test('the pattern that recordings match', () => {
    const text = formatSequenceNumber(part);
    expect(text).toMatch(/^49\d{54}$/);
    expect(hex(text)).toMatch(/^20[0-9a-f]{8}3[0-9a-f]{16}000[0-9a-f]{8}000000032$/);
  });

  test('many at once are written as one by one', () => {
    const parts = fc.record({
      shardCreatedSeconds: fc.oneof(fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), fc.integer({ min: 0, max: 16_025_174_999 })),
      shardIndex: fc.integer({ min: 0, max: 0x7fff_ffff }),
      counter: fc.integer({ min: 0, max: 0xffff_ffff }),
      seconds: fc.oneof(fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), fc.integer({ min: 0, max: 16_025_174_999 })),
    });
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (list) => {
        const numbers = new SequenceNumbers(list.length);
        list.forEach((one, i) => numbers.write(i, one.shardCreatedSeconds, one.shardIndex, one.counter, one.seconds));
        expect(list.map((_, i) => numbers.text(i))).toEqual(list.map((one) => formatSequenceNumber({ ...one, counter: BigInt(one.counter) })));
      }),
      { numRuns: 500 },
    );
  });

  test('starts of neighbouring new shards differ by both index fields', () => {
    const starts = shards(worldWithStream(3)).Shards.map((shard) => BigInt(shard.SequenceNumberRange.StartingSequenceNumber));
    expect([starts[1]! - starts[0]!, starts[2]! - starts[1]!]).toEqual(Array(2).fill(22300745198530623141535718272648361505980432n));
  });

  test('five neighbouring shards share a counter that rises by one for each record', () => {
    const world = worldWithStream(6);
    const counterOf = (shard: number) => {
      const { SequenceNumber } = put(world, 'k', 'k', { ExplicitHashKey: String((2n ** 128n / 6n) * BigInt(shard)) });
      return parseSequenceNumber(SequenceNumber)!.counter;
    };
    expect([0, 4, 0, 5, 3].map(counterOf)).toEqual([1n, 2n, 3n, 1n, 4n]);
  });
});

describe('SEQ-1: unique in the stream, and rising within a shard', () => {
  test('over seconds, shards and a split', () => {
    const world = worldWithStream(2);
    const seen: { shard: string; number: bigint }[] = [];
    const putSome = () => {
      for (let i = 0; i < 30; i += 1) {
        const { ShardId, SequenceNumber } = put(world, `k${i}`);
        seen.push({ shard: ShardId, number: BigInt(SequenceNumber) });
        wait(world, 137);
      }
    };
    putSome();
    split(world, 0, 1n << 126n);
    putSome();
    expect(new Set(seen.map(({ number }) => number)).size).toBe(60);
    for (const shard of new Set(seen.map((record) => record.shard))) {
      const numbers = seen.filter((record) => record.shard === shard).map(({ number }) => number);
      expect(numbers).toEqual(numbers.toSorted((x, y) => (x < y ? -1 : 1)));
      const { StartingSequenceNumber, EndingSequenceNumber } = shards(world).Shards.find(({ ShardId }) => ShardId === shard)!.SequenceNumberRange;
      expect(numbers[0]! > BigInt(StartingSequenceNumber)).toBe(true);
      if (EndingSequenceNumber) expect(numbers.at(-1)! < BigInt(EndingSequenceNumber)).toBe(true);
    }
  });
});

describe('SEQ-4: where a shard starts and ends', () => {
  test('counter 0, closing counter, and a child one second after its parent', () => {
    const world = worldWithStream(1);
    split(world, 0, HALF);
    const [parent, child] = shards(world).Shards.map((shard) => shard.SequenceNumberRange);
    const start = parseSequenceNumber(parent!.StartingSequenceNumber)!;
    const end = parseSequenceNumber(parent!.EndingSequenceNumber!)!;
    expect([start.counter, start.shardCreatedSeconds, start.seconds]).toEqual([0n, epochMs / 1000, epochMs / 1000]);
    expect(end.counter).toBe(0x7fffffffffffffffn);
    expect(end.counter).toBe(CLOSING_COUNTER);
    // Split at 10 s, done 2.03 s later.
    expect(end.seconds).toBe(epochMs / 1000 + 12);
    const born = parseSequenceNumber(child!.StartingSequenceNumber)!;
    expect([born.shardCreatedSeconds, born.counter]).toEqual([end.seconds + 1, 0n]);
  });
});

describe('SEQ-3: reading numbers of every version', () => {
  test('what was written is read back', () => {
    const index = fc.integer({ min: 0, max: 0x7fff_ffff });
    const time = fc.integer({ min: 0, max: 16_025_174_999 });
    fc.assert(
      fc.property(time, index, fc.bigInt({ min: 0n, max: CLOSING_COUNTER }), time, (shardCreatedSeconds, shardIndex, counter, seconds) => {
        const parts = { shardCreatedSeconds, shardIndex, counter, seconds };
        const text = formatSequenceNumber(parts);
        expect(parseSequenceNumber(text)).toEqual({ version: 2, ...parts });
      }),
    );
  });

  test.each([
    ['5', 5],
    ['0', 0],
    ['65535', 65_535],
  ])('%s is a version 0 number of shard %i', (text, shardIndex) => {
    expect(parseSequenceNumber(text)).toMatchObject({ version: 0, shardIndex });
  });

  test('a version 1 number has its fields at other places', () => {
    const v1 = BigInt(`0x2${'06a1c2b00'}3${'00'}${'06a1c2b64'}${'0'.repeat(14)}${'07'}${'00000003'}1`);
    expect(parseSequenceNumber(String(v1))).toEqual({ version: 1, shardCreatedSeconds: 0x6a1c2b00, seconds: 0x6a1c2b64, counter: 7n, shardIndex: 3 });
  });

  const good = hex(formatSequenceNumber(part));
  test.each([
    ['a leading 3', `3${good.slice(1)}`],
    ['a leading 1', `1${good.slice(1)}`],
    ['a last digit 0', `${good.slice(0, -1)}0`],
    ['a last digit 3', `${good.slice(0, -1)}3`],
    ['a counter over the closing one', `${good.slice(0, 11)}8${good.slice(12)}`],
    ['a creation time of the far future', `2${(16_025_175_000).toString(16).padStart(9, '0')}${good.slice(10)}`],
    ['one digit too few', good.slice(0, -1)],
    ['one digit too many', `${good}2`],
  ])('%s is no sequence number', (_, digits) => {
    expect(parseSequenceNumber(String(BigInt(`0x${digits}`)))).toBeNull();
  });
});

test.each(['TRIM_HORIZON', 'SHARD_END', '', ' 1', '-1', '1e3', '0x10'])('what is no number, as %j, is taken apart into nothing', (text) => {
  expect(parseSequenceNumber(text)).toBeNull();
});
