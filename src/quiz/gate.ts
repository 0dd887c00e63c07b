/** The gate of a chapter: 60 % of the cards right at the first attempt, counted in whole cards. */

function assertCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} must be a whole number of cards, not ${value}`);
}

/**
 * Whether a first round passes: exactly when 5·right ≥ 3·total. Integers only, because 0.6 has no exact
 * binary form and a learner at exactly 60 % must pass. An empty round never passes.
 *
 * @param right cards marked right at the first attempt, 0 … total
 * @param total cards in the round
 * @throws RangeError for a count that is negative, fractional, or more right than total
 */
export function passes(right: number, total: number): boolean {
  assertCount('right', right);
  assertCount('total', total);
  if (right > total) throw new RangeError(`${right} right of ${total}: more right than there are`);
  return total > 0 && 5 * right >= 3 * total;
}

/**
 * The least number of right cards that passes a round of `total` cards.
 *
 * @throws RangeError when `total` is negative, fractional or zero (no number passes an empty round)
 */
export function rightToPass(total: number): number {
  assertCount('total', total);
  if (total === 0) throw new RangeError('no number of right cards passes an empty round');
  return Math.ceil((3 * total) / 5);
}
