/** The quiz of one chapter: picks the screen that the log and the session call for, and says aloud what changed. */
import { answered, currentCardId, deckState, firstRoundDone, retryQueue, score, type Sitting } from '#quiz';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useKeepingRefused } from '../../state/kept.ts';
import { type QuizSession, quizSession } from '../../state/quiz-session.ts';
import { quizLog } from '../../storage/quiz-log.ts';
import { BackupReminder } from '../data/backup-reminder.tsx';
import { DataLink } from '../data/data-link.tsx';
import { CardScreen } from './card-screen.tsx';
import { needsDroppedCard, type QuizChapter } from './cards-of.ts';
import { Opening } from './opening.tsx';
import { ResultScreen } from './result-screen.tsx';
import { StartScreen } from './start-screen.tsx';
import { StorageNotice } from './storage-notice.tsx';
import './quiz.css';

interface Props {
  readonly chapter: QuizChapter;
  /** Both are parameters for tests; the page's own otherwise. */
  readonly log?: typeof quizLog;
  readonly session?: typeof quizSession;
}

export function QuizPage({ chapter, log = quizLog, session: store = quizSession }: Props) {
  const snapshot = useStore(log.store);
  const session = useStore(store);
  const refused = useKeepingRefused(snapshot.state) && snapshot.status === 'saved';
  useEffect(() => store.getState().open(chapter.slug), [store, chapter.slug]);

  const deck = deckState(snapshot.state, chapter.slug);
  const { sitting } = deck;
  const busy = session.saving !== null;
  const begin = () => void session.begin(chapter.cards);
  const undo = () => void session.undo();

  const opening = snapshot.status === 'opening' || session.deck !== chapter.slug;
  const onCard = sitting !== null && session.entered && currentCardId(sitting) !== null && !needsDroppedCard(chapter, sitting);

  function screen() {
    if (opening) return <Opening onSkip={() => void session.goOnWithoutSaving()} />;
    if (onCard) {
      return (
        <CardScreen
          chapter={chapter}
          sitting={sitting}
          busy={busy}
          onReveal={(confidence) => void session.reveal(confidence)}
          onMark={(right) => void session.mark(right)}
          onUndo={undo}
          onLeave={session.leave}
        />
      );
    }
    if (sitting && firstRoundDone(sitting)) {
      return <ResultScreen chapter={chapter} deck={deck} sitting={sitting} busy={busy} takeFocus={session.last !== null} onRetry={session.resume} onBegin={begin} onUndo={undo} />;
    }
    return <StartScreen chapter={chapter} deck={deck} busy={busy} saved={snapshot.status === 'saved'} onBegin={begin} onResume={session.resume} />;
  }

  return (
    <div className="quiz" data-saving={busy}>
      <StorageNotice snapshot={snapshot} session={session} />
      {!opening && !onCard && <BackupReminder events={snapshot.events} refused={refused} />}
      {screen()}
      {!opening && !onCard && <DataLink />}
      <p className="quiz-slow">{busy ? 'Still saving…' : ''}</p>
      <p className="visually-hidden" role="status">
        {spoken(session.last, sitting)}
      </p>
    </div>
  );
}

function spoken(last: QuizSession['last'], sitting: Sitting | null): string {
  if (!last || !sitting) return '';
  const { right, total } = score(sitting);
  const left = retryQueue(sitting).length;
  const where = !firstRoundDone(sitting) ? `Card ${answered(sitting) + 1} of ${total}.` : left > 0 ? `${left} missed cards to go.` : `Score ${right} of ${total}.`;
  switch (last.act) {
    case 'begin':
      return where;
    case 'reveal':
      return 'Answer shown.';
    case 'right':
      return `Marked right. ${where}`;
    case 'wrong':
      return `Marked wrong. ${where}`;
    case 'undo':
      return `Mark taken back. ${where}`;
  }
}
