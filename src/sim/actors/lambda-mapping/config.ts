/** The settings of an event source mapping, under AWS's names, and of the function behind it. What AWS sets where nobody does is in the defaults. */
import { choiceProblem, limitsProblem, numberProblem, type Limits } from '../actor-config.ts';
import { poisonProblem, type PoisonRule } from '../processing.ts';
import { patternProblem } from './filter.ts';

export interface MappingSettings {
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON' | 'AT_TIMESTAMP';
  /** With AT_TIMESTAMP: in ms of the world's time. */
  readonly startingPositionMs?: number;
  /** Polling, or as a registered consumer of the mapping's name. */
  readonly reading: 'shared' | 'fan-out';
  readonly batchSize: number;
  readonly maximumBatchingWindowInSeconds: number;
  readonly parallelizationFactor: number;
  /** −1 = without end. */
  readonly maximumRetryAttempts: number;
  /** −1 = none. */
  readonly maximumRecordAgeInSeconds: number;
  readonly bisectBatchOnFunctionError: boolean;
  readonly reportBatchItemFailures: boolean;
  /** 0 = none. */
  readonly tumblingWindowInSeconds: number;
  /** Patterns in JSON: a record that fits one of them is handed on. None = all are. */
  readonly filters: readonly string[];
  /** Where what is given up goes; absent = nowhere. */
  readonly onFailure?: 'SQS' | 'SNS' | 'S3';
}

/** The function: it takes a batch's records one by one, and throws at the first poison record. */
export interface FunctionSettings {
  readonly durationMs: number;
  readonly processingMsPerRecord: number;
  readonly poison?: PoisonRule;
  /** Absent = as much as the account has; 0 = throttled for ever. */
  readonly reservedConcurrency?: number;
  /** What it answers where the mapping lets it report failures: rightly, an empty list, or a number that is not in the batch. */
  readonly failureReport: 'failed record' | 'nothing' | 'unknown record';
  /** Whether it hands back the state of a tumbling window, and how much each record adds to that. */
  readonly returnsState: boolean;
  readonly stateBytesPerRecord: number;
}

export interface LambdaMappingConfig extends MappingSettings, FunctionSettings {
  readonly kind: 'lambda-mapping';
  readonly name: string;
  readonly streamName: string;
}

/** The starting position has no default: AWS asks for it. */
export const lambdaMappingDefaults = {
  reading: 'shared',
  batchSize: 100,
  maximumBatchingWindowInSeconds: 0,
  parallelizationFactor: 1,
  maximumRetryAttempts: -1,
  maximumRecordAgeInSeconds: -1,
  bisectBatchOnFunctionError: false,
  reportBatchItemFailures: false,
  tumblingWindowInSeconds: 0,
  filters: [],
  durationMs: 100,
  processingMsPerRecord: 0,
  failureReport: 'failed record',
  returnsState: true,
  stateBytesPerRecord: 0,
} as const satisfies Partial<LambdaMappingConfig>;

export const lambdaMappingLimits = {
  batchSize: [1, 10_000, 'integer'],
  maximumBatchingWindowInSeconds: [0, 300, 'integer'],
  parallelizationFactor: [1, 10, 'integer'],
  maximumRetryAttempts: [-1, 10_000, 'integer'],
  maximumRecordAgeInSeconds: [-1, 604_800, 'integer'],
  tumblingWindowInSeconds: [0, 900, 'integer'],
  durationMs: [0, 900_000],
  processingMsPerRecord: [0, 900_000],
  stateBytesPerRecord: [0, 1_048_576],
} as const satisfies Limits;

/** What an account has where nothing is reserved. */
export const ACCOUNT_CONCURRENCY = 1_000;
const FILTERS_MAX = 5;
const STARTING_POSITION_MS_MAX = 366 * 86_400_000;

export function lambdaMappingProblem(config: LambdaMappingConfig): string | null {
  const { name, startingPosition, startingPositionMs, filters, onFailure, reservedConcurrency } = config;
  const flags = (['bisectBatchOnFunctionError', 'reportBatchItemFailures', 'returnsState'] as const).find((flag) => typeof config[flag] !== 'boolean');
  if (flags) return `${flags} of ${name} must be true or false.`;
  if (!Array.isArray(filters) || filters.length > FILTERS_MAX) return `${name} can have up to ${FILTERS_MAX} filters.`;
  return (
    limitsProblem(config.name, config, lambdaMappingLimits) ??
    choiceProblem(`startingPosition of ${name}`, startingPosition, ['LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP']) ??
    (startingPosition === 'AT_TIMESTAMP' ? numberProblem(`startingPositionMs of ${name}`, startingPositionMs, [0, STARTING_POSITION_MS_MAX]) : null) ??
    choiceProblem(`reading of ${name}`, config.reading, ['shared', 'fan-out']) ??
    (onFailure === undefined ? null : choiceProblem(`onFailure of ${name}`, onFailure, ['SQS', 'SNS', 'S3'])) ??
    (reservedConcurrency === undefined ? null : numberProblem(`reservedConcurrency of ${name}`, reservedConcurrency, [0, ACCOUNT_CONCURRENCY, 'integer'])) ??
    choiceProblem(`failureReport of ${name}`, config.failureReport, ['failed record', 'nothing', 'unknown record']) ??
    poisonProblem(name, config.poison) ??
    filters.reduce<string | null>((found, pattern) => found ?? patternProblem(name, pattern), null)
  );
}
