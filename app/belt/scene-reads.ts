/**
 * Reads, on the canvas. A read leaves the record where it is: what travels to the consumer is a copy. One that asked for
 * it gets it straight from its place; one that is pushed to gets it through the connection that it holds open, drawn as a
 * pipe while something passes.
 */
import { xOfAge } from './age-axis.ts';
import { yOfRecord, type Box, type LaneBox } from './layout.ts';
import type { Palette } from './palette.ts';
import type { SceneInput } from './scene.ts';
import type { Shown } from './shown.ts';
import { tintOf } from './tint.ts';
import { alongLine, between, smooth, type Point } from './way.ts';

/** Of one read, this many records are seen on their way. */
const COPIES_MAX = 8;
/** Between the two lines of a pipe. */
const PIPE = 5;
/** Pipes to different consumers run beside each other. */
const PIPE_PITCH = 7;
const ARROW = 6;
const METERS_HEIGHT = 36;

export function drawReads(ctx: CanvasRenderingContext2D, input: SceneInput, lanes: readonly Shown[]): void {
  const { world, travelMs } = input;
  if (travelMs === 0) return;
  let pipes = 0;
  for (const { box, reads } of input.readers) {
    const door = { x: box.x, y: box.y + Math.min(20, box.height / 2) };
    let pushed = false;
    for (const shown of lanes) {
      const { lane, shard } = shown;
      const read = reads(shard.index);
      if (!read) continue;
      const pipe = read.pushed ? pipeOf(lane, box, door, pipes) : null;
      pushed ||= read.pushed;
      // One travel later than it happened: so long its record is still drawn on the way in.
      const passing = read.recent.map((one) => ({ ...one, share: (world.nowMs - one.atMs) / travelMs - 1 })).filter(({ share }) => share >= 0 && share < 1);
      if (pipe && passing.length > 0) drawPipe(ctx, input.palette, pipe);
      for (const { from, to, share } of passing) {
        const way = (start: Point) => (pipe ? alongLine([start, ...pipe], smooth(share)) : between(start, door, smooth(share)));
        // A read of a stream of that name before this one has nothing here to be drawn from.
        const end = Math.min(to, shard.cursor.length);
        drawCopies(ctx, input, shown, Math.max(from, end - COPIES_MAX), end, way);
      }
    }
    if (pushed) pipes += 1;
  }
}

function drawCopies(ctx: CanvasRenderingContext2D, { world, palette, axis }: SceneInput, { lane, log }: Shown, from: number, to: number, way: (start: Point) => Point): void {
  const size = Math.max(3, lane.square - 4);
  for (let i = from; i < to; i += 1) {
    const at = way({ x: xOfAge(lane, world.nowMs - log.arrivalMs(i), axis), y: yOfRecord(lane, i) + lane.square / 2 });
    ctx.fillStyle = palette.tints[tintOf(log.hashTop(i))]!;
    ctx.fillRect(at.x - size / 2, at.y - size / 2, size, size);
  }
}

/** From the lane, below its meters and above what it tells of losses, along the cards to the consumer's door. */
function pipeOf(lane: LaneBox, box: Box, door: Point, number: number): readonly Point[] {
  const beside = (number % 2) * PIPE_PITCH;
  const [x, y] = [box.x - 9 - beside, lane.y + Math.min(METERS_HEIGHT + beside, lane.height - 8)];
  return [{ x: lane.x + lane.width + 3, y }, { x, y }, { x, y: door.y }, { x: door.x - 1, y: door.y }];
}

/** A double line with an arrow's head: who is pushed to, and from where. */
function drawPipe(ctx: CanvasRenderingContext2D, palette: Palette, points: readonly Point[]): void {
  const end = points.at(-1)!;
  const shaft = [...points.slice(0, -1), { x: end.x - ARROW, y: end.y }];
  const line = () => {
    ctx.beginPath();
    shaft.forEach(({ x, y }, i) => (i === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
    ctx.stroke();
  };
  // A wide line, and its inside taken away again: two that stay side by side around every corner.
  ctx.lineJoin = 'round';
  ctx.strokeStyle = palette.ink3;
  ctx.lineWidth = PIPE + 1;
  line();
  ctx.globalCompositeOperation = 'destination-out';
  ctx.lineWidth = PIPE - 1;
  line();
  ctx.globalCompositeOperation = 'source-over';
  ctx.fillStyle = palette.ink3;
  ctx.beginPath();
  ctx.moveTo(end.x, end.y);
  ctx.lineTo(end.x - ARROW, end.y - ARROW);
  ctx.lineTo(end.x - ARROW, end.y + ARROW);
  ctx.fill();
}
