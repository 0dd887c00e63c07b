/**
 * The two encodings of the API: JSON 1.1 and CBOR. An output is typed data; what JSON or CBOR has no type for is written
 * here: blobs, times, and members that are not there. Rules WIRE-7, WIRE-9.
 */
import { decode, encode, Tagged } from 'cborg';
import type { Encoding } from '../kinesis/conversion.ts';
import { readBase64, writeBase64 } from './base64.ts';

export interface Codec extends Encoding {
  readonly contentType: string;
  /** Throws what it cannot read. */
  read(body: Uint8Array): unknown;
  write(output: unknown): Uint8Array;
}

/** An output carries its times as seconds since 1970; their members are known by their names. */
const isTime = (member: string) => member.endsWith('Timestamp') || member.endsWith('At');

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const json: Codec = {
  contentType: 'application/x-amz-json-1.1',
  timestampUnits: 1,
  readBlob: readBase64,
  read: (body) => JSON.parse(decoder.decode(body)),
  write: (output) =>
    encoder.encode(JSON.stringify(output, (_, value: unknown) => (value instanceof Uint8Array ? writeBase64(value) : value))),
};

/** A moment in CBOR: tag 1 around whole milliseconds, as the Java SDK reads and writes it. */
const TIME_TAG = 1;

export const cbor: Codec = {
  contentType: 'application/x-amz-cbor-1.1',
  timestampUnits: 1_000,
  // A text where bytes belong: nobody has recorded what AWS makes of it. It is read as in JSON.
  readBlob: readBase64,
  read: (body) => decode(body, { tags: { [TIME_TAG]: (content) => content() } }),
  write: (output) => encode(withTimes(output), { float64: true }),
};

/** A copy without absent members, its times marked as such. */
function withTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTimes);
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  // As JSON does it: what says of itself what it is.
  const members = Object.entries('toJSON' in value ? (value as { toJSON(): object }).toJSON() : value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => [name, isTime(name) && typeof member === 'number' ? new Tagged(TIME_TAG, Math.round(member * 1000)) : withTimes(member)]);
  return Object.fromEntries(members);
}
