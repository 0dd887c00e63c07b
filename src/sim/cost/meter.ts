/**
 * The cost meter: what each stream has used of everything that AWS bills, counted as virtual time goes by. What is billed
 * by time is settled whenever its rate changes, and from time to time; asking settles a copy, so asking changes nothing.
 * A stream is billed while it is ACTIVE or UPDATING, by open shards; its bill stays when it is gone.
 */
import { hasAdvantage } from '../kinesis/model/commitment.ts';
import type { ServiceState } from '../kinesis/context.ts';
import type { ShardLog } from '../kinesis/model/shard-log.ts';
import { openShards, type Stream } from '../kinesis/model/stream.ts';
import { heldNow, holdUntil, leaveBefore, type HeldBytes, type Logs } from './held-bytes.ts';
import { ADVANTAGE_FLOOR_BYTES_PER_SECOND, charge, HOUR_MS, streamPrices, total, type Charge, type StreamPrice } from './prices.ts';

type Billing = 'provisioned' | 'standard' | 'advantage';

/** What a stream is billed by from one settlement to the next. */
interface Rates {
  readonly billing: Billing | null;
  readonly shards: number;
  /** Registered for enhanced fan-out and not being removed. */
  readonly consumers: number;
  readonly retentionHours: number;
}

/** Plain data. */
export interface StreamMeter {
  /** In each price's own quantity: ms, bytes, byte-ms, pieces. */
  readonly used: Partial<Record<StreamPrice, number>>;
  rates: Rates;
  settledMs: number;
  /** Arrival time before which its records have expired. */
  keptFrom: number;
  /** Older than a day, and than a week: null while nobody pays for them by the byte. */
  extended: HeldBytes | null;
  longTerm: HeldBytes | null;
}

/** Plain data. */
export interface CostState {
  readonly streams: Map<string, StreamMeter>;
  /** How long the account has been committed to a minimum, up to `settledMs`. */
  committedMs: number;
  committed: boolean;
  settledMs: number;
}

export const newCostState = (): CostState => ({ streams: new Map(), committedMs: 0, committed: false, settledMs: 0 });

/** What the meter needs of the world. */
export interface Billed {
  readonly nowMs: number;
  readonly state: ServiceState;
  log(logId: number): ShardLog;
}

const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const UNBILLED: Rates = { billing: null, shards: 0, consumers: 0, retentionHours: 0 };

export function count(costs: CostState, streamName: string, key: StreamPrice, amount: number): void {
  if (amount > 0) add(meterOf(costs, streamName), key, amount);
}

export function billingOf({ commitment }: ServiceState, { mode }: Stream): Billing {
  if (mode === 'PROVISIONED') return 'provisioned';
  return hasAdvantage(commitment) ? 'advantage' : 'standard';
}

/** After any change of what streams are billed by, and now and then. */
export function settleAll(costs: CostState, world: Billed): void {
  for (const name of costs.streams.keys()) settle(costs, world, name);
  settleAccount(costs, world);
}

/**
 * Counts what a stream has used at its rates so far, and takes its rates anew.
 * @param retentionHours where they are about to change
 */
export function settle(costs: CostState, world: Billed, streamName: string, retentionHours?: number): void {
  const stream = world.state.streams.get(streamName);
  const meter = meterOf(costs, streamName);
  const logs: Logs = { shards: stream?.shards ?? [], log: ({ logId }) => world.log(logId) };
  settleTime(meter, world.nowMs, logs);
  meter.rates = stream ? ratesOf(world.state, stream, retentionHours ?? stream.retentionHours) : UNBILLED;
  const { rates } = meter;
  if (rates.billing === null) {
    // The next stream of this name has none of this one's records.
    Object.assign(meter, { keptFrom: world.nowMs, extended: null, longTerm: null });
    return;
  }
  const keptMs = rates.retentionHours * HOUR_MS;
  meter.keptFrom = Math.max(meter.keptFrom, world.nowMs - keptMs);
  for (const [band, fromAgeMs] of BANDS) {
    if (heldKey(rates, band) === null) meter[band] = null;
    else if (meter[band]) leaveBefore(logs, meter[band], meter.keptFrom);
    else meter[band] = heldNow(logs, world.nowMs, fromAgeMs, band === 'extended' ? Math.max(meter.keptFrom, world.nowMs - WEEK_MS) : meter.keptFrom);
  }
}

export interface Bill {
  readonly streams: ReadonlyMap<string, readonly Charge[]>;
  /** What the account's commitment to a minimum costs beyond that. */
  readonly account: readonly Charge[];
  readonly usd: number;
}

/** Everything up to now. */
export function billOf(world: Billed & { readonly plain: { readonly costs: CostState } }): Bill {
  const settled = structuredClone(world.plain.costs);
  settleAll(settled, world);
  const streams = new Map([...settled.streams].map(([name, { used }]) => [name, chargesOf(used)]));
  const account = shortfall(settled);
  return { streams, account, usd: total([...account, ...[...streams.values()].flat()]) };
}

/** What is missing in the streams' bills from what the account has committed itself to. */
function shortfall({ streams, committedMs }: CostState): Charge[] {
  const floor = (ADVANTAGE_FLOOR_BYTES_PER_SECOND * committedMs) / 1000;
  return (['advantageIn', 'advantageOut'] as const)
    .map((key) => charge(key, Math.max(0, floor - [...streams.values()].reduce((sum, { used }) => sum + (used[key] ?? 0), 0))))
    .filter(({ quantity }) => quantity > 0);
}

const keys = Object.keys(streamPrices) as StreamPrice[];
const chargesOf = (used: StreamMeter['used']) => keys.filter((key) => used[key]).map((key) => charge(key, used[key]!));

function meterOf({ streams }: CostState, streamName: string): StreamMeter {
  let meter = streams.get(streamName);
  if (!meter) streams.set(streamName, (meter = { used: {}, rates: UNBILLED, settledMs: 0, keptFrom: 0, extended: null, longTerm: null }));
  return meter;
}

function add({ used }: StreamMeter, key: StreamPrice, amount: number): void {
  used[key] = (used[key] ?? 0) + amount;
}

function settleAccount(costs: CostState, { nowMs, state }: Billed): void {
  if (costs.committed) costs.committedMs += nowMs - costs.settledMs;
  costs.committed = hasAdvantage(state.commitment);
  costs.settledMs = nowMs;
}

function ratesOf(state: ServiceState, stream: Stream, retentionHours: number): Rates {
  if (stream.status === 'CREATING' || stream.status === 'DELETING') return UNBILLED;
  const consumers = [...stream.consumers.values()].filter(({ status }) => status === 'ACTIVE').length;
  return { billing: billingOf(state, stream), shards: openShards(stream).length, consumers, retentionHours };
}

function settleTime(meter: StreamMeter, nowMs: number, logs: Logs): void {
  const { rates, settledMs } = meter;
  const { billing, shards, consumers, retentionHours } = rates;
  const ms = nowMs - settledMs;
  meter.settledMs = nowMs;
  if (billing === null || ms === 0) return;
  if (billing === 'provisioned') {
    add(meter, 'shardHour', shards * ms);
    if (retentionHours > 24) add(meter, 'extendedRetention', shards * ms);
    if (consumers > 0) add(meter, 'fanOutHour', consumers * shards * ms);
  } else if (billing === 'standard') add(meter, 'onDemandHour', ms);
  const keptMs = retentionHours * HOUR_MS;
  for (const [band, fromAgeMs, toAgeMs] of BANDS) {
    const held = meter[band];
    const key = heldKey(rates, band);
    if (held && key) add(meter, key, holdUntil(logs, held, settledMs, nowMs, fromAgeMs, Math.min(keptMs, toAgeMs)));
  }
}

const BANDS = [
  ['extended', DAY_MS, WEEK_MS],
  ['longTerm', WEEK_MS, Infinity],
] as const;

/** What bytes of an age are billed as; null where they are not, or cannot be that old. */
function heldKey({ billing, retentionHours }: Rates, band: 'extended' | 'longTerm'): StreamPrice | null {
  if (billing === null || retentionHours <= (band === 'extended' ? 24 : 168)) return null;
  if (billing === 'advantage') return 'advantageRetention';
  if (billing === 'standard') return band === 'extended' ? 'onDemandExtendedRetention' : 'onDemandLongTermRetention';
  return band === 'extended' ? null : 'longTermRetention';
}
