/**
 * "Pause when …": conditions as plain data, each with a sentence made from it. A breakpoint is hit at the event with which
 * its condition becomes true. What it says depends on the history alone, so that running ahead and running back stop at
 * the same positions. Times in ms of virtual time.
 */
import { shardIdOf } from './kinesis/model/stream.ts';
import type { Watch } from './kernel/timeline.ts';
import type { SimTraceEntry } from './kinesis/trace-entries.ts';
import { statistics, valueOf, type SeriesQuery, type Statistic } from './metrics/metrics.ts';
import { furthestBehindMs } from './readings.ts';
import { durationText, groups } from './scenarios/words.ts';
import type { World } from './world.ts';

export type TraceKind = SimTraceEntry['kind'];

export type Breakpoint =
  /** An entry of the trace, after a second without its like: of what goes on and on, the first. */
  | { readonly on: 'trace'; readonly kind: TraceKind; readonly actor?: string; readonly shardIndex?: number }
  /** A stream is ACTIVE again after its shards have changed. */
  | { readonly on: 'reshard'; readonly by: 'split' | 'merge' | 'any' }
  /** A consumer is further behind than so long, on the shard where it is furthest behind. */
  | { readonly on: 'behind'; readonly actor: string; readonly overMs: number }
  /** A metric over the last minute. */
  | ({ readonly on: 'metric'; readonly statistic: Statistic } & SeriesQuery & ({ readonly over: number } | { readonly under: number }));

/** How long a kind of entry must have been away for the next one to count as new. */
const QUIET_MS = 1_000;

/** Watches for several breakpoints at once; a hit is those of them that became true. */
export function watchFor(world: World, breakpoints: readonly Breakpoint[]): Watch<readonly Breakpoint[]> {
  const { traceLog } = world;
  let seen = 0;
  let held: readonly boolean[] = [];
  const now = () => breakpoints.map((breakpoint) => holds(world, breakpoint));
  return {
    lookbackMs: QUIET_MS,
    sees: () => traceLog.reachesBackTo(world.nowMs - QUIET_MS),
    begin() {
      seen = traceLog.count;
      held = now();
    },
    fired() {
      const fresh = traceLog.count > seen ? traceLog.from(seen) : [];
      const before = held;
      held = now();
      const hits = breakpoints.filter((breakpoint, i) => (held[i] && !before[i]) || (fresh.length > 0 && happened(world, breakpoint, fresh, seen)));
      seen = traceLog.count;
      return hits.length > 0 ? hits : null;
    },
  };
}

/** Whether a condition on the state is true now; one on what happens is never true for longer than a moment. */
function holds(world: World, breakpoint: Breakpoint): boolean {
  if (breakpoint.on === 'behind') return behindMs(world, breakpoint.actor) > breakpoint.overMs;
  if (breakpoint.on !== 'metric') return false;
  const recent = world.metrics.recent(breakpoint);
  if (!recent) return false;
  const value = valueOf(recent, breakpoint.statistic);
  return 'over' in breakpoint ? value > breakpoint.over : value < breakpoint.under;
}

/** What consumers that read through a service or a library report of themselves. */
const BEHIND_METRICS = ['MillisBehindLatest', 'IteratorAge', 'KinesisMillisBehindLatest'];

function behindMs(world: World, name: string): number {
  const actor = world.actors.get(name);
  if (!actor) return 0;
  if ('readers' in actor) return furthestBehindMs(world, actor);
  const { streamName } = actor.config;
  return Math.max(0, ...BEHIND_METRICS.map((metric) => world.metrics.recent({ metric, streamName, actor: name })?.max ?? 0));
}

/** Whether the entries that have just come, from number `from` on, are what a breakpoint waits for. */
function happened(world: World, breakpoint: Breakpoint, fresh: readonly SimTraceEntry[], from: number): boolean {
  if (breakpoint.on === 'reshard') return fresh.some((entry) => entry.kind === 'ShardsOpened' && isBy(entry.cause, breakpoint.by) && endsIn(entry.streamName, fresh));
  if (breakpoint.on !== 'trace') return false;
  const first = fresh.find((entry) => matches(entry, breakpoint));
  return first !== undefined && !matchedLately(world, breakpoint, from, first.atMs);
}

function isBy(cause: string, by: 'split' | 'merge' | 'any'): boolean {
  if (by === 'any') return cause !== 'CreateStream';
  return cause === (by === 'split' ? 'SplitShard' : 'MergeShards');
}

const endsIn = (streamName: string, entries: readonly SimTraceEntry[]) =>
  entries.some((entry) => entry.kind === 'StreamStatusChanged' && entry.streamName === streamName && entry.status === 'ACTIVE');

function matches(entry: SimTraceEntry, { kind, actor, shardIndex }: Breakpoint & { on: 'trace' }): boolean {
  return entry.kind === kind && (actor === undefined || ('actor' in entry && entry.actor === actor)) && (shardIndex === undefined || ('shardIndex' in entry && entry.shardIndex === shardIndex));
}

/** Whether one before number `index` matched in the last second. Looked for from the newest on, as one is near where many are. */
function matchedLately({ traceLog }: World, breakpoint: Breakpoint & { on: 'trace' }, index: number, atMs: number): boolean {
  for (let i = index - 1; ; i -= 1) {
    const entry = traceLog.at(i);
    if (!entry || entry.atMs <= atMs - QUIET_MS) return false;
    if (matches(entry, breakpoint)) return true;
  }
}

/** What is wrong with a breakpoint, in a sentence for the learner, or null. */
export function breakpointProblem(world: World, breakpoint: Breakpoint): string | null {
  if ('actor' in breakpoint && typeof breakpoint.actor === 'string' && !world.actors.has(breakpoint.actor)) return `There is no actor named ${breakpoint.actor}.`;
  if (breakpoint.on === 'behind') return breakpoint.overMs >= 0 ? null : 'How far behind must be a time of 0 ms or more.';
  if (breakpoint.on !== 'metric') return null;
  if (!statistics.includes(breakpoint.statistic)) return `A statistic is ${statistics.join(', ')}; not ${String(breakpoint.statistic)}.`;
  return Number.isFinite('over' in breakpoint ? breakpoint.over : breakpoint.under) ? null : 'The limit must be a number.';
}

/** "a write is throttled on shardId-000000000001": what stands after "Pause when". */
export function breakpointText(breakpoint: Breakpoint): string {
  switch (breakpoint.on) {
    case 'trace': {
      const { kind, actor, shardIndex } = breakpoint;
      return `${SAID[kind] ?? `the log notes: ${wordsOf(kind)}`}${actor === undefined ? '' : ` (${actor})`}${shardIndex === undefined ? '' : ` on ${shardIdOf(shardIndex)}`}`;
    }
    case 'reshard':
      return `a ${breakpoint.by === 'any' ? 'change of shards' : breakpoint.by} is done and the stream is ACTIVE`;
    case 'behind':
      return `${breakpoint.actor} is more than ${durationText(breakpoint.overMs)} behind`;
    case 'metric': {
      const { statistic, metric, actor, shardIndex } = breakpoint;
      const whose = [actor ?? null, shardIndex === undefined || shardIndex === null ? null : shardIdOf(shardIndex)].filter((part) => part !== null);
      const limit = 'over' in breakpoint ? `over ${groups(breakpoint.over)}` : `under ${groups(breakpoint.under)}`;
      return `${metric} (${[statistic.toLowerCase(), 'last minute', ...whose].join(', ')}) is ${limit}`;
    }
  }
}

const SAID: Partial<Record<TraceKind, string>> = {
  WriteThrottled: 'a write is throttled',
  ReadThrottled: 'a read is throttled',
  RecordsLost: 'records expire unread',
  RecordsGivenUp: 'a producer gives records up',
  IteratorExpired: 'an iterator has expired',
  MessageLost: 'the network loses a message',
  ActorCrashed: 'an actor crashes',
  WorkerFailedOver: 'a worker takes over the leases of another',
  ActorRestarted: 'an actor starts again',
  ShardDrained: 'a consumer has read a closed shard to its end',
  CallFailed: 'a call is refused',
};

/** "LeaseTaken" as "lease taken". */
const wordsOf = (kind: string) => kind.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
