/** What CloudWatch would show of this stream: small charts under its names, alarms, and the numbers as a table. */
import { defaultAlarms, metricKind, statistics, type Alarm, type MetricUnit, type SeriesName, type Statistic, type World } from '#sim';
import { useState } from 'react';
import { SeriesChart, type Point } from '../../components/charts/series-chart.tsx';
import { noBrush, type BrushState, type Stretch } from '../../components/charts/time-brush.tsx';
import { Fold } from '../../components/fold.tsx';
import { edit, goTo } from '../../state/sim-session.ts';
import { formatBytes, formatClock, formatCount, formatDuration } from '../format.ts';
import { useBelt } from '../use-belt.ts';
import './metrics.css';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const PERIODS = [
  { ms: 10 * SECOND_MS, label: '10 s (finer than CloudWatch)' },
  { ms: MINUTE_MS, label: '1 min' },
  { ms: 5 * MINUTE_MS, label: '5 min' },
  { ms: 60 * MINUTE_MS, label: '1 h' },
] as const;
/** At most so many of a chart's periods can be told apart. */
const PERIODS_SHOWN = 60;

/** What an operator looks at first, in the order in which a record meets them. */
const FIRST: readonly string[] = [
  'IncomingRecords',
  'IncomingBytes',
  'WriteProvisionedThroughputExceeded',
  'GetRecords.Records',
  'GetRecords.IteratorAgeMilliseconds',
  'ReadProvisionedThroughputExceeded',
  'SubscribeToShardEvent.MillisBehindLatest',
  'MillisBehindLatest',
  'IteratorAge',
  'KinesisMillisBehindLatest',
  'DeliveryToS3.DataFreshness',
];
/** AWS has replaced them. */
const DEPRECATED = ['PutRecords.Records', 'GetRecords.IteratorAge'];

export function Metrics() {
  const { world, stream } = useBelt();
  const [chosen, setChosen] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  const [asked, setAsked] = useState<Statistic | null>(null);
  const [zoom, setZoom] = useState<Stretch | null>(null);
  const [brush, setBrush] = useState<BrushState>(noBrush);
  if (!stream) return <p className="drawer-empty">Without a stream there is nothing to measure.</p>;
  const spanMs = zoom ? zoom[1] - zoom[0] : world.reachedMs;
  const period = chosen ?? (PERIODS.find(({ ms }) => spanMs <= ms * PERIODS_SHOWN) ?? PERIODS.at(-1)!).ms;
  const series = world.metrics.series().filter(({ metric, streamName, shardIndex }) => streamName === stream.name && shardIndex === null && !DEPRECATED.includes(metric));
  const first = series.filter(({ metric }) => FIRST.includes(metric)).toSorted((a, b) => FIRST.indexOf(a.metric) - FIRST.indexOf(b.metric));
  const rest = series.filter(({ metric }) => !FIRST.includes(metric)).toSorted((a, b) => (a.metric < b.metric ? -1 : 1));
  const alarms = [...world.plain.alarms.byName.values()].filter(({ config }) => config.streamName === stream.name);
  return (
    <div className="metrics">
      <div className="metrics-choices">
        <label>
          Period{' '}
          <select value={period} onChange={(event) => setChosen(Number(event.target.value))}>
            {PERIODS.map(({ ms, label }) => (
              <option key={ms} value={ms}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Statistic{' '}
          <select value={asked ?? ''} onChange={(event) => setAsked(event.target.value === '' ? null : (event.target.value as Statistic))}>
            <option value="">what suits each</option>
            {statistics.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {rest.length > 0 && (
          <label>
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> all {series.length} metrics
          </label>
        )}
      </div>
      {series.length > 0 && (
        <p className="metrics-zoom">
          {zoom ? (
            <>
              <span className="mono">
                {formatClock(zoom[0])} to {formatClock(zoom[1])}
              </span>
              <button type="button" onClick={() => setZoom(null)}>
                Show all of the time
              </button>
            </>
          ) : (
            'A click goes to a moment, a drag looks closer. By key: arrows, Shift with arrows, Enter, Escape.'
          )}
        </p>
      )}
      <Alarms alarms={alarms} offered={() => defaultAlarms(stream, [...world.actors.values()].filter(({ config }) => config.streamName === stream.name))} />
      {series.length === 0 ? (
        <p className="drawer-empty">No call has been measured yet.</p>
      ) : (
        <div className="metrics-charts">
          {[...first, ...(all ? rest : [])].map((one) => (
            <Metric key={`${one.metric} ${one.actor}`} world={world} series={one} period={period} alarms={alarms} asked={asked} zoom={zoom} brush={brush} onBrush={setBrush} onZoom={setZoom} />
          ))}
        </div>
      )}
    </div>
  );
}

interface MetricProps {
  readonly world: World;
  readonly series: SeriesName;
  readonly period: number;
  readonly alarms: readonly Alarm[];
  /** Null: what suits the metric. */
  readonly asked: Statistic | null;
  readonly zoom: Stretch | null;
  readonly brush: BrushState;
  onBrush(brush: BrushState): void;
  onZoom(zoom: Stretch | null): void;
}

/** Times are not added up, shares are averaged; what is counted is summed. */
function suits(metric: string, unit: MetricUnit): Statistic {
  if (unit === 'Milliseconds' || unit === 'Seconds') return 'Maximum';
  return metric.endsWith('.Success') ? 'Average' : 'Sum';
}

function Metric({ world, series, period, alarms, asked, zoom, brush, onBrush, onZoom }: MetricProps) {
  const { metric, actor } = series;
  const kind = metricKind(metric, null);
  const unit = kind?.unit ?? 'Count';
  // One that means nothing for this metric is not shown for it.
  const statistic = asked !== null && (kind?.statistics.includes(asked) ?? true) ? asked : suits(metric, unit);
  const end = Math.ceil(Math.max(world.reachedMs, 1) / period) * period;
  const [from, to] = zoom ? [Math.floor(zoom[0] / period) * period, Math.ceil(zoom[1] / period) * period] : [Math.max(0, end - PERIODS_SHOWN * period), end];
  const points = world.metrics.query({ ...series, statistic, periodMs: period, fromMs: from, toMs: Math.min(to, world.nowMs + 1) }).map(({ atMs: at, value }): Point => ({ at, value }));
  const alarm = alarms.find(({ config }) => config.metric === metric && (config.actor ?? null) === actor && config.statistic === statistic);
  const latest = points.at(-1);
  const show = (value: number) => (statistic === 'SampleCount' ? formatCount(value) : formatValue(value, unit));
  const textAt = (at: number) => {
    const point = points.find((one) => at >= one.at && at < one.at + period);
    return `${formatClock(at)} ${point ? show(point.value) : 'nothing'}`;
  };
  const most = points.reduce((top, point) => (point.value > top.value ? point : top), points[0] ?? { at: 0, value: 0 });
  const name = actor === null ? metric : `${metric} of ${actor}`;
  const says = latest ? `${name}, ${statistic} of each ${formatDuration(period)}: ${show(latest.value)} in the latest, at most ${show(most.value)}, at ${formatClock(most.at)}` : `${name}: nothing in this time`;
  return (
    <figure className={alarm?.state === 'ALARM' ? 'metric metric-alarm' : 'metric'}>
      <figcaption>
        <span className="metric-name">{metric}</span>
        <span className="metric-latest mono">{latest ? show(latest.value) : '–'}</span>
        <span className="metric-about">
          {statistic}, {unit}
          {actor !== null && ` · ${actor}`} · at most {show(most.value)}
        </span>
        {alarm && (
          <span className="metric-about metric-threshold">
            {MARKS[alarm.state]} {alarm.state}, alarm line at {show(alarm.config.threshold)}
          </span>
        )}
      </figcaption>
      <SeriesChart
        name={name}
        label={says}
        points={points}
        from={from}
        to={to}
        period={period}
        now={world.nowMs}
        shape={statistic === 'Sum' || statistic === 'SampleCount' ? 'bars' : 'line'}
        threshold={alarm?.config.threshold}
        brush={brush}
        formatTime={formatClock}
        textAt={textAt}
        onBrush={onBrush}
        onPick={goTo}
        onZoom={onZoom}
      />
      <Fold summary="as a table">
        <table className="drawer-table">
          <caption className="visually-hidden">{name}</caption>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col" className="number">
                {statistic}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map(({ at, value }) => (
              <tr key={at}>
                <th scope="row" className="mono">
                  {formatClock(at)}
                </th>
                <td className="number">{show(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    </figure>
  );
}

const MARKS = { OK: '○', ALARM: '▲', INSUFFICIENT_DATA: '…' } as const;

function Alarms({ alarms, offered }: { readonly alarms: readonly Alarm[]; readonly offered: () => ReturnType<typeof defaultAlarms> }) {
  if (alarms.length === 0) {
    return (
      <p className="metrics-alarms">
        No alarm is set.{' '}
        <button
          type="button"
          onClick={() => {
            for (const config of offered()) edit({ type: 'set alarm', config });
          }}
        >
          Set the usual alarms
        </button>
      </p>
    );
  }
  return (
    <ul className="metrics-alarms" aria-label="Alarms">
      {alarms.map(({ config, state, sinceMs }) => (
        <li key={config.name} className={state === 'ALARM' ? 'alarm alarm-on' : 'alarm'}>
          <span aria-hidden="true">{MARKS[state]}</span> {config.name}: {state} since {formatClock(sinceMs)}{' '}
          <button type="button" className="quiet" aria-label={`Delete the alarm ${config.name}`} onClick={() => edit({ type: 'delete alarm', alarm: config.name })}>
            Delete
          </button>
        </li>
      ))}
    </ul>
  );
}

function formatValue(value: number, unit: MetricUnit): string {
  if (unit === 'Bytes') return formatBytes(value);
  if (unit === 'Milliseconds') return formatDuration(value);
  if (unit === 'Seconds') return formatDuration(value * SECOND_MS);
  return Number.isInteger(value) ? formatCount(value) : value.toFixed(2);
}
