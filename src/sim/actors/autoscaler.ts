/**
 * Scaling by hand-made automation, as people build it for provisioned streams: once a minute it reads how much of the
 * write quota was used, and calls UpdateShardCount. It sees means of whole minutes, ten calls a day are all there are, and
 * it waits while the stream is UPDATING. Times in ms.
 */
import { usedToday } from '../kinesis/model/daily-quota.ts';
import type { StreamDescriptionSummary } from '../kinesis/operations/describe-stream-summary.ts';
import { quotas } from '../kinesis/quotas.ts';
import { limitsProblem, type Limits } from './actor-config.ts';
import type { ActorBase, ActorHost, ActorKind, Answer } from './actor.ts';

export interface AutoscalerConfig {
  readonly kind: 'autoscaler';
  readonly name: string;
  readonly streamName: string;
  /** Share of the write quota, of a minute: above it in three of five minutes, shards become half as many again. */
  readonly scaleOutAbove: number;
  /** Below it for an hour, they become half as many. */
  readonly scaleInBelow: number;
  /** How many of the day's ten calls it leaves for people. */
  readonly spareCalls: number;
  readonly shardsMin: number;
  readonly shardsMax: number;
}

/** Why it does nothing although it would. */
export type Holding = 'stream is changing' | 'no calls left today' | 'at its bound' | 'on-demand' | 'refused';

export interface AutoscalerState extends ActorBase {
  readonly kind: 'autoscaler';
  config: AutoscalerConfig;
  /** Share of the quota in the last minutes with this number of shards, oldest first. */
  uses: number[];
  /** When it called UpdateShardCount, in the last day. */
  callsMs: number[];
  holding: Holding | null;
  readonly counts: { scaledOut: number; scaledIn: number; refused: number };
}

interface Minute {
  readonly type: 'minute';
}

type Tag = { readonly type: 'describe'; readonly endMs: number } | { readonly type: 'scale'; readonly out: boolean };

export const autoscalerLimits = {
  scaleOutAbove: [0, 1],
  scaleInBelow: [0, 1],
  spareCalls: [0, quotas.updateShardCountPerDayMax, 'integer'],
  shardsMin: [1, quotas.updateShardCountShardsMax, 'integer'],
  shardsMax: [1, quotas.updateShardCountShardsMax, 'integer'],
} as const satisfies Limits;

const MINUTE_MS = 60_000;
const OUT_OF = 5;
const OUT_NEEDED = 3;
const IN_MINUTES = 60;
const OUT_FACTOR = 1.5;
const SHARD_BYTES_A_MINUTE = 60 * quotas.shardWriteBytesPerSecond;
const SHARD_RECORDS_A_MINUTE = 60 * quotas.shardWriteRecordsPerSecond;

export const autoscaler: ActorKind<AutoscalerConfig, AutoscalerState, Minute, Tag> = {
  kind: 'autoscaler',
  problem(config) {
    const { name, scaleOutAbove, scaleInBelow, shardsMin, shardsMax } = config;
    const problem = limitsProblem(config.name, config, autoscalerLimits);
    if (problem) return problem;
    if (shardsMin > shardsMax) return `shardsMin of ${name} must not be above its shardsMax.`;
    // Half as many shards are used twice as much.
    return scaleInBelow * 2 <= scaleOutAbove ? null : `scaleInBelow of ${name} must be at most half of scaleOutAbove, or it would scale to and fro.`;
  },
  create: (config, ordinal) => ({
    kind: 'autoscaler',
    name: config.name,
    ordinal,
    running: false,
    life: 0,
    config,
    uses: [],
    callsMs: [],
    holding: null,
    counts: { scaledOut: 0, scaledIn: 0, refused: 0 },
  }),
  start: scheduleMinute,
  stop(_, state) {
    state.uses = [];
    state.holding = null;
  },
  onMessage(host, state) {
    scheduleMinute(host, state);
    host.send(state, 'DescribeStreamSummary', { StreamName: state.config.streamName }, { type: 'describe', endMs: host.nowMs });
  },
  onAnswer(host, state, answer) {
    if (answer.tag.type === 'scale') return onScaled(host, state, answer, answer.tag.out);
    if (!answer.outcome.ok) return;
    const { StreamDescriptionSummary } = answer.outcome.value as { readonly StreamDescriptionSummary: StreamDescriptionSummary };
    decide(host, state, StreamDescriptionSummary, answer.tag.endMs);
  },
};

/** At the end of each minute of the clock, as an alarm is evaluated. */
function scheduleMinute(host: ActorHost, state: AutoscalerState): void {
  host.later<Minute>(state, MINUTE_MS - (host.nowMs % MINUTE_MS), { type: 'minute' });
}

function decide(host: ActorHost, state: AutoscalerState, stream: StreamDescriptionSummary, endMs: number): void {
  const { config, uses, callsMs } = state;
  const { OpenShardCount: open } = stream;
  state.holding = null;
  if (stream.StreamModeDetails.StreamMode === 'ON_DEMAND') return hold(state, 'on-demand');
  if (stream.StreamStatus !== 'ACTIVE') return hold(state, 'stream is changing');
  uses.push(shareOf(host, config.streamName, open, endMs));
  if (uses.length > IN_MINUTES) uses.shift();
  const goal = goalOf(state, open);
  if (goal === null) return;
  if (goal === open) return hold(state, 'at its bound');
  if (usedToday(callsMs, host.nowMs) >= quotas.updateShardCountPerDayMax - config.spareCalls) return hold(state, 'no calls left today');
  const input = { StreamName: config.streamName, TargetShardCount: goal, ScalingType: 'UNIFORM_SCALING' };
  host.send(state, 'UpdateShardCount', input, { type: 'scale', out: goal > open });
}

function hold(state: AutoscalerState, why: Holding): void {
  state.holding = why;
}

/** The share of the write quota that the minute before `endMs` used: of bytes or of records, whichever is more. */
function shareOf({ metrics }: ActorHost, streamName: string, open: number, endMs: number): number {
  const sumOf = (metric: string) => metrics.query({ metric, streamName, statistic: 'Sum', periodMs: MINUTE_MS, fromMs: endMs - MINUTE_MS, toMs: endMs })[0]?.value ?? 0;
  return Math.max(sumOf('IncomingBytes') / SHARD_BYTES_A_MINUTE, sumOf('IncomingRecords') / SHARD_RECORDS_A_MINUTE) / open;
}

/** How many shards there should be; null where the load gives no reason to change. */
function goalOf({ config, uses }: AutoscalerState, open: number): number | null {
  const { scaleOutAbove, scaleInBelow, shardsMin, shardsMax } = config;
  const hot = uses.slice(-OUT_OF).filter((use) => use > scaleOutAbove).length;
  if (hot >= OUT_NEEDED) return Math.max(open, Math.min(shardsMax, 2 * open, Math.ceil(open * OUT_FACTOR)));
  if (uses.length < IN_MINUTES || uses.some((use) => use >= scaleInBelow)) return null;
  return Math.min(open, Math.max(shardsMin, Math.ceil(open / 2)));
}

function onScaled(host: ActorHost, state: AutoscalerState, { operation, outcome }: Answer<Tag>, out: boolean): void {
  const { counts, name: actor } = state;
  // An answer that was lost may have been a yes.
  if (outcome.ok || outcome.error.__type === 'TimeoutError') state.callsMs.push(host.nowMs);
  if (!outcome.ok) {
    counts.refused += 1;
    hold(state, 'refused');
    return host.trace({ atMs: host.nowMs, kind: 'CallFailed', actor, operation, code: outcome.error.__type, message: outcome.error.message });
  }
  state.uses = [];
  counts[out ? 'scaledOut' : 'scaledIn'] += 1;
}
