/** After the first round: the score against the gate, how well the learner judged it, what was missed with where to reread and what to play, and the way on. */
import type { ChapterCard } from '#chapters';
import { type DeckState, firstMarks, missed, passes, retryQueue, rightToPass, score, scoreByConfidence, type Sitting, undoableMark } from '#quiz';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useShortcuts } from '../../state/shortcuts.ts';
import { byTopic, cardOf, needsDroppedCard, type QuizChapter } from './cards-of.ts';
import { Key } from './key.tsx';
import { FigureLink, SectionLink } from './section-link.tsx';
import './result-screen.css';

interface Props {
  readonly chapter: QuizChapter;
  readonly deck: DeckState;
  readonly sitting: Sitting;
  readonly busy: boolean;
  /** Whether the learner came here from a card just now. */
  readonly takeFocus: boolean;
  readonly onRetry: () => void;
  readonly onBegin: () => void;
  readonly onUndo: () => void;
}

const LabLink = lazy(async () => ({ default: (await import('./lab-link.tsx')).Component }));

const cards = (n: number) => (n === 1 ? '1 card' : `${n} cards`);

export function ResultScreen({ chapter, deck, sitting, busy, takeFocus, onRetry, onBegin, onUndo }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeFocus) heading.current?.focus();
  }, [takeFocus]);

  const { right, total } = score(sitting);
  const passed = passes(right, total);
  const missedIds = missed(sitting);
  const queue = retryQueue(sitting);
  const canRetry = queue.length > 0 && !needsDroppedCard(chapter, sitting);
  const topics = byTopic(chapter, sitting, missedIds);
  const knewAndMissed = new Set(firstMarks(sitting).filter((mark) => mark.confidence === 'knew' && !mark.right).map((mark) => mark.cardId));
  const allRight = topics.filter((topic) => topic.missed.length === 0);
  const canUndo = undoableMark(sitting) !== null;
  useShortcuts('Quiz', [
    { key: 'Space', label: 'Go over the missed cards', run: () => canRetry && onRetry() },
    { key: 'z', label: 'Undo the last mark', run: onUndo },
  ]);

  return (
    <section className="quiz-result" aria-labelledby="quiz-title">
      <p className="label">
        Chapter {chapter.number} · Quiz · {chapter.title}
      </p>
      <h1 id="quiz-title" ref={heading} tabIndex={-1}>
        {passed ? 'Passed' : 'Not passed'}: {right} of {total}
      </h1>
      <Gate right={right} total={total} />
      <Verdict chapter={chapter} deck={deck} passed={passed} right={right} total={total} />
      {missedIds.length > 0 && (
        <p>
          {queue.length === 0
            ? `Every missed card went right in the end. The score counts first attempts and stays ${right} of ${total}.`
            : queue.length < missedIds.length
              ? `${cards(queue.length)} of the ${missedIds.length} missed still to get right.`
              : 'Going over the missed cards does not change the score.'}
        </p>
      )}
      <Judgement sitting={sitting} />
      <div className="quiz-choices">
        {canRetry && (
          <button type="button" className="primary" aria-disabled={busy} onClick={onRetry}>
            {queue.length < missedIds.length ? `Go on with the ${queue.length} still missed` : `Go over the ${queue.length} missed`} <Key name="Space" />
          </button>
        )}
        <button type="button" aria-disabled={busy} onClick={onBegin}>
          Start again
        </button>
        <button type="button" className="quiet" aria-disabled={busy || !canUndo} onClick={onUndo}>
          Undo the last mark <Key name="Z" />
        </button>
      </div>

      {missedIds.length > 0 && <h2>By topic: what to read and play again</h2>}
      {topics
        .filter((topic) => topic.missed.length > 0)
        .map((topic) => (
          <section key={topic.topic} className="quiz-topic">
            <h3>
              <span className="quiz-topic-name">{topic.topic}</span>
              <span>
                {topic.right} of {topic.total} right
              </span>
            </h3>
            <ul>
              {topic.missed.map((card) => (
                <li key={card.id}>
                  <p>
                    {card.question}
                    {knewAndMissed.has(card.id) && <small>You said you knew it.</small>}
                  </p>
                  <p>
                    <SectionLink chapter={chapter} card={card} />
                  </p>
                </li>
              ))}
            </ul>
            <Ways chapter={chapter} card={topic.missed[0]!} />
          </section>
        ))}
      {allRight.length > 0 && (
        <>
          <h2>All right</h2>
          <p>{allRight.map((topic) => `${topic.topic} (${topic.total})`).join(' · ')}</p>
        </>
      )}
      {missedIds.some((id) => !cardOf(chapter, id)) && <p className="quiz-note">Some cards of this sitting are no longer in the deck; they count in the score but are not listed.</p>}
    </section>
  );
}

/** Where a topic is seen and played. */
function Ways({ chapter, card }: { readonly chapter: QuizChapter; readonly card: ChapterCard }) {
  if (card.lab === undefined && card.figure === undefined) return null;
  return (
    <p className="quiz-ways">
      <FigureLink chapter={chapter} card={card} />
      {card.lab !== undefined && (
        <Suspense fallback={null}>
          <LabLink lab={card.lab} />
        </Suspense>
      )}
    </p>
  );
}

/** What the learner said before each answer showed, against what came of it. Nothing where nothing was said, as in sittings of older builds. */
function Judgement({ sitting }: { readonly sitting: Sitting }) {
  const { knew, guessed } = scoreByConfidence(sitting);
  const parts = [
    ...(knew.total > 0 ? [`of ${knew.total} you said you knew, ${knew.right} ${knew.right === 1 ? 'was' : 'were'} right`] : []),
    ...(guessed.total > 0 ? [`of ${guessed.total} ${guessed.total === 1 ? 'guess' : 'guesses'}, ${guessed.right}`] : []),
  ];
  return parts.length === 0 ? null : <p className="quiz-judgement">Apart from the score: {parts.join('; ')}.</p>;
}

/** Right cards from the left, the gate as the heavy line. The words around say the same. */
function Gate({ right, total }: { readonly right: number; readonly total: number }) {
  const gate = (100 * rightToPass(total)) / total;
  return (
    <div className="quiz-gate" aria-hidden="true">
      <div className="quiz-gate-bar">
        <span style={{ inlineSize: `${(100 * right) / total}%` }} />
        <i style={{ insetInlineStart: `${gate}%` }} />
      </div>
      <p style={{ insetInlineStart: `${gate}%` }}>{rightToPass(total)} passes</p>
    </div>
  );
}

function Verdict({ chapter, deck, passed, right, total }: { readonly chapter: QuizChapter; readonly deck: DeckState; readonly passed: boolean; readonly right: number; readonly total: number }) {
  const next = chapter.number + 1;
  const short = rightToPass(total) - right;
  if (passed) {
    return (
      <p className="quiz-verdict">
        {right === rightToPass(total) ? 'Exactly enough' : `${rightToPass(total)} right are enough`}. Chapter {next} is unlocked on the <Link to="/">course map</Link> and stays so. Its text is not part of this build.
      </p>
    );
  }
  return (
    <p className="quiz-verdict">
      {cards(short)} short: a pass takes {rightToPass(total)} of {total} right at the first attempt.{' '}
      {deck.passed && deck.best
        ? `Chapter ${next} stays unlocked: your best is ${deck.best.right} of ${deck.best.total}.`
        : `Chapter ${next} stays locked until then.`}
    </p>
  );
}
