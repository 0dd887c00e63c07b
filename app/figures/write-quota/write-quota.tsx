/** One idea: a shard's quota is a bucket that fills all the time. Put faster than it fills, and see when it is empty. */
import { formatCount } from '../../belt/format.ts';
import { Choices } from '../choices.tsx';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { build, CALL_EVERY_MS, CALLS, QUOTA, RATES, sum } from './model.ts';

const CALLS_A_SECOND = 1_000 / CALL_EVERY_MS;
const BARS = { y: 20, height: 76, most: Math.max(...RATES) / CALLS_A_SECOND };
const BUCKET = { y: 134, height: 40 };
const OPTIONS = ['none', '500', 'all 1,500'];

export default function WriteQuota() {
  const { run, go, restart } = useFigure('write-quota', build);
  const { rate, tenths } = run;
  const refused = sum(tenths, 'refused');
  const emptyAt = tenths.findIndex((tenth) => tenth.refused > 0);
  return (
    <>
      <Plate height={196} label={rate === null ? 'Three seconds, and a full bucket' : `${rate} records a second for three seconds: ${sum(tenths, 'stored')} stored, ${refused} refused`}>
        {(width) => {
          const step = width / CALLS;
          const yOf = (records: number) => BARS.y + BARS.height * (1 - records / BARS.most);
          const bucketY = (left: number) => BUCKET.y + BUCKET.height * (1 - left / QUOTA);
          const level = tenths.map(({ left }, i) => `${i === 0 ? 'M' : 'L'}${(i + 0.5) * step} ${bucketY(left)}`).join('');
          return (
            <>
              <text x={0} y={10}>
                records put, each tenth of a second
              </text>
              {tenths.map(({ stored, refused: no }, i) => (
                <g key={i}>
                  <rect className="fig-bar" x={i * step + 1} y={yOf(stored)} width={step - 2} height={BARS.y + BARS.height - yOf(stored)} />
                  {no > 0 && <rect className="fig-lost" x={i * step + 2} y={yOf(stored + no) + 1} width={step - 4} height={yOf(stored) - yOf(stored + no) - 3} />}
                </g>
              ))}
              <line className="fig-axis" x1={0} x2={width} y1={BARS.y + BARS.height} y2={BARS.y + BARS.height} />
              <text x={0} y={BUCKET.y - 10}>
                left in the bucket, of {formatCount(QUOTA)}
              </text>
              <rect className="fig-lane" x={0.5} y={BUCKET.y} width={width - 1} height={BUCKET.height} />
              {rate === null ? <rect className="fig-water" x={1} y={BUCKET.y + 1} width={width - 2} height={BUCKET.height - 2} /> : <path className="fig-level" d={level} />}
              {[0, 1, 2, 3].map((second) => (
                <text key={second} x={second === 3 ? width : second * CALLS_A_SECOND * step} y={192} textAnchor={second === 0 ? 'start' : second === 3 ? 'end' : 'middle'}>
                  {second} s
                </text>
              ))}
            </>
          );
        }}
      </Plate>
      <p className="fig-said" role="status">
        {rate === null ? (
          <>One shard that has rested: its bucket holds a second’s worth, {formatCount(QUOTA)} records.</>
        ) : refused === 0 ? (
          <>
            <b>None refused.</b> {rate < QUOTA ? 'The bucket fills faster than it is drained.' : 'What is taken out each second is what flows in.'}
          </>
        ) : (
          <>
            <b>{formatCount(refused)} refused</b>, the first after {emptyAt / CALLS_A_SECOND} s. First the bucket lends what it had saved; once it is empty, {formatCount(QUOTA)} a second get in and the rest meet ProvisionedThroughputExceededException.
          </>
        )}{' '}
        AWS documents the rate; that a rested shard takes a burst in just this way is our model.
      </p>
      <Predict
        figure="write-quota"
        question={`1,500 records a second are put for three seconds, where ${formatCount(QUOTA)} are allowed. How many are refused in the first second?`}
        options={OPTIONS}
        outcome={rate === null ? null : OUTCOME}
        onRun={() => go('1500')}
      />
      <FigureTable
        caption="Records in each half second"
        head={['Until', 'Stored', 'Refused', 'Left']}
        rows={Array.from({ length: tenths.length / 5 }, (_, i) => {
          const half = tenths.slice(i * 5, i * 5 + 5);
          return [`${(i + 1) / 2} s`, sum(half, 'stored'), sum(half, 'refused'), Math.round(half.at(-1)!.left)];
        })}
      />
      <FigureFoot run={run} onRestart={rate === null ? null : restart}>
        {rate !== null && <Choices label="Records a second" value={String(rate)} options={RATES.map((one) => ({ value: String(one), label: formatCount(one) }))} onChoose={(value) => go(value)} />}
      </FigureFoot>
    </>
  );
}

/** What was asked before the run is about one rate, whichever is shown now. */
const OUTCOME = OPTIONS[[0, 500, 1_500].indexOf(sum(build(['1500']).tenths.slice(0, CALLS_A_SECOND), 'refused'))]!;
