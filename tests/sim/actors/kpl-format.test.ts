// Holds: the aggregated record is the KPL's, byte for byte; what was put in comes out; and no bytes whatever upset a reader.
import fc from 'fast-check';
import { md5 } from 'js-md5';
import { describe, expect, test } from 'vitest';
import { aggregate, deaggregate, fieldBytes, recordBytes, ENVELOPE_BYTES } from '../../../src/sim/actors/kpl/aggregated-record.ts';
import { bytes, text } from '../support/worlds.ts';

const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');
const unhex = (digits: string) => new Uint8Array(Buffer.from(digits, 'hex'));
const of = (PartitionKey: string, data: string, ExplicitHashKey?: string) => ({ PartitionKey, Data: bytes(data), ...(ExplicitHashKey && { ExplicitHashKey }) });
/** Around any message: so that the reader gets as far as reading it. */
const sealed = (message: Uint8Array) => new Uint8Array([0xf3, 0x89, 0x9a, 0xc2, ...message, ...md5.array(message)]);

const VECTOR = 'f3899ac20a03706b310a03706b321a0908001a0568656c6c6f1a0908011a05776f726c641a0508001a012113441f9267225980303271d133978ab4';

test('§1 check 1: three records under two keys are these 59 bytes', () => {
  const entries = [of('pk1', 'hello'), of('pk2', 'world'), of('pk1', '!')];
  expect(hex(aggregate(entries))).toBe(VECTOR);
  expect(deaggregate(unhex(VECTOR))).toEqual(entries);
});

const hashKey = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }).map(String);
const entry = fc.record(
  { PartitionKey: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), ExplicitHashKey: hashKey, Data: fc.uint8Array({ maxLength: 300 }) },
  { requiredKeys: ['PartitionKey', 'Data'] },
);

describe('round trip', () => {
  test('what was put in comes out, in order', () => {
    const trip = fc.property(fc.array(entry, { maxLength: 300 }), (entries) => {
      expect(deaggregate(aggregate(entries))).toEqual(entries);
    });
    fc.assert(trip, { numRuns: 200 });
  });
  test('a simulated blob is its text and spaces up to its length', () => {
    const [record] = deaggregate(aggregate([{ PartitionKey: 'k', Data: { text: '{"n":1}', byteLength: 10 } }]))!;
    expect(text(record!.Data)).toBe('{"n":1}   ');
  });
  test('more than 127 keys, long keys and long data need longer numbers', () => {
    const entries = Array.from({ length: 3_000 }, (_, i) => of(`key-${i}`, 'x'));
    const long = [of('k'.repeat(256), 'y'.repeat(70_000))];
    for (const some of [entries, long]) expect(deaggregate(aggregate(some))).toEqual(some);
  });
  test('the length is known before: an envelope, the keys, the records', () => {
    const entries = [of('a', 'x'.repeat(200)), of('b', 'y')];
    const expected = ENVELOPE_BYTES + 2 * fieldBytes(1) + fieldBytes(recordBytes(0, null, 200)) + fieldBytes(recordBytes(1, null, 1));
    expect(aggregate(entries).length).toBe(expected);
  });
});

describe('what is no aggregate is null', () => {
  test('plain data, a short blob, a wrong magic number, a wrong digest', () => {
    for (const data of ['', 'hello', '{"n":1,"from":"web-1"}']) expect(deaggregate(bytes(data))).toBeNull();
    const sound = unhex(VECTOR);
    for (let i = 0; i < sound.length; i += 1) {
      const damaged = sound.slice();
      damaged[i]! ^= 0x10;
      expect(deaggregate(damaged), `byte ${i}`).toBeNull();
      expect(deaggregate(sound.subarray(0, i)), `cut at ${i}`).toBeNull();
    }
  });
  test.each([
    ['a varint that does not end', 'ff'],
    ['a varint of eleven bytes', '08ffffffffffffffffffff01'],
    ['a length beyond the end', '0a05706b'],
    ['a length of 2^63', '0affffffffffffffffff7f'],
    ['field number 0', '0001'],
    ['a group', '0b0c'],
    ['a record that points past the key table', '0a016b1a0508011a0178'],
    ['a record that points far past it', '0a016b1a0e08ffffffffffffffffff011a0178'],
    ['a record that points past the hash key table', '0a016b1a07080010001a0178'],
    ['a record without key index', '0a016b1a031a0178'],
    ['a record without data', '0a016b1a020800'],
    ['a key index written as bytes', '0a016b1a060a01001a0178'],
    ['a record cut off inside', '0a016b1a0408001a05'],
  ])('%s', (_, message) => expect(deaggregate(sealed(unhex(message)))).toBeNull());

  test('hostile bytes, bare and in a sound envelope, never throw', () => {
    const nearly = fc.array(fc.oneof(fc.constantFrom(0x08, 0x0a, 0x10, 0x12, 0x1a, 0x22, 0, 1, 2, 3), fc.integer({ min: 0, max: 255 })), { maxLength: 60 });
    fc.assert(
      fc.property(nearly, (message) => {
        const found = deaggregate(sealed(Uint8Array.from(message)));
        expect(deaggregate(Uint8Array.from(message))).toBeNull();
        if (found) for (const { PartitionKey, Data } of found) expect([typeof PartitionKey, Data instanceof Uint8Array]).toEqual(['string', true]);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('what other writers may do', () => {
  const one = [{ PartitionKey: 'k', Data: bytes('x') }];
  test.each([
    ['tags are passed over', '0a016b1a0d08001a017822060a0161120162'],
    ['unknown fields of every wire type are passed over', '28012901020304050607082d010203040a016b3a0161' + '1a0508001a0178'],
    ['the key table may stand behind the records', '1a0508001a01780a016b'],
    ['the last of a repeated single field counts', '0a016b1a07080108001a0178'],
    ['a varint may be longer than it needs', '0a016b1a060880001a0178'],
  ])('%s', (_, message) => expect(deaggregate(sealed(unhex(message)))).toEqual(one));

  test('an aggregate of nothing has no records', () => expect(deaggregate(sealed(new Uint8Array()))).toEqual([]));
});
