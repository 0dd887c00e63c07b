// Holds: a column keeps each number at its index, over chunk borders too, and finds places as a plain array would.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Column } from '../../../src/sim/kernel/column.ts';

test('keeps 2,000 numbers, also after some are written over', () => {
  const column = new Column(Float64Array);
  for (let i = 0; i < 2_000; i += 1) column.set(i, i * 1.5);
  for (let i = 700; i < 1_300; i += 1) column.set(i, -i);
  for (let i = 0; i < 2_000; i += 1) expect(column.get(i)).toBe(i >= 700 && i < 1_300 ? -i : i * 1.5);
});

test('lowerBound is the first index whose value is at least the wanted one, within its bounds', () => {
  const steps = fc.array(fc.nat(3), { minLength: 1, maxLength: 1_200 });
  fc.assert(
    fc.property(steps, fc.nat(2_000), fc.nat(1_200), fc.nat(1_200), (list, wanted, a, b) => {
      const column = new Column(Uint32Array);
      let sum = 0;
      const values = list.map((step, i) => {
        column.set(i, (sum += step));
        return sum;
      });
      const [from, to] = [Math.min(a, b, values.length), Math.min(Math.max(a, b), values.length)];
      const found = values.findIndex((value, i) => i >= from && i < to && value >= wanted);
      expect(column.lowerBound(wanted, from, to)).toBe(found === -1 ? to : found);
    }),
  );
});
