/** Three thousand readings a second, of a hundred bytes, to one shard: each a record of its own, or packed by the KPL. */
import { accountOf, deaggregate, type ActorConfig, type ProducerAccount, type World } from '#sim';
import { begin, pass, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'readings';
export const PER_SECOND = 3_000;
export const SECONDS = 5;
const METERS = 'meters';

export interface Packed extends FigureRun {
  readonly way: 'plain' | 'kpl' | null;
  readonly made: number;
  /** Readings that lie in the shard. */
  readonly readings: number;
  /** Kinesis records that they lie in, and what those weigh. */
  readonly records: number;
  readonly bytes: number;
  /** The readings in each of the newest Kinesis records, oldest first. */
  readonly newest: readonly number[];
}

const plan = planOf({ title: 'Many readings in one record', streamName: STREAM, shards: 1, spanMs: 30_000 });

const records = { name: METERS, streamName: STREAM, recordsPerSecond: PER_SECOND, recordBytes: 100, keys: { kind: 'device', prefix: 'meter', keys: 5_000 } } as const;
const configs: Readonly<Record<'plain' | 'kpl', ActorConfig>> = {
  // What is refused is not sent again here, so that what the shard takes is what was offered to it.
  plain: { kind: 'producer', ...records, call: 'PutRecords', recordsPerCall: 100, attemptsMax: 1 },
  kpl: { kind: 'kpl-producer', ...records },
};

export function build(steps: readonly string[]): Packed {
  const way = steps.findLast((step): step is 'plain' | 'kpl' => step === 'plain' || step === 'kpl') ?? null;
  const world = begin(plan);
  pass(world, 1_000);
  if (way) {
    world.edit({ type: 'add actor', config: configs[way] });
    pass(world, SECONDS * 1_000);
  }
  const { cursor, logId } = world.stream(STREAM)!.shards[0]!;
  const log = world.log(logId);
  let bytes = 0;
  for (let i = 0; i < cursor.length; i += 1) bytes += log.byteLength(i);
  const account = accountIn(world);
  const newest = Array.from({ length: Math.min(12, cursor.length) }, (_, n) => deaggregate(log.data(cursor.length - 1 - n))?.length ?? 1).toReversed();
  return { plan, world, way, made: account.made, readings: account.unique, records: cursor.length, bytes, newest };
}

const NOTHING: Pick<ProducerAccount, 'made' | 'unique'> = { made: 0, unique: 0 };

function accountIn(world: World): Pick<ProducerAccount, 'made' | 'unique'> {
  const actor = world.actors.get(METERS);
  return actor && (actor.kind === 'producer' || actor.kind === 'kpl-producer') ? accountOf(world, actor) : NOTHING;
}
