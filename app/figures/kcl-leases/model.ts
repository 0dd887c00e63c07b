/** Two KCL workers share four shards by their leases; one of them dies. Read off the application's lease table. Times in ms. */
import { applicationKey, counterOf, shardIndexOf, type Application, type World } from '#sim';
import { begin, pass, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'trips';
const APPLICATION = 'pricing';
export const WORKERS = ['worker-1', 'worker-2'] as const;
/** When the figure opens. */
const OPENS_MS = 130_000;
const PATIENCE_MS = 120_000;

export interface Lease {
  readonly shardIndex: number;
  readonly owner: string | null;
  /** Records of the shard in all; those processed by somebody; those that the checkpoint stands behind. */
  readonly stored: number;
  readonly processed: number;
  readonly checkpoint: number;
}

export interface Failover extends FigureRun {
  readonly leases: readonly Lease[];
  /** As it stood when worker-1 died. */
  readonly atCrash: readonly Lease[] | null;
  /** From the crash until worker-2 held every lease; null while it does not. */
  readonly takeoverMs: number | null;
  /** Records that were processed a second time since then. */
  readonly repeated: number;
}

const worker = (name: string) =>
  ({ kind: 'kcl-worker', name, streamName: STREAM, application: APPLICATION, version: '2', consumption: 'polling', initialPosition: 'TRIM_HORIZON', processingMsPerRecord: 10, checkpointEveryRecords: 100 }) as const;

const plan = planOf({
  title: 'KCL leases, and a worker that dies',
  streamName: STREAM,
  shards: 4,
  actors: [
    { kind: 'producer', name: 'cars', streamName: STREAM, recordsPerSecond: 20, keys: { kind: 'device', prefix: 'car', keys: 500 }, recordBytes: 300, call: 'PutRecord', recordsPerCall: 1, attemptsMax: 5, startsAtMs: 5_000 },
    ...WORKERS.map(worker),
  ],
  spanMs: 300_000,
  speed: 5,
});

export function build(steps: readonly string[]): Failover {
  const world = begin(plan);
  world.advance(OPENS_MS);
  if (!steps.includes('crash')) return { plan, world, leases: leasesOf(world), atCrash: null, takeoverMs: null, repeated: 0 };

  const atCrash = leasesOf(world);
  const crashedMs = world.nowMs;
  const before = repeatedIn(world);
  world.edit({ type: 'crash actor', actor: WORKERS[0] });
  const taken = () => leasesOf(world).every(({ owner }) => owner === WORKERS[1]);
  while (!taken() && world.nowMs - crashedMs < PATIENCE_MS) pass(world, 1_000);
  const takeoverMs = taken() ? world.nowMs - crashedMs : null;
  // Until the successor has done again what it has to.
  pass(world, 10_000);
  return { plan, world, leases: leasesOf(world), atCrash, takeoverMs, repeated: repeatedIn(world) - before };
}

const table = (world: World) => world.plain.shared.get(applicationKey(APPLICATION, STREAM)) as Application;

const repeatedIn = (world: World) => [...table(world).shards.values()].reduce((sum, { repeated }) => sum + repeated, 0);

function leasesOf(world: World): Lease[] {
  const { leases, shards } = table(world);
  const stream = world.stream(STREAM)!;
  return [...leases.values()]
    .map((row) => {
      const shardIndex = shardIndexOf(row);
      const { cursor, logId } = stream.shards[shardIndex]!;
      return { shardIndex, owner: row.leaseOwner, stored: cursor.length, processed: shards.get(shardIndex)?.furthest.index ?? 0, checkpoint: placeOf(world, logId, cursor.length, row.checkpoint) };
    })
    .toSorted((x, y) => x.shardIndex - y.shardIndex);
}

/** How many records a checkpoint stands behind. */
function placeOf(world: World, logId: number, length: number, checkpoint: string): number {
  if (!/^\d+$/.test(checkpoint)) return 0;
  const counter = counterOf(checkpoint);
  const log = world.log(logId);
  let place = 0;
  while (place < length && log.counter(place) <= counter) place += 1;
  return place;
}
