/**
 * A shard with a minute's backlog, and so many consumers that read it from the beginning: all by polling, or all with enhanced
 * fan-out. What each got is counted over ten seconds. A second, small world tells how long a new record waits. Bytes, ms.
 */
import { quotas, type ActorConfig, type ReadingActor, type World } from '#sim';
import { begin, pass, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'video';
export const WAYS = { poll: 'polling', push: 'enhanced fan-out' } as const;
export type Way = keyof typeof WAYS;
export const CONSUMERS_MAX = 5;
const RECORD_BYTES = 100_000;
const BACKLOG_MS = 90_000;
/** A fan-out consumer registers first. */
const STARTING_MS = 15_000;
export const COUNTED_MS = 10_000;

export interface Reading extends FigureRun {
  readonly way: Way;
  readonly consumers: number;
  /** Bytes a second that each consumer was given; empty before it has run. */
  readonly bytesPerSecond: readonly number[];
  /** From a record's arrival to a consumer's having it, on average, where nobody is behind. */
  readonly latencyMs: number | null;
}

const nameOf = (i: number) => `reader-${i + 1}`;

function readers(way: Way, count: number, limit: number): ActorConfig[] {
  return Array.from({ length: count }, (_, i): ActorConfig => {
    const base = { name: nameOf(i), streamName: STREAM, startAt: 'TRIM_HORIZON', processingMsPerRecord: 0 } as const;
    // Five calls a second are all that a shard answers: they share them, too.
    const pollIntervalMs = (1_000 / quotas.shardReadCallsPerSecond) * count;
    return way === 'push' ? { kind: 'fan-out-consumer', ...base } : { kind: 'polling-consumer', ...base, pollIntervalMs, limit };
  });
}

const camera = (recordsPerSecond: number, recordBytes: number): ActorConfig => ({
  kind: 'producer',
  name: 'camera',
  streamName: STREAM,
  recordsPerSecond,
  keys: { kind: 'uniform', prefix: 'frame', keys: 50 },
  recordBytes,
  call: 'PutRecord',
  recordsPerCall: 1,
  attemptsMax: 5,
});

const plan = planOf({ title: 'A shared read quota, and one for each', streamName: STREAM, shards: 1, actors: [camera(10, RECORD_BYTES)], spanMs: 300_000 });

export function build(steps: readonly string[]): Reading {
  const step = steps.map((one) => /^(poll|push)-([1-5])$/.exec(one)).findLast((match) => match !== null);
  const way = (step?.[1] ?? 'poll') as Way;
  const consumers = Number(step?.[2] ?? 4);
  const world = begin(plan);
  world.advance(BACKLOG_MS);
  if (!step) return { plan, world, way, consumers, bytesPerSecond: [], latencyMs: null };

  for (const config of readers(way, consumers, 10)) world.edit({ type: 'add actor', config });
  pass(world, STARTING_MS);
  const before = positions(world, consumers);
  pass(world, COUNTED_MS);
  const bytesPerSecond = positions(world, consumers).map((position, i) => ((position - before[i]!) * RECORD_BYTES * 1_000) / COUNTED_MS);
  return { plan, world, way, consumers, bytesPerSecond, latencyMs: latencyAtTip(way, consumers) };
}

const readerOf = (world: World, i: number) => (world.actors.get(nameOf(i)) as ReadingActor | undefined)?.readers.get(0);
const positions = (world: World, count: number) => Array.from({ length: count }, (_, i) => readerOf(world, i)?.position ?? 0);

/** Twenty seconds of a record every 50 ms or so, read as it comes. */
function latencyAtTip(way: Way, count: number): number {
  const world = begin(planOf({ title: 'At the tip', streamName: STREAM, shards: 1, actors: [camera(20, 100), ...readers(way, count, 10_000)] }));
  pass(world, STARTING_MS);
  const log = world.log(world.stream(STREAM)!.shards[0]!.logId);
  let waitedMs = 0;
  let records = 0;
  const counted = new Map<number, number>();
  for (let slice = 0; slice < 200; slice += 1) {
    pass(world, 100);
    for (let i = 0; i < count; i += 1) {
      for (const { atMs, from, to } of readerOf(world, i)?.recentReads ?? []) {
        if (from < (counted.get(i) ?? 0)) continue;
        counted.set(i, to);
        for (let index = from; index < to; index += 1) {
          waitedMs += atMs - log.arrivalMs(index);
          records += 1;
        }
      }
    }
  }
  return waitedMs / records;
}
