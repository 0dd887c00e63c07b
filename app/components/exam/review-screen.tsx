/** All questions of a running sitting at a glance: answered, open, flagged. From here it is finished. */
import type { ExamSitting } from '#quiz';
import { useEffect, useRef, useState } from 'react';
import { type ExamSession, isAnswered } from '../../state/exam-session.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { Key } from '../quiz/key.tsx';
import { ExamClock } from './exam-clock.tsx';
import { Flag } from './question-screen.tsx';
import { type ExamChapter, questionsText } from './words.ts';

interface Props {
  readonly chapter: ExamChapter;
  readonly sitting: ExamSitting;
  readonly session: ExamSession;
}

export function ReviewScreen({ chapter, sitting, session }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => heading.current?.focus(), []);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // To the button that loses nothing.
    if (asking) keep.current?.focus();
  }, [asking]);

  const open = sitting.questions.filter((_, at) => !isAnswered(chapter.exam, sitting, at)).length;
  const end = () => {
    if (open > 0) setAsking(true);
    else void session.finish();
  };
  const stay = () => {
    setAsking(false);
    heading.current?.focus();
  };
  useShortcuts('Exam', [
    { key: 'p', label: 'Back to the question', run: () => session.go(session.at) },
    { key: 'e', label: 'End the exam', run: end },
  ]);

  return (
    <section className="exam-review" aria-labelledby="exam-title">
      <div className="exam-head">
        <p>
          {sitting.questions.length - open} of {sitting.questions.length} answered · {sitting.flagged.size} flagged
        </p>
        <ExamClock sitting={sitting} session={session} />
      </div>
      <h1 id="exam-title" ref={heading} tabIndex={-1}>
        Review
      </h1>
      <ol className="exam-grid">
        {sitting.questions.map(({ id }, at) => {
          const answered = isAnswered(chapter.exam, sitting, at);
          const flagged = sitting.flagged.has(id);
          return (
            <li key={id}>
              <button type="button" data-answered={answered} aria-label={`Question ${at + 1}: ${answered ? 'answered' : 'open'}${flagged ? ', flagged' : ''}`} onClick={() => session.go(at)}>
                <span className="exam-grid-number">{at + 1}</span>
                <span className="exam-grid-state">{answered ? 'answered' : 'open'}</span>
                {flagged && <Flag />}
              </button>
            </li>
          );
        })}
      </ol>
      {asking ? (
        <div className="quiz-notice exam-ask" role="group" aria-labelledby="exam-ask">
          <p id="exam-ask">
            <strong>{questionsText(open)} still open.</strong> What is open counts as wrong, so a guess can only help.
          </p>
          <button type="button" ref={keep} onClick={stay}>
            Keep on
          </button>
          <button type="button" className="primary" onClick={() => void session.finish()}>
            Finish all the same
          </button>
        </div>
      ) : (
        <div className="quiz-choices">
          <button type="button" onClick={() => session.go(session.at)}>
            Back to question {session.at + 1} <Key name="P" />
          </button>
          <button type="button" className="primary" onClick={end}>
            Finish <Key name="E" />
          </button>
        </div>
      )}
    </section>
  );
}
