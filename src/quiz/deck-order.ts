/** Which cards a sitting has, and in which order: a draw that the same seed repeats, on every machine. */
import type { Card } from './card.ts';

/** Cards in one sitting: ten minutes, and a number of which 60 % is a whole one. */
export const SITTING_CARDS = 20;

/** Seeds are unsigned 32-bit integers: 0 … 2^32 − 1. */
export const SEED_MAX = 0xffff_ffff;

/** Numbers of 32 bits from one seed: the "mulberry32" generator. Enough for shuffling cards and drawing sums; not for secrets. */
export function uint32s(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b_79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/**
 * The given ids in an order that depends on the seed alone (Fisher–Yates). The input is left as it is.
 *
 * @param seed an integer, 0 … {@link SEED_MAX}
 * @throws RangeError for any other seed
 */
export function deckOrder(cardIds: readonly string[], seed: number): string[] {
  if (!Number.isInteger(seed) || seed < 0 || seed > SEED_MAX) throw new RangeError(`a seed is an integer from 0 to 2^32 − 1, not ${seed}`);
  const next = uint32s(seed);
  const order = [...cardIds];
  for (let i = order.length - 1; i > 0; i--) {
    // 2^32 does not divide by i + 1, which favours some places by less than one in ten million: nobody's score turns on it.
    const j = Math.floor((next() / 0x1_0000_0000) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/**
 * The cards of one sitting: at least one of every section while there is room, the rest by chance, in a new order.
 *
 * @param cards the deck, in any order
 * @param seed an integer, 0 … {@link SEED_MAX}
 * @param size how many at the most; a smaller deck is used whole
 * @returns card ids
 * @throws RangeError for a seed that is none
 */
export function drawSitting(cards: readonly Pick<Card, 'id' | 'section'>[], seed: number, size = SITTING_CARDS): string[] {
  const sectionOf = new Map(cards.map(({ id, section }) => [id, section]));
  const shuffled = deckOrder([...sectionOf.keys()], seed);
  const met = new Set<string>();
  // The first of each section in the shuffled deck goes in front of the rest, then the size cuts.
  const isFirst = (id: string) => {
    const section = sectionOf.get(id)!;
    return !met.has(section) && met.add(section);
  };
  const first = new Set(shuffled.filter(isFirst));
  const chosen = new Set([...first, ...shuffled.filter((id) => !first.has(id))].slice(0, size));
  return shuffled.filter((id) => chosen.has(id));
}
