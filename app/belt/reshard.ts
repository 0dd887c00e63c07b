/** Where a split can cut, and which shards can merge: what gestures and panels share. */
import { HASH_KEY_MAX, type Shard } from '#sim';
import type { Box } from './layout.ts';

/** As many bits of a share as a number holds exactly. */
const BITS = 48;

/** The hash key at a share of the key space, 0 … 1. */
export function hashKeyAt(share: number): bigint {
  const key = BigInt(Math.round(Math.min(1, Math.max(0, share)) * 2 ** BITS)) << BigInt(128 - BITS);
  return key > HASH_KEY_MAX ? HASH_KEY_MAX : key;
}

/** Which share of the key space, 0 … 1, stands at a height of the bar. */
export const shareOfBar = (bar: Box, y: number): number => Math.min(1, Math.max(0, (y - bar.y) / bar.height));

/** Whether two shards' ranges lie side by side, and both still take records. */
export function neighbours(x: Shard, y: Shard): boolean {
  const open = x.closedMs === null && y.closedMs === null;
  return open && (x.end + 1n === y.start || y.end + 1n === x.start);
}
