/** One idea: time takes records, read or not. Let hours pass; raise retention in time or too late. Run by the engine. */
import { formatDuration } from '../../belt/format.ts';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { RecordSquare } from '../record-square.tsx';
import { build, HOUR_MS, STREAM, type Kept } from './model.ts';

const LANE = { y: 32, height: 40 };
/** Room for the heavy line at the right. */
const EDGE = 10;
const SPAN_HOURS = 48;
const OPTIONS = ['Yes, all twelve', 'No, none of them'];

export default function Retention() {
  const { steps, run, full, add, go, restart } = useFigure('retention', build);
  const { world, broughtBack } = run;
  const stream = world.stream(STREAM)!;
  const shard = stream.shards[0]!;
  const log = world.log(shard.logId);
  const { head, cursor } = shard;
  const gone = Array.from({ length: head }, (_, i) => i).filter((i) => world.nowMs - log.arrivalMs(i) < SPAN_HOURS * HOUR_MS);
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
        <b>{cursor.length - head} kept</b>, {head} expired. {sentence(run) ?? (head === 0 ? 'A report comes every hour, and nobody reads. Let time pass.' : 'Outlines are records that no read can bring back.')}
      </p>
      <Predict
        figure="retention"
        question="A day passes, and the first twelve reports expire. Then retention is raised to 48 hours. Do they come back?"
        options={OPTIONS}
        outcome={broughtBack === null ? null : OPTIONS[broughtBack ? 0 : 1]!}
        onRun={() => go('h6', 'h6', 'h6', 'h6', 'r48')}
      />
      <FigureTable
        caption="What the shard holds"
        head={['Since the first report', 'Retention', 'Kept', 'Expired']}
        rows={[[formatDuration(world.nowMs), `${stream.retentionHours} h`, cursor.length - head, head]]}
      />
      <FigureFoot run={run} onRestart={steps.length > 0 ? restart : null}>
        <button type="button" className={broughtBack === null ? '' : 'primary'} disabled={full} onClick={() => add('h6')}>
          Let 6 hours pass
        </button>
        <button type="button" disabled={full} onClick={() => add('h1')}>
          1 hour
        </button>
        <button type="button" disabled={full} onClick={() => add(stream.retentionHours < SPAN_HOURS ? 'r48' : 'r24')}>
          {stream.retentionHours < SPAN_HOURS ? 'Raise retention to 48 h' : 'Lower retention to 24 h'}
        </button>
      </FigureFoot>
    </>
  );
}

function sentence({ changed }: Kept): string | null {
  if (!changed) return null;
  const { hours, longer, before, after } = changed;
  if (!longer) return `Records now live ${hours} hours. ${after - before} older ones went at once.`;
  return `Records now live ${hours} hours. ${before === 0 ? 'The ones on the belt all stay' : `The ${before} that had gone stay gone`}.`;
}
