/** Where a split can cut, and which shards can merge: what gestures and panels share. */
import { HASH_KEY_MAX, isOpen, type Shard } from '#sim';
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

/** The open shards on either side of this one in the key space: with whom it can merge. */
export function neighboursOf(shard: Shard, shards: readonly Shard[]): { readonly below?: Shard; readonly above?: Shard } {
  const open = shards.filter(isOpen);
  return { below: open.find((other) => other.end + 1n === shard.start), above: open.find((other) => other.start === shard.end + 1n) };
}
