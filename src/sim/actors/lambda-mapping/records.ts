/**
 * What of a shard's records goes to one lane: those whose key is its own and that a filter fits. With enhanced fan-out the
 * user records of an aggregate are told apart; a mapping that polls hands the aggregate over as it is.
 */
import type { ShardLog } from '../../kinesis/model/shard-log.ts';
import { hashKeyOfPartitionKey } from '../../kinesis/model/hash-key.ts';
import type { ActorHost } from '../actor.ts';
import { deaggregate } from '../kpl/aggregated-record.ts';
import { isPoison, type PoisonRule } from '../processing.ts';
import { fits, type Pattern } from './filter.ts';
import type { LambdaMappingState, LaneMap, MappingShard } from './state.ts';

/** One lane's way of looking at a shard's log. */
export interface LaneView {
  readonly log: ShardLog;
  readonly lane: number;
  readonly lanes: number;
  readonly filters: readonly Pattern[];
  readonly decodes: boolean;
  /** The shard's range of hash keys. */
  readonly start: bigint;
  readonly end: bigint;
  readonly map: LaneMap | null;
}

export interface Unit {
  /** Of the record it came in. */
  readonly index: number;
  readonly partitionKey: string;
  readonly data: () => Uint8Array;
  readonly dataBytes: number;
}

/** How many units there are of each sort, and what the event says of those that are handed over, in bytes. */
export interface Tally {
  units: number;
  bytes: number;
  filtered: number;
  dropped: number;
}

/** The largest event that a function takes. */
export const PAYLOAD_BYTES_MAX = 6 * 1024 * 1024;
/** What an event says of a record beside key and data, about. */
const METADATA_BYTES = 450;
/** Data comes in base64. */
const eventBytes = (bytes: number) => 4 * Math.ceil(bytes / 3) + METADATA_BYTES;

export function viewOf(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: number): LaneView {
  const { logId, start, end, map } = shard;
  return { log: host.log(logId), lane, lanes: shard.lanes.length, filters: shard.filters, decodes: decodes(state), start, end, map };
}

const decodes = (state: LambdaMappingState) => (state.inForce ?? state.config).reading === 'fan-out';

/** In a lane map: an aggregate that is opened. There are ten lanes at most. */
const OPENED = 255;

/**
 * Looks up once for all lanes whose each record is, as far as there are several lanes, or aggregates to be told apart. Bytes,
 * since checkpoints copy them.
 */
export function mapLanes(host: ActorHost, state: LambdaMappingState, shard: MappingShard): void {
  const { lanes, position, map: before } = shard;
  if (lanes.length === 1 && !decodes(state)) {
    shard.map = null;
    return;
  }
  const from = Math.min(...lanes.map(({ done }) => done));
  const codes = new Uint8Array(Math.max(0, position! - from));
  const view = { ...viewOf(host, state, shard, 0), map: null };
  const [knownFrom, knownTo] = before?.lanes === lanes.length ? [before.from, before.from + before.codes.length] : [0, 0];
  for (let i = 0; i < codes.length; i += 1) {
    const index = from + i;
    codes[i] = index >= knownFrom && index < knownTo ? before!.codes[index - knownFrom]! : codeOf(view, index);
  }
  shard.map = { lanes: lanes.length, from, codes };
}

function codeOf({ log, lanes, decodes: opens, map }: LaneView, index: number): number {
  const known = map && map.lanes === lanes ? map.codes[index - map.from] : undefined;
  if (known !== undefined) return known;
  return opens && deaggregate(log.data(index)) ? OPENED : laneOf(log.partitionKey(index), lanes);
}

/** Each record is one unit of this lane. */
const isPlain = ({ lanes, filters, decodes }: LaneView) => lanes === 1 && filters.length === 0 && !decodes;

/** What records [from, to) hold for the lane. */
export function tally(view: LaneView, from: number, to: number): Tally {
  const sum: Tally = { units: 0, bytes: 0, filtered: 0, dropped: 0 };
  for (let i = from; i < to; i += 1) addTo(sum, view, i);
  return sum;
}

/** As `tally`, where bytes do not matter. */
export function countOf(view: LaneView, from: number, to: number): Tally {
  return isPlain(view) ? { units: Math.max(0, to - from), bytes: 0, filtered: 0, dropped: 0 } : tally(view, from, to);
}

export function addTo(sum: Tally, view: LaneView, index: number): void {
  const code = isPlain(view) ? view.lane : codeOf(view, index);
  if (code !== OPENED && code !== view.lane) return;
  if (code !== OPENED && view.filters.length === 0) {
    sum.units += 1;
    sum.bytes += eventBytes(view.log.byteLength(index));
    return;
  }
  eachUnit(view, index, (sort, unit) => {
    sum[sort] += 1;
    if (sort === 'units') sum.bytes += eventBytes(unit.partitionKey.length + unit.dataBytes);
  });
}

/** What the function is handed of records [from, to). */
export function unitsOf(view: LaneView, from: number, to: number): Unit[] {
  const units: Unit[] = [];
  for (let i = from; i < to; i += 1) eachUnit(view, i, (sort, unit) => sort === 'units' && units.push(unit));
  return units;
}

/** The first record of [from, to) on which the function fails, or null. */
export function firstPoison(view: LaneView, from: number, to: number, rule: PoisonRule | undefined): number | null {
  if (!rule) return null;
  for (let i = from; i < to; i += 1) {
    let found = false;
    eachUnit(view, i, (sort, { partitionKey }) => (found ||= sort === 'units' && isPoison(rule, () => partitionKey, i)));
    if (found) return i;
  }
  return null;
}

function eachUnit(view: LaneView, index: number, visit: (sort: 'units' | 'filtered' | 'dropped', unit: Unit) => void): void {
  const { log } = view;
  const code = codeOf(view, index);
  if (code !== OPENED) {
    if (code !== view.lane) return;
    const partitionKey = log.partitionKey(index);
    const data = () => log.data(index);
    return visit(fits(view.filters, partitionKey, data) ? 'units' : 'filtered', { index, partitionKey, data, dataBytes: log.byteLength(index) - partitionKey.length });
  }
  for (const { PartitionKey: partitionKey, ExplicitHashKey, Data } of deaggregate(log.data(index))!) {
    if (laneOf(partitionKey, view.lanes) !== view.lane) continue;
    const hashKey = ExplicitHashKey === undefined ? hashKeyOfPartitionKey(partitionKey) : BigInt(ExplicitHashKey);
    const data = () => Data;
    const sort = hashKey < view.start || hashKey > view.end ? 'dropped' : fits(view.filters, partitionKey, data) ? 'units' : 'filtered';
    visit(sort, { index, partitionKey, data, dataBytes: Data.length });
  }
}

/** FNV-1a: cheap, and it spreads. AWS does not say which lane a key goes to. */
export function laneOf(partitionKey: string, lanes: number): number {
  if (lanes === 1) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < partitionKey.length; i += 1) hash = Math.imul(hash ^ partitionKey.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % lanes;
}
