/** What a month of 730 hours would cost: pure arithmetic over a design, for planners and lessons. Sizes in bytes. */
import { ADVANTAGE_FLOOR_BYTES_PER_SECOND, blockSizes, charge, HOUR_MS, MONTH_HOURS, type Charge } from './prices.ts';

const MONTH_MS = MONTH_HOURS * HOUR_MS;
const MONTH_SECONDS = MONTH_MS / 1000;
const DAY_HOURS = 24;
const WEEK_HOURS = 168;

/** What a stream is to carry. */
export interface StreamPlan {
  readonly recordsPerSecond: number;
  /** Data of a record as it is put: of an aggregate, where records are aggregated. */
  readonly recordBytes: number;
  /** Applications that poll. */
  readonly readers: number;
  /** Applications that use enhanced fan-out. */
  readonly fanOutReaders: number;
  /** 24 … 8,760. */
  readonly retentionHours: number;
}

const isCharged = ({ quantity }: Charge) => quantity > 0;
const roundedUp = (bytes: number, block: number) => Math.max(1, Math.ceil(bytes / block)) * block;
const bytesAMonth = ({ recordsPerSecond, recordBytes }: StreamPlan) => recordsPerSecond * recordBytes * MONTH_SECONDS;

/** Bytes that lie between two ages at any time, once the stream has run for that long, held for a month. */
function byteMs({ recordsPerSecond, recordBytes, retentionHours }: StreamPlan, fromHours: number, toHours = retentionHours): number {
  const heldHours = Math.max(0, Math.min(retentionHours, toHours) - fromHours);
  return recordsPerSecond * recordBytes * heldHours * 3_600 * MONTH_MS;
}

export function provisionedMonth(plan: StreamPlan & { readonly shards: number }): Charge[] {
  const { shards, recordsPerSecond, recordBytes, fanOutReaders, retentionHours } = plan;
  const units = recordsPerSecond * MONTH_SECONDS * (roundedUp(recordBytes, blockSizes.putUnit) / blockSizes.putUnit);
  return [
    charge('shardHour', shards * MONTH_MS),
    charge('putUnits', units),
    charge('extendedRetention', retentionHours > DAY_HOURS ? shards * MONTH_MS : 0),
    charge('longTermRetention', byteMs(plan, WEEK_HOURS)),
    charge('fanOutHour', fanOutReaders * shards * MONTH_MS),
    charge('fanOutBytes', fanOutReaders * bytesAMonth(plan)),
  ].filter(isCharged);
}

export function onDemandMonth(plan: StreamPlan & { readonly streams: number }): Charge[] {
  const { streams, recordsPerSecond, recordBytes, readers, fanOutReaders } = plan;
  return [
    charge('onDemandHour', streams * MONTH_MS),
    charge('onDemandIn', recordsPerSecond * MONTH_SECONDS * roundedUp(recordBytes, blockSizes.onDemand)),
    charge('onDemandOut', readers * bytesAMonth(plan)),
    charge('onDemandFanOut', fanOutReaders * bytesAMonth(plan)),
    charge('onDemandExtendedRetention', byteMs(plan, DAY_HOURS, WEEK_HOURS)),
    charge('onDemandLongTermRetention', byteMs(plan, WEEK_HOURS)),
  ].filter(isCharged);
}

/** Of the whole account: what it commits itself to is paid for, used or not. */
export function advantageMonth(plan: StreamPlan): Charge[] {
  const { recordsPerSecond, recordBytes, readers, fanOutReaders } = plan;
  const floor = ADVANTAGE_FLOOR_BYTES_PER_SECOND * MONTH_SECONDS;
  return [
    charge('advantageIn', Math.max(floor, recordsPerSecond * MONTH_SECONDS * roundedUp(recordBytes, blockSizes.onDemand))),
    charge('advantageOut', Math.max(floor, (readers + fanOutReaders) * bytesAMonth(plan))),
    charge('advantageRetention', byteMs(plan, DAY_HOURS)),
  ].filter(isCharged);
}

/** How many times its size Firehose bills a record. */
export const firehoseFactor = (recordBytes: number) => roundedUp(recordBytes, blockSizes.firehose) / recordBytes;

export const firehoseMonth = (recordsPerSecond: number, recordBytes: number) => charge('firehoseIn', recordsPerSecond * MONTH_SECONDS * roundedUp(recordBytes, blockSizes.firehose));

/** Each worker renews each of its leases so often: a third of the failover time, less what KCL takes off. */
const LEASE_RENEWAL_SECONDS = 3.308;

/** Writes to the lease table of one KCL application. @param checkpointsPerSecond of each shard */
export const leaseWritesMonth = (shards: number, checkpointsPerSecond = 0) =>
  charge('dynamoDbWrites', shards * MONTH_SECONDS * (1 / LEASE_RENEWAL_SECONDS + checkpointsPerSecond));
