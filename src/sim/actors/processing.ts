/** What a consumer's own code does with a record, as far as the world needs to know: how long it takes, and where it fails. */
import { choiceProblem, numberProblem } from './actor-config.ts';

/** Records that make the code throw, each time they are tried. */
export type PoisonRule =
  /** Every record under this partition key. */
  | { readonly kind: 'key'; readonly key: string }
  /** Each nth record of a shard, the nth first. */
  | { readonly kind: 'every'; readonly nth: number };

/** @param index the record's place in its shard's log, from 0 */
export function isPoison(rule: PoisonRule | undefined, partitionKey: () => string, index: number): boolean {
  if (!rule) return false;
  return rule.kind === 'key' ? partitionKey() === rule.key : (index + 1) % rule.nth === 0;
}

/** What is wrong with the rule, in a sentence for the learner, or null. */
export function poisonProblem(name: string, rule: PoisonRule | undefined): string | null {
  if (rule === undefined) return null;
  const kind = choiceProblem(`The kind of poison records of ${name}`, rule.kind, ['key', 'every']);
  if (kind) return kind;
  if (rule.kind === 'every') return numberProblem(`The nth poison record of ${name}`, rule.nth, [1, 1_000_000, 'integer']);
  return typeof rule.key === 'string' ? null : `The poison key of ${name} must be a text.`;
}

/** What is wrong with a setting that is on or off, in a sentence for the learner, or null. */
export const flagProblem = (what: string, value: unknown): string | null =>
  value === undefined || typeof value === 'boolean' ? null : `${what} must be true or false, but is ${String(value)}.`;
