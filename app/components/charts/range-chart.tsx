/** A range on its scale, its middle, and the mark that passes. */
import { scaleLinear } from 'd3-scale';
import './charts.css';

interface Props {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly middle: number;
  readonly passing: number;
}

/** The words beside it say the same. */
export function RangeChart({ from, to, low, high, middle, passing }: Props) {
  const x = scaleLinear([from, to], [0, 100]);
  const at = (value: number) => `${x(value)}%`;
  return (
    <svg className="plain-chart" height="58" aria-hidden="true">
      <line className="chart-base" x1="0" x2="100%" y1="22" y2="22" />
      <rect className="chart-full" x={at(low)} width={`${x(high) - x(low)}%`} y="16" height="12" />
      <line className="chart-middle" x1={at(middle)} x2={at(middle)} y1="14" y2="30" />
      <line className="chart-mark" x1={at(passing)} x2={at(passing)} y1="4" y2="38" />
      <text y="54">{from}</text>
      <text x={at(passing)} y="54" textAnchor="middle">
        {passing} passes
      </text>
      <text x="100%" y="54" textAnchor="end">
        {to.toLocaleString('en-US')}
      </text>
    </svg>
  );
}
