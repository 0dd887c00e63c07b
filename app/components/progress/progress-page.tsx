/** The progress page: what the log says of what is known, how sure that is, and what was done when; the learner's data under it. */
import { dueCards, everySitting, examState, pastSittings, reviewsOf, studyDays } from '#quiz';
import { useEffect, useMemo } from 'react';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import { ambient } from '../../state/ambient.ts';
import { scheduleOf } from '../../state/due.ts';
import { localDay, useToday } from '../../state/local-day.ts';
import { type QuizLogSnapshot, quizLog } from '../../storage/quiz-log.ts';
import { YourData } from '../data/your-data.tsx';
import { whyNotSaved } from '../quiz/storage-notice.tsx';
import { CalibrationPart } from './calibration-part.tsx';
import { DaysPart } from './days-part.tsx';
import { ReadinessPart } from './readiness-part.tsx';
import { ScoresPart } from './scores-part.tsx';
import { TopicsPart } from './topics-part.tsx';
import { cardsText, type ProgressChapter } from './words.ts';
import '../quiz/notice.css';
import './progress.css';

interface Props {
  readonly chapters: readonly ProgressChapter[];
  /** Parameters for tests; the page's own otherwise. */
  readonly log?: typeof quizLog;
  readonly now?: () => number;
}

export function ProgressPage({ chapters, log = quizLog, now = ambient.now }: Props) {
  const snapshot = useStore(log.store);
  const { status, events, state } = snapshot;
  const today = useToday(now);
  useEffect(() => log.open(), [log]);
  useEffect(() => {
    // The data stand under what is only there once the storage is open.
    if (status !== 'opening' && location.hash === '#your-data') document.getElementById('your-data')?.scrollIntoView();
  }, [status]);

  const schedule = useMemo(() => scheduleOf(events, chapters), [events, chapters]);
  const sittings = useMemo(() => everySitting(events), [events]);
  const past = useMemo(() => pastSittings(sittings, [...state.exams.values()].flatMap(({ finished }) => finished)), [sittings, state.exams]);
  const days = useMemo(() => studyDays(reviewsOf(events), past, localDay), [events, past]);

  return (
    <div className="page progress">
      <h1 tabIndex={-1}>Progress</h1>
      {status === 'opening' ? (
        <p className="page-lead" role="status">
          Opening your saved marks…
        </p>
      ) : (
        <>
          <Notice snapshot={snapshot} />
          {days.length === 0 ? (
            <Empty chapters={chapters} />
          ) : (
            <>
              <Head chapters={chapters} due={dueCards(schedule, today).length} />
              {chapters.map((chapter) => (
                <ReadinessPart key={chapter.slug} chapter={chapter} schedule={schedule} finished={examState(state, chapter.slug).finished} today={today} />
              ))}
              {chapters.map((chapter) => (
                <TopicsPart key={chapter.slug} chapter={chapter} schedule={schedule} today={today} />
              ))}
              <CalibrationPart sittings={sittings} />
              <DaysPart days={days} today={today} />
              <ScoresPart past={past} chapters={chapters} today={today} />
            </>
          )}
        </>
      )}
      <YourData decks={chapters} log={log} />
    </div>
  );
}

/** What is not counted here, and why; silent while all is. */
function Notice({ snapshot: { status, reason, skipped } }: { readonly snapshot: QuizLogSnapshot }) {
  if (status !== 'memory' && skipped === 0) return null;
  return (
    <div className="quiz-notice" role="status">
      <p>
        {status === 'memory' && (
          <>
            <strong>Only what you did since this page was opened is shown.</strong> {whyNotSaved[reason ?? 'failed']}
          </>
        )}{' '}
        {skipped > 0 && `${skipped === 1 ? '1 stored row' : `${skipped} stored rows`} could not be read. They are kept as they are and count nowhere here.`}
      </p>
    </div>
  );
}

/** What to do next, which is one thing. */
function Head({ chapters, due }: { readonly chapters: readonly ProgressChapter[]; readonly due: number }) {
  return (
    <>
      <p className="page-lead">What you know by now, how sure that is, and what to do next.</p>
      <p className="progress-next">
        {due > 0 && (
          <Link className="button primary" to="/review">
            Review {cardsText(due)} due today
          </Link>
        )}
        <QuizAndExam chapters={chapters} first={due === 0} />
      </p>
    </>
  );
}

function Empty({ chapters }: { readonly chapters: readonly ProgressChapter[] }) {
  return (
    <>
      <p className="page-lead">Nothing is marked yet. With the first card you mark, this page begins to tell:</p>
      <ul className="progress-will">
        <li>which topics you know, which are fading, and which you have not seen;</li>
        <li>how often you are right when you say you know;</li>
        <li>your days of study and the score of every quiz and exam;</li>
        <li>after an exam, how ready you are for the next one, with the sum that says so.</li>
      </ul>
      <p className="progress-next">
        <QuizAndExam chapters={chapters} first />
      </p>
    </>
  );
}

/** @param first whether the quiz is the one thing to do next */
function QuizAndExam({ chapters, first }: { readonly chapters: readonly ProgressChapter[]; readonly first: boolean }) {
  return chapters.map(({ slug, title }) => (
    <span key={slug}>
      <Link className={first ? 'button primary' : undefined} to={`/quiz/${slug}`}>
        Take the quiz{chapters.length > 1 && `: ${title}`}
      </Link>
      <Link to={`/exam/${slug}`}>Sit the exam{chapters.length > 1 && `: ${title}`}</Link>
    </span>
  ));
}
