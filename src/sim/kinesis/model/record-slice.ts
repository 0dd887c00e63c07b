/**
 * The records of one answer as a reference into a shard's log: reading a thousand records costs six numbers until
 * somebody looks at one. `recordsOf` makes them whole, as the API shows them.
 */
import { formatSequenceNumber } from './sequence-number.ts';
import type { ShardLog } from './shard-log.ts';

export interface RecordSlice {
  readonly logId: number;
  /** Log indices [from, to). */
  readonly from: number;
  readonly to: number;
  readonly shardIndex: number;
  readonly shardCreatedSeconds: number;
}

export interface KinesisRecord {
  readonly SequenceNumber: string;
  /** Seconds since 1970, with a fraction. */
  readonly ApproximateArrivalTimestamp: number;
  readonly Data: Uint8Array;
  readonly PartitionKey: string;
  readonly EncryptionType: 'NONE' | 'KMS';
}

export function recordAt(log: ShardLog, slice: RecordSlice, index: number, epochMs: number): KinesisRecord {
  const arrivalMs = epochMs + log.arrivalMs(index);
  return {
    SequenceNumber: sequenceNumberAt(log, slice, index, epochMs),
    ApproximateArrivalTimestamp: arrivalMs / 1000,
    Data: log.data(index),
    PartitionKey: log.partitionKey(index),
    EncryptionType: log.encrypted(index) ? 'KMS' : 'NONE',
  };
}

export function sequenceNumberAt(log: ShardLog, slice: RecordSlice, index: number, epochMs: number): string {
  return formatSequenceNumber({
    shardCreatedSeconds: slice.shardCreatedSeconds,
    shardIndex: slice.shardIndex,
    counter: BigInt(log.counter(index)),
    seconds: Math.floor((epochMs + log.arrivalMs(index)) / 1000),
  });
}

export function recordsOf(log: ShardLog, slice: RecordSlice, epochMs: number): KinesisRecord[] {
  return Array.from({ length: slice.to - slice.from }, (_, i) => recordAt(log, slice, slice.from + i, epochMs));
}
