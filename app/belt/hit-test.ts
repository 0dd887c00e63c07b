/** Which record lies under a pointer: the geometry of `layout.ts`, backwards. */
import type { ShardLog } from '#sim';
import { ageAtX, xOfAge, type AgeAxis } from './age-axis.ts';
import { yOfRecord, type LaneBox } from './layout.ts';

/** What a finger misses by at most, in CSS pixels. */
const REACH = 4;

interface Reach {
  readonly log: ShardLog;
  /** Log indices [from, to) that the lane shows. */
  readonly from: number;
  readonly to: number;
  readonly nowMs: number;
  readonly axis: AgeAxis;
}

/** @returns the log index of the nearest record under the point, or null where there is none */
export function recordAt(lane: LaneBox, { log, from, to, nowMs, axis }: Reach, x: number, y: number): number | null {
  const { square } = lane;
  // A square lies to the left of its record's place.
  const first = log.firstArrivedAt(nowMs - ageAtX(lane, x + square + REACH, axis), from, to);
  const left = x - square - REACH;
  const last = left <= lane.x ? to : log.firstArrivedAt(nowMs - ageAtX(lane, left, axis), first, to);
  let nearest: number | null = null;
  let least = Infinity;
  for (let i = first; i < last; i += 1) {
    const at = Math.max(lane.x, xOfAge(lane, nowMs - log.arrivalMs(i), axis) - square);
    const dx = outside(x, at, at + square);
    const dy = outside(y, yOfRecord(lane, i), yOfRecord(lane, i) + square);
    const away = Math.max(dx, dy);
    // The later one of two at the same distance was drawn over the other.
    if (away <= REACH && away <= least) {
      least = away;
      nearest = i;
    }
  }
  return nearest;
}

/** How far a number lies outside a stretch. */
const outside = (at: number, from: number, to: number) => Math.max(0, from - at, at - to);
