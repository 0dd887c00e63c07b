/** Timestamps as the command line takes and prints them. Seconds since 1970; no ambient clock, no time zone but UTC. */
import { civilDate, clockTime, twoDigits } from '../kinesis/model/utc.ts';

const ISO = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;
const DAY_SECONDS = 86_400;

/** Days since 1970 of a civil date: years begin with March, so that the odd day comes last. */
function dayOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** @returns seconds since 1970, or null for what is neither a number nor an ISO 8601 time; a time without a zone is UTC */
export function readTimestamp(text: string): number | null {
  const trimmed = text.trim();
  if (/^[+-]?\d+(\.\d*)?$/.test(trimmed) && !/^\d{8}$/.test(trimmed)) return Number(trimmed);
  const found = ISO.exec(trimmed);
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const days = dayOf(year, month, day);
  // A day that the month does not have comes back as another one.
  if (month < 1 || month > 12 || dateText(days) !== `${found[1]}-${found[2]}-${found[3]}`) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const zone = found[8] ?? 'Z';
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  return days * DAY_SECONDS + hour * 3600 + minute * 60 + second + Number(`0.${found[7] ?? 0}`) - offset;
}

/** As version 2 prints a time: `2026-11-29T16:01:05.011000+00:00`. */
export function iso(seconds: number): string {
  const micros = Math.round(seconds * 1e6);
  const whole = Math.floor(micros / 1e6);
  const part = micros - whole * 1e6;
  return `${dateText(Math.floor(whole / DAY_SECONDS))}T${clockTime(whole)}${part === 0 ? '' : `.${String(part).padStart(6, '0')}`}+00:00`;
}

function dateText(days: number): string {
  const { year, month, day } = civilDate(days);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}
