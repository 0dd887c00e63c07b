/**
 * Iterators and page tokens as clients see them: base64 that says nothing. AWS's iterators start with eight bytes
 * 00…01 and go on in blocks of 16, probably enciphered; ours carry JSON behind a mask, with a checksum so that a
 * garbled one is refused. Not a secret: a simulator has none.
 */
import { base64 } from '@scure/base';
import { mixText, newDigest } from '../../kernel/digest.ts';
import { wordGenerator } from '../../kernel/random.ts';

const HEADER_BYTES = 8;
const CHECKSUM_BYTES = 4;
const BODY_BYTES_MIN = 144;
const BLOCK_BYTES = 16;

export function encodeToken(value: object): string {
  const json = JSON.stringify(value);
  const length = new TextEncoder().encode(json).length;
  const bodyBytes = Math.max(BODY_BYTES_MIN, Math.ceil((length + CHECKSUM_BYTES) / BLOCK_BYTES) * BLOCK_BYTES);
  // The checksum covers the spaces too, so that no byte can be changed unnoticed.
  const text = json + ' '.repeat(bodyBytes - CHECKSUM_BYTES - length);
  const bytes = new Uint8Array(HEADER_BYTES + bodyBytes);
  bytes[HEADER_BYTES - 1] = 1;
  const checksum = checksumOf(text);
  new DataView(bytes.buffer).setUint32(HEADER_BYTES, checksum);
  new TextEncoder().encodeInto(text, bytes.subarray(HEADER_BYTES + CHECKSUM_BYTES));
  mask(bytes, checksum);
  return base64.encode(bytes);
}

/** What `encodeToken` was given, or null for anything it did not write. */
export function decodeToken(token: string): unknown {
  let bytes: Uint8Array;
  try {
    bytes = base64.decode(token);
  } catch {
    return null;
  }
  if (bytes.length < HEADER_BYTES + BODY_BYTES_MIN) return null;
  if (bytes.subarray(0, HEADER_BYTES).some((byte, i) => byte !== (i === HEADER_BYTES - 1 ? 1 : 0))) return null;
  const checksum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(HEADER_BYTES);
  mask(bytes, checksum);
  const text = new TextDecoder().decode(bytes.subarray(HEADER_BYTES + CHECKSUM_BYTES));
  return checksumOf(text) === checksum ? JSON.parse(text) : null;
}

function checksumOf(text: string): number {
  const digest = newDigest();
  mixText(digest, text);
  return (digest.a ^ digest.b) >>> 0;
}

function mask(bytes: Uint8Array, key: number): void {
  const next = wordGenerator(key);
  for (let i = HEADER_BYTES + CHECKSUM_BYTES; i < bytes.length; i += 1) bytes[i]! ^= next() & 0xff;
}
