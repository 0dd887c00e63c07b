/**
 * CloudWatch alarms: a metric against a threshold over the last periods, looked at once a minute. While there is an alarm
 * the world has an event each minute; without one it has none. Times in ms of virtual time.
 */
import { choiceProblem, nameProblem, numberProblem } from '../actors/actor-config.ts';
import type { SimTraceEntry } from '../kinesis/trace-entries.ts';
import { metricKind } from './catalogue.ts';
import { MINUTE_MS, statistics, type Metrics, type SeriesQuery, type Statistic } from './metrics.ts';

export const alarmStates = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
export type AlarmStateName = (typeof alarmStates)[number];

export const comparisons = {
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
} as const;

/** How a period without samples counts: as nothing, as a reason to stay as it is, as a breach, or as none. */
export const missingDataTreatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

export interface AlarmConfig extends SeriesQuery {
  /** Unique in its world. */
  readonly name: string;
  readonly statistic: Statistic;
  /** Whole minutes. */
  readonly periodMs: number;
  /** How many of the last periods are looked at. */
  readonly evaluationPeriods: number;
  /** How many of those must breach. */
  readonly datapointsToAlarm: number;
  readonly comparison: keyof typeof comparisons;
  readonly threshold: number;
  readonly treatMissingData: (typeof missingDataTreatments)[number];
}

/** Plain data. */
export interface Alarm {
  readonly config: AlarmConfig;
  state: AlarmStateName;
  /** Since when it is in this state. */
  sinceMs: number;
}

/** Plain data. */
export interface AlarmsState {
  readonly byName: Map<string, Alarm>;
  /** When they are looked at next; null while there are none. */
  dueMs: number | null;
}

export const newAlarmsState = (): AlarmsState => ({ byName: new Map(), dueMs: null });

/** What alarms need of the world. */
export interface AlarmHost {
  readonly nowMs: number;
  readonly plain: { readonly alarms: AlarmsState };
  readonly metrics: Metrics;
  readonly kernel: { schedule(delayMs: number, kind: 'alarms', payload: object): void };
  trace(entry: SimTraceEntry): void;
}

const settings: ReadonlySet<string> = new Set<keyof AlarmConfig>(['name', 'metric', 'streamName', 'shardIndex', 'actor', 'statistic', 'periodMs', 'evaluationPeriods', 'datapointsToAlarm', 'comparison', 'threshold', 'treatMissingData']);
const DAY_MINUTES = 1_440;
const SHARD_INDEX_MAX = 2 ** 24;

/** What is wrong with these settings, in a sentence for the learner, or null. */
export function alarmProblem(config: AlarmConfig): string | null {
  const unknown = Object.keys(config).find((setting) => !settings.has(setting));
  if (unknown !== undefined) return `An alarm has no setting called ${unknown}.`;
  const { name, metric, streamName, shardIndex, actor, statistic, periodMs, evaluationPeriods, datapointsToAlarm, comparison, threshold, treatMissingData } = config;
  const of = (setting: string) => `${setting} of ${name}`;
  return (
    nameProblem('The name of an alarm', name) ??
    nameProblem(of('streamName'), streamName) ??
    (shardIndex === undefined || shardIndex === null ? null : numberProblem(of('shardIndex'), shardIndex, [0, SHARD_INDEX_MAX, 'integer'])) ??
    (actor === undefined || actor === null ? null : nameProblem(of('actor'), actor)) ??
    metricProblem(name, metric, shardIndex, actor) ??
    choiceProblem(of('statistic'), statistic, statistics) ??
    numberProblem(of('periodMs in minutes'), periodMs / MINUTE_MS, [1, DAY_MINUTES, 'integer']) ??
    numberProblem(of('evaluationPeriods'), evaluationPeriods, [1, Math.max(1, Math.floor((DAY_MINUTES * MINUTE_MS) / periodMs)), 'integer']) ??
    numberProblem(of('datapointsToAlarm'), datapointsToAlarm, [1, evaluationPeriods, 'integer']) ??
    choiceProblem(of('comparison'), comparison, Object.keys(comparisons)) ??
    numberProblem(of('threshold'), threshold, [-1e15, 1e15]) ??
    choiceProblem(of('treatMissingData'), treatMissingData, missingDataTreatments)
  );
}

function metricProblem(name: string, metric: unknown, shardIndex: SeriesQuery['shardIndex'], actor: SeriesQuery['actor']): string | null {
  if (typeof metric !== 'string' || metric.length < 1 || metric.length > 128) return `The metric of ${name} is named by 1 to 128 characters.`;
  const scope = metricKind(metric, shardIndex)?.scope;
  // What an actor measures is known to nobody else.
  if (scope === undefined && !actor) return `There is no metric called ${metric}${shardIndex === undefined || shardIndex === null ? '' : ' of a shard'}.`;
  if ((scope === 'consumer' || scope === 'actor') && !actor) return `${metric} is measured for each ${scope === 'consumer' ? 'registered consumer' : 'application'}: ${name} must name one as its actor.`;
  return null;
}

/** Sets an alarm that has been checked, in place of one of the same name. */
export function setAlarm(host: AlarmHost, config: AlarmConfig): void {
  const { alarms } = host.plain;
  alarms.byName.set(config.name, { config, state: 'INSUFFICIENT_DATA', sinceMs: host.nowMs });
  if (alarms.dueMs === null) scheduleNext(host);
}

export function deleteAlarm({ plain }: AlarmHost, name: string): boolean {
  return plain.alarms.byName.delete(name);
}

/** Looks at every alarm: the world's event of each minute. */
export function evaluateAlarms(host: AlarmHost): void {
  const { plain, nowMs } = host;
  const { byName } = plain.alarms;
  plain.alarms.dueMs = null;
  if (byName.size === 0) return;
  for (const alarm of byName.values()) {
    const { config, state: before } = alarm;
    const after = evaluate(host.metrics, config, before, nowMs);
    if (after === before) continue;
    alarm.state = after;
    alarm.sinceMs = nowMs;
    host.trace({ atMs: nowMs, kind: 'AlarmChanged', streamName: config.streamName, alarm: config.name, from: before, to: after });
  }
  scheduleNext(host);
}

function scheduleNext({ plain, nowMs, kernel }: AlarmHost): void {
  const dueMs = (Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS;
  plain.alarms.dueMs = dueMs;
  kernel.schedule(dueMs - nowMs, 'alarms', {});
}

/** The state that the periods before `nowMs`, the end of a minute, put an alarm into. */
export function evaluate(metrics: Metrics, config: AlarmConfig, before: AlarmStateName, nowMs: number): AlarmStateName {
  const { periodMs, evaluationPeriods, datapointsToAlarm, comparison, threshold, treatMissingData } = config;
  const fromMs = nowMs - evaluationPeriods * periodMs;
  const points = metrics.query({ ...config, fromMs, toMs: nowMs });
  const missing = evaluationPeriods - points.length;
  if (missing > 0 && treatMissingData === 'ignore' && points.length < datapointsToAlarm) return before;
  if (points.length === 0 && treatMissingData === 'missing') return 'INSUFFICIENT_DATA';
  const breaching = points.filter(({ value }) => comparisons[comparison](value, threshold)).length + (treatMissingData === 'breaching' ? missing : 0);
  return breaching >= datapointsToAlarm ? 'ALARM' : 'OK';
}
