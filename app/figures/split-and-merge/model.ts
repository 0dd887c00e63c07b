/** A stream that begins as one shard with eight records in it; shards are split and merged, and records put. */
import type { ActionOutcome, World } from '#sim';
import { mergeCommand, splitCommand, type CallCommand } from '../../belt/commands.ts';
import { upperNeighbour } from '../lineage.ts';
import { answer, begin, blob, pass, planOf, settle, type FigureRun } from '../plan.ts';

export const STREAM = 'orders';
const RECORDS_A_TIME = 8;

export interface Resharded extends FigureRun {
  /** What the last step did: shards opened by it, a refusal, or records put. */
  readonly last: { readonly opened: readonly number[] } | { readonly error: Extract<ActionOutcome, { ok: false }>['error'] } | 'put' | null;
  /** Records that lay in the parent and in its children right after the first split. */
  readonly firstSplit: { readonly parent: number; readonly children: readonly number[] } | null;
}

const plan = planOf({ title: 'Split and merge', streamName: STREAM, shards: 1 });

/** "s0": shard 0 is split in the middle. "m1": shard 1 is merged with its upper neighbour. "p": eight records are put. */
export function build(steps: readonly string[]): Resharded {
  const world = begin(plan);
  putSome(world);
  let last: Resharded['last'] = null;
  let firstSplit: Resharded['firstSplit'] = null;
  for (const step of steps) {
    if (step === 'p') {
      putSome(world);
      last = 'put';
      continue;
    }
    const [, what, number] = /^([sm])(\d{1,2})$/.exec(step) ?? [];
    const stream = world.stream(STREAM)!;
    const shard = stream.shards[Number(number)];
    const upper = shard && upperNeighbour(stream.shards, shard);
    if (!what || !shard || (what === 'm' && !upper)) continue;
    last = reshard(world, what === 'm' ? mergeCommand(stream, shard, upper!) : splitCommand(stream, shard));
    if (what === 's' && 'opened' in last) firstSplit ??= { parent: shard.cursor.length, children: last.opened.map((index) => world.stream(STREAM)!.shards[index]!.cursor.length) };
  }
  return { plan, world, last, firstSplit };
}

function reshard(world: World, { action }: CallCommand): { opened: number[] } | { error: Extract<ActionOutcome, { ok: false }>['error'] } {
  const before = world.stream(STREAM)!.shards.length;
  const outcome = world.edit(action);
  if (!outcome.ok) return { error: outcome.error };
  settle(world);
  return { opened: world.stream(STREAM)!.shards.slice(before).map(({ index }) => index) };
}

/** Puts eight records, each with a key of its own; they go where their hashes fall. */
function putSome(world: World): void {
  pass(world, 1_000);
  const already = world.stream(STREAM)!.shards.reduce((sum, shard) => sum + shard.cursor.length, 0);
  const Records = Array.from({ length: RECORDS_A_TIME }, (_, i) => ({ PartitionKey: `order-${already + i + 1}`, Data: blob(`order ${already + i + 1}`) }));
  answer(world, 'PutRecords', { StreamName: STREAM, Records });
}
