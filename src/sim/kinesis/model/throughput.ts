/** Token buckets that refill continuously with virtual time. Rules QUOTA-1 … QUOTA-5. */
export interface TokenBucket {
  tokens: number;
  /** When `tokens` was last brought up to date, ms. */
  atMs: number;
}

export const fullBucket = (capacity: number, nowMs: number): TokenBucket => ({ tokens: capacity, atMs: nowMs });

/** Brings a bucket up to date; its capacity is one second's worth. @returns the tokens in it. */
export function refill(bucket: TokenBucket, perSecond: number, nowMs: number): number {
  bucket.tokens = Math.min(perSecond, bucket.tokens + ((nowMs - bucket.atMs) * perSecond) / 1000);
  bucket.atMs = nowMs;
  return bucket.tokens;
}
