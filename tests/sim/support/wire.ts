// Requests as clients send them, answered by the wire in front of a world: no socket, no clock.
import type { World } from '#sim';
import { wordGenerator } from '../../../src/sim/kernel/random.ts';
import type { Outcome } from '../../../src/sim/kinesis/errors.ts';
import { handle } from '../../../src/sim/wire/handle.ts';
import type { WireAnswer, WireRequest } from '../../../src/sim/wire/http.ts';
import { bytes, emptyWorld, text } from './worlds.ts';

export const JSON_TYPE = 'application/x-amz-json-1.1';
export const CBOR_TYPE = 'application/x-amz-cbor-1.1';
export const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=a/20260601/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=b';
export const signed = { authorization: AUTHORIZATION, 'x-amz-date': '20260601T000000Z' };
export const target = (operation: string) => `Kinesis_20131202.${operation}`;

export interface Asked {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Uint8Array;
}

/** Asks as it is given, nothing added. */
export function ask(asked: Asked, world: World = emptyWorld()): WireAnswer {
  const { method = 'POST', url = '/', headers = {}, body = '' } = asked;
  const request: WireRequest = { method, url, headers, body: typeof body === 'string' ? bytes(body) : body };
  const draw = wordGenerator(world.nowMs);
  return handle(request, { draw, call: (operation, input) => world.edit({ type: 'call', operation, input }) as Outcome<unknown> });
}

/** A signed call in JSON. */
export const askJson = (operation: string, body: string, world?: World, headers: Asked['headers'] = {}) =>
  ask({ headers: { 'content-type': JSON_TYPE, 'x-amz-target': target(operation), ...signed, ...headers }, body }, world);

export const jsonOf = (answer: WireAnswer): unknown => JSON.parse(text(answer.body));
