/** One question: the need, its options as a group of radios or checkboxes, the flag, and the way through the sitting. */
import { optionOrder, toChoose, type ExamSitting } from '#quiz';
import { useEffect, useMemo, useRef } from 'react';
import { type ExamSession, isAnswered } from '../../state/exam-session.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { Key } from '../quiz/key.tsx';
import { ExamClock } from './exam-clock.tsx';
import { type ExamChapter, numberWord, questionsOf } from './words.ts';

interface Props {
  readonly chapter: ExamChapter;
  readonly sitting: ExamSitting;
  readonly session: ExamSession;
}

export function QuestionScreen({ chapter, sitting, session }: Props) {
  const { at, hint } = session;
  const total = sitting.questions.length;
  const questions = useMemo(() => questionsOf(chapter, sitting), [chapter, sitting]);
  const question = questions[at]!;
  const order = optionOrder(question, sitting.seed, at);
  const chosen = sitting.chosen.get(question.id) ?? [];
  const flagged = sitting.flagged.has(question.id);
  const most = toChoose(question);
  const answered = sitting.questions.filter((_, i) => isAnswered(chapter.exam, sitting, i)).length;

  const stem = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    stem.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [at]);

  const choose = (shown: number) => {
    const place = order[shown];
    if (place !== undefined) void session.choose(place);
  };
  useShortcuts('Exam', [
    ...Array.from({ length: 6 }, (_, shown) => ({ key: String(shown + 1), label: `Choose option ${shown + 1}`, run: () => choose(shown) })),
    { key: 'f', label: 'Flag, or take the flag back', run: () => void session.flag() },
    { key: 'n', label: 'Next question', run: () => session.go(at + 1) },
    { key: 'p', label: 'Previous question', run: () => session.go(at - 1) },
    { key: 'r', label: 'Review all questions', run: session.review },
  ]);

  return (
    <section className="exam-question" aria-label={`Question ${at + 1} of ${total}`}>
      <h1 className="visually-hidden">Exam: {chapter.title}</h1>
      <div className="exam-head">
        <p>
          Question {at + 1} of {total} <span className="exam-quiet">· {answered} answered</span>
        </p>
        <ExamClock sitting={sitting} session={session} />
      </div>
      <div className="exam-bar" aria-hidden="true">
        <span style={{ inlineSize: `${(100 * answered) / total}%` }} />
      </div>
      <h2 id="exam-stem" ref={stem} tabIndex={-1} className="exam-stem">
        {question.stem}
      </h2>
      <fieldset className="exam-options" aria-labelledby="exam-stem exam-choose">
        <p id="exam-choose" className="exam-choose">
          Choose {numberWord(most)}.
        </p>
        {order.map((place, shown) => (
          <label key={place} className="exam-option">
            <input type={most === 1 ? 'radio' : 'checkbox'} name={question.id} checked={chosen.includes(place)} onChange={() => choose(shown)} />
            <span>{question.options[place]!.text}</span>
            <Key name={String(shown + 1)} />
          </label>
        ))}
      </fieldset>
      <p className="exam-hint" role="status">
        {hint}
      </p>
      <div className="exam-actions">
        <button type="button" aria-disabled={at === 0} onClick={() => session.go(at - 1)}>
          Previous <Key name="P" />
        </button>
        <button type="button" className="exam-flag" aria-pressed={flagged} onClick={() => void session.flag()}>
          <Flag /> {flagged ? 'Flagged' : 'Flag'} <Key name="F" />
        </button>
        <button type="button" onClick={session.review}>
          Review <Key name="R" />
        </button>
        <button type="button" className="primary" onClick={() => session.go(at + 1)}>
          {at + 1 < total ? 'Next' : 'To the review'} <Key name="N" />
        </button>
      </div>
    </section>
  );
}

export function Flag() {
  return (
    <svg className="exam-flag-mark" viewBox="0 0 12 14" width="11" height="13" aria-hidden="true">
      <path d="M2 0.5v13M2 1h8.5l-2.5 3 2.5 3H2" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </svg>
  );
}
