/**
 * What a world measures, as CloudWatch would show it: fed by what happens, asked by charts, alarms, actors and tests.
 * Asking changes nothing. Times in ms of virtual time.
 */
import { emptyBucket, addTo, MetricStore, SLOT_MS, type Bucket, type SeriesName, type StoreState } from './store.ts';

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
  readonly plain: { readonly metrics: StoreState };
}

export class Metrics {
  private readonly store = new MetricStore();

  constructor(private readonly host: MetricsHost) {}

  /** A sample of an actor's own metric; one of a shard counts for the actor as a whole, too. */
  measure(actor: string, streamName: string, metric: string, shardIndex: number | null, value: number): void {
    const state = this.rolled();
    this.store.add(state, metric, streamName, null, actor, value);
    if (shardIndex !== null) this.store.add(state, metric, streamName, shardIndex, actor, value);
  }

  /** The datapoints of the periods that have any samples, oldest first; that of the period in progress as it is so far. */
  query(query: MetricQuery): Datapoint[] {
    const { statistic, periodMs, fromMs, toMs } = query;
    const fromSlot = Math.floor(fromMs / SLOT_MS);
    const slots = Math.max(1, Math.round(periodMs / SLOT_MS));
    const periods = new Map<number, Bucket>();
    this.read(query, Math.max(0, fromSlot), Math.ceil(toMs / SLOT_MS), (slot, ...samples) => {
      const period = Math.floor((slot - fromSlot) / slots);
      let bucket = periods.get(period);
      if (!bucket) periods.set(period, (bucket = emptyBucket()));
      addTo(bucket, ...samples);
    });
    return [...periods].map(([period, bucket]) => ({ atMs: (fromSlot + period * slots) * SLOT_MS, value: valueOf(bucket, statistic) }));
  }

  /** The samples of the last minute, to ten seconds, and how long that is; null where there are none. */
  recent(query: SeriesQuery): (Bucket & { readonly spanMs: number }) | null {
    const { nowMs } = this.host;
    const from = Math.max(0, Math.floor(nowMs / SLOT_MS) + 1 - MINUTE_MS / SLOT_MS);
    const bucket = emptyBucket();
    this.read(query, from, Infinity, (_, ...samples) => addTo(bucket, ...samples));
    return bucket.count === 0 ? null : { ...bucket, spanMs: nowMs - from * SLOT_MS };
  }

  /** Every series that has had a sample. */
  series(): readonly SeriesName[] {
    return this.store.names(this.host.plain.metrics);
  }

  private read({ metric, streamName, shardIndex = null, actor = null }: SeriesQuery, from: number, to: number, each: (slot: number, count: number, sum: number, min: number, max: number) => void): void {
    this.store.read(this.host.plain.metrics, { metric, streamName, shardIndex, actor }, from, to, each);
  }

  /** The state, with the slots closed that are over. Slots end when something is measured after them. */
  private rolled(): StoreState {
    const state = this.host.plain.metrics;
    const slot = Math.floor(this.host.nowMs / SLOT_MS);
    if (slot > state.slot) this.store.roll(state, slot);
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
