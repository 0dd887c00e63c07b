/** A consumer that is slower than its producer, minute by minute: what GetRecords answers, and what CloudWatch shows. Times in ms. */
import type { World } from '#sim';
import { begin, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'claims';
export const PER_MINUTE = 120;
export const SLOW_PER_MINUTE = 90;
export const FAST_PER_MINUTE = 240;
const CONSUMER = 'assessor';
const MINUTE_MS = 60_000;
export const MINUTES_A_STEP = 10;
export const MINUTES_MAX = 60;

export interface Minute {
  /** Since the producer began. */
  readonly minute: number;
  /** Of the last GetRecords in it. */
  readonly millisBehindLatest: number;
  /** GetRecords.IteratorAgeMilliseconds, its maximum. */
  readonly iteratorAgeMs: number;
}

export interface Lag extends FigureRun {
  readonly minutes: readonly Minute[];
  readonly fastSince: number | null;
}

const plan = planOf({
  title: 'A consumer falls behind',
  streamName: STREAM,
  shards: 1,
  actors: [
    { kind: 'producer', name: 'branches', streamName: STREAM, recordsPerSecond: PER_MINUTE / 60, keys: { kind: 'uniform', prefix: 'claim', keys: 50 }, recordBytes: 300, call: 'PutRecord', recordsPerCall: 1, attemptsMax: 5, startsAtMs: MINUTE_MS },
    { kind: 'polling-consumer', name: CONSUMER, streamName: STREAM, startAt: 'TRIM_HORIZON', pollIntervalMs: 1_000, limit: 10, processingMsPerRecord: MINUTE_MS / SLOW_PER_MINUTE },
  ],
  spanMs: 1_800_000,
  speed: 60,
});

/** A step is ten minutes more, or a faster consumer from then on. */
export function build(steps: readonly string[]): Lag {
  const world = begin(plan);
  world.advance(MINUTE_MS);
  const minutes: Minute[] = [];
  let fastSince: number | null = null;
  for (const step of steps) {
    if (step === 'fast' && fastSince === null) {
      world.edit({ type: 'configure actor', actor: CONSUMER, change: { processingMsPerRecord: MINUTE_MS / FAST_PER_MINUTE } });
      fastSince = minutes.length;
    }
    if (step === 'pass') for (let n = 0; n < MINUTES_A_STEP && minutes.length < MINUTES_MAX; n += 1) minutes.push(minute(world, minutes.length + 1));
  }
  return { plan, world, minutes, fastSince };
}

function minute(world: World, n: number): Minute {
  const fromMs = world.nowMs;
  world.advance(fromMs + MINUTE_MS);
  const read = world.calls.newest(world.plain.callsServed).find(({ operation, outcome }) => operation === 'GetRecords' && outcome.ok);
  const [age] = world.metrics.query({ metric: 'GetRecords.IteratorAgeMilliseconds', streamName: STREAM, statistic: 'Maximum', periodMs: MINUTE_MS, fromMs, toMs: world.nowMs });
  const { MillisBehindLatest } = read?.outcome.ok ? (read.outcome.value as { MillisBehindLatest: number }) : { MillisBehindLatest: 0 };
  return { minute: n, millisBehindLatest: MillisBehindLatest, iteratorAgeMs: age?.value ?? 0 };
}
