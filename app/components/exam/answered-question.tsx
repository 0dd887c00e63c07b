/** A question after the exam: what was chosen, what is right, why for each option, what AWS does today, and where it was read. */
import { type ExamQuestion, type FinishedExam, optionOrder } from '#quiz';
import { Link } from 'react-router';
import { Fold } from '../fold.tsx';
import { type ExamChapter, sectionTitle, topicTitle } from './words.ts';

interface Props {
  readonly chapter: ExamChapter;
  readonly sitting: FinishedExam;
  readonly question: ExamQuestion;
  readonly at: number;
}

export function AnsweredQuestion({ chapter, sitting, question, at }: Props) {
  const chosen = sitting.chosen.get(question.id) ?? [];
  const right = sitting.result.right[at]!;
  const verdict = right ? 'right' : chosen.length === 0 ? 'left open' : 'wrong';
  const errata = (question.errata ?? []).flatMap((id) => chapter.errata.find((one) => one.id === id) ?? []);
  return (
    <Fold
      className="exam-answered"
      openAtFirst={!right}
      summary={
        <>
          <span>
            {at + 1}. {topicTitle(chapter, sitting.questions[at]!.topic)}
          </span>{' '}
          <span className="exam-verdict-word" data-verdict={right ? 'right' : 'wrong'}>
            {verdict}
          </span>
        </>
      }
    >
      <p className="exam-answered-stem">{question.stem}</p>
      <ul className="exam-reasons">
        {optionOrder(question, sitting.seed, at).map((place) => {
          const option = question.options[place]!;
          return (
            <li key={place} data-right={option.right} data-chosen={chosen.includes(place)}>
              <p className="exam-reason-text">{option.text}</p>
              <p>
                <strong>
                  {option.right ? 'Right' : 'Wrong'}
                  {chosen.includes(place) ? ', chosen by you' : ''}.
                </strong>{' '}
                {option.why}
              </p>
            </li>
          );
        })}
      </ul>
      {question.working && (
        <ol className="exam-working">
          {question.working.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      )}
      {errata.map(({ id, topic, exam, aws, disputed }) => (
        <p key={id} className="exam-erratum">
          <strong>{topic}.</strong> The exam expects: {exam} AWS today: {aws}
          {disputed ? ` Disputed: ${disputed}` : ''}
        </p>
      ))}
      <p className="exam-origin">
        <Link to={`/chapters/${chapter.slug}#${question.section}`}>Section: {sectionTitle(chapter, question.section)}</Link>
        <span>
          Source:{' '}
          {question.sources.map(({ title, url }, i) => (
            <span key={title}>
              {i > 0 && '; '}
              {url ? <a href={url}>{title}</a> : title}
            </span>
          ))}
        </span>
      </p>
    </Fold>
  );
}
