// Holds: keys are drawn as their distribution says, and every draw gives a key.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pickKey, type KeyDistribution } from '../../../src/sim/actors/keys.ts';

/** How often each key comes when the draws are spread evenly. */
function shares(distribution: KeyDistribution, draws = 20_000): number[] {
  const counts = Array.from({ length: distribution.keys }, () => 0);
  for (let i = 0; i < draws; i += 1) counts[Number(pickKey(distribution, (i + 0.5) / draws).split('-')[1]) - 1]! += 1;
  return counts.map((count) => count / draws);
}

test('uniform: every key alike', () => {
  for (const share of shares({ kind: 'uniform', prefix: 'k', keys: 8 })) expect(share).toBeCloseTo(1 / 8, 3);
});

test('zipf: key k in proportion to 1/k', () => {
  const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5;
  shares({ kind: 'zipf', prefix: 'k', keys: 5 }).forEach((share, i) => expect(share).toBeCloseTo(1 / (i + 1) / harmonic, 3));
});

test('hot: one key takes its share, the others the rest evenly', () => {
  const [hot, ...rest] = shares({ kind: 'hot', prefix: 'k', keys: 5, share: 0.6 });
  expect(hot).toBeCloseTo(0.6, 3);
  for (const share of rest) expect(share).toBeCloseTo(0.1, 3);
  expect(shares({ kind: 'hot', prefix: 'k', keys: 1, share: 0.2 })).toEqual([1]);
});

test('any draw in [0, 1) gives one of the keys', () => {
  const kind = fc.constantFrom('uniform', 'zipf', 'hot');
  const draw = fc.oneof(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.constant(1 - 2 ** -32));
  fc.assert(
    fc.property(kind, fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }), draw, (of, keys, share, one) => {
      const n = Number(pickKey({ kind: of, prefix: 'k', keys, share } as KeyDistribution, one).split('-')[1]);
      expect(n >= 1 && n <= keys && Number.isInteger(n)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
