/** One due card: think, turn, say. Each of the two buttons tells when the card would come again. */
import { type CardSchedule, dueAfter, keyOf, type Review, type Schedule, type UndoableReview } from '#quiz';
import { useShortcuts } from '../../state/shortcuts.ts';
import { CardAction } from '../quiz/card-action.tsx';
import { CardFace } from '../quiz/card-face.tsx';
import { cardOf, type QuizChapter } from '../quiz/cards-of.ts';
import { Key } from '../quiz/key.tsx';
import { KeysButton } from '../quiz/keys-button.tsx';
import { ProgressStrip, type Segment } from '../quiz/progress-strip.tsx';
import { FigureLink, SectionLink } from '../quiz/section-link.tsx';
import { cards, inDays } from './words.ts';

interface Props {
  readonly decks: readonly QuizChapter[];
  readonly schedule: Schedule;
  /** The local day. */
  readonly today: number;
  readonly current: CardSchedule;
  readonly revealed: boolean;
  /** Whether the learner came here from a card just now. */
  readonly takeFocus: boolean;
  /** What was marked on this page today, oldest first. */
  readonly done: readonly Review[];
  /** Cards still due, this one among them. */
  readonly left: number;
  readonly busy: boolean;
  /** The newest mark of this page, which an undo would take back; of any day. */
  readonly lastMark: UndoableReview | undefined;
  readonly onReveal: () => void;
  readonly onMark: (right: boolean) => void;
  readonly onUndo: () => void;
}

/** More segments than this would be hairlines. */
const STRIP_MAX = 60;

export function ReviewCard({ decks, schedule, today, current, revealed, takeFocus, done, left, busy, lastMark, onReveal, onMark, onUndo }: Props) {
  const marks = done.length;
  useShortcuts('Review', [
    { key: 'Space', label: 'Show the answer', run: onReveal },
    { key: '1', label: 'Got it wrong', run: () => onMark(false) },
    { key: '2', label: 'Got it right', run: () => onMark(true) },
    { key: 'z', label: 'Undo the last mark', run: onUndo },
  ]);
  const chapter = decks.find(({ slug }) => slug === current.deck);
  const card = chapter && cardOf(chapter, current.cardId);
  if (!card) return null;

  const dueIn = (right: boolean) => inDays(dueAfter(schedule, current, right, today) - today);
  const total = marks + left;
  const segments = Array.from({ length: total }, (_, i): Segment => (i < marks ? (done[i]!.right ? 'right' : 'wrong') : i === marks ? 'current' : 'to-come'));
  return (
    <section className="quiz-cards" aria-label="Card">
      <h1 className="visually-hidden">Review</h1>
      <div className="quiz-progress">
        {total <= STRIP_MAX && <ProgressStrip segments={segments} label={`${marks} of ${total} cards reviewed today`} />}
        <p>
          {cards(left)} due · {card.topic}
        </p>
        <p>{history(current, today)}</p>
        {!revealed && <Lapsed decks={decks} schedule={schedule} today={today} lastMark={lastMark} />}
      </div>
      <CardFace chapter={chapter} card={card} revealed={revealed} marks={marks} takeFocus={takeFocus} />
      <div className="quiz-actions">
        {revealed ? (
          <>
            <CardAction label="Got it wrong" keyName="1" note={`again ${dueIn(false)}`} busy={busy} onPress={() => onMark(false)} />
            <CardAction label="Got it right" keyName="2" note={dueIn(true)} primary busy={busy} onPress={() => onMark(true)} />
          </>
        ) : (
          <CardAction label="Show answer" keyName="Space" primary busy={busy} onPress={onReveal} />
        )}
      </div>
      <div className="quiz-foot">
        <button type="button" className="quiet" aria-disabled={busy || !lastMark} onClick={onUndo}>
          Undo <Key name="Z" />
        </button>
        <KeysButton />
      </div>
    </section>
  );
}

/** Leads back from a card that was known once and has just been forgotten. */
function Lapsed({ decks, schedule, today, lastMark }: Pick<Props, 'decks' | 'schedule' | 'today' | 'lastMark'>) {
  const chapter = decks.find(({ slug }) => slug === lastMark?.deck);
  const card = lastMark && chapter && cardOf(chapter, lastMark.cardId);
  const known = lastMark && schedule.get(keyOf(lastMark));
  if (!card || lastMark.right || !known?.everRight || known.lastDay !== today) return null;
  return (
    <p className="review-lapsed">
      You had known the last card. Back to it: <SectionLink chapter={chapter} card={card} /> <FigureLink chapter={chapter} card={card} />
    </p>
  );
}

function history({ lastDay, lastRight, lapses }: CardSchedule, today: number): string {
  const ago = today - lastDay;
  const when = ago <= 0 ? 'today' : ago === 1 ? 'yesterday' : `${ago} days ago`;
  return `${lastRight ? 'Right' : 'Wrong'} ${when}${lapses > 0 ? ` · forgotten ${lapses === 1 ? 'once' : `${lapses} times`}` : ''}`;
}
