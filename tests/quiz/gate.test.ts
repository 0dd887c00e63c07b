// Holds: a first round passes exactly when 5·right ≥ 3·total, in whole cards; an empty one never passes.
import { passes, rightToPass } from '#quiz';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test.each([
  [15, 25, true],
  [14, 25, false],
  [3, 5, true],
  [2, 5, false],
  [18, 30, true],
  [17, 30, false],
  [15, 24, true], // 14.4 is 60 %: 15 is the first whole number of cards there
  [14, 24, false],
  [1, 1, true],
  [0, 1, false],
  [0, 0, false],
])('%i right of %i: %s', (right, total, expected) => {
  expect(passes(right, total)).toBe(expected);
});

test('agrees with exact rational arithmetic for any count', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), fc.nat({ max: 1_000_000 }), (a, b) => {
      const [right, total] = a <= b ? [a, b] : [b, a];
      expect(passes(right, total)).toBe(total > 0 && BigInt(right) * 10n >= BigInt(total) * 6n);
    }),
    { numRuns: 1000 },
  );
});

test('rightToPass is the least number that passes', () => {
  for (let total = 1; total <= 200; total++) {
    const least = rightToPass(total);
    expect(passes(least, total)).toBe(true);
    expect(passes(least - 1, total)).toBe(false);
  }
});

test.each([[-1, 3], [1.5, 3], [4, 3], [0, Number.NaN], [1, Number.POSITIVE_INFINITY]])('refuses %d of %d: no such count of cards', (right, total) => {
  expect(() => passes(right, total)).toThrow(RangeError);
});

test('no number passes an empty round', () => {
  expect(() => rightToPass(0)).toThrow(RangeError);
});
