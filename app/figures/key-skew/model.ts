/** Four hundred records on four shards, in one PutRecords: under which keys, the learner says. */
import { answer, begin, blob, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'clicks';
export const SHARDS = 4;
export const RECORDS = 400;

/** By what a program may take for a key; each makes the four hundred keys. */
export const keySets = {
  day: { label: 'today’s date', keyOf: () => '2026-11-29' },
  country: { label: 'the country', keyOf: (n: number) => COUNTRIES[COUNTRIES.findIndex(([, upTo]) => n < upTo)]![0] },
  sensor: { label: 'one of 8 sensors', keyOf: (n: number) => `sensor-${(n % 8) + 1}` },
  customer: { label: 'the customer’s ID', keyOf: (n: number) => `customer-${n + 1}` },
} as const;
export type KeySet = keyof typeof keySets;

/** Up to which of the records each country goes. */
const COUNTRIES: readonly (readonly [string, number])[] = [
  ['US', 240],
  ['DE', 300],
  ['FR', 340],
  ['JP', 380],
  ['BR', RECORDS],
];

export const isKeySet = (text: string): text is KeySet => Object.hasOwn(keySets, text);

export interface Skew extends FigureRun {
  readonly keySet: KeySet | null;
  /** Records in each shard. */
  readonly counts: readonly number[];
}

const plan = planOf({ title: 'Key skew over four shards', streamName: STREAM, shards: SHARDS });

export function build(steps: readonly string[]): Skew {
  const keySet = steps.findLast(isKeySet) ?? null;
  const world = begin(plan);
  if (keySet) {
    const Records = Array.from({ length: RECORDS }, (_, n) => ({ PartitionKey: keySets[keySet].keyOf(n), Data: blob(`click ${n + 1}`) }));
    answer(world, 'PutRecords', { StreamName: STREAM, Records });
  }
  return { plan, world, keySet, counts: world.stream(STREAM)!.shards.map(({ cursor }) => cursor.length) };
}
