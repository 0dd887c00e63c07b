/** Which record lies under a pointer: the geometry of `layout.ts`, backwards. */
import type { ShardLog } from '#sim';
import { xOfAge, yOfRecord, type LaneBox } from './layout.ts';

/** What a finger misses by at most, in CSS pixels. */
const REACH = 4;

interface Reach {
  readonly log: ShardLog;
  /** Log indices [from, to) that the lane shows. */
  readonly from: number;
  readonly to: number;
  readonly nowMs: number;
  readonly spanMs: number;
}

/** @returns the log index of the nearest record under the point, or null where there is none */
export function recordAt(lane: LaneBox, { log, from, to, nowMs, spanMs }: Reach, x: number, y: number): number | null {
  const ageAt = (px: number) => ((px - lane.x) / lane.width) * spanMs;
  const { square } = lane;
  // A square lies to the left of its record's place.
  const first = log.firstArrivedAt(nowMs - ageAt(x + square + REACH), from, to);
  const last = log.firstArrivedAt(nowMs - ageAt(x - square - REACH), first, to);
  let nearest: number | null = null;
  let least = Infinity;
  for (let i = first; i < last; i += 1) {
    const left = Math.max(lane.x, xOfAge(lane, nowMs - log.arrivalMs(i), spanMs) - square);
    const dx = outside(x, left, left + square);
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
