// Holds: a set of ranges is the set of its numbers, whatever is added and taken out.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingFrom, sizeOf, withRange, withoutRange, type Ranges } from '../../../src/sim/actors/ranges.ts';

const numbers = (ranges: Ranges) => ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
const range = fc.tuple(fc.nat(30), fc.nat(8)).map(([from, length]) => ({ from, to: from + length }));

test('add, take out and ask are those of sets', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), range), { maxLength: 25 }), range, (steps, asked) => {
      let ranges: Ranges = [];
      const set = new Set<number>();
      for (const [add, one] of steps) {
        ranges = (add ? withRange : withoutRange)(ranges, one);
        for (const n of numbers([one])) {
          if (add) set.add(n);
          else set.delete(n);
        }
        expect(numbers(ranges)).toEqual([...set].toSorted((x, y) => x - y));
        expect(sizeOf(ranges)).toBe(set.size);
      }
      expect(numbers(missingFrom(ranges, asked))).toEqual(numbers([asked]).filter((n) => !set.has(n)));
      // Nowhere touching: else they would grow for ever.
      expect(ranges.every(({ from }, i) => i === 0 || ranges[i - 1]!.to < from)).toBe(true);
    }),
  );
});
