/** What the timeline marks: moments worth going back to, taken from the trace. Neighbours of one kind are one marker. */
import type { SimTraceEntry, World } from '#sim';

export type MarkerKind = 'split' | 'merge' | 'throttle' | 'expiry' | 'loss' | 'crash' | 'failover' | 'retention' | 'scaling' | 'failure';

export interface Marker {
  readonly kind: MarkerKind;
  readonly atMs: number;
  /** The last moment of the run of events that this marker stands for. */
  readonly untilMs: number;
}

/** What is marked in one history, and how many entries of its trace have been taken up: going over them again adds nothing. */
export interface Markers {
  readonly list: readonly Marker[];
  readonly entries: number;
}

export const noMarkers: Markers = { list: [], entries: 0 };

/** Events of one kind that lie closer together than this share of the history are one marker. */
const JOINED_SHARE = 0.02;
/** A consumer whose iterator expires once has it expire again and again. */
const EXPIRIES_JOINED_SHARE = 0.25;

const OPENED_BY: Readonly<Record<string, MarkerKind>> = { SplitShard: 'split', MergeShards: 'merge', UpdateShardCount: 'scaling', OnDemandScaling: 'scaling' };

function kindOf(entry: SimTraceEntry): MarkerKind | null {
  switch (entry.kind) {
    case 'ShardsOpened':
      return OPENED_BY[entry.cause] ?? null;
    case 'WriteThrottled':
    case 'ReadThrottled':
      return 'throttle';
    case 'RecordsLost':
      return 'loss';
    case 'IteratorExpired':
      return 'expiry';
    case 'ActorCrashed':
      return 'crash';
    case 'WorkerFailedOver':
      return 'failover';
    case 'RetentionChanged':
      return 'retention';
    case 'FunctionFailed':
    case 'BatchDiscarded':
    case 'DeliveryFailed':
    case 'RecordsSkipped':
      return 'failure';
    default:
      return null;
  }
}

/** The markers so far and those of the trace since. Going back in time keeps what is ahead: it will happen again. */
export function markersOf(world: World, known: Markers): Markers {
  const { traceLog, reachedMs } = world;
  if (traceLog.count <= known.entries) return known;
  let list: Marker[] | null = null;
  for (const entry of traceLog.from(known.entries)) {
    const kind = kindOf(entry);
    if (!kind) continue;
    list ??= [...known.list];
    const last = list.findLastIndex((marker) => marker.kind === kind);
    const joined = last >= 0 && entry.atMs - list[last]!.untilMs < (kind === 'expiry' ? EXPIRIES_JOINED_SHARE : JOINED_SHARE) * reachedMs;
    if (joined) list[last] = { ...list[last]!, untilMs: entry.atMs };
    else list.push({ kind, atMs: entry.atMs, untilMs: entry.atMs });
  }
  return { list: list ?? known.list, entries: traceLog.count };
}

/** What is left of them where the past is about to change: those up to this moment. */
export function markersUpTo({ nowMs, traceLog }: World, { list, entries }: Markers): Markers {
  const past = list.filter((marker) => marker.atMs <= nowMs).map((marker) => ({ ...marker, untilMs: Math.min(marker.untilMs, nowMs) }));
  return { list: past, entries: Math.min(entries, traceLog.count) };
}
