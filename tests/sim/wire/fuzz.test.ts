// Holds: whatever comes in, the wire answers, and every answer is a success or a well-formed AWS error. 100,000 requests from a
// seed: noise, broken JSON and CBOR, and inputs made from the operations' own tables with something wrong in them.
import { decode, encode } from 'cborg';
import { expect, test } from 'vitest';
import { wordGenerator } from '../../../src/sim/kernel/random.ts';
import { operations } from '../../../src/sim/kinesis/operations/index.ts';
import type { Members, Shape } from '../../../src/sim/kinesis/shapes.ts';
import type { WireAnswer } from '../../../src/sim/wire/http.ts';
import { ask, CBOR_TYPE, JSON_TYPE, signed, target, type Asked } from '../support/wire.ts';
import { bytes, call, text, worldWithStream } from '../support/worlds.ts';

const REQUESTS = 100_000;
const REQUESTS_A_WORLD = 500;

const word = wordGenerator(20_261_123);
const below = (n: number) => word() % n;
const pick = <T>(...choices: readonly T[]): T => choices[below(choices.length)]!;
const chance = (percent: number) => below(100) < percent;
const noise = (length: number) => Uint8Array.from({ length }, () => below(256));
const words = () => Array.from({ length: below(6) }, () => String.fromCodePoint(pick(0x41, 0x7a, 0x30, 0x2e, 0x2d, 0xe9, 0x1f600, 0xd800, 0))).join('');

const arn = 'arn:aws:kinesis:us-east-1:123456789012:stream/s';
const known = [
  's', 't', arn, `${arn}/consumer/c:1780272000`, '0', 'shardId-000000000000', 'shardId-000000000001', '7', '170141183460469231731687303715884105728',
  'LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP', 'AT_SEQUENCE_NUMBER', 'PROVISIONED', 'ON_DEMAND', 'KMS', 'ALL', 'ENABLED', 'UNIFORM_SCALING', 'alias/aws/kinesis', '{}',
  '49680482533801008420496812200331241885920989973491744786', 'aGVsbG8=', 'k',
];
const anything = (depth = 0): unknown =>
  pick<() => unknown>(
    () => null, () => true, () => 'true', () => below(100), () => -1, () => 1e300, () => 0.5, () => words(), () => pick(...known), () => '', () => 'x'.repeat(3_000),
    () => (depth < 3 ? Array.from({ length: below(4) }, () => anything(depth + 1)) : []),
    () => (depth < 3 ? Object.fromEntries(Array.from({ length: below(4) }, () => [pick('__proto__', 'constructor', 'text', 'Records', words()), anything(depth + 1)])) : {}),
  )();

function valueOf(shape: Shape): unknown {
  if (chance(4)) return anything();
  switch (shape.type) {
    case 'string': return shape.enum && chance(80) ? pick(...shape.enum) : chance(85) ? pick(...known) : words();
    case 'integer': return pick(1, 2, 3, 24, 25, 48, 100, 1024, 2048, below(10_000), -1, 2 ** 40, 1.5);
    case 'timestamp': return pick(0, 1_780_272_005, 1_780_272_005.5, 1e12, 1e16, -1, below(2 ** 31));
    case 'boolean': return chance(50);
    case 'blob': return chance(80) ? 'aGVsbG8=' : words();
    case 'list': return Array.from({ length: pick(1, 1, 2, 3, 0, 12) }, () => valueOf(shape.member));
    case 'map': return Object.fromEntries(Array.from({ length: pick(1, 2, 0, 4) }, () => [pick(words(), 'a', 'b', '__proto__', 'constructor'), chance(90) ? words() : anything()]));
    case 'structure': return inputOf(shape.members);
  }
}
/** What makes sense, so that the service is reached and not only its door. */
const sensible: Readonly<Record<string, readonly unknown[]>> = {
  StreamName: ['s', 's', 's', 't'],
  StreamARN: [arn],
  ResourceARN: [arn],
  ShardId: ['0', 'shardId-000000000001'],
  ShardToSplit: ['0', '1'],
  Limit: [1, 5],
  PartitionKey: ['k', 'é'],
};
function inputOf(members: Members): Record<string, unknown> {
  const given = Object.entries(members).filter(([name, shape]) => chance(shape.required ? 97 : name === 'StreamName' ? 85 : 25));
  return Object.fromEntries(given.map(([name, shape]) => [name, name in sensible && chance(90) ? pick(...sensible[name]!) : valueOf(shape)]));
}

const names = [...operations.keys()];
function request(iterators: readonly string[]): Asked {
  const operation = pick(...names);
  const contentType = pick(JSON_TYPE, JSON_TYPE, JSON_TYPE, JSON_TYPE, CBOR_TYPE, CBOR_TYPE, 'application/json', `${JSON_TYPE}; charset=utf-8`, words(), undefined);
  let input: unknown = inputOf(operations.get(operation)!.members);
  if (chance(50) && 'ShardIterator' in (input as object)) input = { ...(input as object), ShardIterator: pick(...iterators) };
  if (chance(3)) input = anything();
  let body: Uint8Array = contentType === CBOR_TYPE ? encode(withBytes(input)) : bytes(JSON.stringify(input) ?? '');
  if (chance(8)) body = body.slice(0, below(body.length + 1));
  if (chance(8)) for (let i = below(4); i >= 0; i -= 1) body[below(body.length || 1)] = below(256);
  if (chance(4)) body = noise(below(200));
  const headers: Record<string, string | undefined> = {
    'content-type': contentType,
    'x-amz-target': chance(95) ? target(operation) : pick(words(), undefined, 'Kinesis_20131202', 'a.b.c', `Kinesis_20131202.${words()}`, 'Kinesis_20131202.constructor', 'Kinesis_20131202.__proto__'),
    ...(chance(95) ? signed : { authorization: pick(words(), undefined), date: pick('x', undefined) }),
    ...(chance(10) ? { origin: words(), 'access-control-request-headers': words() } : {}),
  };
  return { method: chance(97) ? 'POST' : pick('GET', 'OPTIONS', 'PUT', words()), url: chance(95) ? '/' : `/?X-Amz-Algorithm=${words()}&%`, headers, body };
}

/** Bytes for some texts, as CBOR has them; no number that CBOR cannot hold as JSON does. */
const withBytes = (value: unknown): unknown => {
  if (value === 'aGVsbG8=') return bytes('hello');
  if (Array.isArray(value)) return value.map(withBytes);
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withBytes(member)]));
  return value;
};

/** What is wrong with an answer, or null. */
function breach({ status, headers, body }: WireAnswer): string | null {
  if (![200, 400, 403, 404, 500].includes(status)) return `status ${status}`;
  if (!headers['x-amzn-RequestId']) return 'no request id';
  const contentType = headers['Content-Type'];
  if (contentType === undefined) return status === 200 ? (body.length === 0 ? null : 'a body of no type') : /^<(AccessDenied|UnknownOperation)Exception/.test(text(body)) ? null : text(body);
  if (status === 200 && body.length === 0) return null;
  const output = (contentType === CBOR_TYPE ? decode(body, { tags: { 1: (content) => content() } }) : JSON.parse(text(body))) as Record<string, unknown>;
  if (status === 200) return '__type' in output ? 'an error with status 200' : null;
  if ('Output' in output) return null;
  const { __type, message, Message, ...rest } = output;
  if (typeof __type !== 'string' || !/^[A-Z]\w+$/.test(__type)) return `__type ${String(__type)}`;
  if ((status === 500) !== (__type === 'InternalFailure')) return `${__type} with status ${status}`;
  return Object.keys(rest).length > 0 || (message !== undefined && Message !== undefined) ? 'an error with more than a text' : null;
}

test('a hundred thousand requests are all answered', { timeout: 120_000 }, () => {
  const outcomes = new Map<string, number>();
  let world = worldWithStream(2);
  let iterators: string[] = [];
  for (let i = 0; i < REQUESTS; i += 1) {
    if (i % REQUESTS_A_WORLD === 0) {
      world = worldWithStream(2);
      iterators = ['TRIM_HORIZON', 'LATEST'].map((ShardIteratorType) => call<{ ShardIterator: string }>(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType }).ShardIterator);
    }
    if (chance(20)) world.advance(world.nowMs + below(1_000));
    const asked = request(iterators);
    const answer = ask(asked, world);
    const wrong = breach(answer);
    if (wrong !== null) expect(wrong, `request ${i}: ${JSON.stringify({ ...asked, body: text(asked.body as Uint8Array) })}`).toBeNull();
    outcomes.set(String(answer.status), (outcomes.get(String(answer.status)) ?? 0) + 1);
  }
  // The seed reaches the service, not only the checks before it.
  expect(outcomes.get('200')).toBeGreaterThan(REQUESTS / 20);
  expect([...outcomes.keys()].toSorted()).toEqual(expect.arrayContaining(['200', '400', '403', '404']));
});
