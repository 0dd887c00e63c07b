/** The Kinesis records that wait to share a PutRecords call. Plain data; times in ms. */
import { KIB } from '../../kinesis/quotas.ts';
import type { KinesisRecord } from './buffered-record.ts';

export interface Collector {
  readonly records: KinesisRecord[];
  byteLength: number;
  /** Bytes of each shard: too many for one make the call go, so that the shard is not hit by all at once. */
  readonly shardBytes: Map<number, number>;
  deadlineMs: number;
  /** When the next look at the deadline is due; null where none is. */
  wakeMs: number | null;
}

interface Bounds {
  readonly bytesMax: number;
  readonly countMax: number;
}

const SHARD_BYTES_MAX = 256 * KIB;

export const newCollector = (): Collector => ({ records: [], byteLength: 0, shardBytes: new Map(), deadlineMs: Infinity, wakeMs: null });

/** Adds a record. @returns a whole call, where one is full now */
export function addToCall(collector: Collector, record: KinesisRecord, bounds: Bounds): readonly KinesisRecord[] | null {
  add(collector, record);
  const { records, byteLength, shardBytes } = collector;
  const crowded = record.shard !== null && shardBytes.get(record.shard)! >= SHARD_BYTES_MAX;
  return records.length >= bounds.countMax || byteLength >= bounds.bytesMax || crowded ? closeCall(collector, bounds) : null;
}

function add(collector: Collector, record: KinesisRecord): void {
  const { shard, deadlineMs } = record;
  collector.records.push(record);
  collector.byteLength += weightOf(record);
  if (shard !== null) collector.shardBytes.set(shard, (collector.shardBytes.get(shard) ?? 0) + record.byteLength);
  collector.deadlineMs = Math.min(collector.deadlineMs, deadlineMs);
}

/** Those that have to leave soonest, as many as one call holds; the others stay. */
export function closeCall(collector: Collector, { bytesMax, countMax }: Bounds): readonly KinesisRecord[] {
  const records = collector.records.splice(0).sort((x, y) => x.deadlineMs - y.deadlineMs);
  let count = 0;
  let bytes = 0;
  while (count < records.length && count < countMax) {
    bytes += weightOf(records[count]!);
    if (count > 0 && bytes > bytesMax) break;
    count += 1;
  }
  collector.byteLength = 0;
  collector.shardBytes.clear();
  collector.deadlineMs = Infinity;
  for (const record of records.splice(count)) add(collector, record);
  return records;
}

/** Data and partition key: an aggregate's is one letter. */
const weightOf = ({ records, byteLength }: KinesisRecord) => byteLength + (records.length === 1 ? records[0]!.partitionKey.length : 1);
