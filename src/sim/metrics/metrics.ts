/**
 * What a world measures, as CloudWatch would show it: fed by what happens, asked by charts, alarms, actors and tests.
 * Asking changes nothing. Times in ms of virtual time.
 */
import { settleAll, type CostState } from '../cost/meter.ts';
import { HOUR_MS } from '../cost/prices.ts';
import type { ServiceEvent, ServiceState } from '../kinesis/context.ts';
import type { ShardLog } from '../kinesis/model/shard-log.ts';
import type { ShardLevelMetric } from '../kinesis/model/stream.ts';
import type { Push } from '../kinesis/model/subscription.ts';
import type { SimTraceEntry } from '../kinesis/trace-entries.ts';
import type { StreamMetric } from './catalogue.ts';
import { foldCall, foldEntry, foldPush, type Folding } from './fold.ts';
import type { ServedCall } from './served-call.ts';
import type { ShardWrites } from './shard-writes.ts';
import { addTo, emptyBucket, MetricStore, SLOT_MS, type Bucket, type EachBucket, type SeriesName, type StoreState } from './store.ts';

export const MINUTE_MS = 60_000;

export const statistics = ['Average', 'Minimum', 'Maximum', 'Sum', 'SampleCount'] as const;
export type Statistic = (typeof statistics)[number];

export interface SeriesQuery {
  readonly metric: string;
  readonly streamName: string;
  readonly shardIndex?: number | null;
  /** The actor that measured it, or the registered consumer that it is about. */
  readonly actor?: string | null;
}

export interface MetricQuery extends SeriesQuery {
  readonly statistic: Statistic;
  /** A multiple of ten seconds; AWS has nothing below a minute. */
  readonly periodMs: number;
  /** The first period begins here, on a multiple of ten seconds. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Datapoint {
  /** When its period begins. */
  readonly atMs: number;
  readonly value: number;
}

/** What metrics need of the world. */
export interface MetricsHost {
  readonly nowMs: number;
  readonly state: ServiceState;
  readonly plain: { readonly metrics: StoreState; readonly costs: CostState };
  log(logId: number): ShardLog;
}

export class Metrics implements Folding {
  private readonly store = new MetricStore();

  constructor(private readonly host: MetricsHost) {}

  // What happens.
  served(call: ServedCall): void {
    foldCall(this, call);
  }
  pushed(subscriptionId: number, push: Push): void {
    foldPush(this, subscriptionId, push);
  }
  traced(entry: SimTraceEntry): void {
    foldEntry(this, entry);
  }
  /** An event of the service's own. */
  handled({ type }: ServiceEvent): void {
    if (type === 'CommitmentEnds') settleAll(this.costs, this);
  }
  /** A sample of an actor's own metric; one of a shard counts for the actor as a whole, too. */
  measure(actor: string, streamName: string, metric: string, shardIndex: number | null, value: number): void {
    const state = this.rolled();
    this.store.add(state, metric, streamName, null, actor, value);
    if (shardIndex !== null) this.store.add(state, metric, streamName, shardIndex, actor, value);
  }

  // What folding asks for.
  get nowMs(): number {
    return this.host.nowMs;
  }
  get state(): ServiceState {
    return this.host.state;
  }
  get costs(): CostState {
    return this.host.plain.costs;
  }
  log(logId: number): ShardLog {
    return this.host.log(logId);
  }
  stream(streamName: string, metric: StreamMetric, value: number, consumer: string | null = null): void {
    this.store.add(this.rolled(), metric, streamName, null, consumer, value);
  }
  shard(streamName: string, shardIndex: number, metric: ShardLevelMetric, value: number): void {
    this.store.add(this.rolled(), metric, streamName, shardIndex, null, value);
  }
  shardWrites(streamName: string, writes: ShardWrites): void {
    const state = this.rolled();
    this.store.addShards(state, 'IncomingRecords', streamName, writes.shards, writes.records);
    this.store.addShards(state, 'IncomingBytes', streamName, writes.shards, writes.bytes);
    this.store.addShards(state, 'WriteProvisionedThroughputExceeded', streamName, writes.shards, null);
    writes.clear();
  }

  /** The datapoints of the periods that have any samples, oldest first; that of the period in progress as it is so far. */
  query(query: MetricQuery): Datapoint[] {
    const { statistic, periodMs, fromMs, toMs } = query;
    const fromSlot = Math.floor(fromMs / SLOT_MS);
    const slots = Math.max(1, Math.round(periodMs / SLOT_MS));
    const periods = new Map<number, Bucket>();
    let last = -1;
    let bucket = emptyBucket();
    this.read(query, Math.max(0, fromSlot), Math.ceil(toMs / SLOT_MS), (slot, count, sum, min, max) => {
      const period = Math.floor((slot - fromSlot) / slots);
      if (period !== last) periods.set((last = period), (bucket = emptyBucket()));
      addTo(bucket, count, sum, min, max);
    });
    return [...periods].map(([period, bucket]) => ({ atMs: (fromSlot + period * slots) * SLOT_MS, value: valueOf(bucket, statistic) }));
  }

  /** The samples of the last minute, to ten seconds, and how long that is; null where there are none. */
  recent(query: SeriesQuery): (Bucket & { readonly spanMs: number }) | null {
    const { nowMs } = this.host;
    const from = Math.max(0, Math.floor(nowMs / SLOT_MS) + 1 - MINUTE_MS / SLOT_MS);
    const bucket = emptyBucket();
    this.read(query, from, Infinity, (_, count, sum, min, max) => addTo(bucket, count, sum, min, max));
    return bucket.count === 0 ? null : { ...bucket, spanMs: nowMs - from * SLOT_MS };
  }

  /** Every series that has had a sample. */
  series(): readonly SeriesName[] {
    return this.store.names(this.host.plain.metrics);
  }

  private read({ metric, streamName, shardIndex = null, actor = null }: SeriesQuery, from: number, to: number, each: EachBucket): void {
    this.store.read(this.host.plain.metrics, { metric, streamName, shardIndex, actor }, from, to, each);
  }

  /** The state, with the slots closed that are over. They close when something is measured after them. */
  private rolled(): StoreState {
    const state = this.host.plain.metrics;
    const slot = Math.floor(this.nowMs / SLOT_MS);
    if (slot === state.slot) return state;
    const hours = Math.floor((slot * SLOT_MS) / HOUR_MS) > Math.floor((state.slot * SLOT_MS) / HOUR_MS);
    this.store.roll(state, slot);
    // So that what is left to settle when somebody looks at the bill is little.
    if (hours) settleAll(this.costs, this);
    return state;
  }
}

export function valueOf({ count, sum, min, max }: Bucket, statistic: Statistic): number {
  switch (statistic) {
    case 'Average':
      return sum / count;
    case 'Minimum':
      return min;
    case 'Maximum':
      return max;
    case 'Sum':
      return sum;
    case 'SampleCount':
      return count;
  }
}
