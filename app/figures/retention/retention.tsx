/** One idea: time takes records, read or not. Let hours pass; raise retention in time or too late. Run by the engine. */
import { useState } from 'react';
import { formatDuration } from '../../belt/format.ts';
import '../parts.css';
import { RecordSquare } from '../record-square.tsx';
import { useWorld } from '../use-world.ts';
import { HOUR_MS, stationReporting, STREAM } from './model.ts';

const WIDTH = 640;
const LANE = { x: 0, y: 32, width: 610, height: 40 };
const SPAN_HOURS = 48;

export default function Retention() {
  const { world, change, call, reset } = useWorld(stationReporting);
  const [said, setSaid] = useState<string | null>(null);
  const stream = world.stream(STREAM)!;
  const shard = stream.shards[0]!;
  const log = world.log(shard.logId);
  const { head, cursor } = shard;
  const xOf = (ageMs: number) => LANE.x + (ageMs / (SPAN_HOURS * HOUR_MS)) * LANE.width;
  const edge = xOf(Math.min(stream.retentionHours, SPAN_HOURS) * HOUR_MS);
  const gone = Array.from({ length: head }, (_, i) => i).filter((i) => world.nowMs - log.arrivalMs(i) < SPAN_HOURS * HOUR_MS);

  const pass = (hours: number) => {
    change((now) => now.advance(now.nowMs + hours * HOUR_MS));
    setSaid(null);
  };
  const setHours = (hours: number) => {
    const longer = hours > stream.retentionHours;
    const before = head;
    const answer = call(longer ? 'IncreaseStreamRetentionPeriod' : 'DecreaseStreamRetentionPeriod', { StreamName: STREAM, RetentionPeriodHours: hours });
    if (!answer.ok) return setSaid(answer.error.message ?? answer.error.__type);
    const after = world.stream(STREAM)!.shards[0]!.head;
    setSaid(
      longer
        ? `Records now live ${hours} hours. The ${before === 0 ? 'ones on the belt all stay' : `${before} that had gone stay gone`}.`
        : `Records now live ${hours} hours. ${after - before} older ones went at once.`,
    );
  };

  return (
    <>
      <svg className="fig-plate" viewBox={`0 0 ${WIDTH} 112`} role="img" aria-label={`${cursor.length - head} records kept, ${head} expired, retention ${stream.retentionHours} hours`}>
        <text x={0} y={18}>now</text>
        <text x={edge} y={18} textAnchor={edge > 500 ? 'end' : 'middle'}>
          retention {stream.retentionHours} h
        </text>
        <rect className="fig-lane" x={LANE.x} y={LANE.y} width={edge} height={LANE.height} />
        <line className="fig-edge" x1={edge} x2={edge} y1={LANE.y - 6} y2={LANE.y + LANE.height + 6} />
        {Array.from({ length: cursor.length - head }, (_, n) => {
          const i = head + n;
          return <RecordSquare key={i} x={Math.max(1, xOf(world.nowMs - log.arrivalMs(i)) - 12)} y={LANE.y + 4 + (i % 2) * 19} size={13} hashTop={log.hashTop(i)} />;
        })}
        {gone.map((i) => (
          <rect key={i} className="fig-lost" x={xOf(world.nowMs - log.arrivalMs(i)) - 12} y={LANE.y + 5 + (i % 2) * 19} width={11} height={11} />
        ))}
        <text x={0} y={LANE.y + LANE.height + 24}>
          {formatDuration(world.nowMs)} since the first report
        </text>
      </svg>
      <p className="fig-said" role="status">
        <b>{cursor.length - head} kept</b>, {head} expired. {said ?? (head === 0 ? 'A report comes every hour, and nobody reads. Let time pass.' : 'Outlines are records that no read can bring back.')}
      </p>
      <div className="fig-controls">
        <button type="button" className="primary" onClick={() => pass(6)}>
          Let 6 hours pass
        </button>
        <button type="button" onClick={() => pass(1)}>
          1 hour
        </button>
        {stream.retentionHours < SPAN_HOURS ? (
          <button type="button" onClick={() => setHours(SPAN_HOURS)}>
            Raise retention to 48 h
          </button>
        ) : (
          <button type="button" onClick={() => setHours(24)}>
            Lower retention to 24 h
          </button>
        )}
        <button
          type="button"
          className="quiet fig-end"
          onClick={() => {
            reset();
            setSaid(null);
          }}
        >
          Start again
        </button>
      </div>
    </>
  );
}
