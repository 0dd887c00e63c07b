/** One station that reports every hour to one shard, and nobody who reads. Hours pass, and retention is raised or lowered. */
import { begin, call, pass, planOf, type FigureRun } from '../plan.ts';

export const STREAM = 'reports';
export const HOUR_MS = 3_600_000;
/** As the figure opens. */
const REPORTED_HOURS = 12;

export interface Kept extends FigureRun {
  /** The last change of retention: what had expired before it, and after. */
  readonly changed: { readonly hours: number; readonly longer: boolean; readonly before: number; readonly after: number } | null;
  /** Whether a longer retention, set when records had gone, brought any back. Null before it was tried. */
  readonly broughtBack: boolean | null;
}

const plan = planOf({
  title: 'Retention takes what nobody read',
  streamName: STREAM,
  shards: 1,
  actors: [
    { kind: 'producer', name: 'station', streamName: STREAM, recordsPerSecond: 1 / 3600, keys: { kind: 'uniform', prefix: 'sensor', keys: 5 }, recordBytes: 100, call: 'PutRecord', recordsPerCall: 1, attemptsMax: 5 },
  ],
  spanMs: 'retention',
  speed: 3_600,
});

/** "h6": six hours pass. "r48": retention becomes 48 hours. */
export function build(steps: readonly string[]): Kept {
  const world = begin(plan);
  world.advance(REPORTED_HOURS * HOUR_MS);
  let changed: Kept['changed'] = null;
  let broughtBack: boolean | null = null;
  for (const step of steps) {
    const [, what, number] = /^([hr])(\d{1,2})$/.exec(step) ?? [];
    const hours = Number(number);
    if (what === 'h') {
      pass(world, hours * HOUR_MS);
      changed = null;
    } else if (what === 'r') {
      const stream = world.stream(STREAM)!;
      const longer = hours > stream.retentionHours;
      const before = stream.shards[0]!.head;
      const outcome = call(world, longer ? 'IncreaseStreamRetentionPeriod' : 'DecreaseStreamRetentionPeriod', { StreamName: STREAM, RetentionPeriodHours: hours });
      if (!outcome.ok) continue;
      const after = world.stream(STREAM)!.shards[0]!.head;
      changed = { hours, longer, before, after };
      if (longer && before > 0) broughtBack ??= after < before;
    }
  }
  return { plan, world, changed, broughtBack };
}
