/** What the KPL moves about: user records, and the Kinesis records made of them. Plain data that is never changed. */
import type { PutEntry } from '../../kinesis/model/append.ts';
import { hashKeyOfPartitionKey } from '../../kinesis/model/hash-key.ts';
import { FLAGS } from '../../kinesis/model/record-row.ts';
import { dataOf } from '../producer-records.ts';
import { aggregate, ENVELOPE_BYTES, fieldBytes, recordBytes, utf8Length } from './aggregated-record.ts';

export interface BufferedRecord {
  /** Its number among the producer's records. */
  readonly n: number;
  readonly partitionKey: string;
  readonly byteLength: number;
  /** When it has to be on its way. */
  readonly deadlineMs: number;
  /** After this it fails. */
  readonly expiresMs: number;
  /** Attempts behind it, and what came of the last one. */
  readonly attempts: number;
  readonly lastError: string | null;
  /** On the stream already, by the world's own knowledge: the library may not know. */
  readonly stored?: boolean;
}

/** One record for Kinesis: a user record as it is, or several in an aggregate. */
export interface KinesisRecord {
  /** Where it is expected to go; null where the shard map did not say. */
  readonly shard: number | null;
  readonly records: readonly BufferedRecord[];
  /** Of its data. */
  readonly byteLength: number;
  readonly deadlineMs: number;
  readonly expiresMs: number;
}

/** @param byteLength what `fitting` says of the records */
export function kinesisRecord(shard: number | null, records: readonly BufferedRecord[], byteLength: number): KinesisRecord {
  let deadlineMs = Infinity;
  let expiresMs = Infinity;
  for (const record of records) {
    deadlineMs = Math.min(deadlineMs, record.deadlineMs);
    expiresMs = Math.min(expiresMs, record.expiresMs);
  }
  return { shard, records, byteLength, deadlineMs, expiresMs };
}

/** How many records from the first on make one Kinesis record within these limits; at least one does. */
export function fitting(records: readonly BufferedRecord[], bytesMax: number, countMax: number): { readonly count: number; readonly byteLength: number } {
  const first = records[0]!;
  const keys = new Map<string, number>();
  let bytes = ENVELOPE_BYTES;
  for (let i = 0; i < records.length; i += 1) {
    const before = i === 1 ? first.byteLength : bytes;
    const { partitionKey, byteLength } = records[i]!;
    let index = keys.get(partitionKey);
    if (index === undefined) {
      index = keys.size;
      keys.set(partitionKey, index);
      bytes += fieldBytes(utf8Length(partitionKey));
    }
    bytes += fieldBytes(recordBytes(index, null, byteLength));
    if (i > 0 && (i >= countMax || bytes > bytesMax)) return { count: i, byteLength: before };
  }
  return { count: records.length, byteLength: records.length === 1 ? first.byteLength : bytes };
}

/** What the records of a call are, where some have been sent before. */
export function marksOf(records: readonly KinesisRecord[]): readonly number[] | undefined {
  const marks = records.map(({ records: users }) => (users.some(({ attempts }) => attempts > 0) ? FLAGS.retried : 0) | (users.some(({ stored }) => stored) ? FLAGS.copy : 0));
  return marks.some((mark) => mark !== 0) ? marks : undefined;
}

/** As PutRecords takes it: an aggregate goes where its first record would. */
export function entryOf({ records }: KinesisRecord, producer: string): PutEntry {
  const [first, ...others] = records.map(({ n, partitionKey, byteLength }): PutEntry => ({ PartitionKey: partitionKey, Data: dataOf(producer, n, byteLength) }));
  const ExplicitHashKey = String(hashKeyOfPartitionKey(first!.PartitionKey));
  return others.length === 0 ? { ...first!, ExplicitHashKey } : { PartitionKey: 'a', ExplicitHashKey, Data: aggregate([first!, ...others]) };
}
