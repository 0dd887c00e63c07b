/** How well a learner knows what they know: what was said before the answer showed, against what then was right. Counts are cards. */
import type { Confidence } from './events.ts';
import { firstMarks, type Score, scoreByConfidence, type Sitting } from './reducer.ts';

/** With fewer of one kind its share says nothing yet. */
export const CALIBRATION_NEEDS = 10;

export interface Calibration extends Readonly<Record<Confidence, Score>> {
  /** First attempts of which nothing was said. */
  readonly unsaid: number;
}

/**
 * First attempts alone: in the retry round the answer was seen a moment ago.
 *
 * @param sittings of any decks, as `everySitting` gives them; a mark that was taken back is in none
 */
export function calibration(sittings: readonly Sitting[]): Calibration {
  const scores = sittings.map(scoreByConfidence);
  const sumOf = (said: Confidence): Score => ({ right: sum(scores.map((one) => one[said].right)), total: sum(scores.map((one) => one[said].total)) });
  return { knew: sumOf('knew'), guessed: sumOf('guessed'), unsaid: sittings.flatMap(firstMarks).filter(({ confidence }) => confidence === null).length };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
