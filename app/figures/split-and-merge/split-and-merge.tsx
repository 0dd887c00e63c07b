/**
 * One idea: a reshard divides the key space, never the records. Split or merge, put records, and see that the closed
 * parents keep what they had. Every step is an API call, and AWS's refusals are shown as they are.
 */
import { isOpen, shardIdOf } from '#sim';
import { useState } from 'react';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { upperNeighbour } from '../lineage.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { heightOf, ShardBoxes } from '../shard-boxes.tsx';
import { build, STREAM, type Resharded } from './model.ts';

const SHARDS_MAX = 12;
const OPTIONS = ['They stay in the parent', 'Half go to each child', 'Each child gets all eight'];

export default function SplitAndMerge() {
  const { steps, run, full, add, restart } = useFigure('split-and-merge', build);
  const { world, last } = run;
  const { shards } = world.stream(STREAM)!;
  const [choice, setChoice] = useState<{ readonly index: number; readonly of: readonly string[] } | null>(null);
  // What a step has opened is chosen, until the learner chooses.
  const opened = last && last !== 'put' && 'opened' in last ? last.opened[0] : undefined;
  const shard = shards[choice?.of === steps ? choice.index : (opened ?? 0)] ?? shards[0]!;
  const upper = upperNeighbour(shards, shard);
  const many = full || shards.length > SHARDS_MAX;
  return (
    <>
      <Plate height={heightOf(shards)} role="group" label="The key space from left to right, parents above children">
        {(width) => <ShardBoxes world={world} shards={shards} width={width} picked={[shard.index]} onPick={(index) => setChoice({ index, of: steps })} />}
      </Plate>
      <p className="fig-said" role="status">
        <b className="mono">{shardIdOf(shard.index)}</b> is {isOpen(shard) ? 'OPEN' : 'CLOSED'} and holds {shard.cursor.length} {shard.cursor.length === 1 ? 'record' : 'records'}. {sentence(last)}
      </p>
      <Predict figure="split-and-merge" question="Split the shard. Where do the eight records go that lie in it?" options={OPTIONS} outcome={outcomeOf(run)} onRun={() => add('s0')} />
      <FigureTable
        caption="The shards"
        head={['Shard', 'State', 'Parents', 'Records']}
        rows={shards.map((one) => [shardIdOf(one.index), isOpen(one) ? 'OPEN' : 'CLOSED', [one.parentIndex, one.adjacentParentIndex].filter((index) => index !== null).map(shardIdOf).join(', ') || 'none', one.cursor.length])}
      />
      <FigureFoot run={run} onRestart={steps.length > 0 ? restart : null}>
        <button type="button" className={run.firstSplit ? 'primary' : ''} disabled={many} onClick={() => add(`s${shard.index}`)}>
          Split it
        </button>
        <button type="button" disabled={many || !upper} onClick={() => add(`m${shard.index}`)}>
          Merge with {upper ? `…${String(upper.index).padStart(4, '0')}` : 'a neighbour'}
        </button>
        <button type="button" disabled={full} onClick={() => add('p')}>
          Put 8 records
        </button>
      </FigureFoot>
    </>
  );
}

function sentence(last: Resharded['last']): string {
  if (last === null) return 'Choose a shard, then split it or merge it with its upper neighbour.';
  if (last === 'put') return 'Eight records went to the open shards, each to the one whose range holds its hash.';
  if ('error' in last) return `${last.error.__type}: ${last.error.message}`;
  return `${last.opened.map(shardIdOf).join(' and ')} opened. The closed parent keeps its records; put some more and see where they go.`;
}

function outcomeOf({ firstSplit }: Resharded): string | null {
  if (!firstSplit) return null;
  const { parent, children } = firstSplit;
  if (children.every((count) => count === 0)) return OPTIONS[0]!;
  return children.every((count) => count === parent) ? OPTIONS[2]! : OPTIONS[1]!;
}
