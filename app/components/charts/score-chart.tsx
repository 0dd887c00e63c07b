/** Scores, the newest at the right: full where it passed, a ring where it did not, and the mark that passes as a line. */
import { scaleLinear, scalePoint } from 'd3-scale';
import './charts.css';

interface Props {
  /** Oldest first; `value` between the ends. */
  readonly scores: readonly { readonly id: string; readonly value: number; readonly passed: boolean }[];
  readonly from: number;
  readonly to: number;
  readonly passing: number;
}

const HEIGHT = 104;
const R = 4;

/** The table beside it says the same. Across in percent, up and down in px. */
export function ScoreChart({ scores, from, to, passing }: Props) {
  const x = scalePoint(scores.map(({ id }) => id), [0, 100]).padding(0.5);
  const y = scaleLinear([from, to], [HEIGHT - 1, R + 2]);
  return (
    <svg className="plain-chart" height={HEIGHT} aria-hidden="true">
      <line className="chart-base" x1="0" x2="100%" y1={y(from)} y2={y(from)} />
      <line className="chart-top" x1="0" x2="100%" y1={y(to)} y2={y(to)} />
      {scores.map(({ id, value }) => (
        <line key={id} className="chart-stem" x1={`${x(id)}%`} x2={`${x(id)}%`} y1={y(from)} y2={y(value)} />
      ))}
      <line className="chart-mark" x1="0" x2="100%" y1={y(passing)} y2={y(passing)} />
      {scores.map(({ id, value, passed }) => (
        <circle key={id} className={passed ? 'chart-full' : 'chart-outline'} cx={`${x(id)}%`} cy={y(value)} r={R} />
      ))}
    </svg>
  );
}
