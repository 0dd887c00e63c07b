/**
 * What a pointer can do to the belt itself: cut the key space to split a shard, and drop a shard on its neighbour to merge
 * the two. Each ends in one call, the same that the shard's panel makes by button and key.
 */
import { isOpen, middleOf, shardIdOf, type Shard, type Stream } from '#sim';
import { useState } from 'react';
import { select } from '../state/lab-view.ts';
import { edit } from '../state/sim-session.ts';
import { mergeCommand, splitCommand } from './commands.ts';
import { formatShare } from './format.ts';
import type { BeltLayout, Box } from './layout.ts';
import { GestureNote } from './gesture-note.tsx';
import { hashKeyAt, neighboursOf, shareOfBar } from './reshard.ts';
import { useDrag, type Point } from './use-drag.ts';
import './gestures.css';

interface Props {
  readonly stream: Stream;
  readonly layout: BeltLayout;
}

/** In the wide layout alone: a phone has neither a key-space bar nor room for grips, and its panel does the same. */
export function Gestures({ stream, layout }: Props) {
  const { bar } = layout;
  if (!bar) return null;
  return (
    <>
      <Cut stream={stream} bar={bar} />
      {layout.lanes.map((box) => {
        const shard = stream.shards[box.shardIndex];
        return shard && isOpen(shard) && <Grip key={box.shardIndex} shard={shard} box={box} stream={stream} layout={layout} />;
      })}
    </>
  );
}

/** How far a pointer may stray from the bar, in CSS pixels. */
const STRAY = 70;
/** So near to a shard's middle the cut goes to it. */
const SNAP = 3;

function Cut({ stream, bar }: { readonly stream: Stream; readonly bar: Box }) {
  const [at, setAt] = useState<{ readonly shard: Shard; readonly hashKey: bigint; readonly y: number } | null>(null);
  const place = ({ x, y }: Point) => {
    const away = x < -STRAY || x > bar.width + STRAY || y < 0 || y > bar.height;
    return away ? null : { ...cutAt(stream, bar, y), y };
  };
  const drag = useDrag({
    move: (point) => setAt(place(point)),
    drop: (point) => {
      const cut = place(point);
      if (cut) edit(splitCommand(stream, cut.shard, cut.hashKey).action);
      setAt(null);
    },
    tap: ({ y }) => select({ kind: 'shard', index: cutAt(stream, bar, y).shard.index }),
    cancel: () => setAt(null),
  });
  return (
    <>
      <div className="cut-grip" style={{ left: bar.x - 6, top: bar.y, width: bar.width + 12, height: bar.height }} {...drag} aria-hidden="true" />
      {at && (
        <>
          <div className="cut-line" style={{ left: bar.x - 10, top: bar.y + at.y, width: bar.width + 20 }} />
          <GestureNote left={bar.x + bar.width + 16} top={bar.y + at.y - 13} command={splitCommand(stream, at.shard, at.hashKey).text}>
            Split {shardIdOf(at.shard.index)} at {formatShare(shareOfBar(bar, bar.y + at.y))}
          </GestureNote>
        </>
      )}
    </>
  );
}

/** The shard under a height of the bar, and the hash key at which it would be cut. */
function cutAt(stream: Stream, bar: Box, y: number): { readonly shard: Shard; readonly hashKey: bigint } {
  const wanted = hashKeyAt(shareOfBar(bar, bar.y + y));
  const shard = stream.shards.find((one) => isOpen(one) && one.start <= wanted && wanted <= one.end) ?? stream.shards.find(isOpen)!;
  const middle = middleOf(shard);
  const off = Math.abs(Number(wanted - middle) / Number(hashKeyAt(1))) * bar.height;
  return { shard, hashKey: off <= SNAP ? middle : wanted };
}

interface GripProps extends Props {
  readonly shard: Shard;
  readonly box: Box;
}

function Grip({ shard, box, stream, layout }: GripProps) {
  const [over, setOver] = useState<{ readonly other: Shard | null; readonly x: number; readonly y: number } | null>(null);
  const left = box.x - 18;
  const top = box.y + box.height / 2 - 15;
  const under = ({ y }: Point): Shard | null => {
    const lane = layout.lanes.find(({ y: from, height }) => top + y >= from - 24 && top + y <= from + height + 24);
    const { below, above } = neighboursOf(shard, stream.shards);
    return [below, above].find((other) => other && other.index === lane?.shardIndex) ?? null;
  };
  const drag = useDrag({
    move: (point) => setOver({ ...point, other: under(point) }),
    drop: (point) => {
      const other = under(point);
      if (other) edit(mergeCommand(stream, shard, other).action);
      setOver(null);
    },
    tap: () => select({ kind: 'shard', index: shard.index }),
    cancel: () => setOver(null),
  });
  const target = over?.other && layout.lanes.find(({ shardIndex }) => shardIndex === over.other!.index);
  return (
    <>
      <div className="lane-grip" style={{ left, top }} title="Drop it on the shard above or below to merge the two" {...drag} aria-hidden="true" />
      {target && <div className="merge-target" style={{ left: target.x, top: target.y, width: target.width, height: target.height }} />}
      {over && (
        <GestureNote left={left + over.x + 14} top={top + over.y - 13} command={over.other ? mergeCommand(stream, shard, over.other).text : null}>
          {over.other ? `Merge ${shardIdOf(shard.index)} with ${shardIdOf(over.other.index)}` : 'Onto the shard above or below'}
        </GestureNote>
      )}
    </>
  );
}
