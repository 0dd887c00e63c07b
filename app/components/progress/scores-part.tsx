/** The score of every quiz and exam, against what passes. */
import { type PastSitting, rightToPass, SCALED_MAX, SCALED_MIN, SCALED_TO_PASS, scaledScore } from '#quiz';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { localDay } from '../../state/local-day.ts';
import { ScoreChart } from '../charts/score-chart.tsx';
import { Count } from './count.tsx';
import { useFirstRows } from './first-rows.tsx';
import { ProgressTable } from './progress-table.tsx';
import { dateText, percent, type ProgressChapter } from './words.ts';

interface Props {
  /** Oldest first. */
  readonly past: readonly PastSitting[];
  readonly chapters: readonly ProgressChapter[];
  readonly today: number;
}

/** Scores that a chart shows, the newest of them. */
const SCORES = 30;
const ROWS = 8;
const names = { quiz: 'Quiz', exam: 'Exam' } as const;

export function ScoresPart({ past, chapters, today }: Props) {
  const newest = useMemo(() => past.toReversed(), [past]);
  const { shown, more } = useFirstRows(newest, ROWS, 'sittings');
  if (past.length === 0) return null;
  return (
    <section className="progress-part" aria-labelledby="scores">
      <h2 id="scores">Scores</h2>
      <div className="progress-pair">
        <div>
          <Chart past={past} kind="quiz" title="Quizzes, right at the first attempt" from={0} to={100} passing={rightToPass(100)} unit={"\u00A0%"} valueOf={({ right, total }) => (100 * right) / total} />
          <Chart past={past} kind="exam" title="Exams, points" from={SCALED_MIN} to={SCALED_MAX} passing={SCALED_TO_PASS} unit="" valueOf={({ right, total }) => scaledScore(right, total)} />
        </div>
        <div>
          <ProgressTable className="progress-scores" caption="Quizzes and exams, newest first" columns={['Day', 'What', 'Right', 'Score', 'Retries']}>
            {shown.map((sitting) => (
              <tr key={sitting.id}>
                <th scope="row">{dateText(localDay(sitting.atMs), today)}</th>
                <td>
                  <Link to={`/${sitting.kind}/${sitting.deck}`}>{names[sitting.kind]}</Link>
                  {chapters.length > 1 && ` ${chapters.find(({ slug }) => slug === sitting.deck)?.title ?? sitting.deck}`}
                </td>
                <td>
                  {sitting.right} of {sitting.total}
                </td>
                <td>{scoreText(sitting)}</td>
                <Count of={sitting.retries} />
              </tr>
            ))}
          </ProgressTable>
          {more}
        </div>
      </div>
    </section>
  );
}

function scoreText({ kind, right, total, marked, passed }: PastSitting): string {
  if (passed === null) return `${marked} marked so far`;
  return `${kind === 'quiz' ? percent(right, total) : scaledScore(right, total).toLocaleString('en-US')}, ${passed ? 'passed' : 'not passed'}`;
}

interface ChartProps {
  readonly past: readonly PastSitting[];
  readonly kind: PastSitting['kind'];
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly passing: number;
  readonly unit: string;
  valueOf(sitting: PastSitting): number;
}

function Chart({ past, kind, title, from, to, passing, unit, valueOf }: ChartProps) {
  const done = past.filter((sitting) => sitting.kind === kind && sitting.passed !== null);
  if (done.length === 0) return null;
  const scores = done.slice(-SCORES).map((sitting) => ({ id: sitting.id, value: valueOf(sitting), passed: sitting.passed === true }));
  return (
    <>
      <p className="chart-title">
        {title}
        {done.length > SCORES && `, the last ${SCORES} of ${done.length}`}
      </p>
      <ScoreChart scores={scores} from={from} to={to} passing={passing} />
      <p className="chart-ends" aria-hidden="true">
        <span>
          {from} to {to.toLocaleString('en-US')}
          {unit}
        </span>
        <span>
          line: {passing}
          {unit} passes
        </span>
      </p>
    </>
  );
}
