/** What an actor's settings may be: checked where a learner, a link or a scenario gives them. */
import { quotas } from '../kinesis/quotas.ts';
import type { ActorConfig } from './actor.ts';
import type { KeyDistribution } from './keys.ts';

type Limits = Readonly<Record<string, readonly [min: number, max: number, integer?: 'integer']>>;

export const producerLimits = {
  recordsPerSecond: [0, 100_000],
  recordBytes: [0, quotas.recordBytesCeiling, 'integer'],
  recordsPerCall: [1, quotas.putRecordsRecordsMax, 'integer'],
  attemptsMax: [1, 100, 'integer'],
} as const satisfies Limits;

export const consumerLimits = {
  pollIntervalMs: [10, 86_400_000],
  limit: [1, quotas.getRecordsRecordsMax, 'integer'],
  processingMsPerRecord: [0, 86_400_000],
} as const satisfies Limits;

/** In logs and random streams these names mean the learner and the network. */
const RESERVED_NAMES = ['you', 'network'];
const NAME = /^[a-zA-Z0-9_.-]{1,128}$/;
const KEYS_MAX = 1_000_000;
const STARTS_AT_MS_MAX = 366 * 86_400_000;

/** What is wrong with these settings, in a sentence for the learner, or null. */
export function configProblem(config: ActorConfig): string | null {
  const { name, streamName } = config;
  if (!NAME.test(name)) return `An actor's name has 1 to 128 letters, digits, hyphens, dots or underscores.`;
  if (RESERVED_NAMES.includes(name)) return `The name ${name} is taken: choose another.`;
  if (!NAME.test(streamName)) return `streamName of ${name} has 1 to 128 letters, digits, hyphens, dots or underscores.`;
  const limits: Limits = config.kind === 'producer' ? producerLimits : consumerLimits;
  for (const [setting, limit] of Object.entries(limits)) {
    const problem = numberProblem(`${setting} of ${name}`, (config as unknown as Record<string, unknown>)[setting], limit);
    if (problem) return problem;
  }
  if (config.kind === 'polling-consumer') return choiceProblem(`startAt of ${name}`, config.startAt, ['TRIM_HORIZON', 'LATEST']);
  return (
    choiceProblem(`call of ${name}`, config.call, ['PutRecord', 'PutRecords']) ??
    (config.startsAtMs === undefined ? null : numberProblem(`startsAtMs of ${name}`, config.startsAtMs, [0, STARTS_AT_MS_MAX])) ??
    keysProblem(name, config.keys)
  );
}

function keysProblem(name: string, keys: KeyDistribution): string | null {
  const { prefix } = keys;
  if (typeof prefix !== 'string' || prefix.length > 200) return `The key prefix of ${name} must be a text of at most 200 characters.`;
  return (
    choiceProblem(`The kind of keys of ${name}`, keys.kind, ['uniform', 'zipf', 'hot']) ??
    numberProblem(`The number of keys of ${name}`, keys.keys, [1, KEYS_MAX, 'integer']) ??
    (keys.kind === 'hot' ? numberProblem(`The hot key's share of ${name}`, keys.share, [0, 1]) : null)
  );
}

function choiceProblem(what: string, value: unknown, choices: readonly string[]): string | null {
  return choices.includes(value as string) ? null : `${what} must be ${choices.join(' or ')}, but is ${String(value)}.`;
}

function numberProblem(what: string, value: unknown, [min, max, integer]: Limits[string]): string | null {
  if (typeof value === 'number' && value >= min && value <= max && !(integer && !Number.isInteger(value))) return null;
  return `${what} must be ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}, but is ${String(value)}.`;
}
