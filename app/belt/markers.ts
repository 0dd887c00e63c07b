/** What the timeline marks: moments worth going back to, taken from the trace. Neighbours of one kind are one marker. */
import type { SimTraceEntry, World } from '#sim';

export type MarkerKind = 'split' | 'merge' | 'throttle' | 'loss' | 'crash' | 'retention';

export interface Marker {
  readonly kind: MarkerKind;
  readonly atMs: number;
  /** The last moment of the run of events that this marker stands for. */
  readonly untilMs: number;
}

/** Events of one kind that lie closer together than this share of the history are one marker. */
const JOINED_SHARE = 0.02;

function kindOf(entry: SimTraceEntry): MarkerKind | null {
  switch (entry.kind) {
    case 'ShardsOpened':
      return entry.cause === 'SplitShard' ? 'split' : entry.cause === 'MergeShards' ? 'merge' : null;
    case 'WriteThrottled':
    case 'ReadThrottled':
      return 'throttle';
    case 'RecordsLost':
      return 'loss';
    case 'ActorCrashed':
      return 'crash';
    case 'RetentionChanged':
      return 'retention';
    default:
      return null;
  }
}

/**
 * The markers so far and those of the trace since. Going back in time keeps what is ahead: it will happen again,
 * unless the learner changes the past (then the session drops it).
 */
export function markersOf(world: World, known: readonly Marker[]): readonly Marker[] {
  const since = known.reduce((latest, marker) => Math.max(latest, marker.untilMs), -1);
  let markers: Marker[] | null = null;
  for (const entry of world.traceLog.last(2_000)) {
    const kind = entry.atMs > since ? kindOf(entry) : null;
    if (!kind) continue;
    markers ??= [...known];
    const last = markers.findLastIndex((marker) => marker.kind === kind);
    const joined = last >= 0 && entry.atMs - markers[last]!.untilMs < JOINED_SHARE * world.reachedMs;
    if (joined) markers[last] = { ...markers[last]!, untilMs: entry.atMs };
    else markers.push({ kind, atMs: entry.atMs, untilMs: entry.atMs });
  }
  return markers ?? known;
}
