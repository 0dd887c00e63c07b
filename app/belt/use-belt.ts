/** What the belt's components read: the world as of the last publication, and what is derived from it for drawing. */
import { isOpen, retentionMs, shareOfKeySpace, visibleShards, type Shard, type Stream, type World } from '#sim';
import { useMemo } from 'react';
import { useLabView } from '../state/lab-view.ts';
import { useSimSession } from '../state/sim-session.ts';
import { partiesOf, type Party } from './actors/index.ts';
import { ageAxis, fittingSpan, type AgeAxis, type AgeWindow } from './age-axis.ts';
import type { LaneInput } from './layout.ts';

export interface BeltState {
  readonly world: World;
  readonly streamName: string;
  /** Undefined where there is none yet, and once it is deleted. */
  readonly stream: Stream | undefined;
  readonly shards: readonly Shard[];
  readonly lanes: readonly LaneInput[];
  readonly producers: readonly Party[];
  readonly consumers: readonly Party[];
  /** Those that work on the stream itself. */
  readonly operators: readonly Party[];
  /** What a lane's whole length stands for; of it, zoomed in, `axis` shows a part. */
  readonly spanMs: number;
  readonly axis: AgeAxis;
  /** Whether what is shown ends at the retention edge, or earlier. */
  readonly endsAtRetention: boolean;
}

/**
 * Renders again whenever the session publishes.
 * @param zoom the ages looked at; null = all. Only the belt zooms: text beside it says the same of a part as of the whole
 */
export function useBelt(zoom: AgeWindow | null = null): BeltState {
  const version = useSimSession((session) => session.version);
  const { world, scenario } = useSimSession.getState();
  const span = useLabView((view) => view.span) ?? scenario.opening.spanMs;
  const scale = useLabView((view) => view.scale);
  const state = published(version, world, scenario.streamName, scale === 'fit' ? 'fit' : span);
  const { spanMs } = state;
  // The same one as long as it is the same: what hangs on it need not be made anew with each publication.
  const axis = useMemo(() => ageAxis(spanMs, scale === 'log', zoom), [spanMs, scale, zoom]);
  return useMemo(() => ({ ...state, axis, endsAtRetention: state.endsAtRetention && axis.toMs === axis.spanMs }), [state, axis]);
}

type Span = number | 'retention' | 'fit';
type Published = Omit<BeltState, 'axis'>;

let last: { readonly key: readonly unknown[]; readonly state: Published } | null = null;

/** A dozen components ask for the state of the same publication: it is made once. */
function published(version: number, world: World, streamName: string, span: Span): Published {
  const key = [version, world, world.nowMs, streamName, span];
  if (last === null || key.some((part, i) => part !== last!.key[i])) last = { key, state: beltState(world, streamName, span) };
  return last.state;
}

function beltState(world: World, streamName: string, span: Span): Published {
  const stream = world.stream(streamName);
  const shards = stream ? visibleShards(world, stream) : [];
  const keptMs = stream ? retentionMs(stream) : 1;
  const spanMs = span === 'fit' ? fittingSpan(oldestMs(world, shards), keptMs) : span === 'retention' ? keptMs : Math.min(span, keptMs);
  return {
    world,
    streamName,
    stream,
    shards,
    lanes: shards.map((shard) => ({
      shardIndex: shard.index,
      open: isOpen(shard),
      from: shareOfKeySpace(shard.start),
      to: shareOfKeySpace(shard.end),
    })),
    producers: partiesOf(world, 'producers'),
    consumers: partiesOf(world, 'consumers'),
    operators: partiesOf(world, 'operators'),
    spanMs,
    endsAtRetention: spanMs === keptMs,
  };
}

/** The age of the oldest record that any shard keeps. */
function oldestMs(world: World, shards: readonly Shard[]): number {
  return Math.max(0, ...shards.map(({ logId, head, cursor }) => (head < cursor.length ? world.nowMs - world.log(logId).arrivalMs(head) : 0)));
}
