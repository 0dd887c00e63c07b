/** One idea: a shard counts Kinesis records, and the KPL puts many readings into one. The same readings, plain and packed. */
import { quotas } from '#sim';
import { formatCount } from '../../belt/format.ts';
import { Choices } from '../choices.tsx';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { build, PER_SECOND, SECONDS, type Packed } from './model.ts';

const METERS = { x: 108, height: 18 };
const PACKS = { y: 96, height: 42 };
const OPTIONS = ['3,000', '1,000', 'about 20'];
const WAYS = [
  { value: 'plain', label: 'each a record' },
  { value: 'kpl', label: 'packed by the KPL' },
] as const;

export default function KplAggregation() {
  const { run, go, restart } = useFigure('kpl-aggregation', build);
  const { way, made, readings, records, bytes, newest } = run;
  const rates = [
    { name: 'records/s', share: records / SECONDS / quotas.shardWriteRecordsPerSecond, of: formatCount(quotas.shardWriteRecordsPerSecond) },
    { name: 'bytes/s', share: bytes / SECONDS / quotas.shardWriteBytesPerSecond, of: '1 MiB' },
  ];
  return (
    <>
      <Plate height={166} label={way === null ? 'A shard that nothing is put to yet' : `${rates.map(({ name, share }) => `${Math.round(share * 100)} % of the shard’s ${name}`).join(', ')}. The newest Kinesis records hold ${newest.join(', ')} readings.`}>
        {(width) => (
          <>
            {rates.map(({ name, share, of }, i) => {
              const full = width - METERS.x - 44;
              return (
                <g key={name}>
                  <text x={0} y={i * 30 + 14}>
                    {name}, of {of}
                  </text>
                  <rect className="fig-lane" x={METERS.x} y={i * 30} width={full} height={METERS.height} />
                  <rect className="fig-bar" x={METERS.x} y={i * 30} width={full * Math.min(1, share)} height={METERS.height} />
                  <text className="fig-mono" x={width} y={i * 30 + 14} textAnchor="end">
                    {Math.round(share * 100)} %
                  </text>
                </g>
              );
            })}
            <text x={0} y={PACKS.y - 10}>
              readings in the newest Kinesis records
            </text>
            <rect className="fig-lane" x={0.5} y={PACKS.y} width={width - 1} height={PACKS.height} />
            {newest.map((count, i) => {
              const step = width / 12;
              const x = width - (i + 0.5) * step;
              const size = count > 1 ? Math.min(34, step - 4) : 11;
              return (
                <g key={i}>
                  <rect className="fig-lane-on" x={x - size / 2} y={PACKS.y + (PACKS.height - size) / 2} width={size} height={size} />
                  <text className="fig-mono fig-small" x={x} y={PACKS.y + PACKS.height + 16} textAnchor="middle">
                    {count}
                  </text>
                </g>
              );
            })}
          </>
        )}
      </Plate>
      <p className="fig-said" role="status">
        {way === null ? (
          <>
            Meters send {formatCount(PER_SECOND)} readings of 100 bytes a second: a third of what one shard takes in bytes, and three times what it takes in records.
          </>
        ) : way === 'plain' ? (
          <>
            <b>
              {formatCount(readings)} of {formatCount(made)} readings
            </b>{' '}
            got in within {SECONDS} s. The records ran out while most of the bytes stood idle; what was refused is not sent again here.
          </>
        ) : (
          <>
            <b>
              {formatCount(readings)} of {formatCount(made)} readings
            </b>
            , in {formatCount(records)} Kinesis records. The last are still on their way. A consumer must take them apart again: the KCL does, and so does an AWS library for others.
          </>
        )}
      </p>
      <Predict figure="kpl-aggregation" question="The KPL packs them. How many Kinesis records a second does the shard see?" options={OPTIONS} outcome={way === null ? null : outcomeOf()} onRun={() => go('kpl')} />
      <FigureTable
        caption={`Five seconds of ${formatCount(PER_SECOND)} readings a second`}
        head={['Readings made', 'Readings stored', 'Kinesis records', 'Bytes stored']}
        rows={[[formatCount(made), formatCount(readings), formatCount(records), formatCount(bytes)]]}
      />
      <FigureFoot run={run} onRestart={way === null ? null : restart}>
        {way !== null && <Choices label="The readings are" value={way} options={WAYS} onChoose={(value) => go(value)} />}
      </FigureFoot>
    </>
  );
}

let packed: Packed | null = null;

/** What was asked before the run is about the KPL, whichever is shown now. */
function outcomeOf(): string {
  packed ??= build(['kpl']);
  const perSecond = packed.records / SECONDS;
  return OPTIONS[perSecond > 2_000 ? 0 : perSecond > 500 ? 1 : 2]!;
}
