/** One metric over time, small: bars for what is counted, a line for what is measured; a gap where nothing was. */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { TimeBrush, type BrushState, type Stretch } from './time-brush.tsx';
import './series-chart.css';

export interface Point {
  /** When its period begins. */
  readonly at: number;
  readonly value: number;
}

interface Props {
  readonly name: string;
  /** Says what there is to see. */
  readonly label: string;
  readonly points: readonly Point[];
  /** The time that the width stands for. */
  readonly from: number;
  readonly to: number;
  readonly period: number;
  readonly now: number;
  readonly shape: 'bars' | 'line';
  /** An alarm's line. */
  readonly threshold?: number;
  readonly brush: BrushState;
  formatTime(at: number): string;
  /** What stands at a moment, in words: shown at the cursor. */
  textAt(at: number): string;
  onBrush(brush: BrushState): void;
  onPick(at: number): void;
  onZoom(stretch: Stretch | null): void;
}

const WIDTH = 280;
const HEIGHT = 64;
const PAD = 4;
/** An alarm's line further above the values than this would flatten them. */
const FAR_ABOVE = 4;

export function SeriesChart({ name, label, points, from, to, period, now, shape, threshold, brush, formatTime, textAt, onBrush, onPick, onZoom }: Props) {
  const largest = Math.max(0, ...points.map(({ value }) => value));
  const most = Math.max(1e-9, largest, threshold === undefined || threshold > FAR_ABOVE * largest ? 0 : threshold);
  const x = scaleLinear([from, to], [0, WIDTH]);
  const y = scaleLinear([0, most], [HEIGHT - PAD, PAD]);
  const middle = ({ at }: Point) => x(at + period / 2);
  const { cursor, stretch } = brush;
  return (
    <div className="series">
      <div className="series-box">
        <svg className="series-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
          <line className="series-base" x1={0} x2={WIDTH} y1={HEIGHT - PAD} y2={HEIGHT - PAD} />
          {shape === 'bars'
            ? points.map((point) => <rect key={point.at} className="series-bar" x={x(point.at)} y={y(point.value)} width={Math.max(1, x(from + period) - 0.75)} height={HEIGHT - PAD - y(point.value)} />)
            : runsOf(points, period).map((run) =>
                run.length === 1 ? (
                  <circle key={run[0]!.at} className="series-dot" cx={middle(run[0]!)} cy={y(run[0]!.value)} r={2} />
                ) : (
                  <path key={run[0]!.at} className="series-line" d={line<Point>(middle, ({ value }) => y(value))(run) ?? ''} />
                ),
              )}
          {threshold !== undefined && threshold <= most && <line className="series-threshold" x1={0} x2={WIDTH} y1={y(threshold)} y2={y(threshold)} />}
          {now >= from && now <= to && <line className="series-now" x1={x(now)} x2={x(now)} y1={0} y2={HEIGHT} />}
          {cursor !== null && cursor >= from && cursor <= to && <line className="series-cursor" x1={x(cursor)} x2={x(cursor)} y1={0} y2={HEIGHT} />}
          {stretch && <path className="series-stretch" d={`M${x(stretch[0])} 0H${x(stretch[1])}V${HEIGHT}H${x(stretch[0])}Z`} />}
        </svg>
        <TimeBrush label={name} from={from} to={to} period={period} brush={brush} textAt={textAt} onBrush={onBrush} onPick={onPick} onZoom={onZoom} />
      </div>
      <div className="series-ends mono" aria-hidden="true">
        <span>{formatTime(from)}</span>
        {cursor !== null && <span className="series-here">{textAt(cursor)}</span>}
        <span>{formatTime(to)}</span>
      </div>
    </div>
  );
}

/** Points of successive periods: where there was nothing to measure there is no line. */
function runsOf(points: readonly Point[], period: number): Point[][] {
  const runs: Point[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    if (run && point.at - run.at(-1)!.at <= period) run.push(point);
    else runs.push([point]);
  }
  return runs;
}
