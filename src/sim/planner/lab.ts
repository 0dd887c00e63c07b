/**
 * A plan as a world: a stream with the planned shards, and actors that really put and read the planned load. What is too
 * large for a lab is cut to a part of its shards with the same part of the load, so that each shard has what it has in the
 * plan. Times in ms, sizes in bytes.
 */
import type { Action } from '../actions.ts';
import type { KeyDistribution } from '../actors/keys.ts';
import type { RateCurve } from '../actors/rate-curve.ts';
import { KIB, quotas } from '../kinesis/quotas.ts';
import { add, at, call, createStream, fanOutReader, producer, reader, SECOND_MS, setRetention } from '../scenarios/parts.ts';
import { groups } from '../scenarios/words.ts';
import type { Run, WorldPlan } from '../share/run.ts';
import { KEY_BYTES } from './aggregate.ts';
import type { Load } from './load.ts';
import type { Plan } from './plan.ts';
import { trafficOf } from './shards.ts';

/** What a page can run and draw as fast as time goes by. */
const SHARDS_MAX = 100;
const RECORDS_PER_SECOND_MAX = 100_000;
const USER_RECORDS_PER_SECOND_MAX = 20_000;
const CONSUMERS_MAX = 20;
/** What a lab's record says of itself, with its key, takes this much. */
const RECORD_BYTES_MIN = 40;
const PRODUCERS_MAX = 20;
const RECORDS_PER_PRODUCER = 5_000;
const USER_RECORDS_PER_PRODUCER = 2_000;
const CALLS_PER_SECOND = 10;
const BUFFERED_MS_MAX = 10_000;

/** Once the stream is there and those who read it. */
const STARTS_AT_MS = 8 * SECOND_MS;
const PEAK = { everyMs: 60 * SECOND_MS, lengthMs: 20 * SECOND_MS, firstAtMs: STARTS_AT_MS + 12 * SECOND_MS };
const PEAK_FACTOR_MAX = 1_000;
const SEED = 47;
const streamName = 'planned';

export interface LabRun {
  readonly run: Run & { readonly world: WorldPlan };
  /** What of the plan it runs, 0 … 1. */
  readonly share: number;
  /** What it does otherwise than the plan: a sentence each. */
  readonly notes: readonly string[];
}

/**
 * The run that the lab opens for a plan.
 *
 * @param shards another number than the planned one, to see what it does; of the cut world
 */
export function labRun(plan: Plan, shards?: number): LabRun {
  const notes: string[] = [];
  const { load, share } = cutToLab(plan, notes);
  const open = shards ?? Math.max(1, Math.round(plan.shards * share));
  const opening = { atMs: STARTS_AT_MS + 2 * SECOND_MS, speed: 1, spanMs: 60 * SECOND_MS };
  const world: WorldPlan = {
    title: `A plan: ${groups(load.peakRecordsPerSecond)} records/s on ${load.mode === 'standard' ? 'an on-demand stream' : `${groups(open)} ${open === 1 ? 'shard' : 'shards'}`}`,
    streamName,
    network: { oneWayMs: 10, jitterMs: 15 },
    setup: [...streamOf(load, open), ...producersOf(load, open), ...consumersOf(load, notes)],
    script: load.retentionHours > quotas.retentionHoursMin ? [at(STARTS_AT_MS - SECOND_MS, setRetention(streamName, load.retentionHours))] : [],
    opening,
  };
  return { run: { world, seed: SEED, actions: [], playhead: { atMs: opening.atMs, eventsDone: 0, actionsDone: 0 }, traceHash: null }, share, notes };
}

/** A load that a lab can run, and what part of the plan that is. */
function cutToLab({ load, shards }: Plan, notes: string[]): { readonly load: Load; readonly share: number } {
  const most = load.recordsPerAggregate > 1 ? USER_RECORDS_PER_SECOND_MAX : RECORDS_PER_SECOND_MAX;
  const parts = Math.max(1, shards / SHARDS_MAX, load.peakRecordsPerSecond / most);
  const kept = Math.max(1, Math.floor(shards / parts));
  const share = parts === 1 ? 1 : kept / shards;
  let { recordBytes } = load;
  if (share < 1) notes.push(`The lab runs ${groups(kept)} of the ${groups(shards)} shards with their part of the load: each has what it has in the plan.`);
  if (recordBytes < RECORD_BYTES_MIN) {
    recordBytes = RECORD_BYTES_MIN;
    notes.push(`The lab’s records have ${RECORD_BYTES_MIN} bytes at least.`);
  }
  const peakRecordsPerSecond = Math.min(most, load.peakRecordsPerSecond * share);
  const average = Math.min(peakRecordsPerSecond, Math.max(load.recordsPerSecond * share, peakRecordsPerSecond / PEAK_FACTOR_MAX));
  // One key keeps its place on one shard, so its part of what is left grows; more than all of it is all of it.
  const busiestKeyPercent = Math.min(100, load.busiestKeyPercent / share);
  return { load: { ...load, recordBytes, peakRecordsPerSecond, recordsPerSecond: average, busiestKeyPercent }, share };
}

function streamOf(load: Load, shards: number): Action[] {
  const { recordBytes } = trafficOf(load, 0);
  const size = recordBytes > quotas.recordBytesDefaultMax ? { MaxRecordSizeInKiB: Math.ceil(recordBytes / KIB) } : {};
  if (load.mode === 'provisioned') return [Object.keys(size).length === 0 ? createStream(streamName, shards) : call('CreateStream', { StreamName: streamName, ShardCount: shards, ...size })];
  const onDemand = { StreamName: streamName, StreamModeDetails: { StreamMode: 'ON_DEMAND' }, ...size };
  if (load.mode === 'standard') return [call('CreateStream', onDemand)];
  return [call('UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } }), call('CreateStream', { ...onDemand, WarmThroughputMiBps: shards })];
}

function producersOf(load: Load, shards: number): Action[] {
  const { recordsPerSecond: average, peakRecordsPerSecond: peak, recordsPerAggregate, recordBytes } = load;
  if (peak === 0) return [];
  const aggregated = recordsPerAggregate > 1;
  const count = Math.min(PRODUCERS_MAX, Math.max(1, Math.ceil(peak / (aggregated ? USER_RECORDS_PER_PRODUCER : RECORDS_PER_PRODUCER))));
  const perSecond = average / count;
  const rate: RateCurve | undefined = peak > average ? { kind: 'burst', factor: peak / average, ...PEAK } : undefined;
  const common = { streamName, recordsPerSecond: perSecond, ...(rate && { rate }), recordBytes: recordBytes - KEY_BYTES, keys: keysOf(load), startsAtMs: STARTS_AT_MS };
  return Array.from({ length: count }, (_, i) => {
    const name = `app-${i + 1}`;
    if (!aggregated) {
      const recordsPerCall = Math.min(quotas.putRecordsRecordsMax, Math.max(1, Math.round(perSecond / CALLS_PER_SECOND)));
      return add(producer({ ...common, name, recordsPerCall, attemptsMax: 3 }));
    }
    const fillMs = (1_000 * recordsPerAggregate * count * shards) / average;
    return add({ ...common, kind: 'kpl-producer', name, aggregationMaxCount: recordsPerAggregate, recordMaxBufferedTime: Math.min(BUFFERED_MS_MAX, Math.ceil(100 + 2 * fillMs)) });
  });
}

/** Many keys of `KEY_BYTES` each, spread evenly; or one that is busier. */
function keysOf({ busiestKeyPercent }: Load): KeyDistribution {
  if (busiestKeyPercent > 0) return { kind: 'hot', prefix: 'k', keys: 1_000_000, share: busiestKeyPercent / 100 };
  return { kind: 'device', prefix: 'k', keys: 1_000_000 };
}

function consumersOf(load: Load, notes: string[]): Action[] {
  const { pollingConsumers, fanOutConsumers, callsPerSecond } = load;
  const polling = Math.min(CONSUMERS_MAX, pollingConsumers);
  const fanOut = Math.min(CONSUMERS_MAX, fanOutConsumers);
  if (polling < pollingConsumers || fanOut < fanOutConsumers) notes.push(`The lab has ${CONSUMERS_MAX} consumers of a kind at most.`);
  const names = (length: number, prefix: string) => Array.from({ length }, (_, i) => `${prefix}-${i + 1}`);
  return [
    ...names(polling, 'reader').map((name) => add(reader({ name, streamName, pollIntervalMs: Math.max(10, 1_000 / callsPerSecond) }))),
    ...names(fanOut, 'fan-out').map((name) => add(fanOutReader({ name, streamName }))),
  ];
}
