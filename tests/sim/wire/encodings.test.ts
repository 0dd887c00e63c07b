// Holds: what JSON and CBOR have no type for is written and read as AWS does, and what cannot be read is named in its words.
import { decode, encode, Tagged } from 'cborg';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { readBase64, writeBase64 } from '../../../src/sim/wire/base64.ts';
import { ask, askJson, CBOR_TYPE, jsonOf, signed, target } from '../support/wire.ts';
import { bytes, iterator, seconds, text, worldWithStream, put, wait, epochMs, emptyWorld } from '../support/worlds.ts';

const problem = (operation: string, body: string) => (jsonOf(askJson(operation, body)) as { Message?: string }).Message;
const blob = (value: string) => `'${value}' can not be converted to a Blob: `;
const length = (count: number) => `Base64 encoded length is expected a multiple of 4 bytes but found: ${count}`;
const BITS = 'Invalid last non-pad Base64 character dectected';

describe('WIRE-8: base64 that is none', () => {
  test.each([
    ['a', length(1)],
    ['=', length(1)],
    ['abcde', length(5)],
    ['a-b', length(3)],
    ['=aaa', "Invalid Base64 character: '='"],
    ['====', "Invalid Base64 character: '='"],
    ['a=aa', "Invalid Base64 character: '='"],
    ['aa=a', "Invalid Base64 character: '='"],
    ['AA==AAAA', "Invalid Base64 character: '='"],
    ['ab-d', "Invalid Base64 character: '-'"],
    ['ab d', "Invalid Base64 character: ' '"],
    ['abcé', "Invalid Base64 character: 'é'"],
    ['ab😀', "Invalid Base64 character: '😀'"],
    ['AB==', BITS],
    ['AAB=', BITS],
    ['AA-AAB==', "Invalid Base64 character: '-'"],
  ])('%s', (value, reason) => {
    expect(problem('PutRecord', JSON.stringify({ StreamName: 's', PartitionKey: 'k', Data: value }))).toBe(blob(value) + reason);
    expect(problem('PutRecords', JSON.stringify({ StreamName: 's', Records: [{ PartitionKey: 'k', Data: value }] }))).toBe(blob(value) + reason);
  });

  test('any bytes come back, and the text is the one that everybody writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (data) => {
        const written = writeBase64(data);
        expect(written).toBe(Buffer.from(data).toString('base64'));
        expect(readBase64(written)).toEqual({ ok: true, value: data });
      }),
    );
  });
});

describe('VALID-6: the first fault in the order of the table, at any depth', () => {
  test.each([
    ['PutRecord', '{"Data":1,"PartitionKey":2,"StreamName":"s"}', 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String'],
    ['PutRecord', '{"StreamName":["s"],"Data":"a"}', blob('a') + length(1)],
    ['PutRecord', '{"Data":{"text":"","byteLength":5}}', 'Start of structure or map found where not expected.'],
    ['PutRecord', '{"Data":[1]}', 'Start of list found where not expected'],
    ['PutRecord', '{"Data":true}', 'class java.lang.Boolean can not be converted to a Blob'],
    ['PutRecords', '{"Records":[{"Data":"","PartitionKey":1}]}', 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String'],
    ['PutRecords', '{"Records":["a"]}', 'Expected null'],
    ['PutRecords', '{"Records":[[]]}', 'Start of list found where not expected'],
    ['PutRecords', '{"Records":5}', 'Expected list or null'],
    ['PutRecords', '{"Records":{}}', 'Start of structure or map found where not expected.'],
    ['CreateStream', '{"Tags":"a"}', 'Expected map or null'],
    ['CreateStream', '{"Tags":[]}', 'Start of list found where not expected'],
    ['CreateStream', '{"Tags":{"a":1}}', 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String'],
    ['GetShardIterator', '{"Timestamp":"now"}', 'class java.lang.String can not be converted to milliseconds since epoch'],
    ['DeleteStream', '{"EnforceConsumerDeletion":"perhaps"}', "'PERHAPS' can not be converted to an Boolean"],
    ['ListStreams', '[]', 'Start of list found where not expected'],
  ])('%s %s', (operation, body, expected) => {
    expect(problem(operation, body)).toBe(expected);
  });

  test('VALID-7: some texts count as yes or no', () => {
    for (const word of ['true', 'False', '1', '0', 'yes', 'NO']) {
      expect(jsonOf(askJson('DeleteStream', `{"StreamName":"s","EnforceConsumerDeletion":"${word}"}`))).toMatchObject({ __type: 'ResourceNotFoundException' });
    }
  });

  test('VALID-7: null is absent and what is unknown is ignored, in the body too', () => {
    expect(askJson('ListStreams', '{"Limit":null,"Colour":{"a":[1]},"__proto__":{"Limit":"x"}}').status).toBe(200);
  });
});

test('WIRE-7: a record in JSON', () => {
  const world = worldWithStream();
  const answered = jsonOf(askJson('PutRecord', '{"StreamName":"s","PartitionKey":"kä","Data":"aGVsbG8="}', world));
  expect(answered).toEqual({ ShardId: 'shardId-000000000000', SequenceNumber: expect.stringMatching(/^\d{56}$/), EncryptionType: 'NONE' });
  wait(world, 1);
  const read = jsonOf(askJson('GetRecords', JSON.stringify({ ShardIterator: iterator(world) }), world)) as { Records: unknown[] };
  const { SequenceNumber } = answered as { SequenceNumber: string };
  expect(read.Records).toEqual([
    { SequenceNumber, Data: 'aGVsbG8=', PartitionKey: 'kä', EncryptionType: 'NONE', ApproximateArrivalTimestamp: seconds(10_000) },
  ]);
});

test('WIRE-7: an output without members is no body', () => {
  const answer = askJson('CreateStream', '{"StreamName":"s","ShardCount":1}');
  expect([answer.status, answer.body.length, answer.headers['Content-Type']]).toEqual([200, 0, 'application/x-amz-json-1.1']);
});

describe('WIRE-9: CBOR', () => {
  const askCbor = (operation: string, body: Uint8Array, world = emptyWorld()) => {
    const answer = ask({ headers: { 'content-type': CBOR_TYPE, 'x-amz-target': target(operation), ...signed }, body }, world);
    expect(answer.headers['Content-Type']).toBe(CBOR_TYPE);
    return decode(answer.body, { tags: { 1: Tagged.decoder(1) } }) as Record<string, unknown>;
  };

  test('bytes are bytes, and times are tagged milliseconds', () => {
    const world = worldWithStream();
    const data = new Uint8Array([0, 255, 7]);
    const { SequenceNumber } = askCbor('PutRecord', encode({ StreamName: 's', PartitionKey: 'k', Data: data }), world);
    const { Records, MillisBehindLatest } = askCbor('GetRecords', encode({ ShardIterator: iterator(world) }), world);
    expect(MillisBehindLatest).toBe(0);
    expect(Records).toEqual([
      { SequenceNumber, Data: data, PartitionKey: 'k', EncryptionType: 'NONE', ApproximateArrivalTimestamp: new Tagged(1, epochMs + 10_000) },
    ]);
  });

  test('a time may come tagged or bare, whole or not, and means milliseconds', () => {
    const world = worldWithStream();
    put(world, 'early');
    wait(world, 1_000);
    put(world, 'late');
    const wanted = epochMs + 10_500;
    for (const Timestamp of [wanted, new Tagged(1, wanted), wanted + 0.25]) {
      const { ShardIterator } = askCbor('GetShardIterator', encode({ StreamName: 's', ShardId: '0', ShardIteratorType: 'AT_TIMESTAMP', Timestamp }), world);
      const { Records } = askCbor('GetRecords', encode({ ShardIterator }), world) as { Records: { Data: Uint8Array }[] };
      expect(Records.map(({ Data }) => text(Data))).toEqual(['late']);
      wait(world, 1_000);
    }
  });

  test('a map of unknown length, as Java writes it', () => {
    const body = new Uint8Array([0xbf, ...encode('Limit'), ...encode(5), 0xff]);
    expect(askCbor('ListStreams', body)).toEqual({ HasMoreStreams: false, StreamNames: [], StreamSummaries: [] });
  });

  test('errors are the same map', () => {
    expect(askCbor('ListStreams', encode({ Limit: 'x' }))).toEqual({ __type: 'SerializationException', Message: 'class java.lang.String can not be converted to an Integer' });
    expect(askCbor('ListStreams', encode({ StreamName: bytes('s'), Limit: 0 }))).toMatchObject({ __type: 'ValidationException' });
    expect(askCbor('DeleteStream', encode({ StreamName: bytes('s') }))).toMatchObject({ Message: 'Start of structure or map found where not expected.' });
  });

  test('an integer beyond all others counts as the largest one', () => {
    expect(askCbor('CreateStream', encode({ StreamName: 's', ShardCount: 2n ** 60n }))).toMatchObject({ __type: 'LimitExceededException', message: expect.stringContaining('2147483647') });
  });
});
