/** Ten records in one shard, and what the API says to each way of asking for them. */
import { shardIteratorTypes, type ActionOutcome, type ShardIteratorType, type World } from '#sim';
import { answer, begin, blob, call, pass, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'morning';
const SHARD_ID = 'shardId-000000000000';
const BETWEEN_MS = 60_000;
const RECORDS = 10;

export interface Asked {
  /** Log indices [from, to) that GetRecords returned. */
  readonly from: number;
  readonly to: number;
  readonly iterator: string | null;
  readonly error: Extract<ActionOutcome, { ok: false }>['error'] | null;
}

export interface Reading extends FigureRun {
  readonly type: ShardIteratorType;
  /** The record that was named, from 0. */
  readonly record: number;
  readonly asked: Asked | null;
  /** How many records came while nobody had put an eleventh; null before LATEST was tried. */
  readonly atLatest: number | null;
}

export const RECORDS_MAX = 13;
const RECORD = 6;
const plan = planOf({ title: 'Five kinds of iterator', streamName: STREAM, shards: 1, spanMs: 1_800_000 });

/** "LATEST" and "AT_SEQUENCE_NUMBER-6" ask for an iterator and read; "again" reads from the one in hand; "put" puts a record. */
export function build(steps: readonly string[]): Reading {
  const world = tenRecords();
  let type: ShardIteratorType = 'TRIM_HORIZON';
  let record = RECORD;
  let asked: Asked | null = null;
  let atLatest: number | null = null;
  for (const step of steps) {
    const count = world.stream(STREAM)!.shards[0]!.cursor.length;
    const [name, number] = step.split('-');
    const wanted = shardIteratorTypes.find((one) => one === name);
    if (step === 'put' && count < RECORDS_MAX) putOne(world);
    else if (step === 'again' && asked?.iterator) asked = askFrom(world, type, record, asked.iterator);
    else if (wanted) {
      type = wanted;
      if (number !== undefined && Number(number) < count) record = Number(number);
      asked = askFrom(world, type, record, null);
      if (type === 'LATEST' && count === RECORDS) atLatest ??= asked.to - asked.from;
    }
  }
  return { plan, world, type, record, asked, atLatest };
}

export function tenRecords(): World {
  const world = begin(plan);
  for (let n = 0; n < RECORDS; n += 1) putOne(world);
  return world;
}

/** A minute passes, and a record is put. */
export function putOne(world: World): void {
  pass(world, BETWEEN_MS);
  const n = world.stream(STREAM)!.shards[0]!.cursor.length + 1;
  answer(world, 'PutRecord', { StreamName: STREAM, PartitionKey: `station-${n % 5}`, Data: blob(`report ${n}`) });
}

/** Reads from an iterator in hand, or asks for one first: at this type, and this record's number or time. */
export function askFrom(world: World, type: ShardIteratorType, record: number, inHand: string | null): Asked {
  // A second passes between two questions, so that no rate limit gets in the way of the lesson.
  pass(world, 1_000);
  let iterator = inHand;
  if (iterator === null) {
    const where =
      type === 'AT_TIMESTAMP'
        ? { Timestamp: recordOf(world, record).ApproximateArrivalTimestamp }
        : type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER'
          ? { StartingSequenceNumber: recordOf(world, record).SequenceNumber }
          : {};
    const told = call(world, 'GetShardIterator', { StreamName: STREAM, ShardId: SHARD_ID, ShardIteratorType: type, ...where });
    if (!told.ok) return { from: 0, to: 0, iterator: null, error: told.error };
    iterator = (told.value as { ShardIterator: string }).ShardIterator;
  }
  const read = call(world, 'GetRecords', { ShardIterator: iterator });
  if (!read.ok) return { from: 0, to: 0, iterator: null, error: read.error };
  const { Records } = read.value as { Records: readonly { readonly SequenceNumber: string }[] };
  const length = world.stream(STREAM)!.shards[0]!.cursor.length;
  // Every type reads on to the tip, so the answer's length says where it began.
  return { from: length - Records.length, to: length, iterator, error: null };
}

interface ShownRecord {
  readonly SequenceNumber: string;
  readonly ApproximateArrivalTimestamp: number;
}

/** What an earlier read told about a record: its number and its time. */
function recordOf(world: World, index: number): ShownRecord {
  const { ShardIterator } = answer<{ ShardIterator: string }>(world, 'GetShardIterator', { StreamName: STREAM, ShardId: SHARD_ID, ShardIteratorType: 'TRIM_HORIZON' });
  const record = answer<{ Records: readonly ShownRecord[] }>(world, 'GetRecords', { ShardIterator }).Records[index];
  if (!record) throw new Error(`There is no record ${index + 1}.`);
  pass(world, 1_000);
  return record;
}
