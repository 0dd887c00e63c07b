/** One card of a sitting, one decision. In the first round the learner says before the answer shows whether they know it: that is kept apart from the score. */
import { answered, type Card, type Confidence, currentCardId, firstMarks, firstRoundDone, missed, passes, retryQueue, score, type Sitting, undoableMark } from '#quiz';
import { useShortcuts } from '../../state/shortcuts.ts';
import { CardAction } from './card-action.tsx';
import { CardFace } from './card-face.tsx';
import { cardOf, type QuizChapter } from './cards-of.ts';
import { Key } from './key.tsx';
import { KeysButton } from './keys-button.tsx';
import { ProgressStrip, type Segment } from './progress-strip.tsx';

interface Props {
  readonly chapter: QuizChapter;
  readonly sitting: Sitting;
  readonly busy: boolean;
  readonly onReveal: (confidence?: Confidence) => void;
  readonly onMark: (right: boolean) => void;
  readonly onUndo: () => void;
  readonly onLeave: () => void;
}

export function CardScreen({ chapter, sitting, busy, onReveal, onMark, onUndo, onLeave }: Props) {
  const card = cardOf(chapter, currentCardId(sitting) ?? '');
  const { revealed } = sitting;
  const asks = !firstRoundDone(sitting);
  const know = () => onReveal(asks ? 'knew' : undefined);
  const guess = () => onReveal('guessed');
  const marking = [
    { key: '1', label: 'Got it wrong', run: () => onMark(false) },
    { key: '2', label: 'Got it right', run: () => onMark(true) },
    { key: 'z', label: 'Undo the last mark', run: onUndo },
  ];
  useShortcuts(
    asks ? 'Quiz' : 'Quiz, missed cards',
    asks
      ? [{ key: 'Space', label: 'I know it: show the answer', run: know }, { key: 'g', label: 'I am guessing: show the answer', run: guess }, ...marking]
      : [{ key: 'Space', label: 'Show the answer', run: know }, ...marking],
  );
  if (!card) return null;

  const canUndo = undoableMark(sitting) !== null;
  return (
    <section className="quiz-cards" aria-label="Card">
      <h1 className="visually-hidden">Quiz: {chapter.title}</h1>
      <Progress sitting={sitting} card={card} />
      <CardFace chapter={chapter} card={card} revealed={revealed} marks={sitting.marks.length} />
      <div className="quiz-actions">
        {revealed && (
          <>
            <CardAction label="Got it wrong" keyName="1" busy={busy} onPress={() => onMark(false)} />
            <CardAction label="Got it right" keyName="2" primary busy={busy} onPress={() => onMark(true)} />
          </>
        )}
        {!revealed && asks && (
          <>
            <CardAction label="I am guessing" keyName="G" note="show answer" busy={busy} onPress={guess} />
            <CardAction label="I know it" keyName="Space" note="show answer" primary busy={busy} onPress={know} />
          </>
        )}
        {!revealed && !asks && <CardAction label="Show answer" keyName="Space" primary busy={busy} onPress={know} />}
      </div>
      <div className="quiz-foot">
        <button type="button" className="quiet" aria-disabled={busy || !canUndo} onClick={onUndo}>
          Undo <Key name="Z" />
        </button>
        {!asks && (
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
