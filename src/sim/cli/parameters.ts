/**
 * From the words of an option to a member of the input: numbers, shorthand, JSON, blobs by CLI version; then the checks
 * that botocore makes before it sends anything. What only the service checks (patterns, maxima, enums) is left to it.
 */
import type { Shape } from '../kinesis/shapes.ts';
import { membersOf, type Command, type Member } from './api-model.ts';
import { decodeLoosely } from './blobs.ts';
import { badParameter, generalError, type CliVersion } from './failure.ts';
import { readJson } from './json-text.ts';
import type { Given, Option } from './options.ts';
import { int, str, typeOf } from './python.ts';
import { readShorthand } from './shorthand.ts';
import { readTimestamp } from './timestamps.ts';

export interface Reading {
  readonly version: CliVersion;
  /** Whether a blob is given as base64 (version 2's default) or as it is. */
  readonly blobs: 'base64' | 'raw';
}

/** The input that the options say, before it is checked. */
export function readInput(reading: Reading, options: readonly Option[], given: Given): Record<string, unknown> {
  const { version } = reading;
  const input: Record<string, unknown> = {};
  const json = given.get('--cli-input-json')?.[0];
  if (json !== undefined) Object.assign(input, wholeInput(version, json));
  for (const { flag, member, shape } of options) {
    const words = given.get(flag);
    if (!words || member === null || !shape) continue;
    input[member] = shape.type === 'boolean' ? !flag.startsWith('--no-') : readValue(version, flag, shape, words);
  }
  return input;
}

function wholeInput(version: CliVersion, text: string): object {
  refuseFiles(version, '--cli-input-json', text);
  const read = readJson(text);
  if (!read.ok) throw badParameter(version, `Error parsing parameter 'cli-input-json': Invalid JSON${version === 2 ? ' received.' : `: ${read.error}\nJSON received: ${text}`}`);
  const { value } = read;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  if (version === 1) throw generalError(`${/'(.*)'/.exec(typeOf(value))![0]} object has no attribute 'keys'`);
  throw badParameter(version, `Error parsing parameter '--cli-input-json': Invalid type: expecting map, received ${typeOf(value)}`);
}

function readValue(version: CliVersion, flag: string, shape: Shape, words: readonly string[]): unknown {
  for (const word of words) refuseFiles(version, flag, word);
  const [first = ''] = words;
  const failed = (text: string) => badParameter(version, `Error parsing parameter '${flag}': ${text}`);
  const json = (text: string) => {
    const read = readJson(text);
    if (read.ok) return read.value;
    throw failed(`Invalid JSON: ${read.error}\nJSON received: ${text}`);
  };
  const shorthand = (text: string, of: Shape) => {
    const read = readShorthand(text);
    if (!read.ok) throw failed(read.error);
    return typed(read.value, of);
  };
  switch (shape.type) {
    case 'integer': {
      const number = int(first);
      if (number === null) throw generalError(`invalid literal for int() with base 10: '${first}'`);
      return number;
    }
    case 'list': {
      if (words.length === 1 && first.trimStart().startsWith('[')) return json(first);
      if (shape.member.type !== 'structure') return words;
      return words.map((word) => (word.trimStart().startsWith('{') ? json(word) : shorthand(word, shape.member)));
    }
    case 'structure':
    case 'map':
      return first.trimStart().startsWith('{') || first.trimStart().startsWith('[') ? json(first) : shorthand(first, shape);
    default:
      return first;
  }
}

/** Shorthand knows only texts: what the table says is a number becomes one, and one value where a list belongs a list. */
function typed(value: unknown, shape: Shape): unknown {
  if (shape.type === 'integer' && typeof value === 'string') return int(value) ?? value;
  if (shape.type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  if (shape.type === 'list') return (Array.isArray(value) ? value : [value]).map((entry) => typed(entry, shape.member));
  if (shape.type !== 'structure' || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, name in shape.members ? typed(member, shape.members[name]!) : member]));
}

/** There is no disk here to read from. */
function refuseFiles(version: CliVersion, flag: string, word: string): void {
  const kind = /^fileb?:\/\//.exec(word)?.[0];
  if (!kind) return;
  const path = word.slice(kind.length);
  throw badParameter(version, `Error parsing parameter '${flag}': Unable to load paramfile ${word}: [Errno 2] No such file or directory: '${path}'`, 'The shell of this page has no files. Write the value itself.');
}

/** Turns blobs into bytes and times into seconds, and checks the rest. @returns the input as the service takes it */
export function checkInput(reading: Reading, { members }: Command, input: Record<string, unknown>): Record<string, unknown> {
  const faults: string[] = [];
  const decoded = reading.blobs === 'base64' ? decodeBlobs(input, { type: 'structure', members: Object.fromEntries(members.map(({ name, shape }) => [name, shape])) }) : input;
  const checked = checkStructure(members, decoded as Record<string, unknown>, '', faults);
  if (faults.length > 0) throw badParameter(reading.version, `Parameter validation failed:\n${faults.join('\n')}`);
  return checked;
}

/** Version 2 decodes before it checks. */
function decodeBlobs(value: unknown, shape: Shape): unknown {
  if (shape.type === 'blob' && typeof value === 'string') {
    const bytes = decodeLoosely(value);
    if (typeof bytes === 'string') throw generalError(bytes, 'Version 2 reads --data as base64. Encode it first, or say --cli-binary-format raw-in-base64-out.');
    return bytes;
  }
  if (shape.type === 'list' && Array.isArray(value)) return value.map((entry) => decodeBlobs(entry, shape.member));
  if (shape.type !== 'structure' || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, Object.hasOwn(shape.members, name) ? decodeBlobs(member, shape.members[name]!) : member]));
}

const nameAt = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

function checkStructure(members: readonly Member[], input: Record<string, unknown>, path: string, faults: string[]): Record<string, unknown> {
  const place = path === '' ? 'input' : path;
  for (const { name, shape } of members) {
    if (shape.required && !Object.hasOwn(input, name)) faults.push(`Missing required parameter in ${place}: "${name}"`);
  }
  const known = members.map(({ name }) => name);
  for (const name of Object.keys(input)) {
    if (!known.includes(name)) faults.push(`Unknown parameter in ${place}: "${name}", must be one of: ${known.join(', ')}`);
  }
  return Object.fromEntries(
    members.filter(({ name }) => Object.hasOwn(input, name)).map(({ name, shape }) => [name, checkValue(shape, input[name], nameAt(path, name), faults)]),
  );
}

const VALID_TYPES = {
  string: "<class 'str'>",
  integer: "<class 'int'>",
  boolean: "<class 'bool'>",
  list: "<class 'list'>, <class 'tuple'>",
  map: "<class 'dict'>",
  structure: "<class 'dict'>",
  blob: "<class 'bytes'>, <class 'bytearray'>, file-like object",
  timestamp: "<class 'datetime.datetime'>, timestamp-string",
} as const satisfies Record<Shape['type'], string>;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

function checkValue(shape: Shape, value: unknown, path: string, faults: string[]): unknown {
  const wrong = (): unknown => {
    faults.push(`Invalid type for parameter ${path}, value: ${str(value)}, type: ${typeOf(value)}, valid types: ${VALID_TYPES[shape.type]}`);
    return value;
  };
  const atLeast = (length: number, min: number | undefined) => {
    if (min !== undefined && length < min) faults.push(`Invalid length for parameter ${path}, value: ${length}, valid min length: ${min}`);
  };
  switch (shape.type) {
    case 'string':
      if (typeof value !== 'string') return wrong();
      atLeast(value.length, shape.length?.[0]);
      return value;
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) return wrong();
      if (shape.range && value < shape.range[0]) faults.push(`Invalid value for parameter ${path}, value: ${value}, valid min value: ${shape.range[0]}`);
      return value;
    case 'boolean':
      return typeof value === 'boolean' ? value : wrong();
    case 'blob':
      if (value instanceof Uint8Array) return value;
      return typeof value === 'string' ? new TextEncoder().encode(value) : wrong();
    case 'timestamp': {
      const seconds = typeof value === 'number' ? value : typeof value === 'string' ? readTimestamp(value) : null;
      return seconds ?? wrong();
    }
    case 'list':
      if (!Array.isArray(value)) return wrong();
      atLeast(value.length, shape.length?.[0]);
      return value.map((entry, i) => checkValue(shape.member, entry, `${path}[${i}]`, faults));
    case 'map':
      if (!isObject(value)) return wrong();
      for (const [key, text] of Object.entries(value)) if (typeof text !== 'string') checkValue({ type: 'string' }, text, `${path}.${key}`, faults);
      return value;
    case 'structure':
      return isObject(value) ? checkStructure(membersOf(shape.members), value, path, faults) : wrong();
  }
}
