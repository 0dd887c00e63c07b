/** The settings of a Kinesis Producer Library, under its own names (times in ms, sizes in bytes), with its defaults and bounds. */
import { numberProblem, type Limits } from '../actor-config.ts';
import { recordsProblem, type RecordsConfig } from '../producer-records.ts';

export interface KplConfig extends RecordsConfig, Partial<KplSettings> {
  readonly kind: 'kpl-producer';
}

export interface KplSettings {
  readonly aggregationEnabled: boolean;
  /** Of one aggregate, and how many user records may be in it. */
  readonly aggregationMaxSize: number;
  readonly aggregationMaxCount: number;
  /** Kinesis records in one PutRecords, and their bytes. */
  readonly collectionMaxCount: number;
  readonly collectionMaxSize: number;
  /** Whether what is throttled fails at once instead of being tried again. */
  readonly failIfThrottled: boolean;
  /** How long a record may wait for company. */
  readonly recordMaxBufferedTime: number;
  /** How long a record is tried. */
  readonly recordTtl: number;
  /** The share of a shard's quota that this one producer may use, in %. */
  readonly rateLimit: number;
  readonly maxUserRecordSize: number;
  /** PutRecords calls under way at a time. */
  readonly maxConnections: number;
  /**
   * Not the library's: it buffers until memory ends. The application asks for the number of outstanding records before it
   * hands over another, and waits at this many.
   */
  readonly outstandingMax: number;
}

export const kplDefaults: KplSettings = {
  aggregationEnabled: true,
  aggregationMaxSize: 51_200,
  aggregationMaxCount: 4_294_967_295,
  collectionMaxCount: 500,
  collectionMaxSize: 5_242_880,
  failIfThrottled: false,
  recordMaxBufferedTime: 100,
  recordTtl: 30_000,
  rateLimit: 150,
  maxUserRecordSize: 1_048_576,
  maxConnections: 24,
  outstandingMax: 20_000,
};

const NUMBER_MAX = 4_294_967_295;

export const kplLimits = {
  aggregationMaxSize: [64, 10_485_760, 'integer'],
  aggregationMaxCount: [1, NUMBER_MAX, 'integer'],
  collectionMaxCount: [1, 500, 'integer'],
  collectionMaxSize: [52_224, NUMBER_MAX, 'integer'],
  recordMaxBufferedTime: [0, NUMBER_MAX, 'integer'],
  recordTtl: [100, NUMBER_MAX, 'integer'],
  rateLimit: [1, NUMBER_MAX, 'integer'],
  maxUserRecordSize: [64, 10_485_760, 'integer'],
  maxConnections: [1, 256, 'integer'],
  outstandingMax: [1, 1_000_000, 'integer'],
} as const satisfies Limits;

/** All of them: what is not given is as the library has it. */
export function settingsOf(config: KplConfig): KplSettings {
  const settings: Record<string, unknown> = { ...kplDefaults };
  for (const name of Object.keys(kplDefaults)) settings[name] = config[name as keyof KplSettings] ?? settings[name];
  return settings as unknown as KplSettings;
}

/** What is wrong with these settings, in a sentence for the learner, or null. */
export function kplProblem(config: KplConfig): string | null {
  const settings = settingsOf(config);
  for (const name of ['aggregationEnabled', 'failIfThrottled'] as const) {
    if (typeof settings[name] !== 'boolean') return `${name} of ${config.name} must be true or false, but is ${String(settings[name])}.`;
  }
  for (const [name, limit] of Object.entries(kplLimits)) {
    const problem = numberProblem(`${name} of ${config.name}`, settings[name as keyof typeof kplLimits], limit);
    if (problem) return problem;
  }
  return recordsProblem(config);
}
