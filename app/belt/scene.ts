/**
 * The records, on a canvas. Each frame is drawn anew from the world: a record's place is its age, so there is nothing to
 * animate. A record that has just arrived is drawn on its way (producer → place in the key space → lane), a throttled
 * one turns back at the key space, a read sends a copy to its consumer, an unread record falls off the edge.
 */
import type { Stream, World } from '#sim';
import type { DrawnRead } from './actors/view.ts';
import { ageAtX, inWindow, xOfAge, type AgeAxis } from './age-axis.ts';
import { bouncesShown } from './bounce.ts';
import { drawGlyph } from './glyphs.ts';
import { SQUARE, yOfHash, yOfRecord, type BeltLayout, type Box } from './layout.ts';
import type { Palette } from './palette.ts';
import { fillSquare, markOf } from './marks.ts';
import { drawReads } from './scene-reads.ts';
import { drawGivenUp } from './scene-given-up.ts';
import { GLYPH_FROM, type Squares } from './scene-squares.ts';
import { shownOn, type Shown } from './shown.ts';
import { tintOf } from './tint.ts';
import { between, smooth, type Point } from './way.ts';

export interface SceneInput {
  readonly world: World;
  readonly stream: Stream;
  readonly layout: BeltLayout;
  readonly palette: Palette;
  readonly squares: Squares;
  readonly axis: AgeAxis;
  /** How long a record is drawn on its way, in virtual ms; 0 draws no travel. */
  readonly travelMs: number;
  /** Boxes of the actors by their number in the source column. */
  readonly producerBoxes: ReadonlyMap<number, Box>;
  readonly readers: readonly SceneReader[];
  /** The record whose panel is open. */
  readonly chosen: { readonly shard: number; readonly index: number } | null;
}

export interface SceneReader {
  readonly box: Box;
  /** What it has read of a shard of late. */
  reads(shardIndex: number): { readonly recent: readonly DrawnRead[]; readonly pushed: boolean; readonly behindMs: number | null } | null;
}

/** Beyond this many travellers to a lane at once, every n-th is drawn: a crowd hides where each one goes. */
const TRAVELLERS_MAX = 72;
const ALL_TRAVELLERS_MAX = 600;
const TRAVELLERS_TO_ROW = 4;
/** On the way to a row of the heat map. */
const SQUARE_SMALL = 5;
/** Of the lane, at most this share is left empty for those on their way to it. */
const ARRIVAL_SHARE = 0.2;
const COLUMN = 6;
/** Records of a column that are looked at for their tints. */
const SAMPLE = 48;
const HASHES = 0x1_0000_0000;

/** How many records stand on the lanes, each as a square of its own, and how many as part of a column. */
export interface Drawn {
  readonly squares: number;
  readonly inColumns: number;
  /** A bit for each mark on them or on its way: 1 << mark. */
  readonly marks: number;
}

export function drawScene(ctx: CanvasRenderingContext2D, input: SceneInput): Drawn {
  const { world, stream, layout, axis, squares } = input;
  ctx.clearRect(0, 0, layout.width, layout.height);
  const lanes = [...layout.lanes, ...layout.samples].flatMap((box) => {
    const shard = stream.shards[box.shardIndex];
    return shard ? [shownOn(world, box, shard, axis)] : [];
  });
  const onLanes = lanes.filter(({ lane }) => !lane.dense);
  const arriving = lanes.map((shown) => arrivingFrom(input, shown));
  // Squares first: they take their whole lane anew, and would wipe out what lies on it.
  let marks = 0;
  lanes.forEach((shown, i) => {
    if (shown.lane.dense) return;
    if (shown.columns) drawColumns(ctx, input, shown);
    else marks |= squares.draw(ctx, shown, Math.min(shown.to, arriving[i]!), world.nowMs, axis);
  });
  drawLineage(ctx, input);
  lanes.forEach((shown, i) => (marks |= drawTravellers(ctx, input, shown, arriving[i]!)));
  drawChosen(ctx, input, onLanes);
  drawRejections(ctx, input);
  drawGivenUp(ctx, input);
  drawReads(ctx, input, onLanes);
  drawLosses(ctx, input);
  const count = (columns: boolean) => onLanes.reduce((sum, shown) => sum + (shown.columns === columns ? shown.to - shown.from : 0), 0);
  return { squares: count(false), inColumns: count(true), marks };
}

/** Which of a lane's records are still on their way to it: those from this index on. Where the lane's first part stands for little time, they come sooner. */
function arrivingFrom({ world, layout, axis, travelMs }: SceneInput, { shard, lane, log, from }: Shown): number {
  const { length } = shard.cursor;
  return layout.bar && travelMs > 0 ? log.firstArrivedAt(world.nowMs - arrivalMs(travelMs, lane, axis), from, length) : length;
}

const arrivalMs = (travelMs: number, lane: Box, axis: AgeAxis) => Math.min(travelMs, Math.max(axis.fromMs, ageAtX(lane, lane.x + ARRIVAL_SHARE * lane.width, axis)));

/** A frame around the record whose panel is open. */
function drawChosen(ctx: CanvasRenderingContext2D, { world, axis, palette, chosen }: SceneInput, lanes: readonly Shown[]): void {
  const shown = chosen && lanes.find(({ shard }) => shard.index === chosen.shard);
  if (!shown || chosen.index < shown.from || chosen.index >= shown.to) return;
  const { lane, log } = shown;
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 2;
  // A square lies to the left of its record's place, so that it leaves the lane exactly at the edge.
  const x = Math.max(lane.x, xOfAge(lane, world.nowMs - log.arrivalMs(chosen.index), axis) - lane.square);
  ctx.strokeRect(x - 2, yOfRecord(lane, chosen.index) - 2, lane.square + 4, lane.square + 4);
}

/** Too many to tell apart: columns of time, as high as there are records, each key's tint its share, as far as a sample tells. */
function drawColumns(ctx: CanvasRenderingContext2D, { world, palette, axis }: SceneInput, { lane, log, from, to }: Shown): void {
  const tints = palette.tints.length;
  const columns = Math.ceil(lane.width / COLUMN);
  const counts = new Float64Array(columns * tints);
  let tallest = 1;
  let end = to;
  for (let column = 0; column < columns; column += 1) {
    const start = log.firstArrivedAt(world.nowMs - ageAtX(lane, lane.x + ((column + 1) / columns) * lane.width, axis), from, end);
    const total = end - start;
    const every = Math.ceil(total / SAMPLE);
    // Always the same records, however the column moves over them: the picture does not flicker.
    const first = Math.ceil(start / every) * every;
    const sampled = Math.ceil((end - first) / every);
    for (let i = first; i < end; i += every) counts[column * tints + tintOf(log.hashTop(i))]! += total / sampled;
    tallest = Math.max(tallest, total);
    end = start;
  }
  const unit = (lane.height - 4) / tallest;
  const heights = new Float64Array(columns);
  for (let tint = 0; tint < tints; tint += 1) {
    ctx.fillStyle = palette.tints[tint]!;
    for (let column = 0; column < columns; column += 1) {
      const height = counts[column * tints + tint]! * unit;
      if (height === 0) continue;
      heights[column]! += height;
      ctx.fillRect(lane.x + column * COLUMN, lane.y + lane.height - 2 - heights[column]!, COLUMN - 1, height);
    }
  }
}

/** Producer → hash position on the bar → its place on the lane. @returns a bit for each mark that was drawn */
function drawTravellers(ctx: CanvasRenderingContext2D, input: SceneInput, { shard, lane, log }: Shown, from: number): number {
  const { world, palette, travelMs, layout, axis } = input;
  let marks = 0;
  if (!layout.bar || travelMs === 0) return marks;
  const { bar } = layout;
  const to = shard.cursor.length;
  const wayMs = arrivalMs(travelMs, lane, axis);
  // On its way as large as it will stand there.
  const size = lane.dense ? SQUARE_SMALL : lane.square;
  const most = lane.dense ? TRAVELLERS_TO_ROW : Math.min(TRAVELLERS_MAX, Math.ceil(ALL_TRAVELLERS_MAX / layout.lanes.length));
  const every = Math.ceil((to - from) / most);
  for (let i = from + ((every - (from % every)) % every); i < to; i += every) {
    const box = input.producerBoxes.get(log.source(i));
    const hashTop = log.hashTop(i);
    const tint = tintOf(hashTop);
    const ageMs = world.nowMs - log.arrivalMs(i);
    const hashY = yOfHash(bar, hashTop / HASHES);
    ctx.fillStyle = palette.tints[tint]!;
    ctx.fillRect(bar.x + 2, hashY - 1, bar.width - 4, 2);
    const start = box ? { x: box.x + box.width, y: box.y + box.height / 2 } : { x: bar.x - 40, y: hashY };
    const middle = { x: bar.x + bar.width / 2, y: hashY };
    const end = { x: Math.max(lane.x + size / 2, xOfAge(lane, ageMs, axis) - size / 2), y: lane.dense ? lane.y + lane.height / 2 : yOfRecord(lane, i) + size / 2 };
    const at = along(ageMs / wayMs, start, middle, end);
    const mark = size < GLYPH_FROM ? 0 : markOf(log, i);
    marks |= 1 << mark;
    fillSquare(ctx, mark, at.x - size / 2, at.y - size / 2, size);
    if (size < GLYPH_FROM) continue;
    ctx.fillStyle = palette.glyph;
    drawGlyph(ctx, tint, at.x - size / 2, at.y - size / 2, size / SQUARE);
  }
  return marks;
}

/** A place on the way through three points, 0 … 1. */
function along(share: number, start: Point, middle: Point, end: Point): Point {
  if (share < 0.5) return between(start, middle, smooth(share * 2));
  const t = (share - 0.5) * 2;
  return { x: middle.x + (end.x - middle.x) * t, y: middle.y + (end.y - middle.y) * smooth(t) };
}

/** Throttled writes reach the key space and turn back, as outlines. */
function drawRejections(ctx: CanvasRenderingContext2D, { world, layout: { bar }, palette, travelMs, producerBoxes }: SceneInput): void {
  if (!bar) return;
  ctx.strokeStyle = palette.alarm;
  ctx.lineWidth = 1.5;
  for (const { at } of bouncesShown({ world, bar, producerBoxes, travelMs })) outline(ctx, at.x, at.y);
}

/** Records that a consumer had not read fall off the edge. */
function drawLosses(ctx: CanvasRenderingContext2D, { world, layout, palette, travelMs }: SceneInput): void {
  const fallMs = travelMs * 1.5;
  ctx.strokeStyle = palette.alarm;
  ctx.lineWidth = 1.5;
  for (const entry of world.traceLog.last(200)) {
    const share = fallMs > 0 ? (world.nowMs - entry.atMs) / fallMs : 1;
    if (entry.kind !== 'RecordsLost' || share < 0 || share >= 1) continue;
    const lane = layout.lanes.find((one) => one.shardIndex === entry.shardIndex);
    if (!lane) continue;
    for (let n = 0; n < Math.min(4, entry.records); n += 1) {
      const x = lane.x + lane.width + 6 + share * (10 + n * 9);
      const y = lane.y + lane.height / 2 + (n % lane.rows) * 6 + share * share * (lane.height / 2 + 18);
      ctx.globalAlpha = 1 - share * share;
      ctx.save();
      ctx.translate(x, y);
      ctx.rotate(share * (1 + n / 2));
      outline(ctx, 0, 0);
      ctx.restore();
    }
  }
  ctx.globalAlpha = 1;
}

/** A parent is joined to its children at the moment of the cut. */
function drawLineage(ctx: CanvasRenderingContext2D, { world, stream, layout, palette, axis }: SceneInput): void {
  ctx.strokeStyle = palette.ink3;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 3]);
  ctx.beginPath();
  for (const child of layout.lanes) {
    const shard = stream.shards[child.shardIndex];
    const parents = shard ? [shard.parentIndex, shard.adjacentParentIndex] : [];
    const age = shard ? world.nowMs - shard.openedMs : Infinity;
    if (!inWindow(axis, age) || shard?.parentIndex === null) continue;
    for (const parent of layout.lanes.filter((lane) => parents.includes(lane.shardIndex))) {
      const x = Math.round(xOfAge(child, age, axis)) + 0.5;
      const downward = child.y > parent.y;
      ctx.moveTo(x, downward ? parent.y + parent.height : parent.y);
      ctx.lineTo(x, downward ? child.y : child.y + child.height);
    }
    // What lies beyond the cut was never this shard's.
    const cut = xOfAge(child, age, axis);
    ctx.moveTo(cut, child.y);
    ctx.lineTo(cut, child.y + child.height);
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

function outline(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  ctx.strokeRect(x - SQUARE / 2 + 1, y - SQUARE / 2 + 1, SQUARE - 2, SQUARE - 2);
}
