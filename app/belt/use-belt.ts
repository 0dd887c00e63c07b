/** What the belt's components read: the world as of the last publication, and what is derived from it for drawing. */
import { isOpen, retentionMs, shareOfKeySpace, visibleShards, type Shard, type Stream, type World } from '#sim';
import { useLabView } from '../state/lab-view.ts';
import { useSimSession } from '../state/sim-session.ts';
import { partiesOf, type Party } from './actors/index.ts';
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
  readonly spanMs: number;
  /** Whether the lanes end at the retention edge, or earlier. */
  readonly endsAtRetention: boolean;
}

/** Renders again whenever the session publishes. */
export function useBelt(): BeltState {
  useSimSession((session) => session.version);
  const { world, scenario } = useSimSession.getState();
  const span = useLabView((view) => view.span) ?? scenario.opening.spanMs;
  return beltState(world, scenario.streamName, span);
}

export function beltState(world: World, streamName: string, span: number | 'retention'): BeltState {
  const stream = world.stream(streamName);
  const shards = stream ? visibleShards(world, stream) : [];
  const keptMs = stream ? retentionMs(stream) : 1;
  const spanMs = span === 'retention' ? keptMs : Math.min(span, keptMs);
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
