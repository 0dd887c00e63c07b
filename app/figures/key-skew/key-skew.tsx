/** One idea: the keys decide how the load spreads, not the number of shards. Four hundred records, put and routed by the engine. */
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Choices } from '../choices.tsx';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { tintOf } from '../../belt/tint.ts';
import { build, keySets, RECORDS, SHARDS, STREAM, type KeySet, type Skew } from './model.ts';

const ROW = 34;
const BAR = { x: 64, height: 20 };
const EVEN = RECORDS / SHARDS;
const OPTIONS = ['100: a quarter each', 'about 200', 'all 400'];

export default function KeySkew() {
  const { run, go, restart } = useFigure('key-skew', build);
  const { counts, keySet } = run;
  const busiest = Math.max(...counts);
  return (
    <>
      <Plate height={SHARDS * ROW + 22} label={`Records in each shard: ${counts.join(', ')}. An even share would be ${EVEN}.`}>
        {(width) => {
          const scale = (width - BAR.x - 44) / RECORDS;
          const even = BAR.x + EVEN * scale;
          return (
            <>
              {counts.map((count, i) => (
                <g key={i}>
                  <text x={0} y={i * ROW + 15}>
                    shard {i}
                  </text>
                  <rect className="fig-lane" x={BAR.x} y={i * ROW} width={RECORDS * scale} height={BAR.height} />
                  {stretches(run, i).map(({ from, to, tint }) => (
                    <rect key={from} x={BAR.x + from * scale} y={i * ROW} width={(to - from) * scale} height={BAR.height} fill={`var(--k${tint})`} />
                  ))}
                  <text className="fig-mono" x={width} y={i * ROW + 15} textAnchor="end">
                    {count}
                  </text>
                </g>
              ))}
              <line className="fig-pin" x1={even} x2={even} y1={-3} y2={SHARDS * ROW - 8} />
              <text x={even} y={SHARDS * ROW + 12} textAnchor="middle">
                an even share
              </text>
            </>
          );
        }}
      </Plate>
      <p className="fig-said" role="status">
        {keySet === null ? (
          <>{RECORDS} clicks wait for a key each. The stream has four shards of equal width.</>
        ) : (
          <>
            The busiest of four shards got <b>{busiest} of {RECORDS}</b>. {REASONS[keySet]}
          </>
        )}
      </p>
      <Predict
        figure="key-skew"
        question="All 400 are put with today’s date as the key. How many does the busiest of the four shards get?"
        options={OPTIONS}
        outcome={keySet === null ? null : OUTCOME}
        onRun={() => go('day')}
      />
      <FigureTable caption="Records in each shard" head={['Shard', 'Records', 'Share']} rows={counts.map((count, i) => [`shard ${i}`, count, `${Math.round((100 * count) / RECORDS)} %`])} />
      <FigureFoot run={run} onRestart={keySet === null ? null : restart}>
        {keySet !== null && <Choices label="The key is" value={keySet} options={Object.entries(keySets).map(([value, { label }]) => ({ value: value as KeySet, label }))} onChoose={(value) => go(value)} />}
      </FigureFoot>
    </>
  );
}

const REASONS: Readonly<Record<KeySet, string>> = {
  day: 'One key is one number, and one number lies in one shard. More shards would change nothing.',
  country: 'Few keys, and one of them is busy: whole shards stay empty beside it.',
  sensor: 'Eight keys alike are still only eight places; where they fall is luck.',
  customer: 'Many keys, none of them busy: the hash spreads them, and four shards carry nearly four times the load.',
};

/** What was asked before the run is about one set of keys, whichever is shown now. */
const OUTCOME = OPTIONS[[EVEN, RECORDS / 2, RECORDS].indexOf(Math.max(...build(['day']).counts))]!;

/** Neighbouring records of one tint, as stretches of a shard's bar; a key keeps its tint. */
function stretches({ world }: Skew, shardIndex: number): { from: number; to: number; tint: number }[] {
  const { cursor, logId } = world.stream(STREAM)!.shards[shardIndex]!;
  const log = world.log(logId);
  const tints = Array.from({ length: cursor.length }, (_, i) => tintOf(log.hashTop(i))).sort((x, y) => x - y);
  const found: { from: number; to: number; tint: number }[] = [];
  tints.forEach((tint, i) => {
    const last = found.at(-1);
    if (last?.tint === tint) last.to = i + 1;
    else found.push({ from: i, to: i + 1, tint });
  });
  return found;
}
