/** A day of a stream: stations report, two consumers read, records fall off at the end. Times in ms. */
import { begin, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'weather';
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** When the figure opens: records have begun to fall off. */
const OPENS_MS = 26 * HOUR_MS;
export const ENDS_MS = 14 * DAY_MS;
export const CONSUMERS = ['alerts', 'archive'] as const;

const reader = (name: string, pollIntervalMs: number) => ({ kind: 'polling-consumer', name, streamName: STREAM, startAt: 'TRIM_HORIZON', pollIntervalMs, limit: 10_000, processingMsPerRecord: 0 }) as const;

const plan = planOf({
  title: 'A day on the belt',
  streamName: STREAM,
  shards: 3,
  actors: [
    { kind: 'producer', name: 'stations', streamName: STREAM, recordsPerSecond: 4 / 3600, keys: { kind: 'uniform', prefix: 'station', keys: 24 }, recordBytes: 300, call: 'PutRecord', recordsPerCall: 1, attemptsMax: 5, startsAtMs: 60_000 },
    reader('alerts', HOUR_MS / 4),
    reader('archive', 9 * HOUR_MS),
  ],
  spanMs: 'retention',
  speed: 3_600,
});

export const momentStep = (ms: number) => `t${Math.round(ms / 60_000)}`;

/** A step is the moment at which the figure stands, in minutes. */
export function build(steps: readonly string[]): FigureRun {
  const minutes = steps.map((step) => /^t(\d{1,5})$/.exec(step)?.[1]).findLast((text) => text !== undefined);
  const world = begin(plan);
  world.advance(minutes === undefined ? OPENS_MS : Math.min(ENDS_MS, Math.max(world.nowMs, Number(minutes) * 60_000)));
  return { plan, world };
}
