/** Partition key → MD5 → a number of 128 bits → the open shard whose range holds it. Rules ROUTE-1 … ROUTE-4. */
import { md5 } from 'js-md5';

export const HASH_KEY_MAX = (1n << 128n) - 1n;

/** A hash key as four unsigned 32-bit words, most significant first: what routing compares. */
export type HashWords = readonly [number, number, number, number];

export function hashPartitionKey(partitionKey: string): HashWords {
  const bytes = md5.array(partitionKey);
  const word = (i: number) =>
    ((bytes[i]! << 24) | (bytes[i + 1]! << 16) | (bytes[i + 2]! << 8) | bytes[i + 3]!) >>> 0;
  return [word(0), word(4), word(8), word(12)];
}

export function wordsOf(hashKey: bigint): HashWords {
  const word = (shift: bigint) => Number((hashKey >> shift) & 0xffff_ffffn);
  return [word(96n), word(64n), word(32n), word(0n)];
}

export function hashKeyOf(words: HashWords): bigint {
  return words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
}

/** The partition key's 128-bit hash as a number. Public: the figure "hash a key" and the lab show it. */
export const hashKeyOfPartitionKey = (partitionKey: string): bigint => hashKeyOf(hashPartitionKey(partitionKey));

/** `count` equal ranges over the whole key space; the last one takes what the division leaves. Rule ROUTE-3. */
export function uniformRanges(count: number): { start: bigint; end: bigint }[] {
  const width = (HASH_KEY_MAX + 1n) / BigInt(count);
  return Array.from({ length: count }, (_, i) => ({
    start: BigInt(i) * width,
    end: i === count - 1 ? HASH_KEY_MAX : BigInt(i + 1) * width - 1n,
  }));
}
