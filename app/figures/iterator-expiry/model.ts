/** A consumer takes three of six records, works on them for some minutes, and comes back with the iterator it was given. */
import { answer, begin, blob, call, pass, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'scans';
export const RECORDS = 6;
const TAKEN = 3;
const SHARD_ID = 'shardId-000000000000';
export const MINUTE_MS = 60_000;
export const WORK_MINUTES = [4, 6] as const;

export interface Expiry extends FigureRun {
  /** Minutes that the first three records took; null before it has read. */
  readonly workMinutes: number | null;
  /** What GetRecords said to the iterator in hand. */
  readonly error: { readonly __type: string; readonly message: string } | null;
  /** Whether it asked for another one then. */
  readonly renewed: boolean;
  /** Records it has been given, of all that lie in the shard. */
  readonly read: number;
  readonly kept: number;
}

interface Got {
  readonly Records: readonly { readonly SequenceNumber: string }[];
  readonly NextShardIterator: string;
}

const plan = planOf({ title: 'An iterator that expires', streamName: STREAM, shards: 1, spanMs: 600_000, speed: 60 });

export function build(steps: readonly string[]): Expiry {
  const world = begin(plan);
  for (let n = 1; n <= RECORDS; n += 1) {
    answer(world, 'PutRecord', { StreamName: STREAM, PartitionKey: `page-${n}`, Data: blob(`scan ${n}`) });
    pass(world, 1_000);
  }
  const workMinutes = steps.map(Number).findLast((one) => (WORK_MINUTES as readonly number[]).includes(one)) ?? null;
  const { cursor, head } = world.stream(STREAM)!.shards[0]!;
  const kept = cursor.length - head;
  if (workMinutes === null) return { plan, world, workMinutes, error: null, renewed: false, read: 0, kept };

  const where = (rest: object) => answer<{ ShardIterator: string }>(world, 'GetShardIterator', { StreamName: STREAM, ShardId: SHARD_ID, ...rest }).ShardIterator;
  const first = answer<Got>(world, 'GetRecords', { ShardIterator: where({ ShardIteratorType: 'TRIM_HORIZON' }), Limit: TAKEN });
  let read = first.Records.length;
  pass(world, workMinutes * MINUTE_MS);
  const second = call(world, 'GetRecords', { ShardIterator: first.NextShardIterator });
  if (second.ok) read += (second.value as Got).Records.length;
  const error = second.ok ? null : { __type: second.error.__type, message: second.error.message ?? '' };
  const renewed = error !== null && steps.includes('renew');
  if (renewed) {
    const ShardIterator = where({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: first.Records.at(-1)!.SequenceNumber });
    pass(world, 1_000);
    read += answer<Got>(world, 'GetRecords', { ShardIterator }).Records.length;
  }
  return { plan, world, workMinutes, error, renewed, read, kept };
}
