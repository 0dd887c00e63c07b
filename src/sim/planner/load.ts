/** What a stream is to carry, as a planner asks for it, and what is wrong with it, field by field. Sizes in bytes. */
import { numberProblem } from '../actors/actor-config.ts';
import { kplDefaults } from '../actors/kpl/config.ts';
import { quotas } from '../kinesis/quotas.ts';
import { fullAggregate } from './aggregate.ts';
import { regionIds, type RegionId } from './regions.ts';
import { bytesText } from './steps.ts';

export const modes = ['provisioned', 'standard', 'advantage'] as const;
/** Capacity mode: provisioned, On-demand Standard, On-demand Advantage. */
export type Mode = (typeof modes)[number];

export interface Load {
  /** What applications put, on average: what is paid for. With aggregation these are user records. */
  readonly recordsPerSecond: number;
  /** At the busiest, no lower than the average: what shards are counted by. */
  readonly peakRecordsPerSecond: number;
  /** Of one record: data and partition key together, as the shard weighs it. */
  readonly recordBytes: number;
  /** User records that the KPL packs into one Kinesis record; 1: no aggregation. */
  readonly recordsPerAggregate: number;
  /** Applications that poll, and how often each calls GetRecords on every shard in a second. */
  readonly pollingConsumers: number;
  readonly callsPerSecond: number;
  /** Applications with enhanced fan-out. */
  readonly fanOutConsumers: number;
  readonly retentionHours: number;
  /** How much of the records has the one busiest key, in %; 0: keys are spread evenly. */
  readonly busiestKeyPercent: number;
  /** How much of each shard is to stay free at the peak, in %. */
  readonly sparePercent: number;
  /** For how many hours of a month the stream exists and carries this. */
  readonly hoursPerMonth: number;
  readonly region: RegionId;
  /** Which mode is chosen; the others are compared all the same. */
  readonly mode: Mode;
}

export type LoadField = keyof Load;
type NumberField = { [Field in LoadField]: Load[Field] extends number ? Field : never }[LoadField];

/** Each number's bounds: beyond what AWS takes, but for rates, which may be as absurd as one likes. */
export const loadLimits = {
  recordsPerSecond: [0, 1e12],
  peakRecordsPerSecond: [0, 1e12],
  recordBytes: [1, quotas.recordBytesCeiling, 'integer'],
  recordsPerAggregate: [1, kplDefaults.aggregationMaxSize, 'integer'],
  pollingConsumers: [0, 1_000, 'integer'],
  callsPerSecond: [0.001, 1_000],
  fanOutConsumers: [0, 1_000, 'integer'],
  retentionHours: [quotas.retentionHoursMin, quotas.retentionHoursMax, 'integer'],
  busiestKeyPercent: [0, 100],
  sparePercent: [0, 90],
  hoursPerMonth: [1, 744],
} as const satisfies Readonly<Record<NumberField, readonly [number, number, 'integer'?]>>;

/** What each number is called in sentences. */
const names: Readonly<Record<NumberField, string>> = {
  recordsPerSecond: 'The rate',
  peakRecordsPerSecond: 'The peak rate',
  recordBytes: 'The record size in bytes',
  recordsPerAggregate: 'The number of user records in one Kinesis record',
  pollingConsumers: 'The number of consumers that poll',
  callsPerSecond: 'The number of GetRecords calls a second',
  fanOutConsumers: 'The number of consumers with enhanced fan-out',
  retentionHours: 'Retention in hours',
  busiestKeyPercent: 'The busiest key’s part in %',
  sparePercent: 'What is kept free in %',
  hoursPerMonth: 'The hours of a month',
};

/** All there is to a load besides its rate and size, as a plan begins. */
export const loadDefaults: Omit<Load, 'recordsPerSecond' | 'peakRecordsPerSecond' | 'recordBytes'> = {
  recordsPerAggregate: 1,
  pollingConsumers: 1,
  callsPerSecond: 1,
  fanOutConsumers: 0,
  retentionHours: quotas.retentionHoursMin,
  busiestKeyPercent: 0,
  sparePercent: 0,
  hoursPerMonth: 730,
  region: 'us-east-1',
  mode: 'provisioned',
};

/**
 * What keeps a load from being planned for: a sentence for each field that is wrong. A load that is only too large for AWS
 * is right: its plan says which limits it breaks.
 *
 * @param load numbers may be NaN, texts anything
 * @returns empty where all is right
 */
export function loadProblems(load: Load): Partial<Record<LoadField, string>> {
  const problems: Partial<Record<LoadField, string>> = {};
  for (const [field, limit] of Object.entries(loadLimits) as [NumberField, (typeof loadLimits)[NumberField]][]) {
    const problem = numberProblem(names[field], load[field], limit);
    if (problem) problems[field] = Number.isNaN(load[field]) ? `${names[field]} is no number.` : problem;
  }
  if (load.recordBytes > quotas.recordBytesCeiling) problems.recordBytes = `A record has at most ${bytesText(quotas.recordBytesCeiling)}, data and key together.`;
  if (!regionIds.includes(load.region)) problems.region = `There is no Region ${load.region} here.`;
  if (!modes.includes(load.mode)) problems.mode = `There is no mode ${load.mode}.`;
  if (!problems.peakRecordsPerSecond && load.peakRecordsPerSecond < load.recordsPerSecond) problems.peakRecordsPerSecond = 'The peak cannot be lower than the average.';
  if (!problems.recordsPerAggregate && !problems.recordBytes && load.recordsPerAggregate > 1) {
    const most = fullAggregate(load.recordBytes);
    if (load.recordsPerAggregate > most) {
      problems.recordsPerAggregate = most > 1 ? `Of records of ${load.recordBytes} bytes at most ${most} fit into the KPL’s 50 KB.` : 'Two of these records do not fit into the KPL’s 50 KB: there is nothing to aggregate.';
    }
  }
  return problems;
}
