// Holds: a request is looked at in AWS's order, and what is wrong with it first is answered first, in AWS's form.
import { decode } from 'cborg';
import { expect, test } from 'vitest';
import { BODY_BYTES_MAX, type WireAnswer } from '../../../src/sim/wire/http.ts';
import { ask, askJson, CBOR_TYPE, JSON_TYPE, jsonOf, signed, target, type Asked } from '../support/wire.ts';
import { emptyWorld, text, worldWithStream } from '../support/worlds.ts';

const NO_NAME = `<AccessDeniedException>
  <Message>Unable to determine service/operation name to be authorized</Message>
</AccessDeniedException>
`;
const UNKNOWN_XML = '<UnknownOperationException/>\n';
const list = target('ListStreams');
const type = (contentType?: string, rest: object = {}) => ({ 'content-type': contentType, 'x-amz-target': list, ...signed, ...rest });

const bodyOf = (answer: WireAnswer): unknown => {
  const contentType = answer.headers['Content-Type'];
  if (contentType === CBOR_TYPE) return decode(answer.body);
  return contentType ? jsonOf(answer) : text(answer.body);
};

test('WIRE-1: a body over the limit is 413 without a word, whatever else is wrong', () => {
  const body = new Uint8Array(BODY_BYTES_MAX + 1);
  expect(ask({ method: 'GET', headers: { origin: 'x' }, body })).toEqual({ status: 413, headers: {}, body: new Uint8Array(0) });
  expect(ask({ headers: type(JSON_TYPE), body: body.subarray(1) }).status).toBe(400);
});

test('WIRE-1: the most that PutRecords takes fits', () => {
  const Data = 'A'.repeat(((10 * 1024 * 1024) / 10 - 5) & ~3);
  const Records = Array.from({ length: 12 }, () => ({ Data, PartitionKey: 'k' }));
  const answer = askJson('PutRecords', JSON.stringify({ StreamName: 's', Records }), worldWithStream());
  expect(answer.status).toBe(200);
});

const unreadable = { __type: 'SerializationException' };
const unknown = { __type: 'UnknownOperationException' };
const wrapped = (name: string) => ({ Output: { __type: `com.amazon.coral.service#${name}` }, Version: '1.0' });

const cases: [what: string, asked: Asked, status: number, contentType: string | undefined, body: unknown][] = [
  ['a GET', { method: 'GET', headers: type(JSON_TYPE) }, 403, undefined, NO_NAME],
  ['OPTIONS without an origin', { method: 'OPTIONS' }, 403, undefined, NO_NAME],
  ['a PUT with everything right', { method: 'PUT', headers: type(JSON_TYPE), body: '{}' }, 403, undefined, NO_NAME],
  ['no body, JSON', { headers: type(JSON_TYPE) }, 400, JSON_TYPE, unreadable],
  ['no body, JSON, unsigned', { headers: { 'content-type': JSON_TYPE, 'x-amz-target': list } }, 400, JSON_TYPE, unreadable],
  ['no body, JSON, no target', { headers: { 'content-type': JSON_TYPE } }, 400, JSON_TYPE, unknown],
  ['no body, no type', {}, 400, CBOR_TYPE, unknown],
  ['no body, another type', { headers: type('text/plain') }, 400, CBOR_TYPE, unreadable],
  ['no body, application/json', { headers: type('application/json') }, 400, CBOR_TYPE, unreadable],
  ['no type', { headers: type(undefined), body: '{}' }, 404, undefined, UNKNOWN_XML],
  ['JSON 1.0', { headers: type('application/x-amz-json-1.0'), body: '{}' }, 404, undefined, UNKNOWN_XML],
  ['no type, a target that does not exist', { headers: { 'x-amz-target': 'a.b' }, body: '{}' }, 404, undefined, UNKNOWN_XML],
  ['no type, no target', { body: '{}' }, 403, undefined, NO_NAME],
  ['no type, a target without operation', { headers: { 'x-amz-target': 'Kinesis_20131202' }, body: '{}' }, 403, undefined, NO_NAME],
  ['no type, a target without service', { headers: { 'x-amz-target': '.ListStreams' }, body: '{}' }, 403, undefined, NO_NAME],
  ...['{', 'true', 'null', '"a"', '1', ' ', '{"a":}'].flatMap((body): typeof cases => [
    [`the body ${body}`, { headers: type(JSON_TYPE, { 'x-amz-target': 'x' }), body }, 400, JSON_TYPE, unreadable],
    [`the body ${body} as application/json`, { headers: type('application/json'), body }, 400, 'application/json', wrapped('SerializationException')],
  ]),
  ['CBOR that is none', { headers: type(CBOR_TYPE), body: new Uint8Array([0xff]) }, 400, CBOR_TYPE, unreadable],
  ['CBOR that promises more than it has', { headers: type(CBOR_TYPE), body: new Uint8Array([0x9b, 0, 0, 0, 1, 0, 0, 0, 0]) }, 400, CBOR_TYPE, unreadable],
  ['CBOR in a million layers', { headers: type(CBOR_TYPE), body: new Uint8Array(1_000_000).fill(0x81) }, 400, CBOR_TYPE, unreadable],
  ['application/json, readable', { headers: type('application/json'), body: '{}' }, 404, 'application/json', wrapped('UnknownOperationException')],
  ['no target', { headers: { 'content-type': JSON_TYPE }, body: '{}' }, 400, JSON_TYPE, unknown],
  ['an unknown target', { headers: type(JSON_TYPE, { 'x-amz-target': target('ListTopics') }), body: '{}' }, 400, JSON_TYPE, unknown],
  ['a target in small letters', { headers: type(JSON_TYPE, { 'x-amz-target': list.toLowerCase() }), body: '{}' }, 400, JSON_TYPE, unknown],
  ['another service', { headers: type(JSON_TYPE, { 'x-amz-target': 'DynamoDB_20120810.ListStreams' }), body: '{}' }, 400, JSON_TYPE, unknown],
  ['an unknown target in CBOR', { headers: type(CBOR_TYPE, { 'x-amz-target': 'x' }), body: new Uint8Array([0xa0]) }, 400, CBOR_TYPE, unknown],
  ['a wrong type, unsigned', { headers: { 'content-type': JSON_TYPE, 'x-amz-target': list }, body: '{"Limit":"x"}' }, 400, JSON_TYPE, { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' }],
];
test.each(cases)('WIRE-3, WIRE-4, WIRE-6: %s', (_, asked, status, contentType, body) => {
  const answer = ask(asked);
  expect([answer.status, answer.headers['Content-Type'], bodyOf(answer)]).toEqual([status, contentType, body]);
});

test('WIRE-3: path, host and parameters of the content type are not looked at', () => {
  const headers = type(`${JSON_TYPE} ; charset=utf-8`, { host: 'example.org' });
  expect(ask({ url: '/a/b?c=d', headers, body: '{}' }).status).toBe(200);
});

test('WIRE-4: casing of the text', () => {
  const json = (operation: string, body: string) => jsonOf(askJson(operation, body)) as object;
  expect(json('ListStreams', '{"Limit":"x"}')).toEqual({ __type: 'SerializationException', Message: 'class java.lang.String can not be converted to an Integer' });
  expect(Object.keys(json('ListStreams', '{"Limit":0}'))).toEqual(['__type', 'message']);
  expect(Object.keys(json('DeleteStream', '{"StreamName":"s"}'))).toEqual(['__type', 'message']);
});

test('WIRE-4: InternalFailure is a 500 without text', () => {
  const input = { StreamName: 's', ShardId: '0', ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: '0' };
  const answer = askJson('GetShardIterator', JSON.stringify(input), worldWithStream());
  expect([answer.status, jsonOf(answer)]).toEqual([500, { __type: 'InternalFailure' }]);
});

test('WIRE-4: every answer has its ids, and no two are alike', () => {
  const world = emptyWorld();
  const first = askJson('ListStreams', '{}', world).headers;
  expect(first['x-amzn-RequestId']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(first['x-amz-id-2']).toMatch(/^[A-Za-z0-9+/]{96}$/);
  world.advance(1);
  const second = askJson('ListStreams', '{}', world).headers;
  expect(second['x-amzn-RequestId']).not.toBe(first['x-amzn-RequestId']);
  expect(second['x-amz-id-2']).not.toBe(first['x-amz-id-2']);
});

test('WIRE-2: preflight', () => {
  const preflight = (headers: Record<string, string>) => ask({ method: 'OPTIONS', headers: { origin: 'http://a', ...headers } });
  const { status, headers, body } = preflight({ 'access-control-request-headers': 'x-amz-target, y', 'access-control-request-method': 'POST' });
  expect([status, body.length]).toEqual([200, 0]);
  expect(headers).toEqual({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'x-amz-target, y',
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Max-Age': '172800',
    'Content-Length': '0',
    'x-amzn-RequestId': expect.any(String),
  });
  expect(preflight({}).headers).not.toHaveProperty('Access-Control-Allow-Headers');
});

test.each(['POST', 'GET'])('WIRE-2: a %s with an origin may be read by it, also when it fails', (method) => {
  const { headers } = ask({ method, headers: { origin: 'http://a' } });
  expect(headers['Access-Control-Allow-Origin']).toBe('*');
  expect(headers['Access-Control-Expose-Headers']).toBe('x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date');
  expect(ask({ method }).headers).not.toHaveProperty('Access-Control-Allow-Origin');
});
