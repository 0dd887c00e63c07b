/**
 * The records of one answer as a reference into a shard's log: reading a thousand records costs six numbers until
 * somebody looks at one. `recordsOf` makes them whole, as the API shows them.
 */
import { LazyRecord, type KinesisRecord } from './record-block.ts';
import type { ShardLog } from './shard-log.ts';

export type { KinesisRecord };

export interface RecordSlice {
  readonly logId: number;
  /** Log indices [from, to). */
  readonly from: number;
  readonly to: number;
  readonly shardIndex: number;
  readonly shardCreatedSeconds: number;
}

/** The records whole, as the API shows them. */
export function recordsOf(log: ShardLog, slice: RecordSlice, epochMs: number): KinesisRecord[] {
  return blocksOf(log, slice, epochMs).flatMap(({ records }) => records);
}

/** The same, each to be read when somebody looks at it. */
export function lazyRecordsOf(log: ShardLog, slice: RecordSlice, epochMs: number): LazyRecord[] {
  const records: LazyRecord[] = [];
  for (const block of blocksOf(log, slice, epochMs)) {
    for (let i = 0; i < block.length; i += 1) records.push(new LazyRecord(block, i));
  }
  return records;
}

const blocksOf = (log: ShardLog, { from, to, shardIndex, shardCreatedSeconds }: RecordSlice, epochMs: number) =>
  log.blocks(from, to, { shardIndex, shardCreatedSeconds, epochMs });

export function sequenceNumberAt(log: ShardLog, slice: RecordSlice, index: number, epochMs: number): string {
  return recordsOf(log, { ...slice, from: index, to: index + 1 }, epochMs)[0]!.SequenceNumber;
}
