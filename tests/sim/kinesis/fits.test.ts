// Holds: the quick check says yes only to what conversion leaves alone and validation has nothing against, and it says yes
// to an ordinary call of every operation that it is there for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { convertInput } from '../../../src/sim/kinesis/conversion.ts';
import { fits } from '../../../src/sim/kinesis/fits.ts';
import { operations } from '../../../src/sim/kinesis/operations/index.ts';
import { validationMessage, type Members, type Shape } from '../../../src/sim/kinesis/shapes.ts';

const strange = fc.oneof(
  fc.constantFrom(null, undefined, true, NaN, Infinity, -1, 0, 0.5, 2 ** 31, 2 ** 40, 5n, '', 'x', '1', 'x'.repeat(200), '😀'.repeat(150), new Uint8Array(3), { text: 'ab', byteLength: 1 }, { text: 'é', byteLength: 9 }),
  fc.anything(),
);

/** Something for a shape: mostly right, sometimes anything. */
function valueFor(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: rightFor(shape) }, { weight: 1, arbitrary: strange });
}
function rightFor(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'string': return shape.enum ? fc.constantFrom(...shape.enum) : fc.constantFrom('a', '1', 'stream-1', 'arn:aws:kinesis:us-east-1:123456789012:stream/s', 'x'.repeat(128));
    case 'integer': return fc.integer({ min: Math.max(-5, (shape.range?.[0] ?? 0) - 1), max: Math.min(20_000, (shape.range?.[1] ?? 9) + 1) });
    case 'blob': return fc.constantFrom(new Uint8Array(2), { text: 'ab', byteLength: 9 }, Buffer.from('b'));
    case 'timestamp': return fc.constantFrom(0, 1.5, 1e9);
    case 'boolean': return fc.boolean();
    case 'list': return fc.array(valueFor(shape.member), { maxLength: 4 });
    case 'map': return fc.dictionary(fc.string(), fc.string());
    case 'structure': return inputFor(shape.members);
  }
}
const inputFor = (members: Members) => fc.record(Object.fromEntries(Object.entries(members).map(([name, shape]) => [name, valueFor(shape)])), { requiredKeys: [] });

describe.each([...operations.values()].map((operation) => [operation.name, operation] as const))('VALID-1: %s', (_, { members }) => {
  test('what fits is left alone and has no fault', () => {
    fc.assert(
      fc.property(inputFor(members), (input) => {
        if (!fits(members, input)) return;
        const converted = convertInput(members, input);
        expect(converted).toEqual({ ok: true, value: input });
        expect(converted.ok && converted.value).toBe(input);
        expect(validationMessage(members, input)).toBeNull();
      }),
    );
  });
});

test('an ordinary write and read fit', () => {
  const record = { PartitionKey: 'k', Data: new Uint8Array(1) };
  const inputs: [string, object][] = [
    ['PutRecord', { StreamName: 's', ...record }],
    ['PutRecord', { StreamName: 's', ...record, ExplicitHashKey: '7', Data: { text: 'a', byteLength: 9 } }],
    ['PutRecords', { StreamName: 's', Records: Array.from({ length: 500 }, () => record) }],
    ['GetRecords', { ShardIterator: 'AAAA', Limit: 10 }],
    ['GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'AT_TIMESTAMP', Timestamp: 1.5 }],
  ];
  for (const [operation, input] of inputs) expect(fits(operations.get(operation)!.members, input), operation).toBe(true);
});
