/** The review page: one due card after another, or what there is to say when none is. Says aloud what changed. */
import { type CardSchedule, dueCards, keyOf, reviewsOf } from '#quiz';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { ambient } from '../../state/ambient.ts';
import { scheduleOf } from '../../state/due.ts';
import { useKeepingRefused } from '../../state/kept.ts';
import { localDay, useToday } from '../../state/local-day.ts';
import { type ReviewSession, reviewSession } from '../../state/review-session.ts';
import { quizLog } from '../../storage/quiz-log.ts';
import { BackupReminder } from '../data/backup-reminder.tsx';
import { DataLink } from '../data/data-link.tsx';
import type { QuizChapter } from '../quiz/cards-of.ts';
import { Opening } from '../quiz/opening.tsx';
import { StorageNotice } from '../quiz/storage-notice.tsx';
import { DoneScreen, NothingLearned } from './done-screen.tsx';
import { ReviewCard } from './review-card.tsx';
import '../quiz/quiz.css';
import './review.css';

interface Props {
  readonly decks: readonly QuizChapter[];
  /** Parameters for tests; the page's own otherwise. */
  readonly log?: typeof quizLog;
  readonly session?: typeof reviewSession;
  readonly now?: () => number;
}

export function ReviewPage({ decks, log = quizLog, session: store = reviewSession, now = ambient.now }: Props) {
  const snapshot = useStore(log.store);
  const session = useStore(store);
  const refused = useKeepingRefused(snapshot.state) && snapshot.status === 'saved';
  const today = useToday(now);
  useEffect(() => store.getState().open(), [store]);

  const { events } = snapshot;
  const schedule = useMemo(() => scheduleOf(events, decks), [events, decks]);
  const queue = dueCards(schedule, today);
  const done = useMemo(() => reviewsOf(events).filter(({ asked, atMs }) => asked === 'reviewed' && localDay(atMs) === today), [events, today]);
  const next = queue[0];
  const lastMark = snapshot.state.undoableReviews.at(-1);
  const busy = session.saving !== null;
  const undo = () => void session.undo();

  const between = snapshot.status !== 'opening' && !next;

  function screen() {
    if (snapshot.status === 'opening') return <Opening onSkip={() => void session.goOnWithoutSaving()} />;
    if (schedule.size === 0) return <NothingLearned decks={decks} />;
    if (!next) return <DoneScreen decks={decks} schedule={schedule} today={today} done={done} busy={busy} canUndo={lastMark !== undefined} takeFocus={session.last !== null} onUndo={undo} />;
    return (
      <ReviewCard
        decks={decks}
        schedule={schedule}
        today={today}
        current={next}
        revealed={session.turned === keyOf(next)}
        takeFocus={session.last !== null}
        done={done}
        left={queue.length}
        busy={busy}
        lastMark={lastMark}
        onReveal={() => session.reveal(next)}
        onMark={(right) => void session.mark(next, right)}
        onUndo={undo}
      />
    );
  }

  return (
    <div className="quiz review" data-saving={busy}>
      <StorageNotice snapshot={snapshot} session={session} />
      {between && <BackupReminder events={events} refused={refused} />}
      {screen()}
      {between && <DataLink />}
      <p className="quiz-slow">{busy ? 'Still saving…' : ''}</p>
      <p className="visually-hidden" role="status">
        {spoken(session.last, queue)}
      </p>
    </div>
  );
}

function spoken(last: ReviewSession['last'], queue: readonly CardSchedule[]): string {
  if (!last) return '';
  const where = queue.length === 0 ? 'No card is due any more today.' : `${queue.length} still due.`;
  return { reveal: 'Answer shown.', right: `Marked right. ${where}`, wrong: `Marked wrong. ${where}`, undo: `Mark taken back. ${where}` }[last.act];
}
