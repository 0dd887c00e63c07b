/** Ten records in one shard, and what the API says to each way of asking for them. */
import type { ActionOutcome, ShardIteratorType, World } from '#sim';
import { quietWorld } from '../use-world.ts';

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

export function tenRecords(): World {
  const world = quietWorld(STREAM, 1);
  for (let n = 0; n < RECORDS; n += 1) putOne(world);
  return world;
}

/** A minute passes, and a record is put. */
export function putOne(world: World): void {
  world.advance(world.nowMs + BETWEEN_MS);
  const n = world.stream(STREAM)!.shards[0]!.cursor.length + 1;
  const Data = new TextEncoder().encode(`report ${n}`);
  world.edit({ type: 'call', operation: 'PutRecord', input: { StreamName: STREAM, PartitionKey: `station-${n % 5}`, Data } });
}

/** Reads from an iterator in hand, or asks for one first: at this type, and this record's number or time. */
export function askFrom(world: World, type: ShardIteratorType, record: number, inHand: string | null): Asked {
  // A second passes between two questions, so that no rate limit gets in the way of the lesson.
  world.advance(world.nowMs + 1_000);
  const call = (operation: string, input: object) => world.edit({ type: 'call', operation, input });
  let iterator = inHand;
  if (iterator === null) {
    const where =
      type === 'AT_TIMESTAMP'
        ? { Timestamp: recordOf(world, record).ApproximateArrivalTimestamp }
        : type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER'
          ? { StartingSequenceNumber: recordOf(world, record).SequenceNumber }
          : {};
    const answer = call('GetShardIterator', { StreamName: STREAM, ShardId: SHARD_ID, ShardIteratorType: type, ...where });
    if (!answer.ok) return { from: 0, to: 0, iterator: null, error: answer.error };
    iterator = (answer.value as { ShardIterator: string }).ShardIterator;
  }
  const read = call('GetRecords', { ShardIterator: iterator });
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
  const answer = world.edit({ type: 'call', operation: 'GetShardIterator', input: { StreamName: STREAM, ShardId: SHARD_ID, ShardIteratorType: 'TRIM_HORIZON' } });
  if (!answer.ok) throw new Error(answer.error.message);
  const { ShardIterator } = answer.value as { ShardIterator: string };
  const read = world.edit({ type: 'call', operation: 'GetRecords', input: { ShardIterator } });
  if (!read.ok) throw new Error(read.error.message);
  const record = (read.value as { Records: readonly ShownRecord[] }).Records[index];
  if (!record) throw new Error(`There is no record ${index + 1}.`);
  world.advance(world.nowMs + 1_000);
  return record;
}
