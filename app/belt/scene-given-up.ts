/** What a producer gives up: it drops out of where it waited, in alarm. How many there were stands on the producer's card. */
import { SQUARE } from './layout.ts';
import type { SceneInput } from './scene.ts';
import { waitingPlace } from './waiting-place.ts';

/** Squares for one time that a producer gives up, however many records it was. */
const SHOWN_MAX = 3;
const LOOKED_AT = 200;
const FALLS_PX = 44;

export function drawGivenUp(ctx: CanvasRenderingContext2D, { world, palette, travelMs, producerBoxes }: Pick<SceneInput, 'world' | 'palette' | 'travelMs' | 'producerBoxes'>): void {
  const fallMs = travelMs * 1.5;
  ctx.strokeStyle = palette.alarm;
  ctx.lineWidth = 1.5;
  for (const entry of world.traceLog.last(LOOKED_AT)) {
    const share = fallMs > 0 ? (world.nowMs - entry.atMs) / fallMs : 1;
    if (entry.kind !== 'RecordsGivenUp' || share < 0 || share >= 1) continue;
    const box = producerBoxes.get(world.actors.get(entry.actor)?.ordinal ?? 0);
    if (!box) continue;
    const { x, y } = waitingPlace(box);
    ctx.globalAlpha = 1 - share * share;
    for (let n = 0; n < Math.min(SHOWN_MAX, entry.records); n += 1) drawCrossed(ctx, x + n * (SQUARE + 2), y + share * share * (FALLS_PX + n * 8));
  }
  ctx.globalAlpha = 1;
}

/** An outline struck through. */
function drawCrossed(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  const half = SQUARE / 2 - 1;
  ctx.strokeRect(x - half, y - half, 2 * half, 2 * half);
  ctx.beginPath();
  ctx.moveTo(x - half, y + half);
  ctx.lineTo(x + half, y - half);
  ctx.stroke();
}
