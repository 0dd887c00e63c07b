/** When nothing is due: what comes when, what slipped today and where it is taught; or that nothing was learned yet. */
import { dueByDay, nextDueDay, type Review, type Schedule } from '#quiz';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { dayText } from '../../state/local-day.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { cardOf, type QuizChapter } from '../quiz/cards-of.ts';
import { Key } from '../quiz/key.tsx';
import { FigureLink, SectionLink } from '../quiz/section-link.tsx';
import { cards, inDays } from './words.ts';

interface Props {
  readonly decks: readonly QuizChapter[];
  readonly schedule: Schedule;
  /** The local day. */
  readonly today: number;
  /** What was marked on this page today. */
  readonly done: readonly Review[];
  readonly busy: boolean;
  readonly canUndo: boolean;
  readonly takeFocus: boolean;
  readonly onUndo: () => void;
}

const MONTH_DAYS = 30;
/** Days that get a row of their own. */
const ROWS = 7;

export function DoneScreen({ decks, schedule, today, done, busy, canUndo, takeFocus, onUndo }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeFocus) heading.current?.focus();
  }, [takeFocus]);
  useShortcuts('Review', [{ key: 'z', label: 'Undo the last mark', run: onUndo }]);

  const next = nextDueDay(schedule, today);
  const nextCards = [...schedule.values()].filter(({ dueDay }) => dueDay === next).length;
  const slipped = [...schedule.values()].filter(({ lastDay, lastRight }) => lastDay === today && !lastRight);
  const right = done.filter((review) => review.right).length;
  return (
    <section className="review-done" aria-labelledby="review-title">
      <h1 id="review-title" ref={heading} tabIndex={-1}>
        {done.length > 0 ? 'Done for today' : 'Nothing is due today'}
      </h1>
      <p className="page-lead">
        {done.length > 0 && `${right} of ${done.length} right. `}
        {next !== null && `${cards(nextCards)} ${nextCards === 1 ? 'comes' : 'come'} ${inDays(next - today)}${next > today + 1 ? `, on ${dayText(next)}` : ''}.`}
      </p>
      {canUndo && done.length > 0 && (
        <button type="button" className="quiet" aria-disabled={busy} onClick={onUndo}>
          Undo the last mark <Key name="Z" />
        </button>
      )}
      {slipped.length > 0 && (
        <>
          <h2>What slipped today</h2>
          <ul className="review-slipped">
            {slipped.map(({ deck, cardId, everRight }) => {
              const chapter = decks.find(({ slug }) => slug === deck);
              const card = chapter && cardOf(chapter, cardId);
              return (
                card && (
                  <li key={`${deck}/${cardId}`}>
                    <p>
                      {card.question} {everRight && <small>You had known it.</small>}
                    </p>
                    <p className="review-back">
                      <SectionLink chapter={chapter} card={card} /> <FigureLink chapter={chapter} card={card} />
                    </p>
                  </li>
                )
              );
            })}
          </ul>
        </>
      )}
      <Coming schedule={schedule} today={today} />
    </section>
  );
}

/** The coming week day by day, the rest of the month as one sum. The bars say what the numbers beside them say. */
function Coming({ schedule, today }: Pick<Props, 'schedule' | 'today'>) {
  const month = dueByDay(schedule, today + 1, MONTH_DAYS);
  const week = month.slice(0, ROWS);
  const rest = month.slice(ROWS).reduce((sum, day) => sum + day.cards, 0);
  const later = schedule.size - rest - week.reduce((sum, day) => sum + day.cards, 0);
  const most = Math.max(1, ...week.map((day) => day.cards));
  return (
    <table className="review-coming">
      <caption>What comes when</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Cards due</th>
        </tr>
      </thead>
      <tbody>
        {week.map(({ day, cards: count }, i) => (
          <tr key={day}>
            <th scope="row">{i === 0 ? 'Tomorrow' : dayText(day)}</th>
            <td>
              {count > 0 && <i aria-hidden="true" style={{ inlineSize: `${(70 * count) / most}%` }} />}
              {count}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">Then, to {dayText(today + MONTH_DAYS)}</th>
          <td>{rest}</td>
        </tr>
        {later > 0 && (
          <tr>
            <th scope="row">Later</th>
            <td>{later}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

export function NothingLearned({ decks }: Pick<Props, 'decks'>) {
  return (
    <section aria-labelledby="review-title">
      <h1 id="review-title" tabIndex={-1}>
        Nothing to review yet
      </h1>
      <p className="page-lead">Every card you mark, in the quiz or in the text, comes again here: soon when you missed it, later each time you knew it.</p>
      <ul className="review-quizzes">
        {decks.map(({ slug, title, cards: { length } }) => (
          <li key={slug}>
            <Link className="button primary" to={`/quiz/${slug}`}>
              Take the quiz: {title}
            </Link>{' '}
            <span>{cards(length)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
