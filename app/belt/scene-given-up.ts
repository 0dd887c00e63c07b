/** What a producer gives up: it drops out of where it waited, in alarm. How many there were stands on the producer's card. */
import { SQUARE } from './layout.ts';
import type { SceneInput } from './scene.ts';
import { waitingPlace } from './waiting-place.ts';

/** So many at most fall beside one producer at once: a crowd hides what it is. */
const SHOWN_MAX = 4;
const LOOKED_AT = 200;
/** Below the number of those that wait. */
const FROM_PX = 32;
const FALLS_PX = 34;

export function drawGivenUp(ctx: CanvasRenderingContext2D, { world, palette, travelMs, producerBoxes }: Pick<SceneInput, 'world' | 'palette' | 'travelMs' | 'producerBoxes'>): void {
  const fallMs = travelMs * 1.5;
  const shown = new Map<string, number>();
  ctx.strokeStyle = palette.alarm;
  ctx.lineWidth = 1.5;
  for (const entry of [...world.traceLog.last(LOOKED_AT)].reverse()) {
    const share = fallMs > 0 ? (world.nowMs - entry.atMs) / fallMs : 1;
    if (entry.kind !== 'RecordsGivenUp' || share < 0 || share >= 1) continue;
    const before = shown.get(entry.actor) ?? 0;
    const box = producerBoxes.get(world.actors.get(entry.actor)?.ordinal ?? 0);
    if (!box || before >= SHOWN_MAX) continue;
    const { x, y } = waitingPlace(box);
    const to = Math.min(SHOWN_MAX, before + entry.records);
    shown.set(entry.actor, to);
    ctx.globalAlpha = 1 - share * share;
    for (let n = before; n < to; n += 1) drawCrossed(ctx, x + n * (SQUARE + 2), y + FROM_PX + share * share * FALLS_PX);
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
