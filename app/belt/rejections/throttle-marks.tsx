/** On the belt: how many writes each shard refuses, and the records that bounce, each to be asked why. */
import { bounceAt, type BounceInput } from '../bounce.ts';
import { formatCount } from '../format.ts';
import type { BeltLayout } from '../layout.ts';
import { show } from '../links.tsx';
import { showWhyThrottled } from './show-why.ts';
import './throttle-marks.css';

/** Virtual ms whose refusals are counted. */
const COUNTED_MS = 1_000;

interface Props extends BounceInput {
  readonly layout: BeltLayout;
}

export function ThrottleMarks({ layout, ...input }: Props) {
  const { bar } = input;
  const counts = refusedLately(input);
  return (
    <>
      {/* For a pointer: the marks beside the lanes are for all. */}
      <div
        className="bounce-field"
        style={{ left: 0, top: bar.y - 8, width: bar.x, height: bar.height + 16 }}
        aria-hidden="true"
        onClick={({ nativeEvent: { offsetX, offsetY } }) => {
          const index = bounceAt(input, offsetX, offsetY + bar.y - 8);
          if (index !== null) show({ kind: 'rejection', index });
        }}
      />
      {layout.lanes
        .filter(({ shardIndex }) => counts.has(shardIndex))
        .map((lane) => (
          <button
            key={lane.shardIndex}
            type="button"
            className="throttle-mark"
            style={{ right: `calc(100% - ${lane.x - 8}px)`, top: lane.y + lane.height - 34 }}
            title="Why?"
            onClick={() => showWhyThrottled(lane.shardIndex)}
          >
            <span className="mono">{formatCount(counts.get(lane.shardIndex)!)}</span> throttled
          </button>
        ))}
    </>
  );
}

/** Refusals of the last second by shard. */
function refusedLately({ world }: BounceInput): ReadonlyMap<number, number> {
  const { rejections } = world.service;
  const counts = new Map<number, number>();
  const to = world.state.rejections;
  for (let i = rejections.firstAt(world.nowMs - COUNTED_MS + 1, 0, to); i < to; i += 1) {
    const { shardIndex } = rejections.get(i);
    counts.set(shardIndex, (counts.get(shardIndex) ?? 0) + 1);
  }
  return counts;
}
