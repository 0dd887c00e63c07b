/**
 * The KPL's aggregated record, byte for byte: a magic number, a protobuf message, the MD5 of the message. The message:
 *   AggregatedRecord { 1: repeated string partition_key_table; 2: repeated string explicit_hash_key_table; 3: repeated Record }
 *   Record { 1: required uint64 partition_key_index; 2: optional uint64 explicit_hash_key_index; 3: required bytes data; 4: Tag }
 * Written by hand: the smallest kept library that checks its bounds takes 3.5 kB (gzip) of every chapter's first load,
 * for a message of three fields, and has to be driven field by field all the same.
 */
import { md5 } from 'js-md5';
import type { PutEntry } from '../../kinesis/model/append.ts';

/** What one record of an aggregate says. Readers that meet an aggregate hand these to the application. */
export interface UserRecord {
  readonly PartitionKey: string;
  readonly ExplicitHashKey?: string;
  readonly Data: Uint8Array;
}

const MAGIC = [0xf3, 0x89, 0x9a, 0xc2];
const DIGEST_BYTES = 16;
/** Of an aggregate, around its message. */
export const ENVELOPE_BYTES = MAGIC.length + DIGEST_BYTES;

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;
/** A field's number and how it is written, in the byte that stands before it. */
const field = (number: number, wireType: number) => (number << 3) | wireType;
const PARTITION_KEY = field(1, BYTES);
const EXPLICIT_HASH_KEY = field(2, BYTES);
const RECORD = field(3, BYTES);
const PARTITION_KEY_INDEX = field(1, VARINT);
const EXPLICIT_HASH_KEY_INDEX = field(2, VARINT);
const DATA = field(3, BYTES);

const SPACE = 0x20;
const encoder = new TextEncoder();
/** As a reader in Java takes it: what is no UTF-8 does not spoil the record. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The user records inside, in their order; null where the data is no aggregate. Any bytes will do: it never throws. */
export function deaggregate(data: Uint8Array): UserRecord[] | null {
  if (data.length < ENVELOPE_BYTES || MAGIC.some((byte, i) => data[i] !== byte)) return null;
  const message = data.subarray(MAGIC.length, data.length - DIGEST_BYTES);
  const digest = data.subarray(data.length - DIGEST_BYTES);
  return md5.array(message).every((byte, i) => digest[i] === byte) ? readMessage(message) : null;
}

interface Indexed {
  readonly partitionKey: number;
  readonly explicitHashKey: number | null;
  readonly data: Uint8Array;
}

function readMessage(bytes: Uint8Array): UserRecord[] | null {
  const partitionKeys: string[] = [];
  const explicitHashKeys: string[] = [];
  const records: (Indexed | null)[] = [];
  const whole = readFields(bytes, (tag, value) => {
    if (tag === PARTITION_KEY) partitionKeys.push(decoder.decode(value as Uint8Array));
    else if (tag === EXPLICIT_HASH_KEY) explicitHashKeys.push(decoder.decode(value as Uint8Array));
    else if (tag === RECORD) records.push(readRecord(value as Uint8Array));
  });
  if (!whole) return null;
  const users: UserRecord[] = [];
  // A table may stand behind the records that point into it.
  for (const record of records) {
    const PartitionKey = record === null ? undefined : partitionKeys[record.partitionKey];
    const ExplicitHashKey = record === null || record.explicitHashKey === null ? null : explicitHashKeys[record.explicitHashKey];
    if (record === null || PartitionKey === undefined || ExplicitHashKey === undefined) return null;
    users.push({ PartitionKey, ...(ExplicitHashKey !== null && { ExplicitHashKey }), Data: record.data });
  }
  return users;
}

function readRecord(bytes: Uint8Array): Indexed | null {
  let partitionKey: number | null = null;
  let explicitHashKey: number | null = null;
  let data: Uint8Array | null = null;
  const whole = readFields(bytes, (tag, value) => {
    if (tag === PARTITION_KEY_INDEX) partitionKey = value as number;
    else if (tag === EXPLICIT_HASH_KEY_INDEX) explicitHashKey = value as number;
    else if (tag === DATA) data = value as Uint8Array;
  });
  return whole && partitionKey !== null && data !== null ? { partitionKey, explicitHashKey, data } : null;
}

/** Hands over each field that is a number or bytes; passes over others. @returns false where the bytes are no message */
function readFields(bytes: Uint8Array, take: (tag: number, value: number | Uint8Array) => void): boolean {
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const tag = readVarint(reader);
    if (tag === null || tag < 8 || tag > 0xffff_ffff) return false;
    const wireType = tag % 8;
    const number = wireType === VARINT || wireType === BYTES ? readVarint(reader) : null;
    if (wireType === VARINT) {
      if (number === null) return false;
      take(tag, number);
      continue;
    }
    const length = wireType === BYTES ? number : wireType === FIXED_64 ? 8 : wireType === FIXED_32 ? 4 : null;
    if (length === null || length > bytes.length - reader.at) return false;
    if (wireType === BYTES) take(tag, bytes.subarray(reader.at, reader.at + length));
    reader.at += length;
  }
  return true;
}

/** Seven bits a byte, the lowest first. Null where it does not end. Above 2^53 it is inexact, and points nowhere. */
function readVarint(reader: { readonly bytes: Uint8Array; at: number }): number | null {
  let value = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    const byte = reader.bytes[reader.at];
    if (byte === undefined) return null;
    reader.at += 1;
    // Of the tenth byte one bit is left: a uint64 has no more.
    value += (byte & (shift === 63 ? 1 : 0x7f)) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  return null;
}

/** Entries in one record's data. A simulated producer's blobs are made bytes here: an aggregate has to be whole. */
export function aggregate(entries: readonly PutEntry[]): Uint8Array {
  const partitionKeys = new Map<string, number>();
  const explicitHashKeys = new Map<string, number>();
  let length = ENVELOPE_BYTES;
  const indexIn = (table: Map<string, number>, key: string) => {
    const index = table.get(key);
    if (index !== undefined) return index;
    table.set(key, table.size);
    length += fieldBytes(utf8Length(key));
    return table.size - 1;
  };
  for (const { PartitionKey, ExplicitHashKey, Data } of entries) {
    const partitionKey = indexIn(partitionKeys, PartitionKey);
    const hashKey = ExplicitHashKey === undefined ? null : indexIn(explicitHashKeys, ExplicitHashKey);
    length += fieldBytes(recordBytes(partitionKey, hashKey, Data.byteLength));
  }

  const writer = { bytes: new Uint8Array(length), at: MAGIC.length };
  writer.bytes.set(MAGIC);
  for (const key of partitionKeys.keys()) writeKey(writer, PARTITION_KEY, key);
  for (const key of explicitHashKeys.keys()) writeKey(writer, EXPLICIT_HASH_KEY, key);
  for (const { PartitionKey, ExplicitHashKey, Data } of entries) {
    const partitionKey = partitionKeys.get(PartitionKey)!;
    const hashKey = ExplicitHashKey === undefined ? null : explicitHashKeys.get(ExplicitHashKey)!;
    writeField(writer, RECORD, recordBytes(partitionKey, hashKey, Data.byteLength));
    writeField(writer, PARTITION_KEY_INDEX, partitionKey);
    if (hashKey !== null) writeField(writer, EXPLICIT_HASH_KEY_INDEX, hashKey);
    writeField(writer, DATA, Data.byteLength);
    writeBlob(writer, Data);
  }
  writer.bytes.set(md5.array(writer.bytes.subarray(MAGIC.length, writer.at)), writer.at);
  return writer.bytes;
}

interface Writer {
  readonly bytes: Uint8Array;
  at: number;
}

/** A tag, and the number or the length behind it. */
function writeField(writer: Writer, tag: number, value: number): void {
  writer.bytes[writer.at++] = tag;
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) writer.bytes[writer.at++] = (left % 0x80) | 0x80;
  writer.bytes[writer.at++] = left;
}

function writeKey(writer: Writer, tag: number, key: string): void {
  writeField(writer, tag, utf8Length(key));
  writeText(writer, key);
}

function writeBlob(writer: Writer, blob: PutEntry['Data']): void {
  const end = writer.at + blob.byteLength;
  if ('text' in blob) writer.bytes.fill(SPACE, writeText(writer, blob.text), end);
  else writer.bytes.set(blob, writer.at);
  writer.at = end;
}

/** Nearly all text here is ASCII and short: for that an encoder takes longer to call than to encode. @returns its end */
function writeText(writer: Writer, text: string): number {
  const { bytes, at } = writer;
  writer.at += text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return (writer.at = at + encoder.encodeInto(text, bytes.subarray(at)).written);
    bytes[at + i] = unit;
  }
  return writer.at;
}

export function utf8Length(text: string): number {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7f) return encoder.encode(text).length;
  return text.length;
}

const varintBytes = (value: number): number => (value < 0x80 ? 1 : 1 + varintBytes(Math.floor(value / 0x80)));
/** Of a field of bytes: its tag, its length, itself. */
export const fieldBytes = (length: number): number => 1 + varintBytes(length) + length;

/** Of a Record inside an aggregate, without the tag and the length before it. */
export function recordBytes(partitionKey: number, explicitHashKey: number | null, dataBytes: number): number {
  return 1 + varintBytes(partitionKey) + (explicitHashKey === null ? 0 : 1 + varintBytes(explicitHashKey)) + fieldBytes(dataBytes);
}
