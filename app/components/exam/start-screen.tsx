/** Before an exam: what it is, how long, how it is scored; go on with one that runs; what came of those before. */
import { EXAM_MS_PER_QUESTION, EXAM_QUESTIONS, EXAM_SUMS, type ExamSitting, examPasses, type FinishedExam, rightToPassExam, SCALED_MAX, SCALED_MIN, SCALED_TO_PASS, scaledScore } from '#quiz';
import { Link } from 'react-router';
import type { ExamSession } from '../../state/exam-session.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { Key } from '../quiz/key.tsx';
import { clockText, type ExamChapter, minutesText, questionsOf, whenText } from './words.ts';

/** Earlier results listed, newest first. */
const LISTED_MAX = 10;

interface Props {
  readonly chapter: ExamChapter;
  readonly running: ExamSitting | null;
  readonly finished: readonly FinishedExam[];
  readonly session: ExamSession;
}

export function StartScreen({ chapter, running, finished, session }: Props) {
  const busy = session.saving !== null;
  const dropped = running !== null && questionsOf(chapter, running).includes(null);
  const canResume = running !== null && !dropped;
  const begin = () => !busy && void session.begin();
  useShortcuts('Exam', [{ key: 'Space', label: 'Begin, or go on', run: canResume ? session.resume : begin }]);
  const total = EXAM_QUESTIONS;

  return (
    <section className="quiz-start" aria-labelledby="exam-title">
      <p className="label">Chapter {chapter.number} · Exam</p>
      <h1 id="exam-title" tabIndex={-1}>
        {chapter.title}
      </h1>
      <p className="page-lead">Questions in the manner of the real exam: a need in a few lines, options that all sound possible, and a clock. They are our own.</p>
      <dl className="quiz-rules">
        <div>
          <dt>Questions</dt>
          <dd>
            {total} of {chapter.exam.questions.length}, drawn anew each time from every topic, {EXAM_SUMS} sums among them. Most have one right option; some ask for two.
          </dd>
        </div>
        <div>
          <dt>Time</dt>
          <dd>
            {minutesText(total * EXAM_MS_PER_QUESTION)}, {minutesText(EXAM_MS_PER_QUESTION)} a question, as in the real exam. It does not pause, not even while the page is closed.
          </dd>
        </div>
        <div>
          <dt>Score</dt>
          <dd>
            {SCALED_MIN} to {SCALED_MAX.toLocaleString('en-US')}; {SCALED_TO_PASS} passes, which takes {rightToPassExam(total)} of {total} right. Where two are asked for, both must be right. AWS does not publish how it scales; ours is a straight line.
          </dd>
        </div>
      </dl>
      {dropped && <p className="quiz-note">The questions have changed since you began, so that exam cannot go on. Begin again.</p>}
      <div className="quiz-choices">
        {canResume && (
          <button type="button" className="primary" aria-disabled={busy} onClick={session.resume}>
            Go on: {clockText(running.endsAtMs - session.nowMs)} left <Key name="Space" />
          </button>
        )}
        <button type="button" className={canResume ? '' : 'primary'} aria-disabled={busy} onClick={begin}>
          {running ? 'Start again' : 'Begin'} {!canResume && <Key name="Space" />}
        </button>
      </div>
      {canResume && <p className="quiz-note">Starting again closes the exam that runs, without a score.</p>}
      <p className="quiz-note">
        To learn without a clock, take the <Link to={`/quiz/${chapter.slug}`}>cards</Link>.
      </p>
      {finished.length > 0 && (
        <>
          <h2>Your results</h2>
          <ul className="exam-results">
            {finished.slice(-LISTED_MAX).toReversed().map((sitting) => (
              <ResultLine key={sitting.id} sitting={sitting} onShow={() => session.show(sitting.id)} />
            ))}
          </ul>
          {finished.length > LISTED_MAX && <p className="quiz-note">The last {LISTED_MAX} of {finished.length}.</p>}
        </>
      )}
    </section>
  );
}

function ResultLine({ sitting: { result }, onShow }: { readonly sitting: FinishedExam; readonly onShow: () => void }) {
  const total = result.right.length;
  const right = result.right.filter(Boolean).length;
  const when = whenText(result.endedAtMs);
  return (
    <li>
      <span>{when}</span>
      <span>
        <strong>{scaledScore(right, total)}</strong> · {right} of {total} right · {examPasses(right, total) ? 'passed' : 'not passed'}
      </span>
      <button type="button" aria-label={`Look at the result of ${when}`} onClick={onShow}>
        Look
      </button>
    </li>
  );
}
