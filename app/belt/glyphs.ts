/**
 * Eight marks on records, so that tints need not be told apart by colour. Rectangles only (x, y, width, height, in a square
 * of 11): they are what a canvas draws fastest.
 */
type Rect = readonly [x: number, y: number, width: number, height: number];

const dots = (count: number, at: (n: number) => readonly [number, number]): Rect[] => Array.from({ length: count }, (_, n) => [...at(n), 1.2, 1.2]);

const GLYPHS: readonly (readonly Rect[])[] = [
  [],
  /* bar */ [[5, 2, 1.5, 7]],
  /* dash */ [[2, 5, 7, 1.5]],
  /* dot */ [[4, 4, 3, 3]],
  /* cross */ [...dots(5, (n) => [3 + n, 3 + n]), ...dots(5, (n) => [7 - n, 3 + n])],
  /* slash */ dots(6, (n) => [7.5 - n, 2.5 + n]),
  /* plus */ [[5, 3, 1.2, 5], [3, 5, 5, 1.2]],
  /* ring */ [[3, 3, 5, 1.2], [3, 6.8, 5, 1.2], [3, 3, 1.2, 5], [6.8, 3, 1.2, 5]],
];

/** @param scale of the square's side to 11 */
export function drawGlyph(ctx: CanvasRenderingContext2D, tint: number, x: number, y: number, scale = 1): void {
  for (const [left, top, width, height] of GLYPHS[tint]!) ctx.fillRect(x + left * scale, y + top * scale, width * scale, height * scale);
}
