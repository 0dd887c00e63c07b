/** After an exam: the score and how it comes about, each topic, what to read again, and every question with its reasons. */
import { type ExamTopicScore, examPasses, type FinishedExam, rightToPassExam, SCALED_MAX, SCALED_MIN, SCALED_TO_PASS, scaledScore, scoreByTopic } from '#quiz';
import { useEffect, useMemo, useRef } from 'react';
import { Link } from 'react-router';
import type { ExamSession } from '../../state/exam-session.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { Key } from '../quiz/key.tsx';
import { AnsweredQuestion } from './answered-question.tsx';
import { type ExamChapter, minutesText, questionsOf, questionsText, sectionTitle, topicTitle, whenText } from './words.ts';
import './result-screen.css';

interface Props {
  readonly chapter: ExamChapter;
  readonly sitting: FinishedExam;
  readonly session: ExamSession;
}

export function ResultScreen({ chapter, sitting, session }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);
  const { result } = sitting;
  const total = result.right.length;
  const right = result.right.filter(Boolean).length;
  const scaled = scaledScore(right, total);
  const passed = examPasses(right, total);
  const questions = useMemo(() => questionsOf(chapter, sitting), [chapter, sitting]);
  const busy = session.saving !== null;
  const begin = () => !busy && void session.begin();
  useShortcuts('Exam', [{ key: 'Space', label: 'Another exam', run: begin }]);

  return (
    <section className="quiz-result exam-result" aria-labelledby="exam-title">
      <p className="label">
        Chapter {chapter.number} · Exam · {whenText(result.endedAtMs)}
      </p>
      <h1 id="exam-title" ref={heading} tabIndex={-1}>
        {passed ? 'Passed' : 'Not passed'}: {scaled.toLocaleString('en-US')}
      </h1>
      <ScoreBar scaled={scaled} />
      <p className="exam-verdict">
        {right} of {questionsText(total)} right, within {minutesText(result.endedAtMs - sitting.startedAtMs)}.{' '}
        {result.timeUp ? 'The time ran out; what was answered until then counts. ' : ''}
        {passed ? '' : `${questionsText(rightToPassExam(total) - right)} more would have passed.`}
      </p>
      <p className="quiz-note">
        {SCALED_MIN} + {SCALED_MAX - SCALED_MIN} × {right} ÷ {total} = {scaled}; {SCALED_TO_PASS} passes. AWS reports the same range and passes at the same mark, but evens out how hard its exams are and does not publish how. Take this as a sign, not as a forecast.
      </p>
      <div className="quiz-choices">
        <button type="button" className="primary" aria-disabled={busy} onClick={begin}>
          Another exam <Key name="Space" />
        </button>
        <button type="button" onClick={session.leave}>
          All results
        </button>
      </div>

      <h2>By topic</h2>
      <ul className="exam-topics">
        {scoreByTopic(sitting, result.right).map((score) => (
          <TopicLine key={score.topic} chapter={chapter} score={score} />
        ))}
      </ul>
      <ReadAgain chapter={chapter} sections={questions.flatMap((question, at) => (question && !result.right[at] ? [question.section] : []))} />

      <h2>Every question</h2>
      {questions.map((question, at) =>
        question ? (
          <AnsweredQuestion key={question.id} chapter={chapter} sitting={sitting} question={question} at={at} />
        ) : (
          <p key={sitting.questions[at]!.id} className="quiz-note">
            Question {at + 1} is no longer in this build. It was answered {result.right[at] ? 'right' : 'wrong'} and counts.
          </p>
        ),
      )}
    </section>
  );
}

function TopicLine({ chapter, score: { topic, right, total } }: { readonly chapter: ExamChapter; readonly score: ExamTopicScore }) {
  return (
    <li>
      <span>{topicTitle(chapter, topic)}</span>
      <span className="exam-topic-bar" aria-hidden="true">
        {Array.from({ length: total }, (_, i) => (
          <i key={i} data-right={i < right} />
        ))}
      </span>
      <span>
        {right} of {total}
      </span>
    </li>
  );
}

/** Sections of the questions that went wrong, those with most first. */
function ReadAgain({ chapter, sections }: { readonly chapter: ExamChapter; readonly sections: readonly string[] }) {
  const times = new Map<string, number>();
  for (const section of sections) times.set(section, (times.get(section) ?? 0) + 1);
  if (times.size === 0) return null;
  return (
    <>
      <h2>To read again</h2>
      <ul className="exam-again">
        {[...times].toSorted((a, b) => b[1] - a[1]).map(([section, count]) => (
          <li key={section}>
            <Link to={`/chapters/${chapter.slug}#${section}`}>{sectionTitle(chapter, section)}</Link> <span className="exam-quiet">{questionsText(count)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The score on its range, with the mark that passes. The words around say the same. */
function ScoreBar({ scaled }: { readonly scaled: number }) {
  const percent = (points: number) => `${(100 * (points - SCALED_MIN)) / (SCALED_MAX - SCALED_MIN)}%`;
  return (
    <div className="exam-score" aria-hidden="true">
      <div className="exam-score-bar">
        <span style={{ inlineSize: percent(scaled) }} />
        <i style={{ insetInlineStart: percent(SCALED_TO_PASS) }} />
      </div>
      <p>
        <span>{SCALED_MIN}</span>
        <span className="exam-score-mark" style={{ insetInlineStart: percent(SCALED_TO_PASS) }}>
          {SCALED_TO_PASS}
        </span>
        <span>{SCALED_MAX.toLocaleString('en-US')}</span>
      </p>
    </div>
  );
}
