/** Ready for the exam? A range, the evidence it is made of topic by topic, the sum, and what it cannot know. */
import { CARD_WORTH, EXAM_QUESTIONS, EXAMS_COUNTED, type FinishedExam, GUESS, RANGE_DEVIATIONS, RANGE_SITTINGS_OF_TEN, type Readiness, readiness, READINESS_NEEDS, SCALED_MAX, SCALED_MIN, SCALED_TO_PASS, type Schedule, type TopicReadiness } from '#quiz';
import { course } from '#chapters';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { RangeChart } from '../charts/range-chart.tsx';
import { ProgressTable } from './progress-table.tsx';
import { cardsText, examsText, pointsOf, type ProgressChapter } from './words.ts';

interface Props {
  readonly chapter: ProgressChapter;
  readonly schedule: Schedule;
  /** Oldest first. */
  readonly finished: readonly FinishedExam[];
  readonly today: number;
}

const verdicts: Record<Exclude<Readiness['verdict'], 'too-little'>, string> = {
  likely: 'You would likely pass',
  open: 'It could go either way',
  'not-yet': 'Not yet',
};

export function ReadinessPart({ chapter, schedule, finished, today }: Props) {
  const ready = useMemo(() => readiness({ cards: chapter.cards, deck: chapter.slug, pool: chapter.exam, schedule, finished, day: today }), [chapter, schedule, finished, today]);
  return (
    <section className="progress-part" aria-labelledby={`readiness-${chapter.slug}`}>
      <h2 id={`readiness-${chapter.slug}`}>Ready for the exam?</h2>
      {ready.verdict === 'too-little' ? (
        <div className="progress-words">
          <p className="progress-verdict">Not enough to tell yet</p>
          <p>A number out of less would be a guess. It takes:</p>
          <ul className="progress-needs">
            <li>
              {examsText(READINESS_NEEDS.exams)} finished: {ready.exams >= READINESS_NEEDS.exams ? 'done' : <Link to={`/exam/${chapter.slug}`}>sit the exam</Link>}
            </li>
            <li>
              {cardsText(READINESS_NEEDS.cards)} marked: {ready.cards >= READINESS_NEEDS.cards ? 'done' : <>{ready.cards} so far, <Link to={`/quiz/${chapter.slug}`}>{READINESS_NEEDS.cards - ready.cards} to go</Link></>}
            </li>
          </ul>
        </div>
      ) : (
        <>
          <div className="progress-pair">
            <div>
              <p className="progress-verdict">
                {verdicts[ready.verdict]}: {pointsOf(ready.low)} to {pointsOf(ready.high).toLocaleString('en-US')} points
              </p>
              <RangeChart from={SCALED_MIN} to={SCALED_MAX} low={pointsOf(ready.low)} high={pointsOf(ready.high)} middle={pointsOf(ready.expected)} passing={SCALED_TO_PASS} />
              <p>
                Were you to sit ten of our exams today, about {RANGE_SITTINGS_OF_TEN} would score in this range; {SCALED_TO_PASS} passes. It rests on {examsText(ready.exams)} and {cardsText(ready.cards)}: more of either makes it narrower.
              </p>
              <h3>What it does not know</h3>
              <ul className="progress-limits">
                <li>The real exam asks about all {course.total} chapters; this is one.</li>
                <li>The questions and their shares by topic are ours. AWS has no part in them, nor in this number.</li>
                <li>A question you met before is easier than a new one, so many exams in a row look better than they are.</li>
                <li>You mark the cards yourself, and it takes your word. Whether you said you knew is not in the sum: a card you thought you knew and missed counts as missed already.</li>
              </ul>
            </div>
            <TopicTable chapter={chapter} topics={ready.topics} />
          </div>
          <HowComputed topics={ready.topics} />
        </>
      )}
    </section>
  );
}

function HowComputed({ topics }: { readonly topics: readonly TopicReadiness[] }) {
  // A topic with both kinds of evidence shows the whole sum.
  const example = topics.find(({ exam, cards }) => exam.total > 0 && cards.total > 0);
  return (
    <>
      <h3>How it is computed</h3>
      <div className="progress-pair progress-how">
        <p>
          Each topic starts from one guess at four options. Each answer of your last {EXAMS_COUNTED} exams counts as one question. Each card you marked that rests on the topic’s facts counts as {CARD_WORTH}: right by its chance of recall today, which falls from day to day, and wrong while its last mark is wrong.
        </p>
        <div className="progress-sum">
          <p>right = {GUESS} + exam answers right + {CARD_WORTH} × cards recalled</p>
          <p>asked = 1 + exam answers + {CARD_WORTH} × cards</p>
          <p>estimate = right ÷ asked</p>
          {example && (
            <p>
              {example.title}: ({GUESS} + {example.exam.right} + {oneDecimal(CARD_WORTH * example.cards.right)}) ÷ (1 + {example.exam.total} + {oneDecimal(CARD_WORTH * example.cards.total)}) = {share(example.estimate)}
            </p>
          )}
        </div>
        <p>
          Weighed by each topic’s questions of the {EXAM_QUESTIONS}, the estimates make the middle of the range. Its width is what few answers and the luck of the draw leave open: each topic is taken as beta-binomial, and the range reaches {RANGE_DEVIATIONS.toFixed(2)} standard deviations to each side.
        </p>
        <div className="progress-sum">
          <p>
            points = {SCALED_MIN} + {SCALED_MAX - SCALED_MIN} × Σ (questions × estimate) ÷ {EXAM_QUESTIONS}
          </p>
        </div>
      </div>
    </>
  );
}

const oneDecimal = (value: number) => value.toFixed(1);
const share = (value: number) => `${Math.round(100 * value)}\u00A0%`;

function TopicTable({ chapter, topics }: { readonly chapter: ProgressChapter; readonly topics: readonly TopicReadiness[] }) {
  return (
    <ProgressTable caption="What the range is made of: questions of an exam, and your evidence" columns={['Topic', `Of ${EXAM_QUESTIONS}`, 'Exam answers', 'Cards recalled', 'Estimate']}>
      {topics.map(({ id, title, section, questions, exam, cards, estimate }) => (
        <tr key={id}>
          <th scope="row">
            <Link to={`/chapters/${chapter.slug}#${section}`}>{title}</Link>
          </th>
          <td>{questions}</td>
          <td>{exam.total === 0 ? '–' : `${exam.right} of ${exam.total}`}</td>
          <td>{cards.total === 0 ? '–' : `${oneDecimal(cards.right)} of ${cards.total}`}</td>
          <td>{share(estimate)}</td>
        </tr>
      ))}
    </ProgressTable>
  );
}
