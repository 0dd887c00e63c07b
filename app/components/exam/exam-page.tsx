/** The exam of one chapter: picks the screen that the log and the session call for, and keeps the clock going while a sitting runs. */
import { examState } from '#quiz';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { examSession } from '../../state/exam-session.ts';
import { quizLog } from '../../storage/quiz-log.ts';
import { DataLink } from '../data/data-link.tsx';
import { Opening } from '../quiz/opening.tsx';
import { StorageNotice } from '../quiz/storage-notice.tsx';
import { QuestionScreen } from './question-screen.tsx';
import { ResultScreen } from './result-screen.tsx';
import { ReviewScreen } from './review-screen.tsx';
import { StartScreen } from './start-screen.tsx';
import { type ExamChapter, questionsOf } from './words.ts';
import '../quiz/quiz.css';
import './exam.css';

const TICK_MS = 1000;

interface Props {
  readonly chapter: ExamChapter;
  /** Both are parameters for tests; the page's own otherwise. */
  readonly log?: typeof quizLog;
  readonly session?: typeof examSession;
}

export function ExamPage({ chapter, log = quizLog, session: store = examSession }: Props) {
  const snapshot = useStore(log.store);
  const session = useStore(store);
  useEffect(() => store.getState().open(chapter.slug, chapter.exam), [store, chapter]);

  const opening = snapshot.status === 'opening' || session.deck !== chapter.slug;
  const { running, finished } = examState(snapshot.state, chapter.slug);
  const runs = running !== null && !opening;
  useEffect(() => {
    if (!runs) return;
    // At once: the time may have run out while the page was closed.
    store.getState().tick();
    const timer = window.setInterval(() => store.getState().tick(), TICK_MS);
    return () => window.clearInterval(timer);
  }, [store, runs]);

  function screen() {
    if (opening) return <Opening onSkip={() => void session.goOnWithoutSaving()} />;
    const result = session.screen === 'result' ? finished.find(({ id }) => id === session.resultOf) : undefined;
    if (result) return <ResultScreen key={result.id} chapter={chapter} sitting={result} session={session} />;
    if (running && questionsOf(chapter, running).every((question) => question !== null)) {
      if (session.screen === 'question') return <QuestionScreen chapter={chapter} sitting={running} session={session} />;
      if (session.screen === 'review') return <ReviewScreen chapter={chapter} sitting={running} session={session} />;
    }
    return <StartScreen chapter={chapter} running={running} finished={finished} session={session} />;
  }

  return (
    <div className="quiz exam" data-saving={session.saving !== null}>
      <StorageNotice snapshot={snapshot} session={session} />
      {screen()}
      {!opening && (running === null || session.screen === 'start') && <DataLink />}
      <p className="quiz-slow">{session.saving !== null ? 'Still saving…' : ''}</p>
    </div>
  );
}
