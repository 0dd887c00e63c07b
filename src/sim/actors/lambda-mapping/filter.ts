/**
 * Filter patterns of an event source mapping, in the language that it shares with EventBridge: an object of lists; a value
 * fits where an entry of its list does. `data` stands for the record's data as JSON, `partitionKey` for its key.
 */
export type Pattern = { readonly [field: string]: Pattern | readonly Condition[] };
type Value = string | number | boolean | null;
type Condition = Value | { readonly [test: string]: unknown };

const FIELDS = ['data', 'partitionKey'];
const COMPARISONS: Record<string, (value: number, limit: number) => boolean> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** A test in an object, on a value that is there: `exists` alone asks whether it is. Each says first what it takes. */
const TESTS: Record<string, readonly [takes: (operand: unknown) => boolean, fits: (value: unknown, operand: never) => boolean]> = {
  exists: [(operand) => typeof operand === 'boolean', (value, operand: boolean) => (value !== undefined) === operand],
  prefix: [isText, (value, operand: string) => typeof value === 'string' && value.startsWith(operand)],
  suffix: [isText, (value, operand: string) => typeof value === 'string' && value.endsWith(operand)],
  'equals-ignore-case': [isText, (value, operand: string) => typeof value === 'string' && value.toLowerCase() === operand.toLowerCase()],
  'anything-but': [
    (operand) => [operand].flat().every((entry) => isText(entry) || typeof entry === 'number'),
    (value, operand: Value | readonly Value[]) => value !== undefined && ![operand].flat().includes(value as Value),
  ],
  numeric: [
    (operand) => Array.isArray(operand) && operand.length > 0 && operand.length % 2 === 0 && operand.every((part, i) => (i % 2 === 0 ? Object.hasOwn(COMPARISONS, String(part)) : typeof part === 'number')),
    (value, operand: readonly (string | number)[]) =>
      typeof value === 'number' && operand.every((part, i) => i % 2 === 1 || COMPARISONS[part]!(value, operand[i + 1] as number)),
  ],
};

/** What is wrong with a pattern, in a sentence for the learner, or null. */
export function patternProblem(name: string, text: unknown): string | null {
  const pattern = typeof text === 'string' ? parse(text) : undefined;
  if (!isObject(pattern) || Object.keys(pattern).length === 0) return `A filter of ${name} must be an object in JSON.`;
  const strange = Object.keys(pattern).find((field) => !FIELDS.includes(field));
  if (strange !== undefined) return `A filter of ${name} can look at ${FIELDS.join(' and ')}, not at ${strange}.`;
  return wellFormed(pattern) ? null : `A filter of ${name} must hold lists of values or tests (${Object.keys(TESTS).join(', ')}).`;
}

function wellFormed(pattern: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.length > 0 && pattern.every(isCondition);
  return isObject(pattern) && Object.keys(pattern).length > 0 && Object.values(pattern).every(wellFormed);
}

function isCondition(condition: unknown): boolean {
  if (!isObject(condition)) return condition === null || ['string', 'number', 'boolean'].includes(typeof condition);
  const [test, ...more] = Object.entries(condition);
  return test !== undefined && more.length === 0 && Object.hasOwn(TESTS, test[0]) && TESTS[test[0]]![0](test[1]);
}

export const parsePatterns = (texts: readonly string[]): Pattern[] => texts.map((text) => JSON.parse(text) as Pattern);

/** Whether one of the patterns fits. Data that is no JSON fits no pattern that looks into it. */
export function fits(patterns: readonly Pattern[], partitionKey: string, data: () => Uint8Array): boolean {
  if (patterns.length === 0) return true;
  const looksInside = patterns.some((pattern) => 'data' in pattern);
  const record = { partitionKey, data: looksInside ? parse(new TextDecoder().decode(data())) : undefined };
  return patterns.some((pattern) => (!('data' in pattern) || isObject(record.data)) && matches(pattern, record));
}

function matches(pattern: Pattern | readonly Condition[], value: unknown): boolean {
  if (!Array.isArray(pattern)) return Object.entries(pattern).every(([field, inner]) => matches(inner as Pattern, isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined));
  // A list in the data fits where one of its entries does.
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return (pattern as readonly Condition[]).some((condition) => values.some((entry) => meets(condition, entry)));
}

function meets(condition: Condition, value: unknown): boolean {
  if (!isObject(condition)) return condition === value;
  const [test, operand] = Object.entries(condition)[0]!;
  return TESTS[test]![1](value, operand as never);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
