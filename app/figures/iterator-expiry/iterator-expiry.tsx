/** One idea: an iterator lives five minutes. Who works longer comes back with a dead one, and has lost nothing. */
import { quotas } from '#sim';
import { formatDuration } from '../../belt/format.ts';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { build, MINUTE_MS, RECORDS, WORK_MINUTES, type Expiry } from './model.ts';

const SPAN_MINUTES = 7;
const LIFE_MINUTES = quotas.iteratorLifeMs / MINUTE_MS;
/** A drawing narrower than this, in px, has no room for each minute. */
const NARROW = 360;
const ROW = { life: 34, work: 64, height: 18 };
const LANE = { y: 124, height: 34 };
const OPTIONS = ['It gets the next three', 'An error; the next three are lost', 'An error; the next three still lie there'];

export default function IteratorExpiry() {
  const { run, add, go, restart } = useFigure('iterator-expiry', build);
  const { workMinutes, error, renewed, read, kept } = run;
  return (
    <>
      <Plate height={168} label={`An iterator lives ${LIFE_MINUTES} minutes${workMinutes === null ? '' : `; the work takes ${workMinutes}`}. ${read} of ${RECORDS} records read.`}>
        {(width) => {
          const xOf = (minutes: number) => (minutes / SPAN_MINUTES) * width;
          const back = xOf(workMinutes ?? 0);
          return (
            <>
              {Array.from({ length: SPAN_MINUTES + 1 }, (_, minute) => (
                <text key={minute} x={xOf(minute)} y={12} textAnchor={minute === 0 ? 'start' : minute === SPAN_MINUTES ? 'end' : 'middle'}>
                  {minute === SPAN_MINUTES ? `${minute} min` : minute === SPAN_MINUTES - 1 && width < NARROW ? '' : minute}
                </text>
              ))}
              <rect className="fig-lane-on" x={0.5} y={ROW.life} width={xOf(LIFE_MINUTES)} height={ROW.height} />
              <text x={8} y={ROW.life + 13}>
                the iterator
              </text>
              {workMinutes !== null && (
                <>
                  <rect className="fig-lane-closed" x={0.5} y={ROW.work} width={back} height={ROW.height} />
                  <text x={8} y={ROW.work + 13}>
                    at work on records 1 to 3
                  </text>
                  <line className={error ? 'fig-late' : 'fig-pin'} x1={back} x2={back} y1={ROW.life - 8} y2={ROW.work + ROW.height + 6} />
                  <text className={error ? 'fig-warn' : ''} x={back} y={ROW.work + ROW.height + 19} textAnchor={back > width * 0.7 ? 'end' : 'middle'}>
                    GetRecords
                  </text>
                </>
              )}
              <rect className="fig-lane" x={0.5} y={LANE.y} width={width - 1} height={LANE.height} />
              {Array.from({ length: kept }, (_, i) => {
                const x = (i + 0.5) * (width / RECORDS);
                return (
                  <g key={i}>
                    <rect className={i < read ? 'fig-lane-on' : 'fig-lane-closed'} x={x - 12} y={LANE.y + 6} width={24} height={22} />
                    <text className="fig-mono" x={x} y={LANE.y + 21} textAnchor="middle">
                      {i + 1}
                    </text>
                  </g>
                );
              })}
            </>
          );
        }}
      </Plate>
      <p className="fig-said" role="status">
        <Said run={run} />
      </p>
      <Predict
        figure="iterator-expiry"
        question="A consumer takes three records and works on them for six minutes. Then it calls GetRecords with the iterator it was given. What happens?"
        options={OPTIONS}
        outcome={workMinutes === null ? null : OUTCOME}
        onRun={() => go('6')}
      />
      <FigureTable caption="The records" head={['Record', 'In the shard', 'Read']} rows={Array.from({ length: RECORDS }, (_, i) => [i + 1, i < kept ? 'yes' : 'no', i < read ? 'yes' : 'no'])} />
      <FigureFoot run={run} onRestart={workMinutes === null ? null : restart}>
        {error && !renewed && (
          <button type="button" className="primary" onClick={() => add('renew')}>
            Ask for an iterator after record 3
          </button>
        )}
        {workMinutes !== null &&
          WORK_MINUTES.filter((minutes) => minutes !== workMinutes).map((minutes) => (
            <button key={minutes} type="button" onClick={() => go(String(minutes))}>
              Let the work take {minutes} minutes
            </button>
          ))}
      </FigureFoot>
    </>
  );
}

function Said({ run: { workMinutes, error, renewed, read, kept } }: { readonly run: Expiry }) {
  if (workMinutes === null) return <>Six records lie in the shard. Each GetRecords comes with the iterator for the next, and that lives {formatDuration(quotas.iteratorLifeMs)} from then on.</>;
  if (!error) {
    return (
      <>
        <b>Back in time.</b> GetRecords returned records 4 to {read}, and a new iterator with a new term.
      </>
    );
  }
  if (renewed) {
    return (
      <>
        <b>Nothing was lost.</b> GetShardIterator with AFTER_SEQUENCE_NUMBER and the last number it had noted gave a fresh iterator, and GetRecords records 4 to {read}.
      </>
    );
  }
  return (
    <>
      <b className="fig-refused">{error.__type}</b>: the ticket is void. All {kept} records are where they were.
    </>
  );
}

/** What was asked before the run is about six minutes, whatever is shown now. */
const SIX = build(['6']);
const OUTCOME = OPTIONS[SIX.error === null ? 0 : SIX.kept < RECORDS ? 1 : 2]!;
