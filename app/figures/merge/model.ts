/** Four shards with a few records each; MergeShards is called with any two of them. */
import { shardIdOf, type Shard, type World } from '#sim';
import { answer, begin, blob, call, pass, planOf, settle, type FigureRun } from '../plan.ts';

export const STREAM = 'visits';

export interface Merging extends FigureRun {
  readonly shards: readonly Shard[];
  /** The last pair that was tried, and what the API said: null where it merged them. */
  readonly tried: { readonly pair: readonly [number, number]; readonly error: { readonly __type: string; readonly message: string } | null } | null;
}

const plan = planOf({ title: 'Merging neighbours', streamName: STREAM, shards: 4 });

export function build(steps: readonly string[]): Merging {
  const world = begin(plan);
  pass(world, 1_000);
  const Records = Array.from({ length: 12 }, (_, n) => ({ PartitionKey: `visitor-${n + 1}`, Data: blob(`visit ${n + 1}`) }));
  answer(world, 'PutRecords', { StreamName: STREAM, Records });
  let tried: Merging['tried'] = null;
  for (const step of steps) {
    const pair = /^(\d{1,2})-(\d{1,2})$/.exec(step);
    if (pair) tried = merge(world, Number(pair[1]), Number(pair[2]));
  }
  return { plan, world, shards: world.stream(STREAM)!.shards, tried };
}

function merge(world: World, lower: number, upper: number): Merging['tried'] {
  const outcome = call(world, 'MergeShards', { StreamName: STREAM, ShardToMerge: shardIdOf(lower), AdjacentShardToMerge: shardIdOf(upper) });
  settle(world);
  pass(world, 1_000);
  return { pair: [lower, upper], error: outcome.ok ? null : { __type: outcome.error.__type, message: outcome.error.message ?? '' } };
}
