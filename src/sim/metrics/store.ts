/**
 * Where measurements are kept: for each series one bucket per slot of ten seconds, so that a minute is six of them and the
 * last minute is known at any moment. The slot in progress is plain data in the world's state. Finished slots go into
 * append-only columns outside; how many rows and series those hold stands in the state, so that going back in time is
 * setting two numbers, and what a dropped future left behind is written over. Times in ms of virtual time.
 */
import { Column } from '../kernel/column.ts';

export const SLOT_MS = 10_000;

/** What was measured, where. Without a shard it is the whole stream's, without an actor nobody's in particular. */
export interface SeriesName {
  readonly metric: string;
  readonly streamName: string;
  readonly shardIndex: number | null;
  /** The actor that measured it, or the registered consumer that it is about. */
  readonly actor: string | null;
}

/** Plain data. */
export interface StoreState {
  /** The slot in progress, counted from time 0. */
  slot: number;
  /** Rows of finished slots. */
  rows: number;
  /** Series that have had a measurement. */
  series: number;
  /** The slot in progress: a bucket for each series, `BUCKET` numbers long. No samples: no bucket. */
  open: Float64Array;
}

export interface Bucket {
  count: number;
  sum: number;
  min: number;
  max: number;
}

const BUCKET = 4;
/** More than a world ever comes to; a row's key is its slot times this plus its series. */
const SERIES_MAX = 2 ** 20;

export type EachBucket = (slot: number, count: number, sum: number, min: number, max: number) => void;

export const newStoreState = (): StoreState => ({ slot: 0, rows: 0, series: 0, open: new Float64Array(0) });

export const emptyBucket = (): Bucket => ({ count: 0, sum: 0, min: Infinity, max: -Infinity });

export function addTo(bucket: Bucket, count: number, sum: number, min: number, max: number): void {
  if (count === 0) return;
  bucket.count += count;
  bucket.sum += sum;
  bucket.min = Math.min(bucket.min, min);
  bucket.max = Math.max(bucket.max, max);
}

/** A series and its number, which is good for as long as the store says that it owns it. */
interface Series extends SeriesName {
  id: number;
}

/** The series of one metric of a stream or an actor: in the first place that of no shard, then those of the shards. */
type Scope = (Series | undefined)[];

export class MetricStore {
  private readonly keys = new Column(Float64Array);
  private readonly counts = new Column(Uint32Array);
  private readonly sums = new Column(Float64Array);
  private readonly mins = new Column(Float64Array);
  private readonly maxs = new Column(Float64Array);
  /** By number: which series it is in this history. */
  private readonly owners: Series[] = [];
  /** By metric, then by stream and actor. */
  private readonly found = new Map<string, Map<string, Scope>>();

  /** Adds one sample to the slot in progress. */
  add(state: StoreState, metric: string, streamName: string, shardIndex: number | null, actor: string | null, value: number): void {
    const scope = this.scope(metric, streamName, actor);
    sample(state, this.idFor(state, scope, metric, streamName, shardIndex, actor), value);
  }

  /** Adds a sample for each of these shards. @param values by shard index; null: all of them 0 */
  addShards(state: StoreState, metric: string, streamName: string, shards: readonly number[], values: Float64Array | null): void {
    const scope = this.scope(metric, streamName, null);
    for (const shardIndex of shards) sample(state, this.idFor(state, scope, metric, streamName, shardIndex, null), values ? values[shardIndex]! : 0);
  }

  /** Ends the slot in progress and begins another one. */
  roll(state: StoreState, slot: number): void {
    const { open, series } = state;
    for (let id = 0; id < series; id += 1) {
      const at = id * BUCKET;
      if (open[at] === 0) continue;
      this.keys.set(state.rows, state.slot * SERIES_MAX + id);
      this.counts.set(state.rows, open[at]!);
      this.sums.set(state.rows, open[at + 1]!);
      this.mins.set(state.rows, open[at + 2]!);
      this.maxs.set(state.rows, open[at + 3]!);
      state.rows += 1;
    }
    open.fill(0);
    state.slot = slot;
  }

  /** Every bucket of a series in slots [from, to), oldest first, with that of the slot in progress. */
  read(state: StoreState, name: SeriesName, from: number, to: number, each: EachBucket): void {
    const series = this.found.get(name.metric)?.get(scopeOf(name.streamName, name.actor))?.[placeOf(name.shardIndex)];
    if (!series || !this.owns(state, series)) return;
    const { rows, open } = state;
    let slot = from;
    let row = 0;
    while (slot < to) {
      row = this.firstKey(slot * SERIES_MAX + series.id, row, rows);
      if (row === rows) break;
      const key = this.keys.get(row);
      const at = Math.floor(key / SERIES_MAX);
      const id = key - at * SERIES_MAX;
      // Slots without a row of this series are passed over in one go.
      if (id !== series.id) slot = id < series.id ? at : at + 1;
      else if (at >= to) break;
      else {
        each(at, this.counts.get(row), this.sums.get(row), this.mins.get(row), this.maxs.get(row));
        slot = at + 1;
        row += 1;
      }
    }
    const at = series.id * BUCKET;
    if (state.slot >= from && state.slot < to && open[at]! > 0) each(state.slot, open[at]!, open[at + 1]!, open[at + 2]!, open[at + 3]!);
  }

  /** Every series of this history so far. */
  names(state: StoreState): readonly SeriesName[] {
    return this.owners.slice(0, state.series);
  }

  /** The first row from `row` on whose key is at least `key`: it is near, for a slot has few rows. */
  private firstKey(key: number, row: number, rows: number): number {
    if (row === 0) return this.keys.lowerBound(key, 0, rows);
    let step = 1;
    let low = row;
    while (low + step < rows && this.keys.get(low + step) < key) {
      low += step;
      step *= 2;
    }
    return this.keys.lowerBound(key, low, Math.min(rows, low + step + 1));
  }

  private scope(metric: string, streamName: string, actor: string | null): Scope {
    let scopes = this.found.get(metric);
    if (!scopes) this.found.set(metric, (scopes = new Map()));
    const name = scopeOf(streamName, actor);
    let scope = scopes.get(name);
    if (!scope) scopes.set(name, (scope = []));
    return scope;
  }

  private owns(state: StoreState, series: Series): boolean {
    return series.id < state.series && this.owners[series.id] === series;
  }

  /** The series' number. A new one gets the next: what another future gave it counts no more. */
  private idFor(state: StoreState, scope: Scope, metric: string, streamName: string, shardIndex: number | null, actor: string | null): number {
    const series = (scope[placeOf(shardIndex)] ??= { metric, streamName, shardIndex, actor, id: 0 });
    if (!this.owns(state, series)) {
      series.id = state.series;
      this.owners[state.series] = series;
      state.series += 1;
      if (state.open.length < state.series * BUCKET) {
        const larger = new Float64Array(Math.max(BUCKET * 16, state.open.length * 2));
        larger.set(state.open);
        state.open = larger;
      }
    }
    return series.id;
  }
}

function sample({ open }: StoreState, id: number, value: number): void {
  const at = id * BUCKET;
  const first = open[at] === 0;
  open[at]! += 1;
  open[at + 1]! += value;
  if (first || value < open[at + 2]!) open[at + 2] = value;
  if (first || value > open[at + 3]!) open[at + 3] = value;
}

const placeOf = (shardIndex: number | null) => (shardIndex === null ? 0 : shardIndex + 1);

/** A stream's name has no stroke in it. */
const scopeOf = (streamName: string, actor: string | null) => (actor === null ? streamName : `${streamName}/${actor}`);
