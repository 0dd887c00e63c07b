/**
 * How a record's way to the stream shows on its square: one corner is cut off where it was sent more than once, two where it is a
 * copy of what was stored before. Places and sizes in CSS pixels.
 */
import type { ShardLog } from '#sim';

/** 0: it came at the first attempt, 1: at a later one, 2: it was on the stream already. */
export type Mark = 0 | 1 | 2;
export const MARKS: readonly Mark[] = [0, 1, 2];

/** Of the square's side. */
const CUT = 0.4;

export const markOf = (log: ShardLog, index: number): Mark => (log.isCopy(index) ? 2 : log.retried(index) ? 1 : 0);

/** The square's outline: its corners, clockwise. */
export function cornersOf(mark: Mark, x: number, y: number, side: number): readonly (readonly [x: number, y: number])[] {
  const cut = Math.round(side * CUT);
  const [right, bottom] = [x + side, y + side];
  return [
    ...(mark > 0 ? ([[x, y + cut], [x + cut, y]] as const) : ([[x, y]] as const)),
    [right, y],
    ...(mark > 1 ? ([[right, bottom - cut], [right - cut, bottom]] as const) : ([[right, bottom]] as const)),
    [x, bottom],
  ];
}

/** Fills a record's square with the colour that is set. */
export function fillSquare(ctx: CanvasRenderingContext2D, mark: Mark, x: number, y: number, side: number): void {
  if (mark === 0) return ctx.fillRect(x, y, side, side);
  ctx.beginPath();
  for (const [cornerX, cornerY] of cornersOf(mark, x, y, side)) ctx.lineTo(cornerX, cornerY);
  ctx.fill();
}
