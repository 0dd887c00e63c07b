/** Before the cards: what it is, how many, what passes, begin or resume. */
import { answered, type DeckState, rightToPass, SITTING_CARDS } from '#quiz';
import { Link } from 'react-router';
import { useShortcuts } from '../../state/shortcuts.ts';
import { needsDroppedCard, type QuizChapter } from './cards-of.ts';
import { Key } from './key.tsx';

interface Props {
  readonly chapter: QuizChapter;
  readonly deck: DeckState;
  readonly busy: boolean;
  /** Whether marks are on the disk, as against in this page alone. */
  readonly saved: boolean;
  readonly onBegin: () => void;
  readonly onResume: () => void;
}

export function StartScreen({ chapter, deck, busy, saved, onBegin, onResume }: Props) {
  const deckSize = chapter.cards.length;
  const total = Math.min(SITTING_CARDS, deckSize);
  const { sitting } = deck;
  const dropped = sitting !== null && needsDroppedCard(chapter, sitting);
  const canResume = sitting !== null && !dropped;
  useShortcuts('Quiz', [{ key: 'Space', label: 'Begin, or resume', run: canResume ? onResume : onBegin }]);

  return (
    <section className="quiz-start" aria-labelledby="quiz-title">
      <p className="label">Chapter {chapter.number} · Quiz</p>
      <h1 id="quiz-title" tabIndex={-1}>
        {chapter.title}
      </h1>
      <p className="page-lead">
        One card at a time. Read the question and say the answer to yourself. Turn the card by saying whether you know it or guess, then mark whether you had it.
      </p>
      <dl className="quiz-rules">
        <div>
          <dt>Cards</dt>
          <dd>
            {total < deckSize ? `${total} of ${deckSize}, from every section, drawn anew each time` : `${total}, in a new order each time`}
          </dd>
        </div>
        <div>
          <dt>To pass</dt>
          <dd>
            60 %: {rightToPass(total)} of {total} right at the first attempt. A pass unlocks chapter {chapter.number + 1} for good.
          </dd>
        </div>
        <div>
          <dt>Known or guessed</dt>
          <dd>Shows how well you judge yourself. It is kept apart from the score.</dd>
        </div>
        <div>
          <dt>Missed cards</dt>
          <dd>Come again at the end, until each went right. The score stays as it was.</dd>
        </div>
        {deck.best && (
          <div>
            <dt>Your best</dt>
            <dd>
              {deck.best.right} of {deck.best.total}
              {deck.passed ? ', passed' : ', not passed yet'}
            </dd>
          </div>
        )}
      </dl>
      {dropped && <p className="quiz-note">The cards have changed since you began, so that sitting cannot go on. Its marks are kept; begin again for a new score.</p>}
      <div className="quiz-choices">
        {canResume && (
          <button type="button" className="primary" aria-disabled={busy} onClick={onResume}>
            Resume at card {answered(sitting) + 1} of {sitting.cardIds.length} <Key name="Space" />
          </button>
        )}
        <button type="button" className={canResume ? '' : 'primary'} aria-disabled={busy} onClick={onBegin}>
          {canResume ? 'Start again' : 'Begin'} {!canResume && <Key name="Space" />}
        </button>
      </div>
      <p className="quiz-note">
        Cards build the knowledge. <Link to={`/exam/${chapter.slug}`}>Exam questions</Link> test it against the clock, with options as the real one has.
      </p>
      {canResume && <p className="quiz-note">{saved && 'Your marks are saved. '}Starting again closes the sitting that waits.</p>}
    </section>
  );
}
