/**
 * The step before the constraints: is each member of the type that the table says? Null is absent, a fraction is cut
 * off, a number too large for an Integer becomes the largest one. Rules VALID-6, VALID-7; texts recorded on AWS.
 */
import { err, ok, type Result } from '../kernel/result.ts';
import type { Blob } from './model/blob.ts';
import { listOf, type Members, type Shape } from './shapes.ts';

export const INTEGER_MAX = 0x7fff_ffff;

/** How an encoding writes what it has no type for. Typed input needs none: its blobs are bytes, its times seconds. */
export interface Encoding {
  /** The bytes that a text stands for, or what is wrong with it. */
  readBlob(text: string): Result<Uint8Array, string>;
  /** Parts of a second in which a timestamp counts: 1 or 1,000. */
  readonly timestampUnits: number;
}

/** The input with its nulls gone and its integers whole, or the text of a SerializationException: the first fault only. */
export function convertInput<T extends object>(members: Members, input: T, encoding?: Encoding): Result<T, string | undefined> {
  if (input === null || typeof input !== 'object') return err(undefined);
  if (Array.isArray(input)) return err(encoding && LIST_TEXT);
  try {
    return ok(convertMembers(members, input as Record<string, unknown>, encoding) as T);
  } catch (fault) {
    if (fault instanceof Fault) return err(fault.message);
    throw fault;
  }
}

class Fault extends Error {}

function convertMembers(members: Members, input: Record<string, unknown>, encoding?: Encoding): Record<string, unknown> {
  let changed: Record<string, unknown> | null = null;
  const { names, shapes } = listOf(members);
  for (let i = 0; i < names.length; i += 1) {
    const name = names[i]!;
    const value = input[name];
    const converted = value === undefined ? value : convert(shapes[i]!, value, encoding);
    if (converted === value) continue;
    changed ??= { ...input };
    if (converted === undefined) delete changed[name];
    else changed[name] = converted;
  }
  return changed ?? input;
}

function convert(shape: Shape, given: unknown, encoding?: Encoding): unknown {
  const value = typeof given === 'bigint' ? Number(given) : given;
  // What JSON cannot say is null there, and null is absent.
  if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return undefined;
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? value : refuse(value, 'an String');
    case 'integer':
      return typeof value === 'number' ? Math.min(INTEGER_MAX, Math.floor(value)) : refuse(value, 'an Integer');
    case 'timestamp':
      if (typeof value !== 'number') return refuse(value, 'milliseconds since epoch');
      return encoding ? value / encoding.timestampUnits : value;
    case 'boolean':
      if (typeof value === 'string') return booleanOf(value.toUpperCase());
      return typeof value === 'boolean' ? value : refuse(value, 'an Boolean');
    case 'blob':
      if (!encoding) return isBlob(value) ? value : refuse(value, 'a Blob');
      if (typeof value === 'string') {
        const bytes = encoding.readBlob(value);
        if (bytes.ok) return bytes.value;
        throw new Fault(bytes.error);
      }
      return value instanceof Uint8Array ? value : refuse(value, 'a Blob');
    case 'list': {
      if (!Array.isArray(value)) throw new Fault(isObject(value) ? OBJECT_TEXT : 'Expected list or null');
      // Most lists need no conversion: a copy is made when the first entry does.
      let list: unknown[] | null = null;
      for (let i = 0; i < value.length; i += 1) {
        const converted = convert(shape.member, value[i], encoding);
        if (converted !== value[i]) (list ??= [...value])[i] = converted;
      }
      // Null is absent; where a list holds records it keeps its place, because entries are counted.
      return shape.member.type === 'string' && list ? list.filter((entry) => entry !== undefined) : (list ?? value);
    }
    case 'map':
      return Object.fromEntries(
        Object.entries(record(value, 'Expected map or null'))
          .map(([key, text]) => [key, convert(TEXT, text)])
          .filter(([, text]) => text !== undefined),
      );
    case 'structure':
      return convertMembers(shape.members, record(value, 'Expected null'), encoding);
  }
}

const TEXT: Shape = { type: 'string' };
const LIST_TEXT = 'Start of list found where not expected';
const OBJECT_TEXT = 'Start of structure or map found where not expected.';
const CLASSES: Readonly<Record<string, string>> = {
  string: 'java.lang.String',
  boolean: 'java.lang.Boolean',
  number: 'com.amazon.coral.value.json.numbers.TruncatingBigNumber',
};

function refuse(value: unknown, target: string): never {
  if (Array.isArray(value)) throw new Fault(LIST_TEXT);
  const scalar = CLASSES[typeof value];
  throw new Fault(scalar === undefined ? OBJECT_TEXT : `class ${scalar} can not be converted to ${target}`);
}

function record(value: unknown, scalarText: string): Record<string, unknown> {
  if (Array.isArray(value)) throw new Fault(LIST_TEXT);
  if (!isObject(value) || ArrayBuffer.isView(value)) throw new Fault(scalarText);
  return value;
}

/** Texts that count as yes and no, as one of AWS's imitators has it. */
function booleanOf(text: string): boolean {
  if (['TRUE', '1', 'YES'].includes(text)) return true;
  if (['FALSE', '0', 'NO'].includes(text)) return false;
  throw new Fault(`'${text}' can not be converted to an Boolean`);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Bytes, or an ASCII text with a length that it does not exceed. */
export function isBlob(value: unknown): value is Blob {
  if (value instanceof Uint8Array) return true;
  // By tag: bytes from another realm (a frame, a worker's test double) are bytes too.
  if (ArrayBuffer.isView(value)) return Object.prototype.toString.call(value) === '[object Uint8Array]';
  if (!isObject(value)) return false;
  const { text, byteLength } = value;
  return typeof text === 'string' && Number.isInteger(byteLength) && text.length <= (byteLength as number) && /^\p{ASCII}*$/u.test(text);
}
