/**
 * The table language in which an operation declares its input, and the check that reads it. Order of members is the
 * order in which AWS reports faults. Rules VALID-1 … VALID-5, VALID-8 of SPEC.md; texts recorded on AWS.
 */
import type { Blob } from './model/blob.ts';
import { quotas } from './quotas.ts';

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

/** A table's members in their order. */
export interface MemberList {
  readonly names: readonly string[];
  readonly shapes: readonly Shape[];
}

const lists = new WeakMap<Members, MemberList>();

/** Listed once: a call walks them for each of its records. */
export function listOf(members: Members): MemberList {
  let list = lists.get(members);
  if (!list) lists.set(members, (list = { names: Object.keys(members), shapes: Object.values(members) }));
  return list;
}

/** The ValidationException text for an input, or null where it fits its shape. At most ten faults are named. */
export function validationMessage(members: Members, input: object): string | null {
  const faults: string[] = [];
  checkMembers(members, input, null, faults);
  if (faults.length === 0) return null;
  const named = faults.slice(0, FAULTS_MAX);
  return `${named.length} validation error${named.length > 1 ? 's' : ''} detected: ${named.join('; ')}`;
}

/** Where a value stands: a chain, written out only when a fault is found. Checking a good input allocates next to nothing. */
interface Path {
  readonly parent: Path | null;
  /** A member's name, or the 1-based number of a list's entry. */
  at: string | number;
}

function pathText(path: Path): string {
  const own = typeof path.at === 'number' ? `${path.at}.member` : lowerFirst(path.at);
  return path.parent ? `${pathText(path.parent)}.${own}` : own;
}

/** @param own where the structure stands; null for the input itself */
function checkMembers(members: Members, input: object, own: Path | null, faults: string[]): void {
  const { names, shapes } = listOf(members);
  for (let i = 0; i < names.length && faults.length < FAULTS_MAX; i += 1) {
    check(shapes[i]!, (input as Record<string, unknown>)[names[i]!], own, names[i]!, faults);
  }
}

function addFault(faults: string[], parent: Path | null, at: Path['at'], value: unknown, phrase: string): void {
  faults.push(`Value ${show(value)} at '${pathText({ parent, at })}' failed to satisfy constraint: ${phrase}`);
}

/** AWS no longer prints the value of a blob or of a list of records. */
function addFaultWithoutValue(faults: string[], parent: Path | null, at: Path['at'], _value: unknown, phrase: string): void {
  faults.push(`Value at '${pathText({ parent, at })}' failed to satisfy constraint: ${phrase}`);
}

function check(shape: Shape, value: unknown, parent: Path | null, at: Path['at'], faults: string[]): void {
  if (value === undefined || value === null) {
    if (shape.required) addFault(faults, parent, at, value, 'Member must not be null');
    return;
  }
  switch (shape.type) {
    case 'string': {
      const text = value as string;
      if (shape.pattern && !patternOf(shape.pattern).test(text)) {
        addFault(faults, parent, at, value, `Member must satisfy regular expression pattern: ${shape.pattern}`);
      }
      if (shape.length) checkLength(characters(text), shape.length, faults, parent, at, value, addFault);
      if (shape.enum && !shape.enum.includes(text)) {
        addFault(faults, parent, at, value, `Member must satisfy enum value set: [${shape.enum.join(', ')}]`);
      }
      return;
    }
    case 'integer': {
      const number = value as number;
      if (shape.range && number < shape.range[0]) {
        addFault(faults, parent, at, value, `Member must have value greater than or equal to ${shape.range[0]}`);
      } else if (shape.range && number > shape.range[1]) {
        addFault(faults, parent, at, value, `Member must have value less than or equal to ${shape.range[1]}`);
      }
      return;
    }
    case 'blob':
      if (shape.length) checkLength((value as Blob).byteLength, shape.length, faults, parent, at, value, addFaultWithoutValue);
      return;
    case 'list': {
      const list = value as readonly unknown[];
      const add = shape.member.type === 'structure' ? addFaultWithoutValue : addFault;
      if (shape.length) checkLength(list.length, shape.length, faults, parent, at, value, add);
      if (shape.member.type === 'string') {
        checkTexts(shape.member, list as readonly string[], parent, at, faults);
        return;
      }
      const own: Path = { parent, at };
      const entry: Path = { parent: own, at: 0 };
      for (let i = 0; i < list.length && faults.length < FAULTS_MAX; i += 1) {
        entry.at = i + 1;
        const value = list[i];
        // One path serves all structures of a list.
        if (shape.member.type === 'structure' && value) checkMembers(shape.member.members, value as object, entry, faults);
        else check(shape.member, value, own, entry.at, faults);
      }
      return;
    }
    case 'map': {
      const entries = Object.entries(value as Record<string, string>);
      if (shape.length) checkLength(entries.length, shape.length, faults, parent, at, value, addFault);
      if (entries.some(([key]) => outside(characters(key), shape.keyLength))) {
        addFault(faults, parent, at, value, `Map keys must satisfy constraint: [${lengthPhrases(shape.keyLength)}]`);
      }
      if (entries.some(([, text]) => outside(characters(text), shape.valueLength))) {
        addFault(faults, parent, at, value, `Map value must satisfy constraint: [${lengthPhrases(shape.valueLength)}]`);
      }
      return;
    }
    case 'structure':
      checkMembers(shape.members, value as object, { parent, at }, faults);
      return;
    case 'timestamp':
    case 'boolean':
      return;
  }
}

/** A list of texts is named as a whole, once, with all that each of them must satisfy. */
function checkTexts(member: Shape & { type: 'string' }, list: readonly string[], parent: Path | null, at: Path['at'], faults: string[]): void {
  const { length, enum: values } = member;
  const fits = (text: string) => (!length || !outside(characters(text), length)) && (!values || values.includes(text));
  if (list.every(fits)) return;
  const phrases = [...(length ? [lengthPhrases(length)] : []), ...(values ? [`Member must satisfy enum value set: [${values.join(', ')}]`] : [])];
  addFault(faults, parent, at, list, `Member must satisfy constraint: [${phrases.join(', ')}]`);
}

function checkLength(length: number, range: Range, faults: string[], parent: Path | null, at: Path['at'], value: unknown, add: typeof addFault): void {
  if (length < range[0]) add(faults, parent, at, value, `Member must have length greater than or equal to ${range[0]}`);
  if (length > range[1]) add(faults, parent, at, value, `Member must have length less than or equal to ${range[1]}`);
}

/** Unicode characters: a surrogate pair is one. */
function characters(text: string): number {
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = (text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    if (pair) count -= 1;
  }
  return count;
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
export function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) patterns.set(source, (pattern = new RegExp(`^(?:${source})$`)));
  return pattern;
}

/** Members that several operations share, as the API model declares them. */
export const streamName = { type: 'string', pattern: '[a-zA-Z0-9_.-]+', length: [1, 128] } as const;
export const streamArn = { type: 'string', pattern: 'arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+', length: [1, 2048] } as const;
/** Reserved by AWS: checked and then ignored. Rule STREAM-11. */
export const streamId = { type: 'string', pattern: '[a-z0-9]{20}-[a-z0-9]{3}', length: [1, 24] } as const;
export const shardId = { type: 'string', pattern: '[a-zA-Z0-9_.-]+', length: [1, 128] } as const;
export const hashKey = { type: 'string', pattern: '0|([1-9]\\d{0,38})' } as const;
export const sequenceNumber = { type: 'string', pattern: '0|([1-9]\\d{0,128})' } as const;
export const streamModeDetails = {
  type: 'structure',
  members: { StreamMode: { type: 'string', enum: ['PROVISIONED', 'ON_DEMAND'], required: true } },
} as const;
export const maxRecordSizeInKiB = { type: 'integer', range: [1024, 10_240] } as const;
export const warmThroughputMiBps = { type: 'integer', range: [0, Infinity] } as const;
export const consumerName = { type: 'string', pattern: '[a-zA-Z0-9_.-]+', length: [1, 128] } as const;
export const consumerArn = {
  type: 'string',
  pattern: '^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+',
  length: [1, 2048],
} as const;
export const resourceArn = { type: 'string', pattern: 'arn:aws.*:kinesis:.*:\\d{12}:.*stream/\\S+', length: [1, 2048], required: true } as const;
export const tagMap = { type: 'map', length: [1, 200], keyLength: [1, 128], valueLength: [0, 256] } as const;
export const tagKeys = { type: 'list', required: true, length: [1, 50], member: { type: 'string', length: [1, 128] } } as const;
export const nextToken = { type: 'string', length: [1, 1_048_576] } as const;
export const partitionKey = { type: 'string', length: [1, quotas.partitionKeyCharactersMax], required: true } as const;
export const data = { type: 'blob', length: [0, 10_485_760], required: true } as const;
