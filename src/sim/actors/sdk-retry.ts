/**
 * How an AWS SDK sends a whole call again by itself, in the three modes of botocore: legacy (boto3's default), standard,
 * adaptive. Entries that failed inside an answer of status 200 are none of its business. Waits in ms; state is plain data.
 */
import type { CallError } from './actor.ts';
import { adjustRate, newRateLimiter, takeSendToken, type RateLimiter } from './sdk-retry-rate.ts';

export const sdkRetryModes = ['legacy', 'standard', 'adaptive'] as const;
export type SdkRetryMode = (typeof sdkRetryModes)[number];

/** Of one client: all its calls share it. */
export interface SdkClient {
  /** Tokens left for retries (standard and adaptive). */
  quota: number;
  readonly limiter: RateLimiter;
}

/** How far one call has come. */
export interface SdkAttempt {
  /** From 1. */
  readonly attempt: number;
  /** What the last retry took from the quota. */
  readonly cost: number;
}

export const FIRST_ATTEMPT: SdkAttempt = { attempt: 1, cost: 0 };
export const newSdkClient = (): SdkClient => ({ quota: QUOTA, limiter: newRateLimiter() });

const QUOTA = 500;
const RETRY_COST = 5;
const RETRY_AFTER_TIMEOUT_COST = 10;
const attemptsMax = { legacy: 5, standard: 3, adaptive: 3 } as const satisfies Record<SdkRetryMode, number>;
/** Legacy has no bound of its own: after five attempts it has not waited longer than 8 s. */
const WAIT_MAX_SECONDS = { legacy: Infinity, standard: 20, adaptive: 20 } as const satisfies Record<SdkRetryMode, number>;

const THROTTLES: readonly CallError['__type'][] = ['ProvisionedThroughputExceededException', 'LimitExceededException'];
const isThrottle = ({ __type }: CallError) => THROTTLES.includes(__type);

/** Timeouts, 500, 502, 503, 504 and throttles: what the same call may overcome a moment later. */
export const isRetryable = (error: CallError) =>
  error.__type === 'TimeoutError' || isThrottle(error) || error.status === 500 || (error.status >= 502 && error.status <= 504);

/** How long the client holds a call back before it lets it go: only adaptive does, once it was throttled. */
export function holdBackMs(mode: SdkRetryMode | undefined, client: SdkClient, nowMs: number): number {
  return mode === 'adaptive' ? takeSendToken(client.limiter, nowMs) : 0;
}

/**
 * An answer has come to a call.
 * @param error null for any answer of status 200
 * @returns the next attempt and how long it waits, or null where the application gets the answer
 */
export function nextAttempt(
  mode: SdkRetryMode,
  client: SdkClient,
  { attempt, cost }: SdkAttempt,
  error: CallError | null,
  nowMs: number,
  draw: () => number,
): { readonly waitMs: number; readonly next: SdkAttempt } | null {
  if (mode === 'adaptive') adjustRate(client.limiter, error !== null && isThrottle(error), nowMs);
  if (error === null) {
    // What the last retry cost comes back; a call that needed none brings one token.
    if (mode !== 'legacy') client.quota = Math.min(QUOTA, client.quota + (cost || 1));
    return null;
  }
  if (!isRetryable(error) || attempt >= attemptsMax[mode]) return null;
  const price = mode === 'legacy' ? 0 : error.__type === 'TimeoutError' ? RETRY_AFTER_TIMEOUT_COST : RETRY_COST;
  if (price > client.quota) return null;
  client.quota -= price;
  const waitMs = draw() * Math.min(2 ** (attempt - 1), WAIT_MAX_SECONDS[mode]) * 1000;
  return { waitMs, next: { attempt: attempt + 1, cost: price } };
}
