/** Marks day by day: right ones from the ground up, wrong ones as outlines on them; under each day a square, full when there was any study. */
import { scaleBand, scaleLinear } from 'd3-scale';
import './charts.css';

export interface DayBar {
  readonly day: number;
  readonly right: number;
  readonly wrong: number;
  readonly studied: boolean;
}

const HEIGHT = 96;
const GAP = 6;
const SQUARE = 9;

/** The table beside it says the same. Across in percent, so that it fills its place without stretching; up and down in px. */
export function DayChart({ days }: { readonly days: readonly DayBar[] }) {
  const x = scaleBand(days.map(({ day }) => day), [0, 100]).paddingInner(0.25);
  const most = Math.max(1, ...days.map(({ right, wrong }) => right + wrong));
  const y = scaleLinear([0, most], [HEIGHT, 1]);
  return (
    <svg className="plain-chart" height={HEIGHT + GAP + SQUARE + 1} aria-hidden="true">
      <line className="chart-base" x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} />
      {days.map(({ day, right, wrong, studied }) => {
        const place = { x: `${x(day)}%`, width: `${x.bandwidth()}%` };
        return (
          <g key={day}>
            {right > 0 && <rect className="chart-full" {...place} y={y(right)} height={HEIGHT - y(right)} />}
            {wrong > 0 && <rect className="chart-outline" {...place} y={y(right + wrong)} height={y(right) - y(right + wrong)} />}
            <rect className={studied ? 'chart-full' : 'chart-empty'} {...place} y={HEIGHT + GAP} height={SQUARE} />
          </g>
        );
      })}
    </svg>
  );
}
