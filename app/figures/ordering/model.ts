/**
 * Five bookings of Anna and two of Ben, each of whom has a shard, while an import has all but used up Anna's for this second.
 * Sent in batches whose failed entries are sent again; or one by one, each after the answer to the one before.
 */
import { hashKeyOfPartitionKey, quotas, type World } from '#sim';
import { answer, begin, blob, call, pass, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'bookings';
export const ANNA = 'anna';
export const BEN = 'ben';
/** Records that Anna's shard still takes at once. */
const ROOM = 2;
const WAIT_MS = 100;

export interface Booking {
  readonly label: string;
  readonly hashTop: number;
  readonly sequenceNumber: string;
}

export interface Ordered extends FigureRun {
  readonly way: 'batch' | 'serial' | null;
  /** What a consumer reads of each shard, in order. The import's lines are left out. */
  readonly shards: readonly (readonly Booking[])[];
  /** Refusals that the producer met. */
  readonly refused: number;
}

const plan = planOf({ title: 'Order, and a retry', streamName: STREAM, shards: 2 });

export function build(steps: readonly string[]): Ordered {
  const way = steps.findLast((step): step is 'batch' | 'serial' => step === 'batch' || step === 'serial') ?? null;
  const world = begin(plan);
  pass(world, 1_000);
  if (way) fill(world);
  const refused = way === 'batch' ? batches(world) : way === 'serial' ? oneByOne(world) : 0;
  return { plan, world, way, refused, shards: [0, 1].map((index) => bookingsIn(world, index)) };
}

/** The import: into Anna's shard, under hash keys of its own. */
function fill(world: World): void {
  const ExplicitHashKey = String(hashKeyOfPartitionKey(ANNA));
  for (let left = quotas.shardWriteRecordsPerSecond - ROOM; left > 0; left -= quotas.putRecordsRecordsMax) {
    const Records = Array.from({ length: Math.min(left, quotas.putRecordsRecordsMax) }, () => ({ PartitionKey: 'import', ExplicitHashKey, Data: blob('-') }));
    answer(world, 'PutRecords', { StreamName: STREAM, Records });
  }
}

const entry = (label: string) => ({ PartitionKey: label.startsWith('B') ? BEN : ANNA, Data: blob(label) });

/** Two batches, then what of them failed, as it comes. */
function batches(world: World): number {
  const failed: string[] = [];
  const put = (labels: readonly string[]) => {
    const { Records } = answer<{ Records: readonly { ErrorCode?: string }[] }>(world, 'PutRecords', { StreamName: STREAM, Records: labels.map(entry) });
    failed.push(...labels.filter((_, i) => Records[i]!.ErrorCode));
  };
  put(['A1', 'B1', 'A2', 'A3']);
  pass(world, WAIT_MS);
  put(['A4', 'B2', 'A5']);
  const { length } = failed;
  pass(world, WAIT_MS);
  if (length > 0) put(failed.splice(0));
  return length;
}

function oneByOne(world: World): number {
  let refused = 0;
  const before = new Map<string, string>();
  for (const label of ['A1', 'B1', 'A2', 'A3', 'A4', 'B2', 'A5']) {
    const { PartitionKey, Data } = entry(label);
    const SequenceNumberForOrdering = before.get(PartitionKey);
    for (;;) {
      const outcome = call(world, 'PutRecord', { StreamName: STREAM, PartitionKey, Data, ...(SequenceNumberForOrdering && { SequenceNumberForOrdering }) });
      if (outcome.ok) {
        before.set(PartitionKey, (outcome.value as { SequenceNumber: string }).SequenceNumber);
        break;
      }
      refused += 1;
      pass(world, WAIT_MS);
    }
  }
  return refused;
}

function bookingsIn(world: World, index: number): Booking[] {
  const { ShardIterator } = answer<{ ShardIterator: string }>(world, 'GetShardIterator', { StreamName: STREAM, ShardId: `shardId-00000000000${index}`, ShardIteratorType: 'TRIM_HORIZON' });
  const { Records } = answer<{ Records: readonly { Data: Uint8Array; SequenceNumber: string; PartitionKey: string }[] }>(world, 'GetRecords', { ShardIterator });
  return Records.map(({ Data, SequenceNumber, PartitionKey }) => ({ label: new TextDecoder().decode(Data), sequenceNumber: SequenceNumber, hashTop: Number(hashKeyOfPartitionKey(PartitionKey) >> 96n) })).filter(({ label }) => label !== '-');
}
