/** What was said before the answer showed, against what then was right. */
import { CALIBRATION_NEEDS, type Calibration, calibration, type Confidence, type Score, type Sitting } from '#quiz';
import { useMemo } from 'react';
import { ShareChart } from '../charts/share-chart.tsx';
import { Count } from './count.tsx';
import { ProgressTable } from './progress-table.tsx';
import { cardsText, percent } from './words.ts';

const names: Record<Confidence, string> = { knew: 'I know it', guessed: 'I am guessing' };

export function CalibrationPart({ sittings }: { readonly sittings: readonly Sitting[] }) {
  const said = useMemo(() => calibration(sittings), [sittings]);
  const nothing = said.knew.total + said.guessed.total === 0;
  return (
    <section className="progress-part" aria-labelledby="calibration">
      <h2 id="calibration">Do you know what you know?</h2>
      {nothing ? (
        <p className="progress-words">Each card of a quiz is turned by saying “I know it” or “I am guessing”. Here will stand how often each was right. It takes {CALIBRATION_NEEDS} cards of one kind to tell.</p>
      ) : (
        <div className="progress-pair">
          <div>
            <p>{verdictOf(said)}</p>
            <p className="progress-note">
              First attempts in quizzes alone.
              {said.unsaid > 0 && ` Of ${cardsText(said.unsaid)} you said nothing before the answer; they are not in it.`}
            </p>
          </div>
          <ProgressTable caption="What you said before the answer" columns={['You said', 'Cards', 'Right', 'Share']}>
            {(['knew', 'guessed'] as const).map((word) => (
              <Row key={word} name={names[word]} score={said[word]} />
            ))}
          </ProgressTable>
        </div>
      )}
    </section>
  );
}

function Row({ name, score: { right, total } }: { readonly name: string; readonly score: Score }) {
  return (
    <tr>
      <th scope="row">
        {name}
        {total > 0 && <ShareChart parts={[{ fill: 'full', count: right }, { fill: 'empty', count: total - right }]} />}
      </th>
      <Count of={total} />
      <Count of={right} />
      <td>{total >= CALIBRATION_NEEDS ? percent(right, total) : `${CALIBRATION_NEEDS - total} more to tell`}</td>
    </tr>
  );
}

/** Plain words for what the table says; nothing is said of what is too little. */
function verdictOf({ knew, guessed }: Calibration): string {
  const words: string[] = [];
  if (knew.total >= CALIBRATION_NEEDS) {
    const wrong = knew.total - knew.right;
    words.push(
      10 * knew.right >= 9 * knew.total
        ? 'When you say you know, you do.'
        : `${wrong} of ${cardsText(knew.total)} that you said you knew were wrong. Those are the ones that cost points in an exam: say the answer in full before you turn a card.`,
    );
  }
  if (guessed.total >= CALIBRATION_NEEDS && 2 * guessed.right >= guessed.total) words.push('At least half of your guesses are right: you know more than you trust.');
  if (words.length > 0) return words.join(' ');
  return guessed.total >= CALIBRATION_NEEDS ? 'Most of your guesses are wrong, as guesses are.' : `Too few to tell yet: it takes ${CALIBRATION_NEEDS} of one kind.`;
}
