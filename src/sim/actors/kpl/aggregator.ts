/**
 * The user records that wait for company, by the shard they are expected to go to. An aggregate is closed when it seems
 * full, or when the first of its records has to leave. Plain data; times in ms.
 */
import { fitting, kinesisRecord, type BufferedRecord, type KinesisRecord } from './buffered-record.ts';

export interface Aggregate {
  readonly records: BufferedRecord[];
  /** The keys in it. */
  readonly keys: Map<string, true>;
  /** The library's own guess at the size: cheap, and a little low. */
  estimate: number;
  deadlineMs: number;
  /** When the next look at the deadline is due; null where none is. */
  wakeMs: number | null;
}

/** By shard; one that is empty is not there. */
export type Aggregates = Map<number, Aggregate>;

interface Bounds {
  readonly bytesMax: number;
  readonly countMax: number;
}

const RECORD_OVERHEAD = 5;
const KEY_OVERHEAD = 3;

/** Adds a record. @returns what is full now */
export function addToAggregate(aggregates: Aggregates, shard: number, record: BufferedRecord, bounds: Bounds): KinesisRecord | null {
  let aggregate = aggregates.get(shard);
  if (!aggregate) {
    aggregate = { records: [], keys: new Map(), estimate: 0, deadlineMs: Infinity, wakeMs: null };
    aggregates.set(shard, aggregate);
  }
  add(aggregate, record);
  const { records, estimate } = aggregate;
  const size = records.length === 1 ? record.byteLength : estimate;
  return records.length >= bounds.countMax || size >= bounds.bytesMax ? closeAggregate(aggregates, shard, bounds) : null;
}

function add(aggregate: Aggregate, record: BufferedRecord): void {
  const { partitionKey, byteLength, deadlineMs } = record;
  aggregate.records.push(record);
  aggregate.estimate += byteLength + RECORD_OVERHEAD;
  if (!aggregate.keys.has(partitionKey)) {
    aggregate.keys.set(partitionKey, true);
    aggregate.estimate += partitionKey.length + KEY_OVERHEAD;
  }
  aggregate.deadlineMs = Math.min(aggregate.deadlineMs, deadlineMs);
}

/** The records that have to leave soonest, as many as truly fit; the others stay. */
export function closeAggregate(aggregates: Aggregates, shard: number, { bytesMax, countMax }: Bounds): KinesisRecord {
  const aggregate = aggregates.get(shard)!;
  const records = aggregate.records.splice(0).sort((x, y) => x.deadlineMs - y.deadlineMs);
  const { count, byteLength } = fitting(records, bytesMax, countMax);
  aggregate.keys.clear();
  aggregate.estimate = 0;
  aggregate.deadlineMs = Infinity;
  for (const record of records.splice(count)) add(aggregate, record);
  if (aggregate.records.length === 0) aggregates.delete(shard);
  return kinesisRecord(shard, records, byteLength);
}
