/**
 * The squares of a lane, written pixel by pixel and put on the canvas at once: ten thousand of them, with their glyphs, cost less
 * so than a thousand drawn one by one. Places are rounded to the screen's own pixels: squares stay sharp.
 */
import { maybeAggregated } from '#sim';
import { xOfAge, type AgeAxis } from './age-axis.ts';
import { drawGlyph } from './glyphs.ts';
import { SQUARE, yOfRecord } from './layout.ts';
import { fillSquare, markOf, MARKS, type Mark } from './marks.ts';
import type { Palette } from './palette.ts';
import type { Shown } from './shown.ts';
import { tintOf } from './tint.ts';

/** Smaller squares have no room for a glyph, nor for a mark. */
export const GLYPH_FROM = 8;
/** By so much the records behind an aggregated one show, above and to the right, in CSS pixels. */
const STACK = 4;

/** A picture in the screen's pixels; 0 is clear. */
interface Sprite {
  readonly pixels: Uint32Array;
  readonly side: number;
}

export class Squares {
  private readonly sprites = new Map<number, readonly Sprite[]>();
  private readonly sheet = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  private image: ImageData | null = null;
  private pixels = new Uint32Array(0);

  /** @param ratio the screen's pixels to a CSS pixel */
  constructor(
    private readonly palette: Palette,
    private readonly ratio: number,
  ) {}

  /** @returns a bit for each mark that was drawn: 1 << mark */
  draw(ctx: CanvasRenderingContext2D, { lane, log, from }: Shown, to: number, nowMs: number, axis: AgeAxis): number {
    const { ratio } = this;
    let marks = 0;
    if (to <= from) return marks;
    const marked = lane.square >= GLYPH_FROM;
    const sprites = this.spritesOf(lane.square);
    const side = Math.round(lane.square * ratio);
    const left = Math.round(lane.x * ratio);
    const top = Math.round((lane.y - STACK) * ratio);
    const width = Math.round((lane.x + lane.width) * ratio) - left;
    const height = Math.round((lane.height + 2 * STACK) * ratio);
    const image = this.cleared(width, height);
    for (let i = from; i < to; i += 1) {
      const x = Math.max(0, Math.round(xOfAge(lane, nowMs - log.arrivalMs(i), axis) * ratio) - left - side);
      const y = Math.round(yOfRecord(lane, i) * ratio) - top;
      const mark = marked ? markOf(log, i) : 0;
      marks |= 1 << mark;
      const sprite = sprites[MARKS.length * (2 * tintOf(log.hashTop(i)) + (maybeAggregated(log, i) ? 1 : 0)) + mark]!;
      this.stamp(sprite, x, y - (sprite.side - side), width, height);
    }
    ctx.putImageData(image, left, top);
    return marks;
  }

  private stamp({ pixels, side }: Sprite, left: number, top: number, width: number, height: number): void {
    const columns = Math.min(side, width - left);
    const rows = Math.min(side, height - top);
    for (let row = Math.max(0, -top); row < rows; row += 1) {
      const start = (top + row) * width + left;
      for (let column = 0; column < columns; column += 1) {
        const pixel = pixels[row * side + column]!;
        if (pixel !== 0) this.pixels[start + column] = pixel;
      }
    }
  }

  private cleared(width: number, height: number): ImageData {
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    } else this.pixels.fill(0);
    return this.image;
  }

  /** For each tint one record, and a stack of them; each with every mark. */
  private spritesOf(square: number): readonly Sprite[] {
    let sprites = this.sprites.get(square);
    if (!sprites) this.sprites.set(square, (sprites = this.palette.tints.flatMap((_, tint) => [0, STACK].flatMap((stack) => MARKS.map((mark) => this.sprite(square, tint, stack, mark))))));
    return sprites;
  }

  private sprite(square: number, tint: number, stack: number, mark: Mark): Sprite {
    const { sheet, ratio, palette } = this;
    const side = Math.round(square * ratio) + Math.round(stack * ratio);
    [sheet.canvas.width, sheet.canvas.height] = [side, side];
    const top = Math.round(stack * ratio);
    sheet.fillStyle = palette.tints[tint]!;
    fillSquare(sheet, mark, 0, top, side - top);
    sheet.setTransform(ratio, 0, 0, ratio, 0, top);
    if (stack > 0) drawStack(sheet, square);
    sheet.fillStyle = palette.glyph;
    if (square >= GLYPH_FROM) drawGlyph(sheet, tint, 0, 0, square / SQUARE);
    return { pixels: new Uint32Array(sheet.getImageData(0, 0, side, side).data.buffer), side };
  }
}

/** An aggregated record is a stack: the edges of those behind it show. */
function drawStack(ctx: CanvasRenderingContext2D, square: number): void {
  for (const behind of [STACK / 2, STACK]) {
    ctx.fillRect(behind, -behind, square, 1);
    ctx.fillRect(square - 1 + behind, -behind, 1, square);
  }
}
