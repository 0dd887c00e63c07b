/** How a producer chooses partition keys. Draws are uniform in [0, 1); no logarithms, so every engine agrees to the bit. */
import { choiceProblem, numberProblem } from './actor-config.ts';

export type KeyDistribution =
  | { readonly kind: 'uniform'; readonly prefix: string; readonly keys: number }
  /** Key k is drawn in proportion to 1/k. */
  | { readonly kind: 'zipf'; readonly prefix: string; readonly keys: number }
  /** One key takes `share` of the records, the others the rest evenly. */
  | { readonly kind: 'hot'; readonly prefix: string; readonly keys: number; readonly share: number };

const KEYS_MAX = 1_000_000;

/** What is wrong with a producer's keys, in a sentence for the learner, or null. */
export function keysProblem(name: string, keys: KeyDistribution): string | null {
  const { prefix } = keys;
  if (typeof prefix !== 'string' || prefix.length > 200) return `The key prefix of ${name} must be a text of at most 200 characters.`;
  return (
    choiceProblem(`The kind of keys of ${name}`, keys.kind, ['uniform', 'zipf', 'hot']) ??
    numberProblem(`The number of keys of ${name}`, keys.keys, [1, KEYS_MAX, 'integer']) ??
    (keys.kind === 'hot' ? numberProblem(`The hot key's share of ${name}`, keys.share, [0, 1]) : null)
  );
}

export function pickKey(distribution: KeyDistribution, draw: number): string {
  return `${distribution.prefix}-${pickIndex(distribution, draw) + 1}`;
}

function pickIndex(distribution: KeyDistribution, draw: number): number {
  const { keys } = distribution;
  switch (distribution.kind) {
    case 'uniform':
      return Math.floor(draw * keys);
    case 'hot':
      if (draw < distribution.share || keys === 1) return 0;
      return 1 + Math.floor(((draw - distribution.share) / (1 - distribution.share)) * (keys - 1));
    case 'zipf': {
      const sums = harmonicSums(keys);
      const wanted = draw * sums[keys - 1]!;
      let low = 0;
      let high = keys - 1;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (sums[middle]! <= wanted) low = middle + 1;
        else high = middle;
      }
      return low;
    }
  }
}

const harmonics = new Map<number, Float64Array>();

function harmonicSums(keys: number): Float64Array {
  let sums = harmonics.get(keys);
  if (!sums) {
    sums = new Float64Array(keys);
    let sum = 0;
    for (let k = 0; k < keys; k += 1) sums[k] = sum += 1 / (k + 1);
    harmonics.set(keys, sums);
  }
  return sums;
}
