/** One idea: lag is a difference of rates, added up. MillisBehindLatest and the iterator age, minute by minute, as the engine answers. */
import { formatDuration } from '../../belt/format.ts';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { Predict } from '../predict.tsx';
import { build, FAST_PER_MINUTE, MINUTES_A_STEP, MINUTES_MAX, PER_MINUTE, SLOW_PER_MINUTE, type Lag, type Minute } from './model.ts';

const CHART = { y: 22, height: 120 };
const MINUTE_MS = 60_000;
const LAG_MIN_MS = 6 * MINUTE_MS;
const OPTIONS = ['about 1 minute', 'about 5 minutes', 'about 20 minutes'];

export default function LagFigure() {
  const { steps, run, full, add, go, restart } = useFigure('lag', build);
  const { minutes, fastSince } = run;
  const last = minutes.at(-1);
  const top = Math.max(LAG_MIN_MS, ...minutes.map(({ millisBehindLatest }) => millisBehindLatest));
  return (
    <>
      <Plate height={176} label={last ? `After ${last.minute} minutes: MillisBehindLatest ${formatDuration(last.millisBehindLatest)}, iterator age ${formatDuration(last.iteratorAgeMs)}` : 'An empty chart of lag over an hour'}>
        {(width) => {
          const xOf = (minute: number) => (minute / MINUTES_MAX) * width;
          const yOf = (ms: number) => CHART.y + CHART.height * (1 - ms / top);
          const path = (of: (minute: Minute) => number) => `M0 ${yOf(0)}${minutes.map((one) => `L${xOf(one.minute)} ${yOf(of(one))}`).join('')}`;
          return (
            <>
              <text x={0} y={12}>
                behind the tip, up to {formatDuration(top)}
              </text>
              <rect className="fig-lane" x={0.5} y={CHART.y} width={width - 1} height={CHART.height} />
              {fastSince !== null && (
                <>
                  <line className="fig-link" x1={xOf(fastSince)} x2={xOf(fastSince)} y1={CHART.y} y2={CHART.y + CHART.height} />
                  <text x={xOf(fastSince) + 6} y={CHART.y + 15}>
                    faster
                  </text>
                </>
              )}
              <path className="fig-age" d={path(({ iteratorAgeMs }) => iteratorAgeMs)} />
              <path className="fig-level" d={path(({ millisBehindLatest }) => millisBehindLatest)} />
              {[0, 20, 40, MINUTES_MAX].map((minute) => (
                <text key={minute} x={xOf(minute)} y={CHART.y + CHART.height + 18} textAnchor={minute === 0 ? 'start' : minute === MINUTES_MAX ? 'end' : 'middle'}>
                  {minute} min
                </text>
              ))}
            </>
          );
        }}
      </Plate>
      <p className="fig-said" role="status">
        {last ? (
          <>
            After {last.minute} minutes: <b>MillisBehindLatest {formatDuration(last.millisBehindLatest)}</b>. {comment(run)} The dashed line is CloudWatch’s GetRecords.IteratorAgeMilliseconds, each minute’s maximum.
          </>
        ) : (
          <>
            {PER_MINUTE} records arrive a minute; the consumer manages {SLOW_PER_MINUTE}. Neither throttles, and no call fails.
          </>
        )}
      </p>
      <Predict figure="lag" question={`${PER_MINUTE} a minute in, ${SLOW_PER_MINUTE} out. How far behind is the consumer after 20 minutes?`} options={OPTIONS} outcome={outcomeOf(run)} onRun={() => go('pass', 'pass')} />
      <FigureTable
        caption="The lag at each minute"
        head={['Minute', 'MillisBehindLatest', 'IteratorAgeMilliseconds']}
        rows={minutes.map(({ minute, millisBehindLatest, iteratorAgeMs }) => [minute, millisBehindLatest, iteratorAgeMs])}
      />
      <FigureFoot run={run} onRestart={steps.length > 0 ? restart : null}>
        {last && (
          <>
            <button type="button" className={fastSince === null ? 'primary' : ''} disabled={full || fastSince !== null} onClick={() => add('fast')}>
              Make it do {FAST_PER_MINUTE} a minute
            </button>
            <button type="button" className={fastSince === null ? '' : 'primary'} disabled={full || minutes.length >= MINUTES_MAX} onClick={() => add('pass')}>
              Let {MINUTES_A_STEP} minutes pass
            </button>
          </>
        )}
      </FigureFoot>
    </>
  );
}

function comment({ minutes, fastSince }: Lag): string {
  const behind = minutes.at(-1)!.millisBehindLatest;
  if (fastSince === null) return 'It grows by a quarter of the time that passes, for ever; at the retention edge records begin to be lost.';
  if (fastSince === minutes.length) return 'It is faster now. The backlog is still there.';
  return behind > MINUTE_MS ? 'It catches up, as fast as it outruns the producer.' : 'It has caught up with the tip.';
}

function outcomeOf({ minutes }: Lag): string | null {
  const at20 = minutes[19];
  if (!at20) return null;
  const behind = at20.millisBehindLatest / MINUTE_MS;
  return OPTIONS[behind < 3 ? 0 : behind < 10 ? 1 : 2]!;
}
