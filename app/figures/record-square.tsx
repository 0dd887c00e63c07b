/** A record in a figure: the square, tint and glyph it has on the belt. */
import { tintOf } from '../belt/tint.ts';

interface Props {
  readonly x: number;
  readonly y: number;
  readonly hashTop: number;
  readonly size?: number;
  readonly faint?: boolean;
}

const GLYPHS = ['', 'M5.5 2v7', 'M2 5.5h7', 'M4.5 5.5h2', 'M3 3l5 5M8 3l-5 5', 'M3 8l5 -5', 'M5.5 3v5M3 5.5h5', 'M3.5 3.5h4v4h-4z'];

export function RecordSquare({ x, y, hashTop, size = 11, faint = false }: Props) {
  const tint = tintOf(hashTop);
  return (
    <g transform={`translate(${x} ${y}) scale(${size / 11})`} className={faint ? 'fig-faint' : undefined}>
      <rect width={11} height={11} fill={`var(--k${tint})`} />
      <path d={GLYPHS[tint]} stroke="var(--plate)" strokeWidth={1.4} fill="none" />
    </g>
  );
}
