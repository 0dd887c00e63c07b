// Holds: a stream of chances depends on the seed and its own name alone, and is uniform enough to be used.
import { expect, test } from 'vitest';
import { draw, newRandom } from '../../../src/sim/kernel/random.ts';

const take = (seed: number, stream: string, n: number) => {
  const random = newRandom(seed);
  return Array.from({ length: n }, () => draw(random, stream));
};

test('the same seed and name give the same numbers; another seed or name gives others', () => {
  expect(take(1, 'a', 20)).toEqual(take(1, 'a', 20));
  expect(take(1, 'a', 20)).not.toEqual(take(2, 'a', 20));
  expect(take(1, 'a', 20)).not.toEqual(take(1, 'b', 20));
});

test('draws of one stream do not shift another', () => {
  const random = newRandom(7);
  const mixed = Array.from({ length: 20 }, (_, i) => {
    for (let extra = 0; extra < i % 3; extra += 1) draw(random, 'other');
    return draw(random, 'mine');
  });
  expect(mixed).toEqual(take(7, 'mine', 20));
});

test('numbers lie in [0, 1) and fill ten bins evenly', () => {
  const bins = Array.from({ length: 10 }, () => 0);
  for (const x of take(3, 'bins', 20_000)) {
    expect(x >= 0 && x < 1).toBe(true);
    bins[Math.floor(x * 10)]! += 1;
  }
  for (const n of bins) expect(Math.abs(n - 2_000)).toBeLessThan(250);
});

test('neighbouring seeds and names are not alike from the first draw on', () => {
  const firsts = [1, 2, 3, 4].flatMap((seed) => ['p-1', 'p-2', 'p-3'].map((name) => take(seed, name, 1)[0]!.toFixed(3)));
  expect(new Set(firsts).size).toBe(firsts.length);
});
