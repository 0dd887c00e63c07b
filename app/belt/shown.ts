/**
 * What a lane shows of its shard: which records, and how large their squares are. Where many come to stand close, all squares
 * of the lane are smaller, down to one that can still be told from its neighbours; beyond that the records are columns.
 * Drawing and pointing ask the same.
 */
import type { Shard, ShardLog, World } from '#sim';
import { ageAtX, type AgeAxis } from './age-axis.ts';
import { withSquares, type LaneBox } from './layout.ts';

export interface Shown {
  readonly shard: Shard;
  readonly log: ShardLog;
  /** With the size and the rows of its squares. */
  readonly lane: LaneBox;
  /** Log indices [from, to) of the window looked at. */
  readonly from: number;
  readonly to: number;
  /** Too many to tell apart. */
  readonly columns: boolean;
}

/** Sides in CSS pixels. Below 8 there is no room for a glyph. */
const SIZES = [11, 8, 6, 5, 4] as const;
/** How much of the place for squares may be taken, where they stand closest, before they are made smaller; larger again below less, so that no size flickers. */
const FULL = 0.6;
const FULL_AGAIN = 0.45;
/** The smallest may cover each other by this much before they become columns. */
const COLUMNS_FROM = 1.5;
const COLUMNS_AGAIN = 1.2;
/** Parts of a lane that are looked at for where records stand closest. */
const PARTS = 8;

/** Which of SIZES each lane has, by shard; past the last: columns. Lets a size last; it can be made anew at any time. */
const sizes = new WeakMap<World, Map<number, number>>();

export function shownOn(world: World, box: LaneBox, shard: Shard, axis: AgeAxis): Shown {
  const log = world.log(shard.logId);
  const { length } = shard.cursor;
  const from = log.firstArrivedAt(world.nowMs - axis.toMs, shard.head, length);
  const to = axis.fromMs === 0 ? length : log.firstArrivedAt(world.nowMs - axis.fromMs + 1, from, length);
  let known = sizes.get(world);
  if (!known) sizes.set(world, (known = new Map()));
  const size = sizeFor(box, densest(box, log, from, to, world.nowMs, axis), known.get(shard.index) ?? 0);
  known.set(shard.index, size);
  return { shard, log, from, to, lane: withSquares(box, Math.min(box.square, SIZES[size] ?? SIZES.at(-1)!)), columns: size === SIZES.length };
}

/** How many records the lane would hold if all of it were as full as its fullest part. */
function densest(box: LaneBox, log: ShardLog, from: number, to: number, nowMs: number, axis: AgeAxis): number {
  if (to - from <= PARTS) return to - from;
  let most = 0;
  let end = to;
  for (let part = 1; part <= PARTS; part += 1) {
    const start = part === PARTS ? from : log.firstArrivedAt(nowMs - ageAtX(box, box.x + (part / PARTS) * box.width, axis), from, end);
    most = Math.max(most, end - start);
    end = start;
  }
  return most * PARTS;
}

/** @param before the size the lane has now. @returns an index of SIZES, or their number: columns */
export function sizeFor(box: LaneBox, count: number, before: number): number {
  const load = (size: number) => {
    const { square, rows } = withSquares(box, SIZES[size]!);
    return (count * square) / (box.width * rows);
  };
  const last = SIZES.length - 1;
  const first = SIZES.findIndex((side) => side <= box.square);
  let size = Math.max(first, before);
  if (size > last) {
    if (load(last) > COLUMNS_AGAIN) return size;
    size = last;
  }
  while (size > first && load(size - 1) <= FULL_AGAIN) size -= 1;
  while (size < last && load(size) > FULL) size += 1;
  return size === last && load(last) > COLUMNS_FROM ? SIZES.length : size;
}
