/** One card, one decision. The focus follows: to the question when a card comes, to the answer when it is shown. */
import { answered, type Card, currentCardId, firstMarks, firstRoundDone, missed, passes, retryQueue, score, type Sitting, undoableMark } from '#quiz';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useShortcuts } from '../../state/shortcuts.ts';
import { CardDoubts, CardProof, CardSteps } from './card-parts.tsx';
import { cardOf, sectionOf, sectionPath, type QuizChapter } from './cards-of.ts';
import { Key } from './key.tsx';
import { KeysButton } from './keys-button.tsx';
import { ProgressStrip, type Segment } from './progress-strip.tsx';
import './card-screen.css';

interface Props {
  readonly chapter: QuizChapter;
  readonly sitting: Sitting;
  readonly busy: boolean;
  readonly onReveal: () => void;
  readonly onMark: (right: boolean) => void;
  readonly onUndo: () => void;
  readonly onLeave: () => void;
}

export function CardScreen({ chapter, sitting, busy, onReveal, onMark, onUndo, onLeave }: Props) {
  const card = cardOf(chapter, currentCardId(sitting) ?? '');
  const question = useRef<HTMLHeadingElement>(null);
  const answer = useRef<HTMLDivElement>(null);
  const { revealed } = sitting;
  const marks = sitting.marks.length;
  useEffect(() => {
    const target = revealed ? answer.current : question.current;
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest' });
  }, [revealed, marks]);
  useShortcuts('Quiz', [
    { key: 'Space', label: 'Show the answer', run: onReveal },
    { key: '1', label: 'Got it wrong', run: () => onMark(false) },
    { key: '2', label: 'Got it right', run: () => onMark(true) },
    { key: 'z', label: 'Undo the last mark', run: onUndo },
  ]);
  if (!card) return null;

  const canUndo = undoableMark(sitting) !== null;
  return (
    <section className="quiz-cards" aria-label="Card">
      <h1 className="visually-hidden">Quiz: {chapter.title}</h1>
      <Progress sitting={sitting} card={card} />
      <article className="quiz-card" data-revealed={revealed}>
        <h2 ref={question} tabIndex={-1} className="quiz-question">
          {card.question}
        </h2>
        {!revealed && <CardSteps card={card} />}
        {revealed && (
          <div ref={answer} tabIndex={-1} role="group" aria-label="Answer" className="quiz-answer">
            <p>
              <strong>{card.answer}</strong> {card.why}
            </p>
            <CardSteps card={card} inOrder />
            <CardProof card={card} />
            <CardDoubts key={card.id} chapter={chapter} card={card} />
            <p className="quiz-origin">
              <Link to={sectionPath(chapter, card)}>Section: {sectionOf(chapter, card)?.shortTitle ?? sectionOf(chapter, card)?.title ?? card.section}</Link>
              <span>source: {card.source}</span>
            </p>
          </div>
        )}
      </article>
      <div className="quiz-actions">
        {revealed ? (
          <>
            <button type="button" aria-disabled={busy} onClick={() => onMark(false)}>
              Got it wrong <Key name="1" />
            </button>
            <button type="button" className="primary" aria-disabled={busy} onClick={() => onMark(true)}>
              Got it right <Key name="2" />
            </button>
          </>
        ) : (
          <button type="button" className="primary" aria-disabled={busy} onClick={onReveal}>
            Show answer <Key name="Space" />
          </button>
        )}
      </div>
      <div className="quiz-foot">
        <button type="button" className="quiet" aria-disabled={busy || !canUndo} onClick={onUndo}>
          Undo <Key name="Z" />
        </button>
        {firstRoundDone(sitting) && (
          <button type="button" className="quiet" onClick={onLeave}>
            Back to the score
          </button>
        )}
        <KeysButton />
      </div>
    </section>
  );
}

function Progress({ sitting, card }: { readonly sitting: Sitting; readonly card: Card }) {
  const result = score(sitting);
  if (firstRoundDone(sitting)) {
    const all = missed(sitting).length;
    const left = retryQueue(sitting).length;
    const segments = Array.from({ length: all }, (_, i): Segment => (i < all - left ? 'right' : i === all - left ? 'current' : 'to-come'));
    return (
      <div className="quiz-progress">
        <ProgressStrip segments={segments} label={`Missed cards: ${all - left} of ${all} now right`} />
        <p>
          {left} of {all} missed still to get right · {card.topic}
        </p>
        <p>
          Score stays {result.right} of {result.total} · {passes(result.right, result.total) ? 'passed' : 'not passed'}
        </p>
      </div>
    );
  }
  const done = answered(sitting);
  const segments = sitting.cardIds.map((_, i): Segment => {
    const mark = firstMarks(sitting)[i];
    return mark ? (mark.right ? 'right' : 'wrong') : i === done ? 'current' : 'to-come';
  });
  return (
    <div className="quiz-progress">
      <ProgressStrip segments={segments} label={`${done} of ${result.total} cards marked: ${result.right} right, ${done - result.right} wrong`} />
      <p>
        Card {done + 1} of {result.total} · {card.topic}
      </p>
      <p>
        {done > 0 && `${result.right} right of ${done} · `}60 % passes
      </p>
    </div>
  );
}
