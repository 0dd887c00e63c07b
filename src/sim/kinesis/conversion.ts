/**
 * The step before the constraints: is each member of the type that the table says? Null is absent, a fraction is cut
 * off, a number too large for an Integer becomes the largest one. Rules VALID-6, VALID-7; texts recorded on AWS.
 */
import { err, ok, type Result } from '../kernel/result.ts';
import type { Blob } from './model/blob.ts';
import type { Members, Shape } from './shapes.ts';

const INTEGER_MAX = 0x7fff_ffff;

/** The input with its nulls gone and its integers whole, or the text of a SerializationException: the first fault only. */
export function convertInput<T extends object>(members: Members, input: T): Result<T, string | undefined> {
  if (input === null || typeof input !== 'object' || Array.isArray(input)) return err(undefined);
  try {
    return ok(convertMembers(members, input as Record<string, unknown>) as T);
  } catch (fault) {
    if (fault instanceof Fault) return err(fault.message);
    throw fault;
  }
}

class Fault extends Error {}

function convertMembers(members: Members, input: Record<string, unknown>): Record<string, unknown> {
  let changed: Record<string, unknown> | null = null;
  for (const name in members) {
    const value = input[name];
    const converted = value === undefined ? value : convert(members[name]!, value);
    if (converted === value) continue;
    changed ??= { ...input };
    if (converted === undefined) delete changed[name];
    else changed[name] = converted;
  }
  return changed ?? input;
}

function convert(shape: Shape, value: unknown): unknown {
  // What JSON cannot say is null there, and null is absent.
  if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return undefined;
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? value : refuse(value, 'an String');
    case 'integer':
      return typeof value === 'number' ? Math.min(INTEGER_MAX, Math.floor(value)) : refuse(value, 'an Integer');
    case 'timestamp':
      return typeof value === 'number' ? value : refuse(value, 'milliseconds since epoch');
    case 'boolean':
      if (typeof value === 'string') throw new Fault(`'${value.toUpperCase()}' can not be converted to an Boolean`);
      return typeof value === 'boolean' ? value : refuse(value, 'an Boolean');
    case 'blob':
      return isBlob(value) ? value : refuse(value, 'a Blob');
    case 'list': {
      if (!Array.isArray(value)) throw new Fault(isObject(value) ? OBJECT_TEXT : 'Expected list or null');
      // Most lists need no conversion: a copy is made when the first entry does.
      let list: unknown[] | null = null;
      for (let i = 0; i < value.length; i += 1) {
        const converted = convert(shape.member, value[i]);
        if (converted !== value[i]) (list ??= [...value])[i] = converted;
      }
      return list ?? value;
    }
    case 'map':
      return Object.fromEntries(Object.entries(record(value, 'Expected map or null')).map(([k, v]) => [k, convert(TEXT, v)]));
    case 'structure':
      return convertMembers(shape.members, record(value, 'Expected null'));
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
  if (!isObject(value)) throw new Fault(scalarText);
  return value;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isBlob(value: unknown): value is Blob {
  if (value instanceof Uint8Array) return true;
  // By tag: bytes from another realm (a frame, a worker's test double) are bytes too.
  if (ArrayBuffer.isView(value)) return Object.prototype.toString.call(value) === '[object Uint8Array]';
  if (!isObject(value)) return false;
  const { text, byteLength } = value;
  return typeof text === 'string' && Number.isInteger(byteLength) && text.length <= (byteLength as number) && /^\p{ASCII}*$/u.test(text);
}
