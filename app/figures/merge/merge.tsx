/** One idea: only neighbours merge. Choose two shards and hear what MergeShards says. */
import { isOpen, shardIdOf } from '#sim';
import { useState } from 'react';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { heightOf, ShardBoxes } from '../shard-boxes.tsx';
import { build, type Merging } from './model.ts';

const OPTIONS = ['They are merged', 'They are merged, and so is shard 1 between them', 'The call is refused'];

export default function Merge() {
  const { steps, run, full, add, restart } = useFigure('merge', build);
  const { world, shards } = run;
  const [choice, setChoice] = useState<{ readonly pair: readonly number[]; readonly of: readonly string[] }>({ pair: [], of: steps });
  const pair = choice.of === steps ? choice.pair : [];
  const [lower, upper] = pair.toSorted((x, y) => (shards[x]!.start < shards[y]!.start ? -1 : 1));
  const pick = (index: number) => setChoice({ pair: pair.includes(index) ? pair.filter((one) => one !== index) : [...pair.slice(-1), index], of: steps });
  const first = steps.includes('0-2');
  return (
    <>
      <Plate height={heightOf(shards)} role="group" label="The key space from left to right, parents above children; choose two shards">
        {(width) => <ShardBoxes world={world} shards={shards} width={width} picked={pair} onPick={pick} />}
      </Plate>
      <p className="fig-said" role="status">
        {sentence(run)} {pair.length === 2 ? `Chosen: …${tail(lower!)} and …${tail(upper!)}.` : pair.length === 1 ? `Chosen: …${tail(pair[0]!)}; choose another.` : ''}
      </p>
      <Predict
        figure="merge"
        question="Shards 0 and 2 are nearly idle. What does MergeShards do with the two?"
        options={OPTIONS}
        outcome={first ? OPTIONS[build(['0-2']).tried?.error ? 2 : 0]! : null}
        onRun={() => add('0-2')}
      />
      <FigureTable
        caption="The shards"
        head={['Shard', 'State', 'Parents', 'Records']}
        rows={shards.map((one) => [shardIdOf(one.index), isOpen(one) ? 'OPEN' : 'CLOSED', [one.parentIndex, one.adjacentParentIndex].filter((index) => index !== null).map(shardIdOf).join(', ') || 'none', one.cursor.length])}
      />
      <FigureFoot run={run} onRestart={steps.length > 0 ? restart : null}>
        <button type="button" className={first ? 'primary' : ''} disabled={full || pair.length < 2} onClick={() => add(`${lower}-${upper}`)}>
          {pair.length === 2 ? `Merge …${tail(lower!)} and …${tail(upper!)}` : 'Merge the two chosen'}
        </button>
      </FigureFoot>
    </>
  );
}

const tail = (index: number) => String(index).padStart(4, '0');

function sentence({ tried, shards }: Merging): string {
  if (!tried) return 'Four shards share the key space. Choose two of them.';
  if (tried.error) return `${tried.error.__type}: ${tried.error.message}.`;
  const child = shards.at(-1)!;
  return `${shardIdOf(child.index)} opened over both ranges, and names both parents. They are CLOSED and keep their records.`;
}
