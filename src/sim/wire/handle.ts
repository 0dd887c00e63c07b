/**
 * One request in, one answer out, in the order in which AWS looks at a request: size, origin, method, body, content
 * type, syntax, target, signature, types; then the service itself. Stateless. Rules WIRE-1 … WIRE-10.
 */
import { convertInput } from '../kinesis/conversion.ts';
import type { Outcome } from '../kinesis/errors.ts';
import { operations } from '../kinesis/operations/index.ts';
import { authenticationError } from './authentication.ts';
import { cbor, json, type Codec } from './codec.ts';
import { EVENT_STREAM_TYPE, initialFrame } from './event-stream.ts';
import {
  BODY_BYTES_MAX, corsHeaders, extendedRequestId, NO_BODY, requestId, TOO_LARGE, type DrawWord, type WireAnswer, type WireError, type WireRequest,
} from './http.ts';

export interface WireHost {
  /** Runs an operation; the output whole, as the API shows it. */
  call(operation: string, input: object): Outcome<unknown>;
  readonly draw: DrawWord;
}

const SERVICE = 'Kinesis_20131202';
const encoder = new TextEncoder();

export function handle(request: WireRequest, host: WireHost): WireAnswer {
  const { method, body } = request;
  if (body.length > BODY_BYTES_MAX) return TOO_LARGE;
  const headers: Record<string, string> = { ...corsHeaders(request), 'x-amzn-RequestId': requestId(host.draw) };
  if (method === 'OPTIONS' && request.headers['origin'] !== undefined) return { status: 200, headers, body: NO_BODY };
  headers['x-amz-id-2'] = extendedRequestId(host.draw);
  return answer(request, host, headers);
}

function answer(request: WireRequest, host: WireHost, headers: Record<string, string>): WireAnswer {
  const { service, operation, valid } = targetOf(request);
  const contentType = (request.headers['content-type'] ?? '').split(';')[0]!.trim();
  const plain = (status: number, text: string): WireAnswer => ({ status, headers, body: encoder.encode(text) });
  const encoded = (codec: Codec, status: number, output: unknown): WireAnswer => ({
    status,
    headers: { ...headers, 'Content-Type': codec.contentType },
    body: codec.write(output),
  });
  const refuse = (codec: Codec, error: WireError) => encoded(codec, error.status, errorBody(error));

  if (request.method !== 'POST') return plain(403, NO_NAME);
  if (request.body.length === 0) {
    return refuse(contentType === json.contentType ? json : cbor, valid ? UNREADABLE : UNKNOWN);
  }
  const codec = contentType === cbor.contentType ? cbor : contentType === json.contentType || contentType === OTHER_JSON ? json : null;
  if (!codec) return service && operation ? plain(404, '<UnknownOperationException/>\n') : plain(403, NO_NAME);

  const input = readObject(codec, request.body);
  // A content type that old SDKs sent is understood, and never served.
  if (contentType === OTHER_JSON) {
    const wrapped = input ? UNKNOWN : UNREADABLE;
    const output = { Output: { __type: `com.amazon.coral.service#${wrapped.__type}` }, Version: '1.0' };
    return { ...plain(input ? 404 : 400, JSON.stringify(output)), headers: { ...headers, 'Content-Type': OTHER_JSON } };
  }
  if (!input) return refuse(codec, UNREADABLE);
  if (!valid) return refuse(codec, UNKNOWN);
  const unsigned = authenticationError(request);
  if (unsigned) return refuse(codec, unsigned);
  const converted = convertInput(operations.get(operation)!.members, input, codec);
  if (!converted.ok) return refuse(codec, { ...UNREADABLE, message: converted.error });

  const streams = operation === 'SubscribeToShard';
  // Seen on AWS: frames are JSON only, and a client of CBOR learns no more than this.
  if (streams && codec === cbor) return refuse(codec, { __type: 'InternalFailure', status: 500 });
  const outcome = host.call(operation, converted.value);
  if (!outcome.ok) return refuse(codec, outcome.error);
  if (streams) {
    const { SubscriptionId } = outcome.value as { SubscriptionId: number };
    return { status: 200, headers: { ...headers, 'Content-Type': EVENT_STREAM_TYPE }, body: initialFrame(), subscriptionId: SubscriptionId };
  }
  const done = encoded(codec, 200, outcome.value);
  return Object.keys(outcome.value as object).length === 0 ? { ...done, body: NO_BODY } : done;
}

const OTHER_JSON = 'application/json';
const NO_NAME =
  '<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>\n';
const UNREADABLE: WireError = { __type: 'SerializationException', status: 400 };
const UNKNOWN: WireError = { __type: 'UnknownOperationException', status: 400 };

function targetOf({ headers }: WireRequest) {
  const [service = '', operation = ''] = (headers['x-amz-target'] ?? '').split('.');
  return { service, operation, valid: service === SERVICE && operations.has(operation) };
}

/** What the body says; null where it says nothing, or no object and no list. */
function readObject(codec: Codec, body: Uint8Array): object | null {
  let value: unknown;
  try {
    value = codec.read(body);
  } catch {
    return null;
  }
  return typeof value === 'object' ? value : null;
}

/** Two errors say `Message`, all others `message`; some say nothing. Rule WIRE-4. */
function errorBody({ __type, message }: WireError): object {
  if (message === undefined) return { __type };
  const large = __type === 'SerializationException' || __type === 'AccessDeniedException';
  return large ? { __type, Message: message } : { __type, message };
}
