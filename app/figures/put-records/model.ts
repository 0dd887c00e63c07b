/** Ten bids in one PutRecords, to a shard that has room for six more this second. */
import { quotas, type World } from '#sim';
import { answer, begin, blob, pass, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'bids';
export const BIDS = 10;
const ROOM = 6;

export interface Entry {
  readonly bid: number;
  readonly sequenceNumber: string | null;
  readonly errorCode: string | null;
}

export interface Answered {
  readonly failed: number;
  readonly entries: readonly Entry[];
}

export interface Batch extends FigureRun {
  /** One for each call, in order. */
  readonly answers: readonly Answered[];
  /** How often each bid lies in the shard. */
  readonly stored: readonly number[];
}

const plan = planOf({ title: 'PutRecords, answered record by record', streamName: STREAM, shards: 1 });

export function build(steps: readonly string[]): Batch {
  const world = begin(plan);
  pass(world, 1_000);
  const others = quotas.shardWriteRecordsPerSecond - ROOM;
  for (let left = others; left > 0; left -= quotas.putRecordsRecordsMax) {
    const Records = Array.from({ length: Math.min(left, quotas.putRecordsRecordsMax) }, (_, i) => ({ PartitionKey: `o${i}`, Data: blob('-') }));
    answer(world, 'PutRecords', { StreamName: STREAM, Records });
  }
  const answers: Answered[] = [];
  for (const step of steps) {
    const last = answers.at(-1);
    const bids = step === 'put' && !last ? range(BIDS) : step === 'all' && last ? range(BIDS) : step === 'failed' && last ? last.entries.filter(({ errorCode }) => errorCode).map(({ bid }) => bid) : [];
    if (bids.length === 0) continue;
    if (last) pass(world, 1_000);
    answers.push(put(world, bids));
  }
  return { plan, world, answers, stored: storedOf(world) };
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

function put(world: World, bids: readonly number[]): Answered {
  const Records = bids.map((bid) => ({ PartitionKey: `lot-${bid}`, Data: blob(`bid ${bid}`) }));
  const output = answer<{ FailedRecordCount: number; Records: readonly { SequenceNumber?: string; ErrorCode?: string }[] }>(world, 'PutRecords', { StreamName: STREAM, Records });
  return {
    failed: output.FailedRecordCount,
    entries: output.Records.map(({ SequenceNumber = null, ErrorCode = null }, i) => ({ bid: bids[i]!, sequenceNumber: SequenceNumber, errorCode: ErrorCode })),
  };
}

function storedOf(world: World): number[] {
  const { cursor, logId } = world.stream(STREAM)!.shards[0]!;
  const log = world.log(logId);
  const counts = range(BIDS).map(() => 0);
  for (let i = 0; i < cursor.length; i += 1) {
    const bid = /^bid (\d+)$/.exec(new TextDecoder().decode(log.data(i)))?.[1];
    if (bid) counts[Number(bid) - 1]! += 1;
  }
  return counts;
}
