/** Which days had study in them, and how much. A day without is a gap in a row and no more: nothing is lost by it. */
import { longestRun, type StudyDay } from '#quiz';
import { useMemo } from 'react';
import { DayChart } from '../charts/day-chart.tsx';
import { Count } from './count.tsx';
import { useFirstRows } from './first-rows.tsx';
import { ProgressTable } from './progress-table.tsx';
import { dateText, daysText } from './words.ts';

/** Days that the chart shows, today the last of them. */
const DAYS = 30;
const ROWS = 7;

interface Props {
  /** Those with something in them, oldest first. */
  readonly days: readonly StudyDay[];
  readonly today: number;
}

export function DaysPart({ days, today }: Props) {
  const newest = useMemo(() => days.toReversed(), [days]);
  const { shown, more } = useFirstRows(newest, ROWS, 'days');
  const window = Array.from({ length: DAYS }, (_, i) => {
    const day = today - DAYS + 1 + i;
    const found = days.find((one) => one.day === day);
    return { day, right: found?.right ?? 0, wrong: found?.wrong ?? 0, studied: found !== undefined };
  });
  const studied = window.filter((day) => day.studied).length;
  const most = Math.max(...window.map(({ right, wrong }) => right + wrong));
  const run = longestRun(days.map(({ day }) => day));
  return (
    <section className="progress-part" aria-labelledby="days">
      <h2 id="days">Days</h2>
      <div className="progress-pair">
        <div>
          <p>
            {studied === 0 ? `No study in the last ${DAYS} days. What you learned before still counts, as far as it has not faded.` : `Study on ${studied} of the last ${DAYS} days.`}
            {run > 1 && ` The longest run so far: ${daysText(run)}.`}
          </p>
          <DayChart days={window} />
          <p className="chart-ends" aria-hidden="true">
            <span>{dateText(today - DAYS + 1, today)}</span>
            {most > 0 && <span>up to {most === 1 ? '1 mark' : `${most} marks`} a day</span>}
            <span>today</span>
          </p>
          <p className="progress-note">Full: right. Outline: wrong. The squares are the days with study. Retries of missed cards are in the table alone.</p>
        </div>
        <div>
          <ProgressTable caption="Marks by day, newest first" columns={['Day', 'Right', 'Wrong', 'Retries', 'Quizzes', 'Exams']}>
            {shown.map(({ day, right, wrong, retries, quizzes, exams }) => (
              <tr key={day}>
                <th scope="row">{day === today ? 'Today' : dateText(day, today)}</th>
                <Count of={right} />
                <Count of={wrong} />
                <Count of={retries} />
                <Count of={quizzes} />
                <Count of={exams} />
              </tr>
            ))}
          </ProgressTable>
          {more}
        </div>
      </div>
    </section>
  );
}
