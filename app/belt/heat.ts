/**
 * The numbers of the heat map: of each shard and bucket of time, how many records it took, how much of its write quota
 * that was, and how many records it refused. A bucket that is over never changes, so each is counted once, by where it
 * begins in the shard's log; no record is looked at but a few for their size.
 */
import { isOpen, quotas, type Shard, type ShardLog, type Stream, type World } from '#sim';

export const BUCKETS = 60;
/** The newest, which is not over yet, and the oldest, of which a part has left the map. */
export const COLUMNS = BUCKETS + 2;
const RECENT = 4;
/** Records of a bucket that are looked at for their size; fewer while it grows, for that is done anew each time. */
const SAMPLE = 8;
const SAMPLE_GROWING = 2;
/** Refusals looked at in one go; of more, every n-th stands for n. */
export const REFUSALS_MAX = 20_000;
/** The hottest shard stays so until another is clearly hotter: of equals, chance would choose anew each time. */
const HOTTER = 1.2;

/** One shard's, by bucket number modulo COLUMNS. */
interface Row {
  /** Log index of the first record of the bucket. */
  readonly starts: Float64Array;
  /** Share of the write quota. */
  readonly loads: Float32Array;
  readonly refused: Uint32Array;
  /** Buckets up to this number have their start. */
  known: number;
}

export interface Heat {
  readonly bucketMs: number;
  readonly key: string;
  readonly rows: Map<number, Row>;
  /** The bucket of the present. */
  newest: number;
  /** Shard index, or null where there is no shard. */
  hottest: number | null;
}

/** One for each world, brought up to date whenever it is asked for: it can be made anew at any time. */
const heats = new WeakMap<World, Heat>();

/** @param shards of the stream, those to be shown */
export function heatOf(world: World, stream: Stream, shards: readonly Shard[], spanMs: number): Heat {
  const bucketMs = spanMs / BUCKETS;
  const newest = Math.floor(world.nowMs / bucketMs);
  // Another branch has another past, as has one with an action more or less; a stream made anew has other records.
  const { id, log } = world.timeline.branches.current;
  const key = [spanMs, stream.arenaId, id, log.length].join();
  let heat = heats.get(world);
  if (!heat || heat.key !== key || newest < heat.newest) heats.set(world, (heat = { bucketMs, key, rows: new Map(), newest, hottest: null }));
  const countFrom = heat.rows.size === 0 ? newest - COLUMNS + 1 : Math.max(heat.newest, newest - COLUMNS + 1);
  heat.newest = newest;
  for (const shard of shards) countRecords(heat, rowOf(heat, shard.index), shard, world);
  countRefused(heat, world, countFrom);
  heat.hottest = hottestOf(heat, shards);
  return heat;
}

function rowOf({ rows, newest }: Heat, shardIndex: number): Row {
  let row = rows.get(shardIndex);
  if (!row) rows.set(shardIndex, (row = { starts: new Float64Array(COLUMNS), loads: new Float32Array(COLUMNS), refused: new Uint32Array(COLUMNS), known: newest - COLUMNS }));
  return row;
}

const slot = (bucket: number) => ((bucket % COLUMNS) + COLUMNS) % COLUMNS;

function countRecords({ newest, bucketMs }: Heat, row: Row, { logId, head, cursor: { length } }: Shard, world: World): void {
  const log = world.log(logId);
  const first = Math.max(row.known, newest - COLUMNS) + 1;
  let start = row.known < first - 1 ? head : Math.max(head, row.starts[slot(first - 1)]!);
  for (let bucket = first; bucket <= newest; bucket += 1) {
    const before = start;
    start = start === length ? length : log.firstArrivedAt(bucket * bucketMs, start, length);
    row.starts[slot(bucket)] = start;
    if (bucket > newest - COLUMNS + 1) row.loads[slot(bucket - 1)] = loadOf(log, before, start, bucketMs, SAMPLE);
  }
  row.known = newest;
  // Of the bucket that is not over yet: a second at least, lest its first few records look like a flood.
  const lastedMs = Math.min(bucketMs, Math.max(1_000, world.nowMs - newest * bucketMs));
  row.loads[slot(newest)] = loadOf(log, Math.max(head, row.starts[slot(newest)]!), length, lastedMs, SAMPLE_GROWING);
}

/** The share of the write quota that records [from, to) are, in records or bytes, whichever is nearer its limit. */
export function loadOf(log: ShardLog, from: number, to: number, ms: number, sample: number): number {
  const count = to - from;
  if (count <= 0) return 0;
  const every = Math.ceil(count / sample);
  let bytes = 0;
  let sampled = 0;
  for (let i = from; i < to; i += every) {
    bytes += log.byteLength(i);
    sampled += 1;
  }
  const seconds = ms / 1_000;
  return Math.max(count / quotas.shardWriteRecordsPerSecond, (bytes / sampled) * (count / quotas.shardWriteBytesPerSecond)) / seconds;
}

/** Counts anew from the bucket that was not over when they were last counted. */
function countRefused({ rows, newest, bucketMs }: Heat, { service, state }: World, first: number): void {
  for (const { refused } of rows.values()) for (let bucket = first; bucket <= newest; bucket += 1) refused[slot(bucket)] = 0;
  const to = state.rejections;
  const from = service.rejections.firstAt(first * bucketMs, 0, to);
  const every = Math.max(1, Math.ceil((to - from) / REFUSALS_MAX));
  for (let i = from; i < to; i += every) {
    const { shardIndex, atMs } = service.rejections.get(i);
    const row = rows.get(shardIndex);
    if (row) row.refused[slot(Math.floor(atMs / bucketMs))]! += every;
  }
}

/** Records of a bucket that the shard still keeps. */
export function recordsIn(heat: Heat, { index, head, cursor }: Shard, bucket: number): number {
  const row = heat.rows.get(index);
  if (!row || bucket > heat.newest || bucket <= heat.newest - COLUMNS) return 0;
  const end = bucket === heat.newest ? cursor.length : row.starts[slot(bucket + 1)]!;
  return Math.max(0, end - Math.max(head, row.starts[slot(bucket)]!));
}

export const loadIn = (heat: Heat, shardIndex: number, bucket: number) => heat.rows.get(shardIndex)?.loads[slot(bucket)] ?? 0;
export const refusedIn = (heat: Heat, shardIndex: number, bucket: number) => heat.rows.get(shardIndex)?.refused[slot(bucket)] ?? 0;

/** All that the map shows it to have refused. */
export const refusedInAll = (heat: Heat, shardIndex: number) => heat.rows.get(shardIndex)?.refused.reduce((sum, count) => sum + count, 0) ?? 0;

/** Of what was put to it of late, the share that it refused. */
export function refusedOfLate(heat: Heat, shard: Shard): number {
  let [records, refused] = [0, 0];
  for (let bucket = heat.newest - RECENT + 1; bucket <= heat.newest; bucket += 1) {
    records += recordsIn(heat, shard, bucket);
    refused += refusedIn(heat, shard.index, bucket);
  }
  return refused === 0 ? 0 : refused / (records + refused);
}

/** What was put to it of late, taken or refused, as a share of its write quota. */
export function pressureOn(heat: Heat, shardIndex: number): number {
  const seconds = heat.bucketMs / 1_000;
  let sum = 0;
  for (let bucket = heat.newest - RECENT + 1; bucket <= heat.newest; bucket += 1)
    sum += loadIn(heat, shardIndex, bucket) + refusedIn(heat, shardIndex, bucket) / seconds / quotas.shardWriteRecordsPerSecond;
  return sum / RECENT;
}

function hottestOf(heat: Heat, shards: readonly Shard[]): number | null {
  const open = shards.filter(isOpen);
  let best = open.some(({ index }) => index === heat.hottest) ? heat.hottest! : (open[0]?.index ?? null);
  if (best === null) return null;
  let most = pressureOn(heat, best) * (best === heat.hottest ? HOTTER : 1);
  for (const { index } of open) {
    const pressure = pressureOn(heat, index);
    if (pressure > most) [best, most] = [index, pressure];
  }
  return best;
}

/**
 * What a cell of the map shows, as one number: 0 nothing; up to 1 the shard was not there yet, or no more; 1 … 2 records
 * of a closed shard; 2 … 3 of an open one, by load; 3 … 4 it refused, by share. The larger matters more.
 */
export function cellOf(heat: Heat, shard: Shard, bucket: number): number {
  return cellFor(shard, recordsIn(heat, shard, bucket), loadIn(heat, shard.index, bucket), refusedIn(heat, shard.index, bucket), bucket * heat.bucketMs, (bucket + 1) * heat.bucketMs);
}

/** The same, of what happened between two moments. */
export function cellFor(shard: Shard, records: number, load: number, refused: number, fromMs: number, toMs: number): number {
  if (refused > 0) return 3 + Math.min(0.999, refused / (records + refused));
  if (records === 0) return wasThere(shard, fromMs, toMs) ? 0 : 0.5;
  return (isOpen(shard) ? 2 : 1) + Math.min(0.999, load);
}

/** What the row of shards [from, to) shows: the cell that matters most, so that none is hidden by its neighbours. */
export function mostOf(heat: Heat, shards: readonly Shard[], from: number, to: number, bucket: number): number {
  let most = 0;
  for (let n = from; n < to; n += 1) most = Math.max(most, cellOf(heat, shards[n]!, bucket));
  return most;
}

/** Whether it could take records between two moments. What was before the stream, is nobody's. */
const wasThere = ({ parentIndex, openedMs, closedMs }: Shard, fromMs: number, toMs: number) => (parentIndex === null || toMs > openedMs) && (closedMs === null || fromMs < closedMs);
