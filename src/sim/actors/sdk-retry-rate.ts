/**
 * The send rate of an SDK's adaptive mode, as botocore has it: after the first throttle calls need a token; a throttle
 * cuts the rate to 0.7 of what was measured, and from there it grows back along a cubic curve. Rates in calls a second,
 * times in seconds unless they end in Ms; plain data. Only + - * /: every engine agrees to the bit.
 */
export interface RateLimiter {
  /** Whether it has been throttled: before, nothing is held back. */
  enabled: boolean;
  /** The rate at the last throttle: the curve is flat there. */
  rateMax: number;
  throttledAt: number;
  /** Tokens: below zero, calls are waiting for theirs. */
  tokens: number;
  fillRate: number;
  filledAt: number;
  /** Answers counted since the last half second, and the rate smoothed from them. */
  counted: number;
  countedSince: number;
  measured: number;
}

export const newRateLimiter = (): RateLimiter => ({ enabled: false, rateMax: 0, throttledAt: 0, tokens: 0, fillRate: 1, filledAt: 0, counted: 0, countedSince: 0, measured: 0 });

const CUT = 0.7;
const SCALE = 0.4;
const SMOOTHING = 0.8;
const MEASURE_SECONDS = 0.5;
const FILL_RATE_MIN = 0.5;
/** The rate never grows above so many times the one that is measured. */
const AHEAD_MAX = 2;

/** Takes a token for a call. @returns how long the call waits for it, in ms */
export function takeSendToken(limiter: RateLimiter, nowMs: number): number {
  if (!limiter.enabled) return 0;
  fill(limiter, nowMs / 1000);
  limiter.tokens -= 1;
  return limiter.tokens >= 0 ? 0 : (-limiter.tokens / limiter.fillRate) * 1000;
}

/** An answer has come. */
export function adjustRate(limiter: RateLimiter, throttled: boolean, nowMs: number): void {
  const now = nowMs / 1000;
  measure(limiter, now);
  const rate = throttled ? cut(limiter, now) : regrown(limiter, now);
  fill(limiter, now);
  limiter.fillRate = Math.max(FILL_RATE_MIN, Math.min(rate, AHEAD_MAX * limiter.measured));
  limiter.tokens = Math.min(limiter.tokens, Math.max(1, limiter.fillRate));
}

function cut(limiter: RateLimiter, now: number): number {
  limiter.rateMax = limiter.enabled ? Math.min(limiter.measured, limiter.fillRate) : limiter.measured;
  limiter.throttledAt = now;
  limiter.enabled = true;
  return limiter.rateMax * CUT;
}

function regrown({ rateMax, throttledAt }: RateLimiter, now: number): number {
  const t = now - throttledAt - cubeRoot((rateMax * (1 - CUT)) / SCALE);
  return SCALE * t * t * t + rateMax;
}

function measure(limiter: RateLimiter, now: number): void {
  limiter.counted += 1;
  const halfSecond = Math.floor(now / MEASURE_SECONDS) * MEASURE_SECONDS;
  if (halfSecond <= limiter.countedSince) return;
  const rate = limiter.counted / (halfSecond - limiter.countedSince);
  limiter.measured = rate * SMOOTHING + limiter.measured * (1 - SMOOTHING);
  limiter.counted = 0;
  limiter.countedSince = halfSecond;
}

function fill(limiter: RateLimiter, now: number): void {
  limiter.tokens = Math.min(Math.max(1, limiter.fillRate), limiter.tokens + (now - limiter.filledAt) * limiter.fillRate);
  limiter.filledAt = now;
}

/** By Newton's steps: engines may differ in the last bit of Math.cbrt. */
function cubeRoot(x: number): number {
  if (x <= 0) return 0;
  let root = Math.max(1, x);
  for (let i = 0; i < 200; i += 1) {
    const next = (2 * root + x / (root * root)) / 3;
    if (next >= root) return root;
    root = next;
  }
  return root;
}
