/**
 * How a producer's rate goes up and down with the world's time: a factor on its records a second. Each curve is given by
 * its integral, so that a record has an exact moment and none is lost to rounding. Only + - * / and floor: every engine
 * agrees to the bit. Times in ms since the world began.
 */
import { choiceProblem, limitsProblem, type Limits } from './actor-config.ts';

export type RateCurve =
  | { readonly kind: 'steady' }
  /** `factor` times the rate for `lengthMs` out of every `everyMs`, the first time at `firstAtMs` (absent = 0). */
  | { readonly kind: 'burst'; readonly everyMs: number; readonly lengthMs: number; readonly factor: number; readonly firstAtMs?: number }
  /** Over 24 hours from the full rate at `peakAtMs` (absent = noon) down to `low` of it and back. */
  | { readonly kind: 'daily'; readonly low: number; readonly peakAtMs?: number }
  /** The rate until `fromMs`, then evenly up (or down) to `factor` times it at `toMs`, and on at that. */
  | { readonly kind: 'ramp'; readonly fromMs: number; readonly toMs: number; readonly factor: number };

const DAY_MS = 86_400_000;
const YEAR_MS = 366 * DAY_MS;
/** A record further off than this does not come. */
const HORIZON_MS = 10 * YEAR_MS;

export const rateCurveLimits = {
  steady: {},
  burst: { everyMs: [1_000, YEAR_MS], lengthMs: [1, YEAR_MS], factor: [0, 1_000], firstAtMs: [0, YEAR_MS] },
  daily: { low: [0, 1], peakAtMs: [0, DAY_MS] },
  ramp: { fromMs: [0, YEAR_MS], toMs: [0, YEAR_MS], factor: [0, 1_000] },
} as const satisfies Record<RateCurve['kind'], Limits>;

const OPTIONAL = ['firstAtMs', 'peakAtMs'];

/** What is wrong with a producer's curve, in a sentence for the learner, or null. */
export function rateCurveProblem(name: string, rate: RateCurve | undefined): string | null {
  if (rate === undefined) return null;
  const kind = choiceProblem(`The kind of rate of ${name}`, rate?.kind, Object.keys(rateCurveLimits));
  if (kind) return kind;
  const given = Object.entries(rateCurveLimits[rate.kind]).filter(([setting]) => !OPTIONAL.includes(setting) || setting in rate);
  const problem = limitsProblem(`the rate of ${name}`, rate, Object.fromEntries(given));
  if (problem) return problem;
  if (rate.kind === 'ramp' && rate.toMs <= rate.fromMs) return `toMs of the rate of ${name} must be after fromMs.`;
  if (rate.kind === 'burst' && rate.lengthMs > rate.everyMs) return `lengthMs of the rate of ${name} must be no longer than everyMs.`;
  return null;
}

/** The highest factor that the curve reaches. */
export const peakFactor = (rate: RateCurve = { kind: 'steady' }): number => ('factor' in rate ? Math.max(1, rate.factor) : 1);

/** The factor at a moment. */
export function factorAt(rate: RateCurve, tMs: number): number {
  switch (rate.kind) {
    case 'steady':
      return 1;
    case 'burst':
      return phaseOf(tMs - (rate.firstAtMs ?? 0), rate.everyMs) < rate.lengthMs ? rate.factor : 1;
    case 'daily': {
      const rise = Math.abs((2 * phaseOf(tMs - peakMs(rate), DAY_MS)) / DAY_MS - 1);
      return rate.low + (1 - rate.low) * rise * rise * (3 - 2 * rise);
    }
    case 'ramp':
      return 1 + (rate.factor - 1) * Math.min(1, Math.max(0, (tMs - rate.fromMs) / (rate.toMs - rate.fromMs)));
  }
}

/**
 * When the producer that runs since `sinceMs` has `records` behind it. Infinity where the curve never brings it there.
 * @param periodMs between two records at factor 1
 */
export function momentOf(rate: RateCurve | undefined, sinceMs: number, records: number, periodMs: number): number {
  if (rate === undefined || rate.kind === 'steady') return sinceMs + records * periodMs;
  const wanted = integral(rate, sinceMs) + records * periodMs;
  let low = sinceMs;
  let high = sinceMs + 1;
  while (integral(rate, high) < wanted) {
    if (high > HORIZON_MS) return Infinity;
    high = sinceMs + (high - sinceMs) * 2;
  }
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (integral(rate, middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** Of the factor, up to a moment; from where on does not matter, for only differences are used. */
function integral(rate: RateCurve, tMs: number): number {
  switch (rate.kind) {
    case 'steady':
      return tMs;
    case 'burst': {
      const { everyMs, lengthMs } = rate;
      const sinceFirst = tMs - (rate.firstAtMs ?? 0);
      const inBursts = Math.floor(sinceFirst / everyMs) * lengthMs + Math.min(lengthMs, phaseOf(sinceFirst, everyMs));
      return tMs + (rate.factor - 1) * inBursts;
    }
    case 'daily': {
      const sincePeak = tMs - peakMs(rate);
      const phase = phaseOf(sincePeak, DAY_MS) / DAY_MS;
      // The wave is u²(3 − 2u) with u falling from 1 to 0 in half a day and rising again; its integral is u³ − u⁴/2.
      const u = Math.abs(2 * phase - 1);
      const part = (u * u * u - (u * u * u * u) / 2) / 2;
      const waves = Math.floor(sincePeak / DAY_MS) / 2 + (phase < 0.5 ? 0.25 - part : 0.25 + part);
      return rate.low * tMs + (1 - rate.low) * DAY_MS * waves;
    }
    case 'ramp': {
      const { fromMs, toMs } = rate;
      const risen = tMs <= fromMs ? 0 : tMs >= toMs ? (toMs - fromMs) / 2 + (tMs - toMs) : ((tMs - fromMs) * (tMs - fromMs)) / (2 * (toMs - fromMs));
      return tMs + (rate.factor - 1) * risen;
    }
  }
}

const peakMs = ({ peakAtMs = DAY_MS / 2 }: { readonly peakAtMs?: number }) => peakAtMs;
const phaseOf = (tMs: number, everyMs: number) => tMs - Math.floor(tMs / everyMs) * everyMs;
