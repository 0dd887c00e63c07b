/** Partition key → MD5 → a number of 128 bits → the open shard whose range holds it. Rules ROUTE-1 … ROUTE-4. */
import { writeMd5 } from './md5.ts';

export const HASH_KEY_MAX = (1n << 128n) - 1n;

/** Where a hash key stands in the key space, 0 … 1: for drawing and telling it. */
export const shareOfKeySpace = (hashKey: bigint): number => Number(hashKey) / Number(HASH_KEY_MAX);

/** A hash key as four unsigned 32-bit words, most significant first: what routing compares. */
export type HashWords = Uint32Array;

export const newHashWords = (): HashWords => new Uint32Array(4);

export function writeWords(hashKey: bigint, words: HashWords): void {
  for (let i = 0; i < 4; i += 1) words[i] = Number((hashKey >> BigInt(96 - 32 * i)) & 0xffff_ffffn);
}

export function hashKeyOf(words: HashWords): bigint {
  return words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
}

/** The partition key's 128-bit hash as a number. Public: the figure "hash a key" and the lab show it. */
export function hashKeyOfPartitionKey(partitionKey: string): bigint {
  const words = newHashWords();
  writeMd5(partitionKey, words);
  return hashKeyOf(words);
}

/** Where the upper half of a range begins. */
export const middleOf = ({ start, end }: { readonly start: bigint; readonly end: bigint }): bigint => (start + end + 1n) / 2n;

/** `count` equal ranges over the whole key space; the last one takes what the division leaves. Rule ROUTE-3. */
export function uniformRanges(count: number): { start: bigint; end: bigint }[] {
  const width = (HASH_KEY_MAX + 1n) / BigInt(count);
  return Array.from({ length: count }, (_, i) => ({
    start: BigInt(i) * width,
    end: i === count - 1 ? HASH_KEY_MAX : BigInt(i + 1) * width - 1n,
  }));
}
