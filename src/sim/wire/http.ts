/** Requests and answers as the wire sees them, whatever carries them: names of headers are in small letters. */
import { writeBase64 } from './base64.ts';

export interface WireRequest {
  readonly method: string;
  /** Path and query; only the query is looked at. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Where there is one the body goes on: with a frame of `frameOf` for whatever is pushed to this subscription. */
  readonly subscriptionId?: number;
}

/** An AwsError, or a refusal that only the wire knows. */
export interface WireError {
  readonly __type: string;
  readonly message?: string;
  readonly status: number;
}

/** Draws 32 random bits. The wire has no randomness of its own. */
export type DrawWord = () => number;

/**
 * What a body may weigh: ten MiB of records in base64 are 13.4 MiB, and their keys and members want room too.
 * Rule WIRE-1.
 */
export const BODY_BYTES_MAX = 15 * 1024 * 1024;

const EXTENDED_ID_BYTES = 72;

export const NO_BODY = new Uint8Array(0);

export const TOO_LARGE: WireAnswer = { status: 413, headers: {}, body: NO_BODY };

/** Where a page in a browser asks: any may. Rule WIRE-2. */
export function corsHeaders({ headers, method }: WireRequest): Record<string, string> {
  if (headers['origin'] === undefined) return {};
  const any = { 'Access-Control-Allow-Origin': '*' };
  if (method !== 'OPTIONS') {
    return {
      ...any,
      'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date',
    };
  }
  const asked: Record<string, string> = {};
  for (const what of ['Headers', 'Method'] as const) {
    const value = headers[`access-control-request-${what.toLowerCase()}`];
    if (value !== undefined) asked[`Access-Control-Allow-${what === 'Method' ? 'Methods' : what}`] = value;
  }
  return { ...any, ...asked, 'Access-Control-Max-Age': '172800', 'Content-Length': '0' };
}

/** A UUID of version 4. */
export function requestId(draw: DrawWord): string {
  const hex = Array.from({ length: 4 }, () => (draw() >>> 0).toString(16).padStart(8, '0')).join('');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** What SDKs show as the extended request id. */
export function extendedRequestId(draw: DrawWord): string {
  return writeBase64(new Uint8Array(Uint32Array.from({ length: EXTENDED_ID_BYTES / 4 }, draw).buffer));
}
