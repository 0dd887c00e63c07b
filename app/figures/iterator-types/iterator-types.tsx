/**
 * One idea: an iterator is a place between records. Ten records lie in a shard; choose how to ask for an iterator and see
 * where the engine's GetShardIterator puts it and what GetRecords returns from there.
 */
import { shardIteratorTypes, type ShardIteratorType } from '#sim';
import { useId, useState } from 'react';
import { formatClock } from '../../belt/format.ts';
import '../parts.css';
import { RecordSquare } from '../record-square.tsx';
import { useWorld } from '../use-world.ts';
import { askFrom, putOne, STREAM, tenRecords, type Asked } from './model.ts';

const WIDTH = 640;
const LANE = { y: 34, height: 44 };
const STEP = 46;
const SIZE = 22;

const ORDER: readonly ShardIteratorType[] = ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER', 'AT_TIMESTAMP'];

export default function IteratorTypes() {
  const { world, change, reset } = useWorld(tenRecords);
  const [type, setType] = useState<ShardIteratorType>('TRIM_HORIZON');
  const [record, setRecord] = useState(6);
  const [asked, setAsked] = useState<Asked | null>(null);
  const typeName = useId();
  const recordId = useId();
  const shard = world.stream(STREAM)!.shards[0]!;
  const log = world.log(shard.logId);
  const count = shard.cursor.length;
  const named = type !== 'TRIM_HORIZON' && type !== 'LATEST';
  // Oldest at the right, as on the belt.
  const xOf = (index: number) => WIDTH - 30 - (index + 1) * STEP + (STEP - SIZE) / 2;
  const pinX = asked ? WIDTH - 30 - asked.from * STEP : null;

  return (
    <>
      <svg className="fig-plate" viewBox={`0 0 ${WIDTH} 128`} role="img" aria-label={`${count} records in a shard, the oldest at the right`}>
        <text x={0} y={20}>newest</text>
        <text x={WIDTH - 30} y={20} textAnchor="end">oldest</text>
        <rect className="fig-lane" x={0} y={LANE.y} width={WIDTH - 24} height={LANE.height} />
        <line className="fig-edge" x1={WIDTH - 24} x2={WIDTH - 24} y1={LANE.y - 5} y2={LANE.y + LANE.height + 5} />
        {Array.from({ length: count }, (_, i) => (
          <g key={i}>
            <RecordSquare x={xOf(i)} y={LANE.y + 11} hashTop={log.hashTop(i)} size={SIZE} faint={asked !== null && (i < asked.from || i >= asked.to)} />
            <text x={xOf(i) + SIZE / 2} y={LANE.y + LANE.height + 16} textAnchor="middle">
              {i + 1}
            </text>
          </g>
        ))}
        {pinX !== null && (
          <>
            <line className="fig-pin" x1={pinX} x2={pinX} y1={LANE.y - 4} y2={LANE.y + LANE.height + 24} />
            <path className="fig-pin-head" d={`M${pinX - 5} ${LANE.y + LANE.height + 22}h10v6l-5 5l-5 -5z`} />
            <text x={pinX + (pinX > 480 ? -10 : 10)} y={LANE.y + LANE.height + 33} textAnchor={pinX > 480 ? 'end' : 'start'} style={{ fill: 'var(--accent)', fontWeight: 600 }}>
              {type}
            </text>
          </>
        )}
      </svg>
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
      <div className="fig-controls">
        <label htmlFor={typeName}>Iterator</label>
        <select
          id={typeName}
          value={type}
          onChange={(event) => {
            setType(event.target.value as ShardIteratorType);
            setAsked(null);
          }}
        >
          {ORDER.filter((one) => shardIteratorTypes.includes(one)).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        {named && (
          <>
            <label htmlFor={recordId}>{type === 'AT_TIMESTAMP' ? 'the time of' : 'of'}</label>
            <select id={recordId} value={record} onChange={(event) => setRecord(Number(event.target.value))}>
              {Array.from({ length: count }, (_, i) => (
                <option key={i} value={i}>
                  record {i + 1}
                  {type === 'AT_TIMESTAMP' && `, ${formatClock(log.arrivalMs(i))}`}
                </option>
              ))}
            </select>
          </>
        )}
        <button type="button" className="primary" onClick={() => setAsked(change((now) => askFrom(now, type, record, null)))}>
          Get iterator and read
        </button>
        {asked?.iterator && (
          <button type="button" onClick={() => setAsked(change((now) => askFrom(now, type, record, asked.iterator)))}>
            Read with the same iterator
          </button>
        )}
        <button type="button" disabled={count >= 12} onClick={() => change(putOne)}>
          Put one record
        </button>
        <button
          type="button"
          className="quiet fig-end"
          onClick={() => {
            reset();
            setAsked(null);
          }}
        >
          Start again
        </button>
      </div>
    </>
  );
}
