// Holds: keys are drawn as their distribution says, and every draw gives a key.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keysProblem, pickKey, type KeyDistribution } from '../../../src/sim/actors/keys.ts';

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

const count = (keys: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};
const drawn = (distribution: KeyDistribution, draws = 20_000) => count(Array.from({ length: draws }, (_, i) => pickKey(distribution, (i + 0.5) / draws)));

test('salted: the hot key under so many prefixes, each alike; the others as they are', () => {
  const counts = drawn({ kind: 'salted', prefix: 'k', keys: 5, share: 0.6, salts: 4 });
  expect([...counts.keys()].sort()).toEqual(['1.k-1', '2.k-1', '3.k-1', '4.k-1', 'k-2', 'k-3', 'k-4', 'k-5']);
  for (const [key, times] of counts) expect(times / 20_000).toBeCloseTo(key.includes('.') ? 0.15 : 0.1, 3);
  expect([...drawn({ kind: 'salted', prefix: 'k', keys: 1, share: 0.1, salts: 2 }).keys()]).toEqual(['1.k-1', '2.k-1']);
  expect(drawn({ kind: 'salted', prefix: 'k', keys: 3, share: 0, salts: 2 }).size).toBe(2);
});

test('device: every device alike, each under an id of its own', () => {
  const counts = drawn({ kind: 'device', prefix: 'sensor', keys: 200 });
  expect(counts.size).toBe(200);
  for (const [key, times] of counts) {
    expect(key).toMatch(/^sensor-[0-9a-f]{6}$/);
    expect(times).toBe(100);
  }
});

test('user: user k acts in proportion to 1/k, each under an id of its own', () => {
  const times = [...drawn({ kind: 'user', prefix: 'user', keys: 4 }, 100_000).entries()].sort(([, x], [, y]) => y - x);
  expect(times.map(([, n]) => n / 100_000)).toEqual([12, 6, 4, 3].map((part) => expect.closeTo(part / 25, 3) as number));
  for (const [key] of times) expect(key).toMatch(/^user-\d{8}$/);
});

test('a million ids are a million', () => {
  const ids = new Set(Array.from({ length: 1_000_000 }, (_, i) => pickKey({ kind: 'device', prefix: '', keys: 1_000_000 }, (i + 0.5) / 1_000_000)));
  expect(ids.size).toBe(1_000_000);
});

test.each([
  [{ kind: 'salted', prefix: 'k', keys: 5, share: 0.5 }, 'The number of salts of p'],
  [{ kind: 'salted', prefix: 'k', keys: 5, salts: 3 }, 'The hot key'],
  [{ kind: 'device', prefix: 'k', keys: 0 }, 'The number of keys of p'],
  [{ kind: 'rainbow', prefix: 'k', keys: 1 }, 'must be uniform or'],
])('%o is refused', (keys, text) => expect(keysProblem('p', keys as KeyDistribution)).toContain(text));

test('any draw in [0, 1) gives one of the keys', () => {
  const kind = fc.constantFrom('uniform', 'zipf', 'hot', 'salted');
  const draw = fc.oneof(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.constant(1 - 2 ** -32));
  fc.assert(
    fc.property(kind, fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }), draw, (of, keys, share, one) => {
      const n = Number(pickKey({ kind: of, prefix: 'k', keys, share, salts: 7 } as KeyDistribution, one).split('-')[1]);
      expect(n >= 1 && n <= keys && Number.isInteger(n)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
