/**
 * How often an operation may be called, and the check before it runs: one bucket for each operation, of the account or of
 * a stream, that holds one second's worth. Rules RATE-1 … RATE-4.
 */
import { nameIn, streamText, type StreamReference } from './operations/common.ts';
import type { CallContext } from './context.ts';
import { limitExceeded } from './errors.ts';
import { decodeToken } from './model/opaque-token.ts';
import type { PageToken } from './model/page-token.ts';
import { fullBucket, refill } from './model/throughput.ts';

/** A rate of a shard is kept by the operation itself, which alone knows the shard; for puts it counts records. */
export interface CallRate {
  readonly perSecond: number;
  readonly scope: 'account' | 'stream' | 'shard';
}

interface AnyReference extends StreamReference {
  readonly ConsumerARN?: string;
  readonly ResourceARN?: string;
  readonly NextToken?: string;
}

/** Takes one call from the bucket. @returns the refusal where it is empty, else null */
export function refusedByRate(ctx: CallContext, operation: string, rate: CallRate, input: object) {
  if (rate.scope === 'shard') return null;
  const name = streamOf(input as AnyReference);
  const holder = rate.scope === 'account' ? ctx.state : ctx.state.streams.get(name ?? '');
  // A call about a stream that is not there counts for nobody.
  if (!holder) return null;
  let bucket = holder.callRates.get(operation);
  if (!bucket) holder.callRates.set(operation, (bucket = fullBucket(rate.perSecond, ctx.nowMs)));
  if (refill(bucket, rate.perSecond, ctx.nowMs) < 1) {
    return limitExceeded(`Rate exceeded for ${name === undefined ? `account ${ctx.config.accountId}` : streamText(ctx, name)}.`);
  }
  bucket.tokens -= 1;
  return null;
}

/** The stream that a call is about, however it is named; undefined where it is about none. */
function streamOf(input: AnyReference): string | undefined {
  const { StreamName, StreamARN = input.ConsumerARN ?? input.ResourceARN, NextToken } = input;
  const name = nameIn({ StreamName, StreamARN }).split('/')[0];
  if (name || NextToken === undefined) return name || undefined;
  const { request } = (decodeToken(NextToken) ?? {}) as Partial<PageToken>;
  return (request as StreamReference | undefined)?.StreamName;
}
