// Holds: SubscribeToShard over HTTP/2 is an event stream of frames that grows as records come, and ends as it should.
import { once } from 'node:events';
import { connect as connectHttp2, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { encode } from 'cborg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOptions } from '../../../src/sim/endpoint/options.ts';
import { startEndpoint, type Endpoint } from '../../../src/sim/endpoint/server.ts';
import { CBOR_TYPE, JSON_TYPE, signed, target } from '../support/wire.ts';
import { bytes, text } from '../support/worlds.ts';

let endpoint: Endpoint;
let session: ClientHttp2Session;
let ConsumerARN: string;

beforeEach(async () => {
  const options = readOptions(['--port', '0', '--create-stream-ms', '0', '--delete-stream-ms', '0', '--update-stream-ms', '0']);
  if (!options.ok || !options.value) throw new Error('bad options');
  endpoint = await startEndpoint(options.value);
  session = connectHttp2(endpoint.url);
  call('CreateStream', { StreamName: 's', ShardCount: 1 });
  const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s';
  await expect.poll(() => endpoint.account.state.streams.get('s')?.status).toBe('ACTIVE');
  ({ Consumer: { ConsumerARN } } = call('RegisterStreamConsumer', { StreamARN, ConsumerName: 'c' }) as { Consumer: { ConsumerARN: string } });
  await expect.poll(() => endpoint.account.state.streams.get('s')?.consumers.get('c')?.status).toBe('ACTIVE');
});
afterEach(async () => {
  session.destroy();
  await endpoint.stop();
});

function call(operation: string, input: object): unknown {
  const outcome = endpoint.account.call(operation, input);
  if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.__type} ${outcome.error.message}`);
  return outcome.value;
}
const put = (data: string) => call('PutRecord', { StreamName: 's', PartitionKey: 'k', Data: bytes(data) });

const codec = new EventStreamCodec((data) => text(data as Uint8Array), bytes);
type Frame = [headers: Record<string, unknown>, payload: Record<string, unknown>];

function subscribe(type = JSON_TYPE, body: Uint8Array = bytes(JSON.stringify(wanted()))) {
  const stream = session.request({ ':method': 'POST', ':path': '/', 'content-type': type, 'x-amz-target': target('SubscribeToShard'), ...signed });
  stream.end(body);
  return stream;
}
const wanted = () => ({ ConsumerARN, ShardId: '0', StartingPosition: { Type: 'TRIM_HORIZON' } });

/** The frames of a stream, one by one, however its bytes are cut. */
async function* framesOf(stream: ClientHttp2Stream): AsyncGenerator<Frame> {
  let rest = Buffer.alloc(0);
  for await (const part of stream) {
    rest = Buffer.concat([rest, part as Buffer]);
    while (rest.length >= 4 && rest.length >= rest.readUInt32BE(0)) {
      const { headers, body } = codec.decode(rest.subarray(0, rest.readUInt32BE(0)));
      rest = rest.subarray(rest.readUInt32BE(0));
      yield [Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, value])), JSON.parse(text(body)) as Record<string, unknown>];
    }
  }
  expect(rest.length).toBe(0);
}
const next = async (frames: AsyncGenerator<Frame>) => (await frames.next()).value as Frame;

test('WIRE-10: an initial response, then events as records come', async () => {
  put('one');
  const stream = subscribe();
  const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
  expect([headers[':status'], headers['content-type']]).toEqual([200, 'application/vnd.amazon.eventstream']);
  const frames = framesOf(stream);
  expect(await next(frames)).toEqual([{ ':message-type': 'event', ':event-type': 'initial-response', ':content-type': JSON_TYPE }, {}]);
  const [kind, first] = await next(frames);
  expect(kind).toEqual({ ':message-type': 'event', ':event-type': 'SubscribeToShardEvent', ':content-type': JSON_TYPE });
  expect(first).toMatchObject({ Records: [{ Data: 'b25l', PartitionKey: 'k', EncryptionType: 'NONE' }], MillisBehindLatest: expect.any(Number) });
  expect(first['ContinuationSequenceNumber']).toBe((first['Records'] as { SequenceNumber: string }[])[0]!.SequenceNumber);
  put('two');
  const [, second] = await next(frames);
  expect(second).toMatchObject({ Records: [{ Data: 'dHdv' }] });
});

test('WIRE-10: what ends a subscription early is an exception in the stream, and the last frame', async () => {
  const frames = framesOf(subscribe());
  await next(frames);
  call('DeregisterStreamConsumer', { ConsumerARN });
  let last: Frame | undefined;
  for await (const frame of frames) last = frame;
  expect(last![0]).toMatchObject({ ':message-type': 'exception', ':exception-type': expect.stringMatching(/^Resource(InUse|NotFound)Exception$/) });
  expect(last![1]).toEqual({ message: expect.stringContaining('Consumer c ') });
});

test('a client that leaves is not pushed to any more', async () => {
  const stream = subscribe();
  await next(framesOf(stream));
  expect(endpoint.account.state.subscriptions.size).toBe(1);
  stream.close();
  await expect.poll(() => endpoint.account.state.subscriptions.size).toBe(0);
});

test('a stop ends subscriptions in good order', async () => {
  const frames = framesOf(subscribe());
  await next(frames);
  const stopped = endpoint.stop();
  for await (const [headers] of frames) expect(headers[':message-type']).toBe('event');
  await stopped;
});

test('WIRE-10: over CBOR it is InternalFailure, and nothing is begun', async () => {
  const stream = subscribe(CBOR_TYPE, encode(wanted()));
  const [headers] = (await once(stream.resume(), 'response')) as [Record<string, unknown>];
  expect(headers[':status']).toBe(500);
  expect(endpoint.account.state.subscriptions.size).toBe(0);
});

test('a refusal is a plain answer, no stream', async () => {
  const stream = subscribe(JSON_TYPE, bytes(JSON.stringify({ ...wanted(), ShardId: '9' })));
  const [headers] = (await once(stream.resume(), 'response')) as [Record<string, unknown>];
  expect([headers[':status'], headers['content-type']]).toEqual([400, JSON_TYPE]);
});
