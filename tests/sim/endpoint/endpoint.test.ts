// Holds: the endpoint serves HTTP/1.1 and HTTP/2 on one port, outlives whatever is sent to it, and stops without losing an answer.
import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { readOptions } from '../../../src/sim/endpoint/options.ts';
import { startEndpoint, type Endpoint } from '../../../src/sim/endpoint/server.ts';
import { BODY_BYTES_MAX } from '../../../src/sim/wire/http.ts';
import { JSON_TYPE, signed, target } from '../support/wire.ts';

const running: Endpoint[] = [];
const start = async (...args: string[]): Promise<Endpoint> => {
  const options = readOptions(['--port', '0', '--create-stream-ms', '0', '--delete-stream-ms', '0', ...args]);
  if (!options.ok || !options.value) throw new Error('bad options');
  const endpoint = await startEndpoint(options.value);
  running.push(endpoint);
  return endpoint;
};
afterEach(async () => void (await Promise.all(running.splice(0).map((endpoint) => endpoint.stop()))));

const headersFor = (operation: string) => ({ 'content-type': JSON_TYPE, 'x-amz-target': target(operation), ...signed });

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}
const post = (endpoint: Endpoint, operation: string, input: unknown, more: object = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(endpoint.url, { method: 'POST', headers: { ...headersFor(operation), ...more } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part)).on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    sent.on('error', reject).end(typeof input === 'string' ? input : JSON.stringify(input));
  });
const output = async <T>(answer: Promise<Answer>) => JSON.parse((await answer).body) as T;

const portOf = (endpoint: Endpoint) => Number(new URL(endpoint.url).port);
const dial = async (endpoint: Endpoint): Promise<Socket> => {
  const socket = connect(portOf(endpoint), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};
/** What a raw connection gets to read until the other side closes it. */
const whatComes = async (socket: Socket): Promise<string> => {
  let all = '';
  socket.setEncoding('latin1').on('data', (part: string) => (all += part));
  await once(socket, 'close');
  return all;
};

test('a record goes in and comes out, over HTTP/1.1', async () => {
  const endpoint = await start();
  expect(await post(endpoint, 'CreateStream', { StreamName: 's', ShardCount: 1 })).toMatchObject({ status: 200, body: '', headers: { 'content-length': '0' } });
  await post(endpoint, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: 'aGVsbG8=' });
  const { ShardIterator } = await output<{ ShardIterator: string }>(post(endpoint, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' }));
  const { Records } = await output<{ Records: { Data: string; ApproximateArrivalTimestamp: number }[] }>(post(endpoint, 'GetRecords', { ShardIterator }));
  expect(Records[0]!.Data).toBe('aGVsbG8=');
  expect(Math.abs(Records[0]!.ApproximateArrivalTimestamp - Date.now() / 1000)).toBeLessThan(60);
});

test('the same port speaks HTTP/2 without TLS, many calls on one connection', async () => {
  const endpoint = await start();
  const session = connectHttp2(endpoint.url);
  const ask = async () => {
    const stream = session.request({ ':method': 'POST', ':path': '/', ...headersFor('ListStreams') });
    stream.end('{}');
    const [[headers], body] = await Promise.all([once(stream, 'response') as Promise<[Record<string, unknown>]>, stream.setEncoding('utf8').toArray()]);
    return [headers[':status'], headers['x-amzn-requestid'], body.join('')];
  };
  const answers = await Promise.all(Array.from({ length: 4 }, ask));
  session.close();
  for (const [status, , body] of answers) expect([status, body]).toEqual([200, '{"StreamNames":[],"HasMoreStreams":false,"StreamSummaries":[]}']);
  expect(new Set(answers.map(([, id]) => id)).size).toBe(4);
});

test('time is the clock: a stream becomes ACTIVE after its delay, with no call in between', async () => {
  const endpoint = await start('--create-stream-ms', '150');
  const status = async () =>
    (await output<{ StreamDescriptionSummary: { StreamStatus: string } }>(post(endpoint, 'DescribeStreamSummary', { StreamName: 's' }))).StreamDescriptionSummary.StreamStatus;
  await post(endpoint, 'CreateStream', { StreamName: 's', ShardCount: 1 });
  expect(await status()).toBe('CREATING');
  const { account } = endpoint;
  await expect.poll(() => account.state.streams.get('s')?.status).toBe('ACTIVE');
  expect(await status()).toBe('ACTIVE');
});

describe('what nobody should send', () => {
  test.each([
    ['noise', '\u0000\u0001\u0002garbage\r\n\r\n', 'HTTP/1.1 400'],
    ['a TLS greeting', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003', 'HTTP/1.1 400'],
    ['headers without end', `GET / HTTP/1.1\r\nx: ${'a'.repeat(100_000)}`, 'HTTP/1.1 431'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 'HTTP/1.1 400'],
    ['a chunk of no length', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'HTTP/1.1 400'],
    ['HTTP/2, then noise', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${'\u00ff'.repeat(100)}`, ''],
    ['most of an HTTP/2 greeting, then noise', 'PRI * HTTP/2.0\r\n\r\nSX', 'HTTP/1.1'],
  ])('%s: a 4xx or a closed connection, and the next caller is served', async (_, sent, expected) => {
    const endpoint = await start();
    const socket = await dial(endpoint);
    const comes = whatComes(socket);
    socket.write(Buffer.from(sent, 'latin1'));
    expect(await comes).toContain(expected);
    expect((await post(endpoint, 'ListStreams', {})).status).toBe(200);
  });

  test('a caller that hangs up in the middle of its body', async () => {
    const endpoint = await start();
    const socket = await dial(endpoint);
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc');
    socket.destroy();
    expect((await post(endpoint, 'ListStreams', {})).status).toBe(200);
  });

  test.each(['', 'PRI * HT', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'POST / HT'])('a caller that says %j and hangs up is hung up on', async (sent) => {
    const endpoint = await start();
    const socket = await dial(endpoint);
    const closed = once(socket.resume(), 'close');
    socket.end(sent);
    await expect(closed).resolves.toBeDefined();
  });

  test('WIRE-1: a body that is too large, announced or not, is 413', async () => {
    const endpoint = await start();
    const large = 'x'.repeat(BODY_BYTES_MAX + 1);
    for (const more of [{}, { 'transfer-encoding': 'chunked' }]) {
      const { status, body, headers } = await post(endpoint, 'ListStreams', large, more);
      expect([status, body, headers['x-amzn-requestid']]).toEqual([413, '', undefined]);
    }
    expect((await post(endpoint, 'ListStreams', {})).status).toBe(200);
  });
});

test('2,000 connections that say nothing keep nobody from being served, and go when the endpoint stops', async () => {
  const endpoint = await start();
  const idle: Socket[] = [];
  for (let i = 0; i < 2_000; i += 200) idle.push(...(await Promise.all(Array.from({ length: 200 }, () => dial(endpoint)))));
  expect((await post(endpoint, 'ListStreams', {})).status).toBe(200);
  const closed = Promise.all(idle.map((socket) => once(socket.resume(), 'close')));
  await endpoint.stop();
  await closed;
}, 30_000);

test('a stop lets a request under way finish, closes idle connections and takes no new ones', async () => {
  const endpoint = await start();
  const kept = await dial(endpoint);
  const half = await dial(endpoint);
  const body = '{}';
  const head = Object.entries({ ...headersFor('ListStreams'), Host: 'a', 'Content-Length': body.length }).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  kept.write(`POST / HTTP/1.1\r\n${head}\r\n${body}`);
  await once(kept, 'data');
  half.write(`POST / HTTP/1.1\r\n${head}\r\n{`);
  // The half request has arrived once a later one has been answered.
  await post(endpoint, 'ListStreams', {});
  const answered = whatComes(half);
  const gone = once(kept, 'close');
  const stopped = endpoint.stop();
  await gone;
  half.write('}');
  const text = await answered;
  expect(text).toContain('HTTP/1.1 200');
  expect(text).toContain('HasMoreStreams');
  await stopped;
  await expect(post(endpoint, 'ListStreams', {})).rejects.toThrow('ECONNREFUSED');
});

test('KMS-1: a key answers as the command line says', async () => {
  const endpoint = await start('--kms-key', 'alias/k=disabled');
  await post(endpoint, 'CreateStream', { StreamName: 's', ShardCount: 1 });
  const encrypt = (KeyId: string) => post(endpoint, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId });
  expect(JSON.parse((await encrypt('alias/k')).body)).toMatchObject({ __type: 'KMSDisabledException' });
  expect(await encrypt('alias/other')).toMatchObject({ status: 200 });
});

test('a page in a browser may call it', async () => {
  const endpoint = await start();
  const { headers } = await post(endpoint, 'ListStreams', {}, { origin: 'http://localhost:5173' });
  expect(headers['access-control-allow-origin']).toBe('*');
});

test('a port that is taken is an error, not a crash', async () => {
  const endpoint = await start();
  await expect(start('--port', String(portOf(endpoint)))).rejects.toThrow('EADDRINUSE');
});
