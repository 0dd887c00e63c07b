/**
 * One idea: an iterator is a place between records. Ten records lie in a shard; choose how to ask for an iterator and see
 * where the engine's GetShardIterator puts it and what GetRecords returns from there.
 */
import { shardIteratorTypes, type ShardIteratorType } from '#sim';
import { useId, useState } from 'react';
import { formatClock } from '../../belt/format.ts';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { RecordSquare } from '../record-square.tsx';
import { build, RECORDS_MAX, STREAM } from './model.ts';

const LANE = { y: 34, height: 44 };
/** Room for the heavy line at the right. */
const EDGE = 12;
const OPTIONS = ['All ten', 'Only the tenth', 'Nothing'];

const ORDER: readonly ShardIteratorType[] = ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER', 'AT_TIMESTAMP'];

export default function IteratorTypes() {
  const { steps, run, full, add, restart } = useFigure('iterator-types', build);
  const { world, atLatest } = run;
  // Chosen and not yet read with.
  const [choice, setChoice] = useState<{ readonly type: ShardIteratorType; readonly record: number } | null>(null);
  const { type, record } = choice ?? run;
  const asked = choice ? null : run.asked;
  const choose = (change: Partial<NonNullable<typeof choice>>) => setChoice({ type, record, ...change });
  const read = (step: string) => {
    setChoice(null);
    add(step);
  };
  const typeName = useId();
  const recordId = useId();
  const shard = world.stream(STREAM)!.shards[0]!;
  const log = world.log(shard.logId);
  const count = shard.cursor.length;
  const named = type !== 'TRIM_HORIZON' && type !== 'LATEST';

  return (
    <>
      <Plate height={128} label={`${count} records in a shard, the oldest at the right`}>
        {(width) => {
          const step = (width - EDGE) / RECORDS_MAX;
          const size = Math.min(22, step - 5);
          // Oldest at the right, as on the belt.
          const xOf = (index: number) => width - EDGE - (index + 1) * step + (step - size) / 2;
          const y = LANE.y + (LANE.height - size) / 2;
          return (
            <>
              <text x={0} y={20}>
                newest
              </text>
              <text x={width - EDGE} y={20} textAnchor="end">
                oldest
              </text>
              <rect className="fig-lane" x={0} y={LANE.y} width={width - EDGE + 4} height={LANE.height} />
              <line className="fig-edge" x1={width - EDGE + 4} x2={width - EDGE + 4} y1={LANE.y - 5} y2={LANE.y + LANE.height + 5} />
              {Array.from({ length: count }, (_, i) => (
                <g key={i}>
                  <RecordSquare x={xOf(i)} y={y} hashTop={log.hashTop(i)} size={size} faint={asked !== null && (i < asked.from || i >= asked.to)} />
                  <text x={xOf(i) + size / 2} y={LANE.y + LANE.height + 16} textAnchor="middle">
                    {i + 1}
                  </text>
                </g>
              ))}
              {asked && !asked.error && <Pin x={width - EDGE - asked.from * step} width={width} name={type} />}
            </>
          );
        }}
      </Plate>
      <p className="fig-said" role="status">
        {asked === null ? (
          <>Choose a type and read. An iterator stands between records; what is to its left is still to come.</>
        ) : asked.error ? (
          <span className="fig-refused">
            <b className="mono">{asked.error.__type}</b> {asked.error.message}
          </span>
        ) : asked.to === asked.from ? (
          <>
            <b>Nothing.</b> No record has been put since: the answer is empty, with a new iterator. Put one and read from the same iterator again.
          </>
        ) : (
          <>
            GetRecords returned <b>{asked.to - asked.from === 1 ? `record ${asked.from + 1}` : `records ${asked.from + 1} to ${asked.to}`}</b>, oldest first. All of them stay in the shard.
          </>
        )}
      </p>
      <Predict
        figure="iterator-types"
        question="Ten records lie in the shard, and nobody puts an eleventh. What does an iterator of type LATEST return?"
        options={OPTIONS}
        outcome={atLatest === null ? null : OPTIONS[atLatest === 0 ? 2 : atLatest === 1 ? 1 : 0]!}
        onRun={() => read('LATEST')}
      />
      <FigureTable
        caption="The records of the shard"
        head={['Record', 'Arrived', 'In the last answer']}
        rows={Array.from({ length: count }, (_, i) => [i + 1, formatClock(log.arrivalMs(i)), asked && i >= asked.from && i < asked.to ? 'yes' : 'no'])}
      />
      <FigureFoot
        run={run}
        onRestart={
          steps.length > 0
            ? () => {
                setChoice(null);
                restart();
              }
            : null
        }
      >
        <label htmlFor={typeName}>Iterator</label>
        <select id={typeName} value={type} onChange={(event) => choose({ type: event.target.value as ShardIteratorType })}>
          {ORDER.filter((one) => shardIteratorTypes.includes(one)).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        {named && (
          <>
            <label htmlFor={recordId}>{type === 'AT_TIMESTAMP' ? 'the time of' : 'of'}</label>
            <select id={recordId} value={record} onChange={(event) => choose({ record: Number(event.target.value) })}>
              {Array.from({ length: count }, (_, i) => (
                <option key={i} value={i}>
                  record {i + 1}
                  {type === 'AT_TIMESTAMP' && `, ${formatClock(log.arrivalMs(i))}`}
                </option>
              ))}
            </select>
          </>
        )}
        <button type="button" className={atLatest === null ? '' : 'primary'} disabled={full} onClick={() => read(named ? `${type}-${record}` : type)}>
          Get iterator and read
        </button>
        {asked?.iterator && (
          <button type="button" disabled={full} onClick={() => read('again')}>
            Read with the same iterator
          </button>
        )}
        <button type="button" disabled={full || count >= RECORDS_MAX} onClick={() => read('put')}>
          Put one record
        </button>
      </FigureFoot>
    </>
  );
}

function Pin({ x, width, name }: { readonly x: number; readonly width: number; readonly name: string }) {
  const bottom = LANE.y + LANE.height + 22;
  const leftward = x > width * 0.6;
  return (
    <>
      <line className="fig-pin" x1={x} x2={x} y1={LANE.y - 4} y2={bottom + 2} />
      <path className="fig-pin-head" d={`M${x - 5} ${bottom}h10v6l-5 5l-5 -5z`} />
      <text x={x + (leftward ? -10 : 10)} y={bottom + 11} textAnchor={leftward ? 'end' : 'start'} style={{ fill: 'var(--accent)', fontWeight: 600 }}>
        {name}
      </text>
    </>
  );
}
