/** How actors' settings are checked where a learner, a link or a scenario gives them: what the kinds share. */
import type { ActorConfigBase } from './actor.ts';

export type Limits = Readonly<Record<string, readonly [min: number, max: number, integer?: 'integer']>>;

/** In logs and random streams these names mean the learner, what happens by itself, and the network. */
const RESERVED_NAMES = ['you', 'story', 'network'];
const NAME = /^[a-zA-Z0-9_.-]{1,128}$/;

/** What is wrong with the settings that every actor has, in a sentence for the learner, or null. */
export function commonProblem({ name, streamName }: ActorConfigBase): string | null {
  if (!NAME.test(name)) return `An actor's name has 1 to 128 letters, digits, hyphens, dots or underscores.`;
  if (RESERVED_NAMES.includes(name)) return `The name ${name} is taken: choose another.`;
  return nameProblem(`streamName of ${name}`, streamName);
}

export function nameProblem(what: string, value: unknown): string | null {
  return typeof value === 'string' && NAME.test(value) ? null : `${what} has 1 to 128 letters, digits, hyphens, dots or underscores.`;
}

/**
 * The first of the settings' numbers that lies outside its limits.
 * @param optional those that need not be there
 */
export function limitsProblem(name: string, settings: object, limits: Limits, optional: readonly string[] = []): string | null {
  for (const [setting, limit] of Object.entries(limits)) {
    const value = (settings as Record<string, unknown>)[setting];
    if (value === undefined && optional.includes(setting)) continue;
    const problem = numberProblem(`${setting} of ${name}`, value, limit);
    if (problem) return problem;
  }
  return null;
}

export function choiceProblem(what: string, value: unknown, choices: readonly string[]): string | null {
  return choices.includes(value as string) ? null : `${what} must be ${choices.join(' or ')}, but is ${String(value)}.`;
}

export function numberProblem(what: string, value: unknown, [min, max, integer]: Limits[string]): string | null {
  if (typeof value === 'number' && value >= min && value <= max && !(integer && !Number.isInteger(value))) return null;
  return `${what} must be ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}, but is ${String(value)}.`;
}
