/** What CloudWatch would show of this stream: small charts under its names, alarms, and the numbers as a table. */
import { defaultAlarms, metricKind, type Alarm, type MetricUnit, type SeriesName, type Statistic, type World } from '#sim';
import { useState } from 'react';
import { SeriesChart, type Point } from '../../components/charts/series-chart.tsx';
import { Fold } from '../../components/fold.tsx';
import { edit, seek } from '../../state/sim-session.ts';
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
  if (!stream) return <p className="drawer-empty">Without a stream there is nothing to measure.</p>;
  const period = chosen ?? (PERIODS.find(({ ms }) => world.reachedMs <= ms * PERIODS_SHOWN) ?? PERIODS.at(-1)!).ms;
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
        {rest.length > 0 && (
          <label>
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> all {series.length} metrics
          </label>
        )}
      </div>
      <Alarms alarms={alarms} offered={() => defaultAlarms(stream, [...world.actors.values()].filter(({ config }) => config.streamName === stream.name))} />
      {series.length === 0 ? (
        <p className="drawer-empty">No call has been measured yet.</p>
      ) : (
        <div className="metrics-charts">
          {[...first, ...(all ? rest : [])].map((one) => (
            <Metric key={`${one.metric} ${one.actor}`} world={world} series={one} period={period} alarms={alarms} />
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
}

function Metric({ world, series, period, alarms }: MetricProps) {
  const { metric, actor } = series;
  const unit = metricKind(metric, null)?.unit ?? 'Count';
  const statistic: Statistic = unit === 'Milliseconds' || unit === 'Seconds' ? 'Maximum' : metric.endsWith('.Success') ? 'Average' : 'Sum';
  const to = Math.ceil(Math.max(world.reachedMs, 1) / period) * period;
  const from = Math.max(0, to - PERIODS_SHOWN * period);
  const points = world.metrics.query({ ...series, statistic, periodMs: period, fromMs: from, toMs: world.nowMs + 1 }).map(({ atMs: at, value }): Point => ({ at, value }));
  const alarm = alarms.find(({ config }) => config.metric === metric && (config.actor ?? null) === actor && config.statistic === statistic);
  const latest = points.at(-1);
  const show = (value: number) => formatValue(value, unit);
  const most = points.reduce((top, point) => (point.value > top.value ? point : top), points[0] ?? { at: 0, value: 0 });
  const name = actor === null ? metric : `${metric} of ${actor}`;
  const says = latest ? `${name}, ${statistic} of each ${formatDuration(period)}: ${show(latest.value)} in the latest, at most ${show(most.value)}, at ${formatClock(most.at)}` : `${name}: nothing in this time`;
  return (
    <figure className={alarm?.state === 'ALARM' ? 'metric metric-alarm' : 'metric'}>
      <figcaption>
        <span className="metric-name">{metric}</span>
        <span className="metric-latest mono">{latest ? show(latest.value) : '–'}</span>
        <span className="metric-about">
          {statistic}
          {actor !== null && ` · ${actor}`} · at most {show(most.value)}
        </span>
      </figcaption>
      <SeriesChart label={says} points={points} from={from} to={to} period={period} now={world.nowMs} shape={statistic === 'Sum' ? 'bars' : 'line'} threshold={alarm?.config.threshold} onPick={seek} />
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
