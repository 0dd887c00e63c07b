/** What an actor's settings may be: checked where a learner, a link or a scenario gives them. */
import { quotas } from '../kinesis/quotas.ts';
import type { ActorConfig } from './actor.ts';

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

/** What is wrong with these settings, in a sentence for the learner, or null. */
export function configProblem(config: ActorConfig): string | null {
  const limits: Limits = config.kind === 'producer' ? producerLimits : consumerLimits;
  for (const [name, [min, max, integer]] of Object.entries(limits)) {
    const value = (config as unknown as Record<string, unknown>)[name];
    if (typeof value !== 'number' || !(value >= min && value <= max) || (integer && !Number.isInteger(value))) {
      return `${name} of ${config.name} must be ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}, but is ${String(value)}.`;
    }
  }
  if (!/^[a-zA-Z0-9_.-]{1,128}$/.test(config.name)) return `An actor's name has 1 to 128 letters, digits, hyphens, dots or underscores.`;
  return null;
}
