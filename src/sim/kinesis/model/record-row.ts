/**
 * How one record lies in a chunk of its stream's arena: a row of numbers, its data as far as it is stored, and its key.
 * `at` is where it begins, in bytes.
 */
import type { Blob } from './blob.ts';
import type { Chunk } from './record-arena.ts';

/** The row begins with the arrival in 64 bits; the other numbers follow as words. */
const COUNTER = 2;
const HASH_TOP = 3;
/** Source in the upper half; in the lower one the flags, and the key's length in bytes (1,024 at most). */
const SOURCE_AND_KEY = 4;
const STORED_BYTES = 5;
const DATA_BYTES = 6;
const ROW_BYTES = 32;
const KEY_BYTES_MASK = 0x7ff;

/** What is known of a record beside its contents, as bits to be joined. */
export const FLAGS = {
  encrypted: 0x8000,
  /** Its sender had sent it before. Kept for the eye, as is the next: no part of the service. */
  retried: 0x4000,
  /** All or some of it was on the stream already, whether or not its sender could know. */
  copy: 0x2000,
} as const;

const storedLength = (data: Blob) => ('text' in data ? data.text.length : data.byteLength);

/** The most that a record can take: a UTF-16 unit takes at most three bytes in UTF-8. */
export const rowBytesMax = (partitionKey: string, data: Blob) => ROW_BYTES + storedLength(data) + partitionKey.length * 3;

/** @returns where the record ends */
export function writeRow(chunk: Chunk, at: number, partitionKey: string, data: Blob, arrivalMs: number, counter: number, hashTop: number, source: number, flags: number): number {
  const { bytes, words } = chunk;
  const stored = storedLength(data);
  const key = at + ROW_BYTES + stored;
  if ('text' in data) writeText(data.text, bytes, dataAt(at));
  else bytes.set(data, dataAt(at));
  const keyLength = writeText(partitionKey, bytes, key);
  chunk.floats[at >>> 3] = arrivalMs;
  const row = at >>> 2;
  words[row + COUNTER] = counter;
  words[row + HASH_TOP] = hashTop;
  words[row + SOURCE_AND_KEY] = (source << 16) | flags | keyLength;
  words[row + STORED_BYTES] = stored;
  words[row + DATA_BYTES] = data.byteLength;
  return key + keyLength;
}

const word = (chunk: Chunk, at: number, which: number) => chunk.words[(at >>> 2) + which]!;

export const arrivalOf = (chunk: Chunk, at: number) => chunk.floats[at >>> 3]!;
export const counterOf = (chunk: Chunk, at: number) => word(chunk, at, COUNTER);
export const hashTopOf = (chunk: Chunk, at: number) => word(chunk, at, HASH_TOP);
export const sourceOf = (chunk: Chunk, at: number) => word(chunk, at, SOURCE_AND_KEY) >>> 16;
export const hasFlag = (chunk: Chunk, at: number, flag: number) => (word(chunk, at, SOURCE_AND_KEY) & flag) !== 0;
export const dataBytes = (chunk: Chunk, at: number) => word(chunk, at, DATA_BYTES);
/** The rest of the data is spaces. */
export const storedBytes = (chunk: Chunk, at: number) => word(chunk, at, STORED_BYTES);
/** Where the data begins: at a multiple of 8, as the record does. */
export const dataAt = (at: number) => at + ROW_BYTES;
export const keyBytes = (chunk: Chunk, at: number) => word(chunk, at, SOURCE_AND_KEY) & KEY_BYTES_MASK;
export const keyAt = (chunk: Chunk, at: number) => dataAt(at) + storedBytes(chunk, at);

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function writeText(text: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return encoder.encodeInto(text, bytes.subarray(at)).written;
    bytes[at + i] = unit;
  }
  return text.length;
}

export const readText = (bytes: Uint8Array, from: number, to: number) => decoder.decode(bytes.subarray(from, to));
