/** What the belt's components read: the world as of the last publication, and what is derived from it for drawing. */
import { isOpen, retentionMs, shareOfKeySpace, visibleShards, type Shard, type Stream, type World } from '#sim';
import { useLabView } from '../state/lab-view.ts';
import { useSimSession } from '../state/sim-session.ts';
import { partiesOf, type Party } from './actors/index.ts';
import { ageAxis, fittingSpan, type AgeAxis, type AgeScale, type AgeWindow } from './age-axis.ts';
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

interface Look {
  readonly span: number | 'retention';
  readonly scale: AgeScale;
  readonly zoom: AgeWindow | null;
}

/** Renders again whenever the session publishes. */
export function useBelt(): BeltState {
  const version = useSimSession((session) => session.version);
  const { world, scenario } = useSimSession.getState();
  const span = useLabView((view) => view.span) ?? scenario.opening.spanMs;
  const scale = useLabView((view) => view.scale);
  const zoom = useLabView((view) => view.zoom);
  return published(version, world, scenario.streamName, { span, scale, zoom });
}

let last: { readonly key: readonly unknown[]; readonly state: BeltState } | null = null;

/** A dozen components ask for the state of the same publication: it is made once. */
function published(version: number, world: World, streamName: string, look: Look): BeltState {
  const key = [version, world, world.nowMs, streamName, ...Object.values(look)];
  if (last === null || key.some((part, i) => part !== last!.key[i])) last = { key, state: beltState(world, streamName, look) };
  return last.state;
}

function beltState(world: World, streamName: string, { span, scale, zoom }: Look): BeltState {
  const stream = world.stream(streamName);
  const shards = stream ? visibleShards(world, stream) : [];
  const keptMs = stream ? retentionMs(stream) : 1;
  const spanMs = scale === 'fit' ? fittingSpan(oldestMs(world, shards), keptMs) : span === 'retention' ? keptMs : Math.min(span, keptMs);
  const axis = axisFor(spanMs, scale === 'log', zoom);
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
    axis,
    endsAtRetention: spanMs === keptMs && axis.toMs === spanMs,
  };
}

let lastAxis = { zoom: null as AgeWindow | null, axis: ageAxis(1) };

/** The same one as long as it is the same: what depends on it need not be made anew with each publication. */
function axisFor(spanMs: number, log: boolean, zoom: AgeWindow | null): AgeAxis {
  const { axis, zoom: before } = lastAxis;
  if (axis.spanMs !== spanMs || axis.log !== log || before !== zoom) lastAxis = { zoom, axis: ageAxis(spanMs, log, zoom) };
  return lastAxis.axis;
}

/** The age of the oldest record that any shard keeps. */
function oldestMs(world: World, shards: readonly Shard[]): number {
  return Math.max(0, ...shards.map(({ logId, head, cursor }) => (head < cursor.length ? world.nowMs - world.log(logId).arrivalMs(head) : 0)));
}
