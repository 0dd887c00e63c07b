/** How well a learner knows what they know: what was said before the answer showed, against what then was right. Counts are cards. */
import type { Confidence } from './events.ts';
import { firstMarks, type Score, type Sitting } from './reducer.ts';

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
  const marks = sittings.flatMap(firstMarks);
  const of = (said: Confidence | null) => marks.filter(({ confidence }) => confidence === said);
  const scoreOf = (said: Confidence): Score => ({ right: of(said).filter(({ right }) => right).length, total: of(said).length });
  return { knew: scoreOf('knew'), guessed: scoreOf('guessed'), unsaid: of(null).length };
}
