/** How goals speak of numbers and times: "no record", "at most 5 records", "2 minutes", "day 2 04:00:00". */
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a number is compared with: one of the three. */
export type Bound = { readonly atMost: number } | { readonly atLeast: number } | { readonly exactly: number };

export const limitOf = (bound: Bound) => ('atMost' in bound ? bound.atMost : 'atLeast' in bound ? bound.atLeast : bound.exactly);

export function withinBound(value: number, bound: Bound): boolean {
  if ('atMost' in bound) return value <= bound.atMost;
  return 'atLeast' in bound ? value >= bound.atLeast : value === bound.exactly;
}

/** "at most 5", "at least 2", "exactly 4". */
export function boundText(bound: Bound, numberText: (n: number) => string): string {
  return `${'atMost' in bound ? 'at most' : 'atLeast' in bound ? 'at least' : 'exactly'} ${numberText(limitOf(bound))}`;
}

/** "no record", "at most 1 record", "exactly 4 open shards". */
export function amountText(bound: Bound, noun: string): string {
  return limitOf(bound) === 0 && !('atLeast' in bound) ? `no ${noun}` : boundText(bound, (n) => countText(n, noun));
}

/** "no record", "1 record", "1,200 records". */
export function countText(count: number, noun: string): string {
  return count === 0 ? `no ${noun}` : `${groups(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** "at least once", "at most 5 times", "never". */
export function timesText(bound: Bound): string {
  return limitOf(bound) === 0 && !('atLeast' in bound) ? 'never' : boundText(bound, (n) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${groups(n)} times`));
}

/** Whole numbers with commas, parts with up to three digits. */
export const groups = (n: number) => String(Number(n.toFixed(3))).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** "840 ms", "41 seconds", "10 minutes", "7 days": in the largest unit that comes out even, else rounded to two digits. */
export function durationText(ms: number): string {
  const [unitMs, unit] = ms >= 2 * DAY_MS ? [DAY_MS, 'day'] : ms >= HOUR_MS ? [HOUR_MS, 'hour'] : ms >= MINUTE_MS ? [MINUTE_MS, 'minute'] : ms >= SECOND_MS ? [SECOND_MS, 'second'] : [1, 'ms'];
  const amount = Number((ms / unitMs).toPrecision(Math.max(2, String(Math.floor(ms / unitMs)).length)));
  return `${groups(amount)} ${unit}${amount === 1 || unit === 'ms' ? '' : 's'}`;
}

/** The clock of the lab: "00:02:30", after the first day "day 2 04:00:00". */
export function clockText(ms: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const inDay = ms % DAY_MS;
  const clock = `${two(inDay / HOUR_MS)}:${two((inDay / MINUTE_MS) % 60)}:${two((inDay / SECOND_MS) % 60)}`;
  return ms >= DAY_MS ? `day ${Math.floor(ms / DAY_MS) + 1} ${clock}` : clock;
}
