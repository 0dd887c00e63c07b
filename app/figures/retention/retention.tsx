/** One idea: time takes records, read or not. Let hours pass; raise retention in time or too late. Run by the engine. */
import { useState } from 'react';
import { formatDuration } from '../../belt/format.ts';
import { Plate } from '../plate.tsx';
import { RecordSquare } from '../record-square.tsx';
import { useWorld } from '../use-world.ts';
import { HOUR_MS, stationReporting, STREAM } from './model.ts';

const LANE = { y: 32, height: 40 };
/** Room for the heavy line at the right. */
const EDGE = 10;
const SPAN_HOURS = 48;

export default function Retention() {
  const { world, change, call, reset } = useWorld(stationReporting);
  const [said, setSaid] = useState<string | null>(null);
  const stream = world.stream(STREAM)!;
  const shard = stream.shards[0]!;
  const log = world.log(shard.logId);
  const { head, cursor } = shard;
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
      <Plate height={104} label={`${cursor.length - head} records kept, ${head} expired, retention ${stream.retentionHours} hours`}>
        {(width) => {
          const xOf = (ageMs: number) => (ageMs / (SPAN_HOURS * HOUR_MS)) * (width - EDGE);
          const edge = xOf(Math.min(stream.retentionHours, SPAN_HOURS) * HOUR_MS);
          const size = width < 480 ? 9 : 13;
          const yOf = (i: number) => LANE.y + 4 + (i % 2) * 19;
          return (
            <>
              <text x={0} y={18}>
                now
              </text>
              <text x={edge} y={18} textAnchor={edge > width - 60 ? 'end' : 'middle'}>
                retention {stream.retentionHours} h
              </text>
              <rect className="fig-lane" x={0} y={LANE.y} width={edge} height={LANE.height} />
              <line className="fig-edge" x1={edge} x2={edge} y1={LANE.y - 6} y2={LANE.y + LANE.height + 6} />
              {Array.from({ length: cursor.length - head }, (_, n) => {
                const i = head + n;
                return <RecordSquare key={i} x={Math.max(1, xOf(world.nowMs - log.arrivalMs(i)) - size)} y={yOf(i)} size={size} hashTop={log.hashTop(i)} />;
              })}
              {gone.map((i) => (
                <rect key={i} className="fig-lost" x={xOf(world.nowMs - log.arrivalMs(i)) - size + 1} y={yOf(i) + 1} width={size - 2} height={size - 2} />
              ))}
              <text x={0} y={LANE.y + LANE.height + 24}>
                {formatDuration(world.nowMs)} since the first report
              </text>
            </>
          );
        }}
      </Plate>
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
