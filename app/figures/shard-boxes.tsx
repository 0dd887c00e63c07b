/** Shards drawn over the key space, parents above their children, joined by dashed lineage; each can be chosen. */
import { isOpen, shardIdOf, shareOfKeySpace, type Shard, type World } from '#sim';
import type { Box } from '../belt/layout.ts';
import { levelsOf } from './lineage.ts';
import { RecordSquare } from './record-square.tsx';
import './shard-boxes.css';

const ROW = 58;
const HEIGHT = 36;
const SQUARE_STEP = 12;

/** Of the drawing. */
export const heightOf = (shards: readonly Shard[]) => (Math.max(...levelsOf(shards)) + 1) * ROW + 20;

interface Props {
  readonly world: World;
  readonly shards: readonly Shard[];
  readonly width: number;
  readonly picked: readonly number[];
  readonly onPick: (index: number) => void;
}

export function ShardBoxes({ world, shards, width, picked, onPick }: Props) {
  const levels = levelsOf(shards);
  const bottom = heightOf(shards) - 4;
  return (
    <>
      {shards.map((one) => one.parentIndex !== null && <Lineage key={one.index} child={one} levels={levels} width={width} />)}
      {shards.map((one) => {
        const box = boxOf(one, levels[one.index]!, width);
        return (
          <ShardBox key={one.index} shard={one} box={box} picked={picked.includes(one.index)} onPick={() => onPick(one.index)}>
            {Array.from({ length: Math.max(0, Math.min(one.cursor.length, Math.floor((box.width - 8) / SQUARE_STEP))) }, (_, n) => {
              const i = one.cursor.length - 1 - n;
              return <RecordSquare key={i} x={box.x + 6 + n * SQUARE_STEP} y={box.y + 21} size={9} hashTop={world.log(one.logId).hashTop(i)} />;
            })}
          </ShardBox>
        );
      })}
      <text x={0} y={bottom}>
        0
      </text>
      <text x={width} y={bottom} textAnchor="end">
        2¹²⁸−1
      </text>
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
      className="shard-box"
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
