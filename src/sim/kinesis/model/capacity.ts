/**
 * What a stream's capacity hangs on besides its shards, and the load by which an on-demand stream is scaled: how much each
 * shard takes in a minute, and the highest minutes of 30 days. Plain data; times in ms of virtual time. Rules ONDEMAND-1,
 * ONDEMAND-3.
 */
import type { CallContext } from '../context.ts';
import { quotas } from '../quotas.ts';
import { openShards, type Shard, type Stream } from './stream.ts';

export interface Capacity {
  /** The write throughput that an on-demand stream is to be ready for, and the one it is ready for; 0: none was asked for. */
  warmTargetMiBps: number;
  warmCurrentMiBps: number;
  readonly shardCountUpdatesMs: number[];
  readonly modeSwitchesMs: number[];
  /** Null while the stream is provisioned. */
  load: Load | null;
}

/** What an on-demand stream took. */
export interface Load {
  /** The minute that is being counted, from time 0 on, and what each shard took in it. */
  minute: number;
  readonly shards: Map<number, { bytes: number; records: number; hot: boolean }>;
  /** Each hour's highest minute, in shards of write quota: only hours that no later one has passed, so few are kept. */
  readonly peaks: { readonly hour: number; readonly shards: number }[];
  /** Shards that took more than their share and wait to be split. */
  hot: number[];
  scaleOutDueMs: number | null;
  scaleInDueMs: number | null;
}

export const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
export const PEAK_HOURS = 30 * 24;
/** A split is begun this long after a shard was hot, so that it is done 15 minutes after. */
const SCALE_OUT_MS = 14 * MINUTE_MS;
const SCALE_IN_MS = 24 * HOUR_MS;
const BYTES_OF_HOT_MINUTE = quotas.onDemandSplitBytesPerSecond * 60;
const RECORDS_OF_HOT_MINUTE = (quotas.shardWriteRecordsPerSecond / 2) * 60;

export const newLoad = (): Load => ({ minute: 0, shards: new Map(), peaks: [], hot: [], scaleOutDueMs: null, scaleInDueMs: null });

export const newCapacity = (load: Load | null, warmMiBps: number): Capacity => ({
  warmTargetMiBps: warmMiBps,
  warmCurrentMiBps: warmMiBps,
  shardCountUpdatesMs: [],
  modeSwitchesMs: [],
  load,
});

/** Counts a record that a shard of an on-demand stream has taken. */
export function countWrite(ctx: CallContext, stream: Stream, load: Load, shard: Shard, bytes: number): void {
  closeMinute(load, ctx.nowMs);
  let taken = load.shards.get(shard.index);
  if (!taken) load.shards.set(shard.index, (taken = { bytes: 0, records: 0, hot: false }));
  taken.bytes += bytes;
  taken.records += 1;
  if (taken.hot || (taken.bytes <= BYTES_OF_HOT_MINUTE && taken.records <= RECORDS_OF_HOT_MINUTE)) return;
  taken.hot = true;
  if (!load.hot.includes(shard.index)) load.hot.push(shard.index);
  if (load.scaleOutDueMs === null) scheduleScaleOut(ctx, stream, load, SCALE_OUT_MS);
}

/** Keeps the peak of a minute that is over and begins the one that it is now. */
function closeMinute(load: Load, nowMs: number): void {
  const minute = Math.floor(nowMs / MINUTE_MS);
  if (minute === load.minute) return;
  let bytes = 0;
  let records = 0;
  for (const taken of load.shards.values()) {
    bytes += taken.bytes;
    records += taken.records;
  }
  const shards = Math.max(bytes / quotas.shardWriteBytesPerSecond, records / quotas.shardWriteRecordsPerSecond) / 60;
  if (shards > 0) addPeak(load, Math.floor((load.minute * MINUTE_MS) / HOUR_MS), shards);
  load.minute = minute;
  load.shards.clear();
}

function addPeak({ peaks }: Load, hour: number, shards: number): void {
  if (peaks.at(-1)?.hour === hour && peaks.at(-1)!.shards >= shards) return;
  while (peaks.length > 0 && peaks.at(-1)!.shards <= shards) peaks.pop();
  peaks.push({ hour, shards });
  while (peaks[0]!.hour <= hour - PEAK_HOURS) peaks.shift();
}

/** The highest minute of so many hours, in shards of write quota. */
export function peakOf(load: Load, hours: number, nowMs: number): number {
  closeMinute(load, nowMs);
  return load.peaks.find((peak) => peak.hour >= Math.floor(nowMs / HOUR_MS) - hours)?.shards ?? 0;
}

export function scheduleScaleOut(ctx: CallContext, stream: Stream, load: Load, delayMs: number): void {
  load.scaleOutDueMs = ctx.nowMs + delayMs;
  ctx.schedule(delayMs, { type: 'ScaleOutDue', streamName: stream.name, createdMs: stream.createdMs });
}

/** The fewest shards that an on-demand stream has. */
export const floorOf = ({ capacity }: Stream) => Math.max(quotas.onDemandInitialShards, capacity.warmTargetMiBps);

/** An on-demand stream above its floor is looked at once a day. */
export function watchScaleIn(ctx: CallContext, stream: Stream): void {
  const { load } = stream.capacity;
  if (!load || load.scaleInDueMs !== null || openShards(stream).length <= floorOf(stream)) return;
  load.scaleInDueMs = ctx.nowMs + SCALE_IN_MS;
  ctx.schedule(SCALE_IN_MS, { type: 'ScaleInDue', streamName: stream.name, createdMs: stream.createdMs });
}

/** The new mode takes over; shards stay as they are. Rule MODE-1. */
export function switchMode(stream: Stream, mode: Stream['mode']): void {
  stream.mode = mode;
  stream.capacity.load = mode === 'ON_DEMAND' ? newLoad() : null;
}
