/** One metric over time, small: bars for what is counted, a line for what is measured. Clicking it goes to that moment. */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { MouseEvent } from 'react';
import './series-chart.css';

export interface Point {
  /** When its period begins. */
  readonly at: number;
  readonly value: number;
}

interface Props {
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
  readonly onPick: (at: number) => void;
}

const WIDTH = 280;
const HEIGHT = 64;
const PAD = 4;

export function SeriesChart({ label, points, from, to, period, now, shape, threshold, onPick }: Props) {
  const most = Math.max(1e-9, ...points.map(({ value }) => value), threshold === undefined || threshold > 4 * Math.max(0, ...points.map(({ value }) => value)) ? 0 : threshold);
  const x = scaleLinear([from, to], [0, WIDTH]);
  const y = scaleLinear([0, most], [HEIGHT - PAD, PAD]);
  const middle = ({ at }: Point) => x(at + period / 2);
  const pick = ({ nativeEvent, currentTarget }: MouseEvent<HTMLElement>) => onPick(Math.round(x.invert((nativeEvent.offsetX / currentTarget.clientWidth) * WIDTH)));
  return (
    <div className="series-box">
      <svg className="series-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <line className="series-base" x1={0} x2={WIDTH} y1={HEIGHT - PAD} y2={HEIGHT - PAD} />
        {shape === 'bars'
          ? points.map((point) => <rect key={point.at} className="series-bar" x={x(point.at)} y={y(point.value)} width={Math.max(1, x(period) - x(0) - 0.75)} height={HEIGHT - PAD - y(point.value)} />)
          : runsOf(points, period).map((run) =>
              run.length === 1 ? (
                <circle key={run[0]!.at} className="series-dot" cx={middle(run[0]!)} cy={y(run[0]!.value)} r={2} />
              ) : (
                <path key={run[0]!.at} className="series-line" d={line<Point>(middle, ({ value }) => y(value))(run) ?? ''} />
              ),
            )}
        {threshold !== undefined && threshold <= most && <line className="series-threshold" x1={0} x2={WIDTH} y1={y(threshold)} y2={y(threshold)} />}
        <line className="series-now" x1={x(now)} x2={x(now)} y1={0} y2={HEIGHT} />
      </svg>
      {/* For a pointer alone: the timeline goes to any moment by keyboard. */}
      <button type="button" className="series-pick" tabIndex={-1} aria-hidden="true" onClick={pick} />
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
