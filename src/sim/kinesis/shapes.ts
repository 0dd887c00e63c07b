/**
 * The table language in which an operation declares its input, and the check that reads it. Order of members is the
 * order in which AWS reports faults. Rules VALID-1 … VALID-5 of SPEC.md; texts recorded on AWS.
 */
import type { Blob } from './model/blob.ts';

interface Common {
  readonly required?: true;
}
export type Shape = Common &
  (
    | { readonly type: 'string'; readonly length?: Range; readonly pattern?: string; readonly enum?: readonly string[] }
    | { readonly type: 'integer'; readonly range?: Range }
    | { readonly type: 'blob'; readonly length?: Range }
    | { readonly type: 'timestamp' | 'boolean' }
    | { readonly type: 'list'; readonly length?: Range; readonly member: Shape }
    | { readonly type: 'map'; readonly length?: Range; readonly keyLength: Range; readonly valueLength: Range }
    | { readonly type: 'structure'; readonly members: Members }
  );
type Range = readonly [min: number, max: number];
export type Members = Readonly<Record<string, Shape>>;

const FAULTS_MAX = 10;

/** The ValidationException text for an input, or null where it fits its shape. At most ten faults are named. */
export function validationMessage(members: Members, input: object): string | null {
  const faults: string[] = [];
  checkMembers(members, input, '', faults);
  if (faults.length === 0) return null;
  const named = faults.slice(0, FAULTS_MAX);
  return `${named.length} validation error${named.length > 1 ? 's' : ''} detected: ${named.join('; ')}`;
}

function checkMembers(members: Members, input: object, prefix: string, faults: string[]): void {
  for (const name in members) {
    if (faults.length >= FAULTS_MAX) return;
    check(members[name]!, (input as Record<string, unknown>)[name], prefix + lowerFirst(name), faults);
  }
}

function check(shape: Shape, value: unknown, path: string, faults: string[]): void {
  const fault = (phrase: string, shown = `Value ${show(value)} at '${path}'`) =>
    faults.push(`${shown} failed to satisfy constraint: ${phrase}`);
  if (value === undefined || value === null) {
    if (shape.required) fault('Member must not be null');
    return;
  }
  switch (shape.type) {
    case 'string': {
      const text = value as string;
      if (shape.pattern && !patternOf(shape.pattern).test(text)) {
        fault(`Member must satisfy regular expression pattern: ${shape.pattern}`);
      }
      checkLength([...text].length, shape.length, fault);
      if (shape.enum && !shape.enum.includes(text)) {
        fault(`Member must satisfy enum value set: [${shape.enum.join(', ')}]`);
      }
      return;
    }
    case 'integer': {
      const number = value as number;
      if (shape.range && number < shape.range[0]) {
        fault(`Member must have value greater than or equal to ${shape.range[0]}`);
      } else if (shape.range && number > shape.range[1]) {
        fault(`Member must have value less than or equal to ${shape.range[1]}`);
      }
      return;
    }
    case 'blob':
      // AWS no longer prints the value of a blob or of a list of records.
      checkLength((value as Blob).byteLength, shape.length, (phrase) => fault(phrase, `Value at '${path}'`));
      return;
    case 'list': {
      const list = value as readonly unknown[];
      const records = shape.member.type === 'structure';
      checkLength(list.length, shape.length, (phrase) => (records ? fault(phrase, `Value at '${path}'`) : fault(phrase)));
      list.forEach((entry, i) => {
        if (faults.length < FAULTS_MAX) check(shape.member, entry, `${path}.${i + 1}.member`, faults);
      });
      return;
    }
    case 'map': {
      const entries = Object.entries(value as Record<string, string>);
      checkLength(entries.length, shape.length, fault);
      if (entries.some(([key]) => outside([...key].length, shape.keyLength))) {
        fault(`Map keys must satisfy constraint: [${lengthPhrases(shape.keyLength)}]`);
      }
      if (entries.some(([, text]) => outside([...text].length, shape.valueLength))) {
        fault(`Map value must satisfy constraint: [${lengthPhrases(shape.valueLength)}]`);
      }
      return;
    }
    case 'structure':
      checkMembers(shape.members, value as object, path === '' ? '' : `${path}.`, faults);
      return;
    case 'timestamp':
    case 'boolean':
      return;
  }
}

function checkLength(length: number, range: Range | undefined, fault: (phrase: string) => void): void {
  if (!range) return;
  if (length < range[0]) fault(`Member must have length greater than or equal to ${range[0]}`);
  if (length > range[1]) fault(`Member must have length less than or equal to ${range[1]}`);
}

const outside = (length: number, [min, max]: Range) => length < min || length > max;
const lengthPhrases = ([min, max]: Range) =>
  `Member must have length less than or equal to ${max}, Member must have length greater than or equal to ${min}`;
const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

function show(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `'[${value.join(', ')}]'`;
  if (typeof value === 'object') return `'{${Object.entries(value).map(([k, v]) => `${k}=${v}`).join(', ')}}'`;
  return `'${String(value)}'`;
}

const patterns = new Map<string, RegExp>();
function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) patterns.set(source, (pattern = new RegExp(`^(?:${source})$`)));
  return pattern;
}

/** Members that several operations share, as the API model declares them. */
export const streamName = { type: 'string', pattern: '[a-zA-Z0-9_.-]+', length: [1, 128] } as const;
export const streamArn = { type: 'string', pattern: 'arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+', length: [1, 2048] } as const;
export const shardId = { type: 'string', pattern: '[a-zA-Z0-9_.-]+', length: [1, 128] } as const;
export const hashKey = { type: 'string', pattern: '0|([1-9]\\d{0,38})' } as const;
export const sequenceNumber = { type: 'string', pattern: '0|([1-9]\\d{0,128})' } as const;
export const nextToken = { type: 'string', length: [1, 1_048_576] } as const;
export const partitionKey = { type: 'string', length: [1, 256], required: true } as const;
export const data = { type: 'blob', length: [0, 10_485_760], required: true } as const;
