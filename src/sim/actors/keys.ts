/** How a producer chooses partition keys. Draws are uniform in [0, 1); no logarithms, so every engine agrees to the bit. */
import { choiceProblem, numberProblem } from './actor-config.ts';

export type KeyDistribution =
  | { readonly kind: 'uniform'; readonly prefix: string; readonly keys: number }
  /** Key k is drawn in proportion to 1/k. */
  | { readonly kind: 'zipf'; readonly prefix: string; readonly keys: number }
  /** One key takes `share` of the records, the others the rest evenly. */
  | { readonly kind: 'hot'; readonly prefix: string; readonly keys: number; readonly share: number }
  /** As `hot`, but the hot key goes under one of `salts` random prefixes: spread over shards, and out of order. */
  | { readonly kind: 'salted'; readonly prefix: string; readonly keys: number; readonly share: number; readonly salts: number }
  /** So many devices that report alike, each under its own id. */
  | { readonly kind: 'device'; readonly prefix: string; readonly keys: number }
  /** So many users, each under an id: user k acts in proportion to 1/k. */
  | { readonly kind: 'user'; readonly prefix: string; readonly keys: number };

export const keyKinds = ['uniform', 'zipf', 'hot', 'salted', 'device', 'user'] as const satisfies readonly KeyDistribution['kind'][];

const KEYS_MAX = 1_000_000;
const SALTS_MAX = 10_000;

/** What is wrong with a producer's keys, in a sentence for the learner, or null. */
export function keysProblem(name: string, keys: KeyDistribution): string | null {
  const { prefix } = keys;
  if (typeof prefix !== 'string' || prefix.length > 200) return `The key prefix of ${name} must be a text of at most 200 characters.`;
  return (
    choiceProblem(`The kind of keys of ${name}`, keys.kind, keyKinds) ??
    numberProblem(`The number of keys of ${name}`, keys.keys, [1, KEYS_MAX, 'integer']) ??
    (keys.kind === 'hot' || keys.kind === 'salted' ? numberProblem(`The hot key's share of ${name}`, keys.share, [0, 1]) : null) ??
    (keys.kind === 'salted' ? numberProblem(`The number of salts of ${name}`, keys.salts, [1, SALTS_MAX, 'integer']) : null)
  );
}

export function pickKey(distribution: KeyDistribution, draw: number): string {
  const { kind, prefix, keys } = distribution;
  switch (kind) {
    case 'uniform':
      return `${prefix}-${Math.floor(draw * keys) + 1}`;
    case 'zipf':
      return `${prefix}-${zipfIndex(keys, draw) + 1}`;
    case 'hot':
      return `${prefix}-${hotIndex(keys, distribution.share, draw) + 1}`;
    case 'salted': {
      const { share, salts } = distribution;
      const index = hotIndex(keys, share, draw);
      // Which salt, the same draw says: where it lies within the hot key's share.
      const within = keys === 1 ? draw : draw / share;
      return index > 0 ? `${prefix}-${index + 1}` : `${Math.floor(within * salts) + 1}.${prefix}-1`;
    }
    case 'device':
      return `${prefix}-${idOf(Math.floor(draw * keys)).toString(16).padStart(6, '0')}`;
    case 'user':
      return `${prefix}-${10_000_000 + idOf(zipfIndex(keys, draw))}`;
  }
}

const ID_SPACE = 2 ** 24;
/** An id of 24 bits that looks like one: no two indices have the same, for the factor is odd. */
const idOf = (index: number) => Math.imul(index + 1, 0x9e3779b1) & (ID_SPACE - 1);

function hotIndex(keys: number, share: number, draw: number): number {
  if (draw < share || keys === 1) return 0;
  return 1 + Math.floor(((draw - share) / (1 - share)) * (keys - 1));
}

function zipfIndex(keys: number, draw: number): number {
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
