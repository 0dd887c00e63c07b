/**
 * One idea: a reshard divides the key space, never the records. Split or merge, put records, and see that the closed
 * parents keep what they had. Every step is an API call, and AWS's refusals are shown as they are.
 */
import { isOpen, shardIdOf, shareOfKeySpace, type Shard } from '#sim';
import { useState } from 'react';
import { mergeCommand, splitCommand, type Command } from '../../belt/commands.ts';
import type { Box } from '../../belt/layout.ts';
import { Plate } from '../plate.tsx';
import './split-and-merge.css';
import { RecordSquare } from '../record-square.tsx';
import { settle, useWorld } from '../use-world.ts';
import { levelsOf, oneShard, putSome, STREAM } from './model.ts';

const ROW = 58;
const HEIGHT = 36;

export default function SplitAndMerge() {
  const { world, change, reset } = useWorld(oneShard);
  const [picked, setPicked] = useState(0);
  const [said, setSaid] = useState('Choose a shard, then split it or merge it with its upper neighbour.');
  const stream = world.stream(STREAM)!;
  const { shards } = stream;
  const levels = levelsOf(shards);
  const depth = Math.max(...levels) + 1;
  const shard = shards[picked] ?? shards[0]!;
  const upper = shards.find((other) => isOpen(other) && other.start === shard.end + 1n);

  const run = ({ action }: Command) => {
    const before = shards.length;
    const answer = change((now) => {
      const outcome = now.edit(action);
      settle(now);
      return outcome;
    });
    if (!answer.ok) return setSaid(`${answer.error.__type}: ${answer.error.message}`);
    const opened = world.stream(STREAM)!.shards.slice(before).map(({ index }) => shardIdOf(index));
    setPicked(before);
    setSaid(`${opened.join(' and ')} opened. The closed parent keeps its records; put some more and see where they go.`);
  };

  return (
    <>
      <Plate height={depth * ROW + 20} role="group" label="The key space from left to right, parents above children">
        {(width) => (
          <>
            {shards.map((one) => one.parentIndex !== null && <Lineage key={one.index} child={one} levels={levels} width={width} />)}
            {shards.map((one) => {
              const box = boxOf(one, levels[one.index]!, width);
              return (
                <ShardBox key={one.index} shard={one} box={box} picked={one.index === shard.index} onPick={() => setPicked(one.index)}>
                  {Array.from({ length: Math.min(one.cursor.length, Math.floor((box.width - 8) / 12)) }, (_, n) => {
                    const i = one.cursor.length - 1 - n;
                    return <RecordSquare key={i} x={box.x + 6 + n * 12} y={box.y + 21} size={9} hashTop={world.log(one.logId).hashTop(i)} />;
                  })}
                </ShardBox>
              );
            })}
            <text x={0} y={depth * ROW + 16}>
              0
            </text>
            <text x={width} y={depth * ROW + 16} textAnchor="end">
              2¹²⁸−1
            </text>
          </>
        )}
      </Plate>
      <p className="fig-said" role="status">
        <b className="mono">{shardIdOf(shard.index)}</b> is {isOpen(shard) ? 'OPEN' : 'CLOSED'} and holds {shard.cursor.length} {shard.cursor.length === 1 ? 'record' : 'records'}. {said}
      </p>
      <div className="fig-controls">
        <button type="button" className="primary" disabled={shards.length > 12} onClick={() => run(splitCommand(stream, shard))}>
          Split it
        </button>
        <button type="button" disabled={!upper || shards.length > 12} onClick={() => upper && run(mergeCommand(stream, shard, upper))}>
          Merge with {upper ? `…${String(upper.index).padStart(4, '0')}` : 'a neighbour'}
        </button>
        <button
          type="button"
          onClick={() => {
            change(putSome);
            setSaid('Eight records went to the open shards, each to the one whose range holds its hash.');
          }}
        >
          Put 8 records
        </button>
        <button
          type="button"
          className="quiet fig-end"
          onClick={() => {
            reset();
            setPicked(0);
            setSaid('Choose a shard, then split it or merge it with its upper neighbour.');
          }}
        >
          Start again
        </button>
      </div>
    </>
  );
}

function boxOf(shard: Shard, level: number, width: number): Box {
  const xOf = (hashKey: bigint) => shareOfKeySpace(hashKey) * width;
  return { x: xOf(shard.start) + 1, y: level * ROW + 2, width: Math.max(4, xOf(shard.end) - xOf(shard.start) - 2), height: HEIGHT };
}

interface ShardBoxProps {
  readonly shard: Shard;
  readonly box: Box;
  readonly picked: boolean;
  readonly onPick: () => void;
  readonly children: React.ReactNode;
}

function ShardBox({ shard, box, picked, onPick, children }: ShardBoxProps) {
  const id = shardIdOf(shard.index);
  const name = box.width > 90 ? `shard …${id.slice(-4)}` : `…${id.slice(-2)}`;
  return (
    <g
      role="button"
      tabIndex={0}
      aria-pressed={picked}
      aria-label={`${id}, ${isOpen(shard) ? 'open' : 'closed'}, ${shard.cursor.length} records`}
      className="split-shard"
      onClick={onPick}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onPick();
      }}
    >
      <rect className={picked ? 'fig-lane-on' : isOpen(shard) ? 'fig-lane' : 'fig-lane-closed'} {...box} />
      <text x={box.x + 6} y={box.y + 14}>
        {name} {!isOpen(shard) && box.width > 140 && '· closed'}
      </text>
      {children}
    </g>
  );
}

/** From a child up to the middle of what it took over of each parent. */
function Lineage({ child, levels, width }: { readonly child: Shard; readonly levels: readonly number[]; readonly width: number }) {
  const box = boxOf(child, levels[child.index]!, width);
  const parents = [child.parentIndex, child.adjacentParentIndex].filter((index) => index !== null);
  const middle = box.x + box.width / 2;
  return (
    <>
      {parents.map((parent, n) => {
        const x = parents.length === 1 ? middle : box.x + box.width * (n === 0 ? 0.25 : 0.75);
        return <path key={parent} className="fig-link" d={`M${x} ${box.y}V${levels[parent]! * ROW + 2 + HEIGHT}`} />;
      })}
    </>
  );
}
