/** Base64 as the service reads and writes it: canonical, padded, and with its own texts for what is wrong. Rule WIRE-8. */
import { err, ok, type Result } from '../kernel/result.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 0x3d;
const NO_DIGIT = 0xff;

const digitOf = new Uint8Array(128).fill(NO_DIGIT);
const codeOf = new Uint8Array(64);
for (let i = 0; i < 64; i += 1) {
  codeOf[i] = ALPHABET.charCodeAt(i);
  digitOf[codeOf[i]!] = i;
}

const POOL_BYTES = 65_536;
const SHORT_BYTES = 4_096;
let pool = new ArrayBuffer(0);
let used = 0;

/** Short blobs are parts of one buffer: for a buffer of its own each would wait longer than for being decoded. */
function newBytes(length: number): Uint8Array {
  if (length > SHORT_BYTES) return new Uint8Array(length);
  if (used + length > pool.byteLength) {
    pool = new ArrayBuffer(POOL_BYTES);
    used = 0;
  }
  used += length;
  return new Uint8Array(pool, used - length, length);
}

/** @returns the bytes, or what is wrong with the text, as a SerializationException words it */
export function readBase64(text: string): Result<Uint8Array, string> {
  const { length } = text;
  const refuse = (reason: string) => err(`'${text}' can not be converted to a Blob: ${reason}`);
  if (length % 4 !== 0) {
    return refuse(`Base64 encoded length is expected a multiple of 4 bytes but found: ${length}`);
  }
  const pads = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = newBytes((length / 4) * 3 - pads);
  let at = 0;
  let word = 0;
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(i);
    const digit = code < 128 ? digitOf[code]! : NO_DIGIT;
    if (digit === NO_DIGIT && (code !== PAD || i < length - pads)) {
      return refuse(`Invalid Base64 character: '${String.fromCodePoint(text.codePointAt(i)!)}'`);
    }
    word = (word << 6) | (digit & 63 & (code === PAD ? 0 : 63));
    if (i % 4 === 3) {
      if (i === length - 1 && pads > 0 && (word & (pads === 2 ? 0xffff : 0xff)) !== 0) {
        return refuse('Invalid last non-pad Base64 character dectected');
      }
      // Writes past the end of a typed array, where padding stands for no byte, go nowhere.
      bytes[at] = word >>> 16;
      bytes[at + 1] = word >>> 8;
      bytes[at + 2] = word;
      at += 3;
      word = 0;
    }
  }
  return ok(bytes);
}

const decoder = new TextDecoder();

export function writeBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(PAD);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = (bytes[i]! << 16) | (left > 1 ? bytes[i + 1]! << 8 : 0) | (left > 2 ? bytes[i + 2]! : 0);
    codes[at] = codeOf[word >>> 18]!;
    codes[at + 1] = codeOf[(word >>> 12) & 63]!;
    if (left > 1) codes[at + 2] = codeOf[(word >>> 6) & 63]!;
    if (left > 2) codes[at + 3] = codeOf[word & 63]!;
    at += 4;
  }
  return decoder.decode(codes);
}
