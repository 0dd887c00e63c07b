/** The settings of a KCL worker, named as the library names them, and what it takes where one is not given. Times in ms. */
import { quotas } from '../../kinesis/quotas.ts';
import { choiceProblem, limitsProblem, nameProblem, type Limits } from '../actor-config.ts';
import { poisonProblem, type PoisonRule } from '../processing.ts';

export interface KclWorkerConfig {
  readonly kind: 'kcl-worker';
  /** Also its worker identifier: a worker that restarts is the same worker to the lease table. */
  readonly name: string;
  readonly streamName: string;
  /** Workers of one application share its lease table and its work. */
  readonly application: string;
  /** 3: a leader assigns leases by load. 2 and 1: each worker takes its share of them, by count; 1 can only poll. */
  readonly version: '1' | '2' | '3';
  /** Absent: fan-out, under the application's name; with version 1 polling. */
  readonly consumption?: 'fan-out' | 'polling';
  /** Where the first leases of an application begin. Absent = LATEST, as in the library. */
  readonly initialPosition?: 'LATEST' | 'TRIM_HORIZON';
  /** A lease that has not been renewed for so long is up for others. */
  readonly failoverTimeMillis?: number;
  /** Polling: from one GetRecords on a shard to the next. */
  readonly idleTimeBetweenReadsInMillis?: number;
  /** Polling: the Limit of GetRecords. */
  readonly maxRecords?: number;
  readonly processingMsPerRecord?: number;
  /** The application checkpoints after so many user records; absent = at the end of each batch. */
  readonly checkpointEveryRecords?: number;
  /** false = the bug: the application forgets to checkpoint in shardEnded, and the children never start. */
  readonly checkpointAtShardEnd?: boolean;
  /** Whether it checkpoints when it is asked to hand a lease over. */
  readonly checkpointOnShutdownRequested?: boolean;
  /** Version 3: whether a lease that moves is handed over, instead of taken away. */
  readonly gracefulLeaseHandoff?: boolean;
  /** Records on which processRecords throws: the rest of the batch is skipped. */
  readonly poison?: PoisonRule;
  /** What its machine reports with no traffic. Absent = no CPU metric: the leader goes by throughput. */
  readonly cpuPercent?: number;
  /** CPU for each MiB a second that it reads. */
  readonly cpuPercentPerMiB?: number;
  /** Version 2: how many leases it steals from the most loaded worker at a time. */
  readonly maxLeasesToStealAtOneTime?: number;
  /** It stands still until this moment of the world's time, as in a long garbage collection. */
  readonly pausedUntilMs?: number;
}

export type KclSettings = Required<Omit<KclWorkerConfig, 'checkpointEveryRecords' | 'poison' | 'cpuPercent'>> &
  Pick<KclWorkerConfig, 'checkpointEveryRecords' | 'poison' | 'cpuPercent'>;

export const kclDefaults = {
  initialPosition: 'LATEST',
  failoverTimeMillis: 10_000,
  maxRecords: quotas.getRecordsRecordsMax,
  processingMsPerRecord: 0,
  checkpointAtShardEnd: true,
  checkpointOnShutdownRequested: true,
  gracefulLeaseHandoff: true,
  cpuPercentPerMiB: 0,
  maxLeasesToStealAtOneTime: 1,
  pausedUntilMs: 0,
} as const;

// Derived, and asked for with every batch. A config is never changed, only replaced.
const settings = new WeakMap<KclWorkerConfig, KclSettings>();

export function settingsOf(config: KclWorkerConfig): KclSettings {
  let known = settings.get(config);
  if (!known) {
    known = { ...kclDefaults, consumption: config.version === '1' ? 'polling' : 'fan-out', idleTimeBetweenReadsInMillis: config.version === '1' ? 1_000 : 1_500, ...config };
    settings.set(config, known);
  }
  return known;
}

const YEAR_MS = 366 * 86_400_000;
const DAY_MS = 86_400_000;

export const kclLimits = {
  failoverTimeMillis: [1_000, 600_000, 'integer'],
  idleTimeBetweenReadsInMillis: [200, DAY_MS],
  maxRecords: [1, quotas.getRecordsRecordsMax, 'integer'],
  processingMsPerRecord: [0, DAY_MS],
  checkpointEveryRecords: [1, 1_000_000_000, 'integer'],
  cpuPercent: [0, 100],
  cpuPercentPerMiB: [0, 1_000],
  maxLeasesToStealAtOneTime: [1, 1_000, 'integer'],
  pausedUntilMs: [0, YEAR_MS],
} as const satisfies Limits;

const SWITCHES = ['checkpointAtShardEnd', 'checkpointOnShutdownRequested', 'gracefulLeaseHandoff'] as const;

export function kclProblem(config: KclWorkerConfig): string | null {
  const { name, version, consumption, initialPosition } = config;
  const notSwitch = SWITCHES.find((setting) => !['undefined', 'boolean'].includes(typeof config[setting]));
  return (
    nameProblem(`application of ${name}`, config.application) ??
    choiceProblem(`version of ${name}`, version, ['1', '2', '3']) ??
    (consumption === undefined ? null : choiceProblem(`consumption of ${name}`, consumption, version === '1' ? ['polling'] : ['fan-out', 'polling'])) ??
    (initialPosition === undefined ? null : choiceProblem(`initialPosition of ${name}`, initialPosition, ['LATEST', 'TRIM_HORIZON'])) ??
    limitsProblem(name, config, kclLimits, Object.keys(kclLimits)) ??
    (notSwitch ? `${notSwitch} of ${name} must be true or false.` : null) ??
    poisonProblem(name, config.poison)
  );
}
