/** A producer that puts a batch every tenth of a second for three seconds, onto one shard that has rested. */
import { quotas } from '#sim';
import { answer, begin, blob, pass, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'meters';
export const RATES = [500, 1000, 1500] as const;
export const CALLS = 30;
export const CALL_EVERY_MS = 100;

export interface Tenth {
  readonly stored: number;
  readonly refused: number;
  /** Records the shard would still take at once, after the call. */
  readonly left: number;
}

export interface Quota extends FigureRun {
  /** Records a second; null before anything was put. */
  readonly rate: number | null;
  readonly tenths: readonly Tenth[];
}

const plan = planOf({ title: 'A write quota that runs out', streamName: STREAM, shards: 1 });

export function build(steps: readonly string[]): Quota {
  const rate = steps.map(Number).findLast((one) => (RATES as readonly number[]).includes(one)) ?? null;
  const world = begin(plan);
  pass(world, 1_000);
  const tenths: Tenth[] = [];
  for (let call = 0; rate !== null && call < CALLS; call += 1) {
    if (call > 0) pass(world, CALL_EVERY_MS);
    const count = (rate * CALL_EVERY_MS) / 1_000;
    const Records = Array.from({ length: count }, (_, i) => ({ PartitionKey: `m${i}`, Data: blob('1') }));
    const { FailedRecordCount: refused } = answer<{ FailedRecordCount: number }>(world, 'PutRecords', { StreamName: STREAM, Records });
    tenths.push({ stored: count - refused, refused, left: world.stream(STREAM)!.shards[0]!.writeRecords.tokens });
  }
  return { plan, world, rate, tenths };
}

export const sum = (tenths: readonly Tenth[], of: 'stored' | 'refused') => tenths.reduce((total, tenth) => total + tenth[of], 0);

export const QUOTA = quotas.shardWriteRecordsPerSecond;
