/** Places on the way of what moves, in CSS pixels; shares are 0 … 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Slow at both ends. */
export const smooth = (t: number) => t * t * (3 - 2 * t);

export const between = (a: Point, b: Point, t: number): Point => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });

/** The place at this share of the whole length of a line through these points. */
export function alongLine(points: readonly Point[], share: number): Point {
  const lengths = points.slice(1).map((point, i) => Math.hypot(point.x - points[i]!.x, point.y - points[i]!.y));
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0) return between(points[i]!, points[i + 1]!, left / length);
    left -= length;
  }
  return points.at(-1)!;
}
