/** What a resource policy of Kinesis must look like. The texts are ours: none is recorded. Rules POLICY-2, POLICY-3. */
import { quotas } from '../quotas.ts';

const SHAREABLE = {
  stream: ['DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards', 'PutRecord', 'PutRecords'],
  consumer: ['DescribeStreamConsumer', 'SubscribeToShard'],
} as const;

/** What is wrong with a policy, or null. */
export function policyProblem(policy: string, resource: keyof typeof SHAREABLE): string | null {
  if (new TextEncoder().encode(policy).length > quotas.policyBytesMax) {
    return `The policy is larger than ${quotas.policyBytesMax / 1024} KB.`;
  }
  const parsed = parse(policy);
  if (!isObject(parsed)) return 'The policy is not a valid JSON document.';
  const statements = asList(parsed.Statement);
  if (statements.length === 0) return 'The policy has no Statement.';
  for (const statement of statements) {
    if (!isObject(statement)) return 'A Statement of the policy is not an object.';
    const problem = statementProblem(statement, SHAREABLE[resource], resource);
    if (problem) return problem;
  }
  return null;
}

function statementProblem(statement: Record<string, unknown>, shareable: readonly string[], resource: string): string | null {
  const { Effect, Principal } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') return 'Each Statement needs an Effect of Allow or Deny.';
  if (Principal === undefined) return 'Each Statement needs a Principal.';
  const kinds = isObject(Principal) ? Object.keys(Principal) : [];
  const other = kinds.find((kind) => kind !== 'AWS');
  if (other !== undefined) return `A Principal of type ${other} is not supported.`;
  const principals = isObject(Principal) ? asList(Principal.AWS) : asList(Principal);
  if (principals.length === 0 || !principals.every((name) => typeof name === 'string' && name !== '')) return 'Each Statement needs a Principal.';
  if (principals.some((name) => (name as string).includes('*'))) return 'A wildcard (*) in Principal is not supported.';
  const actions = asList(statement.Action);
  if (actions.length === 0) return 'Each Statement needs an Action.';
  for (const action of actions) {
    if (typeof action !== 'string') return 'Each Action must be a string.';
    if (action.includes('*')) return 'A wildcard (*) in Action is not supported.';
    const name = action.toLowerCase();
    if (!shareable.some((one) => name === `kinesis:${one.toLowerCase()}`)) return `Action ${action} is not supported in the policy of a ${resource}.`;
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
