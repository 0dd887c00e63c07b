/** Where a throttled write is drawn: to the key space and back to its producer, beside which it waits for its next attempt. CSS pixels. */
import type { World } from '#sim';
import { SQUARE, yOfHash, type Box } from './layout.ts';
import { waitingPlace } from './waiting-place.ts';
import { between, smooth, type Point } from './way.ts';

const HASHES = 0x1_0000_0000;
/** So many of them at most are drawn at once: a crowd hides where each one goes. */
const SHOWN_MAX = 36;
/** Of very many the newest are looked at. */
const LOOKED_AT = 20_000;
/** What a finger misses by at most. */
const REACH = 14;

export interface BounceInput {
  readonly world: World;
  /** The key space. */
  readonly bar: Box;
  /** Boxes of the actors by their number in the source column. */
  readonly producerBoxes: ReadonlyMap<number, Box>;
  /** How long it is drawn, in virtual ms. */
  readonly travelMs: number;
}

/** Those that are drawn now, by their number among all throttled writes, and where. */
export function bouncesShown({ world, bar, producerBoxes, travelMs }: BounceInput): { readonly index: number; readonly at: Point }[] {
  if (travelMs === 0) return [];
  const { rejections } = world.service;
  const to = world.state.rejections;
  const from = rejections.firstAt(world.nowMs - travelMs, Math.max(0, to - LOOKED_AT), to);
  const every = Math.ceil((to - from) / SHOWN_MAX);
  const shown: { index: number; at: Point }[] = [];
  for (let index = from + ((every - (from % every)) % every); index < to; index += every) {
    const { atMs, hashTop, source } = rejections.get(index);
    const box = producerBoxes.get(source);
    const y = yOfHash(bar, hashTop / HASHES);
    const start = box ? { x: box.x + box.width + 8, y: box.y + box.height / 2 } : { x: bar.x - 60, y };
    const bounce = { x: bar.x - SQUARE, y };
    const share = (world.nowMs - atMs) / travelMs;
    const back = box ? waitingPlace(box) : { x: (start.x + bounce.x) / 2, y: y + 14 };
    const at = share < 0.5 ? between(start, bounce, smooth(share * 2)) : between(bounce, back, smooth(share * 2 - 1));
    shown.push({ index, at });
  }
  return shown;
}

/** The one nearest to a point, or null where none is near. */
export function bounceAt(input: BounceInput, x: number, y: number): number | null {
  let nearest: number | null = null;
  let least = REACH;
  for (const { index, at } of bouncesShown(input)) {
    const away = Math.hypot(at.x - x, at.y - y);
    if (away > least) continue;
    least = away;
    nearest = index;
  }
  return nearest;
}
