/** The settings of a Firehose stream whose source is a Kinesis stream and whose destination is a bucket, under AWS's names. */
import { limitsProblem, type Limits } from '../actor-config.ts';
import { poisonProblem, type PoisonRule } from '../processing.ts';
import { prefixProblem } from './objects.ts';

export interface FirehoseConfig {
  readonly kind: 'firehose';
  /** Also the first part of every object's name. */
  readonly name: string;
  readonly streamName: string;
  /** Hints, for each shard: whichever is reached first. MB are MiB here, as on AWS. */
  readonly bufferSizeInMBs: number;
  /** 0 = as soon as there is anything. */
  readonly bufferIntervalInSeconds: number;
  /** Before the objects' names; `!{timestamp:yyyy/MM/dd}` stands for a time. Without one the date follows the prefix. */
  readonly prefix: string;
  /** A line feed after every record. */
  readonly appendDelimiterToRecord: boolean;
  /** A function that records pass on their way. */
  readonly transform?: TransformConfig;
  /** S3 does not answer. */
  readonly bucketDown: boolean;
}

export interface TransformConfig {
  readonly bufferSizeInMBs: number;
  readonly bufferIntervalInSeconds: number;
  readonly durationMs: number;
  /** Which records it answers with Dropped, and with ProcessingFailed; the others with Ok. */
  readonly drops?: PoisonRule;
  readonly fails?: PoisonRule;
  /** On which it throws, with all that came in the same batch. */
  readonly throws?: PoisonRule;
}

export const firehoseDefaults = {
  bufferSizeInMBs: 5,
  bufferIntervalInSeconds: 300,
  prefix: '',
  appendDelimiterToRecord: false,
  bucketDown: false,
} as const satisfies Partial<FirehoseConfig>;

export const transformDefaults = { bufferSizeInMBs: 1, bufferIntervalInSeconds: 60, durationMs: 100 } as const satisfies TransformConfig;

export const firehoseLimits = {
  bufferSizeInMBs: [1, 128, 'integer'],
  bufferIntervalInSeconds: [0, 900, 'integer'],
} as const satisfies Limits;

export const transformLimits = {
  bufferSizeInMBs: [0.2, 3],
  bufferIntervalInSeconds: [0, 900, 'integer'],
  // Firehose waits no longer than five minutes for a function.
  durationMs: [0, 300_000],
} as const satisfies Limits;

export function firehoseProblem(config: FirehoseConfig): string | null {
  const { name, prefix, transform } = config;
  const flag = (['appendDelimiterToRecord', 'bucketDown'] as const).find((setting) => typeof config[setting] !== 'boolean');
  if (flag) return `${flag} of ${name} must be true or false.`;
  return limitsProblem(name, config, firehoseLimits) ?? prefixProblem(name, prefix) ?? (transform ? transformProblem(name, transform) : null);
}

function transformProblem(name: string, transform: TransformConfig): string | null {
  const limits = limitsProblem(`the transform of ${name}`, transform, transformLimits);
  return limits ?? poisonProblem(name, transform.drops) ?? poisonProblem(name, transform.fails) ?? poisonProblem(name, transform.throws);
}
