/**
 * A rolling 64-bit digest of numbers, text and plain data, as two 32-bit lanes.
 * It compares runs (same seed, same actions, same digest); it is no cryptographic hash.
 * A digest is plain data, so a checkpoint can carry it.
 */
export interface Digest {
  a: number;
  b: number;
}

export const newDigest = (): Digest => ({ a: 0x9e3779b9, b: 0x85ebca6b });

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

function mixWord(digest: Digest, word: number): void {
  digest.a = Math.imul(digest.a ^ word, 0x01000193) ^ (digest.b >>> 13);
  digest.b = Math.imul(digest.b ^ word, 0xc2b2ae35) ^ (digest.a >>> 16);
}

export function mixNumber(digest: Digest, value: number): void {
  float[0] = value;
  mixWord(digest, words[0]!);
  mixWord(digest, words[1]!);
}

/** As `mixNumber`, at half the cost where the number is a whole one of 32 bits. */
export function mixInteger(digest: Digest, value: number): void {
  if (value >>> 0 === value) mixWord(digest, value);
  else mixNumber(digest, value);
}

export function mixText(digest: Digest, text: string): void {
  mixWord(digest, text.length);
  for (let i = 0; i < text.length; i += 1) mixWord(digest, text.charCodeAt(i));
}

/** Mixes any plain value: primitives, arrays, maps, typed arrays and objects, in their own order. */
export function mixValue(digest: Digest, value: unknown): void {
  if (typeof value === 'number') mixNumber(digest, value);
  else if (typeof value === 'string') mixText(digest, value);
  else if (value === null || typeof value !== 'object') mixText(digest, String(value));
  else if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = value as ArrayLike<unknown>;
    mixWord(digest, list.length);
    for (let i = 0; i < list.length; i += 1) mixValue(digest, list[i]);
  } else {
    const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
    mixWord(digest, entries.length);
    for (const [key, entry] of entries) {
      mixText(digest, String(key));
      mixValue(digest, entry);
    }
  }
}

/** Sixteen hex digits. */
export function digestText(digest: Digest): string {
  const hex = (lane: number) => (lane >>> 0).toString(16).padStart(8, '0');
  return hex(digest.a) + hex(digest.b);
}
