/** Times, rates and counts as the belt prints them. */
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

export const formatCount = (count: number) => number.format(count);

/** "840 ms", "41 s", "12 min", "3.4 h", "2.5 days". */
export function formatDuration(ms: number): string {
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND_MS) return `${short.format(ms / SECOND_MS)} s`;
  if (ms < 2 * MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  if (ms < 2 * HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  if (ms <= 2 * DAY_MS) return `${(ms / HOUR_MS).toFixed(ms < 10 * HOUR_MS && ms % HOUR_MS !== 0 ? 1 : 0)} h`;
  return `${ms < 10 * DAY_MS ? short.format(ms / DAY_MS) : number.format(ms / DAY_MS)} days`;
}

/** A round age as a mark on an axis, in the largest unit of which it is a whole number: "1 min", "6 h", "30 days". */
export function formatMark(ms: number): string {
  const [unitMs, unit] = ms > 2 * DAY_MS && ms % DAY_MS === 0 ? [DAY_MS, 'days'] : ms % HOUR_MS === 0 ? [HOUR_MS, 'h'] : ms % MINUTE_MS === 0 ? [MINUTE_MS, 'min'] : ms % SECOND_MS === 0 ? [SECOND_MS, 's'] : [1, 'ms'];
  return `${number.format(ms / Number(unitMs))} ${unit}`;
}

/** An age to within a step, in all its units: "14 h 24 min". What is less than the step is left out. */
export function formatAge(ms: number, stepMs: number): string {
  const units = [[DAY_MS, 'days'], [HOUR_MS, 'h'], [MINUTE_MS, 'min'], [SECOND_MS, 's'], [1, 'ms']] as const;
  const least = units.find(([unitMs]) => unitMs <= stepMs)?.[0] ?? 1;
  let left = Math.round(ms / least) * least;
  const parts = units.flatMap(([unitMs, unit]) => {
    if (unitMs === DAY_MS && left <= 2 * DAY_MS) return [];
    const count = Math.floor(left / unitMs);
    left -= count * unitMs;
    return count > 0 ? [`${number.format(count)} ${unit}`] : [];
  });
  return parts.join(' ') || 'now';
}

/** The clock: "04:12:33", after the first day "day 2 04:12:33"; with ms where asked for. */
export function formatClock(ms: number, withMs = false): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const inDay = ms % DAY_MS;
  const clock = `${two(inDay / HOUR_MS)}:${two((inDay / MINUTE_MS) % 60)}:${two((inDay / SECOND_MS) % 60)}`;
  const fraction = withMs ? `.${String(Math.floor(ms % SECOND_MS)).padStart(3, '0')}` : '';
  const day = ms >= DAY_MS ? `day ${Math.floor(ms / DAY_MS) + 1} ` : '';
  return day + clock + fraction;
}

/** "620 rec/s", "12 rec/min", "5 rec/h": in the unit in which the number is one to speak of. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0 rec/s';
  if (perSecond >= 1) return `${number.format(perSecond)} rec/s`;
  if (perSecond * 60 >= 1) return `${short.format(perSecond * 60)} rec/min`;
  return `${short.format(perSecond * 3600)} rec/h`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${number.format(bytes)} B`;
  if (bytes < 1024 * 1024) return `${short.format(bytes / 1024)} KiB`;
  return `${short.format(bytes / 1024 / 1024)} MiB`;
}

/** "10×"; from a minute a second on also what a second stands for: "3600× · 1 h/s". */
export function formatSpeed(speed: number): string {
  return speed >= 60 ? `${speed}× · ${speed >= 3600 ? `${short.format(speed / 3600)} h` : `${short.format(speed / 60)} min`}/s` : `${speed}×`;
}

/** A hash key as a share of the key space: "0.25". */
export function formatShare(share: number): string {
  return String(Number(share.toFixed(4)));
}

/** The end of a long number, as a notepad shows it: "…0442". */
export const formatTail = (digits: string) => `…${digits.slice(-4)}`;
