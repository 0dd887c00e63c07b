/**
 * MD5 of a short text, as RFC 1321 has it: the engine hashes a partition key for every record, and nearly all keys are
 * ASCII and fit one block of 64 bytes. For those this takes two thirds of the time of a general library; all others are
 * left to js-md5. Additions stand in the order in which their terms become known: each step waits for the one before.
 */
import { md5 } from 'js-md5';

const ONE_BLOCK_MAX = 55;
const SINES = Int32Array.from({ length: 64 }, (_, i) => Math.abs(Math.sin(i + 1)) * 2 ** 32);

const block = new Int32Array(16);

/** Writes the hash of the text in UTF-8 as four words, their bytes in the order of the hash: the first is the highest. */
export function writeMd5(text: string, words: Uint32Array): void {
  if (fillBlock(text)) return hashBlock(words);
  const bytes = md5.array(text);
  for (let i = 0; i < 4; i += 1) {
    const at = i * 4;
    words[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
}

/** @returns whether the text is ASCII and fits */
function fillBlock(text: string): boolean {
  const { length } = text;
  if (length > ONE_BLOCK_MAX) return false;
  let word = 0;
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return false;
    word |= code << ((i & 3) << 3);
    if ((i & 3) === 3) {
      block[i >>> 2] = word;
      word = 0;
    }
  }
  const last = length >>> 2;
  block[last] = word | (0x80 << ((length & 3) << 3));
  for (let i = last + 1; i < 16; i += 1) block[i] = 0;
  block[14] = length << 3;
  return true;
}

const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by));
const swap = (word: number) => (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);

function hashBlock(words: Uint32Array): void {
  const x = block;
  const k = SINES;
  // Literals, not constants of the module: those would not be known to be integers of 32 bits, at twice the cost.
  let a = 0x67452301;
  let b = -0x10325477;
  let c = -0x67452302;
  let d = 0x10325476;
  for (let i = 0; i < 16; i += 4) {
    a = (rotate((a + x[i]! + k[i]! + (d ^ (b & (c ^ d)))) | 0, 7) + b) | 0;
    d = (rotate((d + x[i + 1]! + k[i + 1]! + (c ^ (a & (b ^ c)))) | 0, 12) + a) | 0;
    c = (rotate((c + x[i + 2]! + k[i + 2]! + (b ^ (d & (a ^ b)))) | 0, 17) + d) | 0;
    b = (rotate((b + x[i + 3]! + k[i + 3]! + (a ^ (c & (d ^ a)))) | 0, 22) + c) | 0;
  }
  for (let i = 16; i < 32; i += 4) {
    a = (rotate((a + x[(5 * i + 1) & 15]! + k[i]! + (c & ~d) + (b & d)) | 0, 5) + b) | 0;
    d = (rotate((d + x[(5 * i + 6) & 15]! + k[i + 1]! + (b & ~c) + (a & c)) | 0, 9) + a) | 0;
    c = (rotate((c + x[(5 * i + 11) & 15]! + k[i + 2]! + (a & ~b) + (d & b)) | 0, 14) + d) | 0;
    b = (rotate((b + x[(5 * i + 16) & 15]! + k[i + 3]! + (d & ~a) + (c & a)) | 0, 20) + c) | 0;
  }
  for (let i = 32; i < 48; i += 4) {
    a = (rotate((a + x[(3 * i + 5) & 15]! + k[i]! + (b ^ c ^ d)) | 0, 4) + b) | 0;
    d = (rotate((d + x[(3 * i + 8) & 15]! + k[i + 1]! + (a ^ b ^ c)) | 0, 11) + a) | 0;
    c = (rotate((c + x[(3 * i + 11) & 15]! + k[i + 2]! + (d ^ a ^ b)) | 0, 16) + d) | 0;
    b = (rotate((b + x[(3 * i + 14) & 15]! + k[i + 3]! + (c ^ d ^ a)) | 0, 23) + c) | 0;
  }
  for (let i = 48; i < 64; i += 4) {
    a = (rotate((a + x[(7 * i) & 15]! + k[i]! + (c ^ (b | ~d))) | 0, 6) + b) | 0;
    d = (rotate((d + x[(7 * i + 7) & 15]! + k[i + 1]! + (b ^ (a | ~c))) | 0, 10) + a) | 0;
    c = (rotate((c + x[(7 * i + 14) & 15]! + k[i + 2]! + (a ^ (d | ~b))) | 0, 15) + d) | 0;
    b = (rotate((b + x[(7 * i + 21) & 15]! + k[i + 3]! + (d ^ (c | ~a))) | 0, 21) + c) | 0;
  }
  words[0] = swap((a + 0x67452301) | 0);
  words[1] = swap((b - 0x10325477) | 0);
  words[2] = swap((c - 0x67452302) | 0);
  words[3] = swap((d + 0x10325476) | 0);
}
