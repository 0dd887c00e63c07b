/**
 * The endpoint: one port that speaks HTTP/1.1 and cleartext HTTP/2, around the wire. A connection's first bytes tell
 * which of the two it is. Whatever comes in, the answer is an AWS answer, a 4xx or a closed connection. Times in ms.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse, type Http2Session } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { frameOf } from '../wire/event-stream.ts';
import { handle } from '../wire/handle.ts';
import { BODY_BYTES_MAX, TOO_LARGE, type WireRequest } from '../wire/http.ts';
import { Account } from './account.ts';
import type { EndpointOptions } from './options.ts';
import { peekProtocol } from './protocol.ts';

export interface Endpoint {
  readonly url: string;
  readonly account: Account;
  /** Takes no more connections, lets answers under way finish, closes the rest. */
  stop(): Promise<void>;
}

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

const IDLE_MS = 120_000;
const HEADERS_MS = 20_000;
const BODY_MS = 120_000;
/** How long a stop waits for clients that are slow to take their answer. */
const STOP_MS = 5_000;
/** How much more of a body that is too large is taken in, so that its sender gets to read the refusal. */
const DISCARDED_BYTES_MAX = 256 * 1024 * 1024;
/** How much a subscriber may leave unread before it is dropped. */
const UNREAD_BYTES_MAX = 64 * 1024 * 1024;

export async function startEndpoint({ host, port, service, kmsKeys = [] }: EndpointOptions): Promise<Endpoint> {
  const account = new Account({ ...service, epochMs: Date.now() });
  for (const { keyId, state } of kmsKeys) account.service.setKmsKeyState(keyId, state);
  const sockets = new Set<Socket>();
  const sessions = new Set<Http2Session>();
  let stopping = false;

  const answer = async (request: Request, response: Response) => {
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    const body = await bodyOf(request);
    if (body === 'aborted') return;
    const { status, headers, body: answered, subscriptionId } =
      body === 'too large' ? TOO_LARGE : handle(wireRequest(request, body), { call: (operation, input) => account.call(operation, input), draw });
    if (stopping && request.httpVersionMajor === 1) response.setHeader('Connection', 'close');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.statusCode = status;
    if (subscriptionId !== undefined) return stream(account, response as ServerResponse, subscriptionId, answered);
    // A body that was too large is refused without a length, as AWS does.
    if (status !== 413) response.setHeader('Content-Length', answered.length);
    (response as ServerResponse).end(answered);
    if (body === 'too large') discard(request);
  };
  const onRequest = (request: Request, response: Response) => {
    answer(request, response).catch((problem: unknown) => {
      // A defect of ours: the client gets what AWS says of its own, and the process lives on.
      console.error(problem);
      if (!response.headersSent) response.statusCode = 500;
      (response as ServerResponse).end('{"__type":"InternalFailure"}');
    });
  };

  const http2 = createHttp2Server({ settings: { maxConcurrentStreams: 250 } }, onRequest);
  http2.on('session', (session) => {
    sessions.add(session);
    // Noise after the greeting can leave a session that neither fails nor asks: it has as long as headers have.
    const silence = setTimeout(() => session.destroy(), HEADERS_MS);
    session.once('stream', () => clearTimeout(silence));
    session.on('close', () => {
      clearTimeout(silence);
      sessions.delete(session);
    });
    session.on('error', () => undefined);
    session.setTimeout(IDLE_MS, () => session.destroy());
  });
  http2.on('sessionError', () => undefined);

  const http1 = createServer({ headersTimeout: HEADERS_MS, requestTimeout: BODY_MS, keepAliveTimeout: IDLE_MS, connectionsCheckingInterval: 5_000 }, onRequest);
  http1.on('clientError', (problem: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || problem.code === 'ECONNRESET') return socket.destroy();
    const line = problem.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large'
      : problem.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
    return socket.end(`HTTP/1.1 ${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
  });
  // The HTTP/1.1 server owns the port, so that its own watch over idle and slow connections works.
  const speakHttp1 = http1.listeners('connection')[0] as (socket: Socket) => void;
  http1.removeAllListeners('connection');
  http1.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    peekProtocol(socket, HEADERS_MS, (protocol) => (protocol === 'h2' ? http2.emit('connection', socket) : speakHttp1.call(http1, socket)));
  });

  await new Promise<void>((resolve, reject) => {
    http1.once('error', reject);
    http1.listen({ host, port, backlog: 4_096 }, resolve);
  });
  const { port: bound } = http1.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    account,
    async stop() {
      if (stopping) return;
      stopping = true;
      account.close();
      const closed = new Promise<void>((resolve) => http1.close(() => resolve()));
      for (const session of sessions) session.close();
      for (const socket of sockets) if (isSilent(socket)) socket.destroy();
      const sweep = setInterval(() => http1.closeIdleConnections(), 50);
      const end = setTimeout(() => sockets.forEach((socket) => socket.destroy()), STOP_MS);
      await closed;
      clearInterval(sweep);
      clearTimeout(end);
    },
  };
}

/** Goes on with whatever is pushed, until the subscription ends or its client goes or is too slow. */
function stream(account: Account, response: ServerResponse, subscriptionId: number, first: Uint8Array): void {
  response.on('close', () => account.unsubscribe(subscriptionId));
  response.write(first);
  account.listen(subscriptionId, (push) => {
    const frame = frameOf(push);
    if (frame) response.write(frame);
    if (push.type !== 'event') response.end();
    else if (response.writableLength > UNREAD_BYTES_MAX) response.destroy();
  });
}

/** A connection that has not said a word yet. */
const isSilent = (socket: Socket) => socket.bytesRead === 0;

const POOL_WORDS = 1_024;
let pool = new Uint32Array(0);
let used = 0;
/** From the platform's randomness, a pool at a time: one draw costs less than asking for four bytes. */
function draw(): number {
  if (used === pool.length) {
    pool = new Uint32Array(new Uint8Array(randomBytes(POOL_WORDS * 4)).buffer);
    used = 0;
  }
  used += 1;
  return pool[used - 1]!;
}

function wireRequest(request: Request, body: Uint8Array): WireRequest {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return { method: request.method ?? '', url: request.url ?? '', headers, body };
}

function bodyOf(request: Request): Promise<Uint8Array | 'too large' | 'aborted'> {
  if (Number(request.headers['content-length']) > BODY_BYTES_MAX) return Promise.resolve('too large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BODY_BYTES_MAX) {
        chunks.length = 0;
        request.removeAllListeners('data');
        resolve('too large');
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('close', () => resolve('aborted'));
  });
}

function discard(request: Request): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DISCARDED_BYTES_MAX) request.destroy();
  });
}
