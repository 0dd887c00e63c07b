/** Civil dates from day numbers, and the one date format that AWS prints in an error. No ambient clock, no time zone. */
const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** @param days since 1970, not negative @returns the month from 1 */
export function civilDate(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  // The Gregorian cycle has 146,097 days, counted from 1 March of year 0.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** The time of day of a second, as `hh:mm:ss`. */
export function clockTime(seconds: number): string {
  const inDay = ((seconds % 86_400) + 86_400) % 86_400;
  return [Math.floor(inDay / 3600), Math.floor(inDay / 60) % 60, inDay % 60].map(twoDigits).join(':');
}

export const twoDigits = (n: number) => String(n).padStart(2, '0');

/** `EEE MMM dd HH:mm:ss UTC yyyy`. @param epochMs milliseconds since 1970, not negative. */
export function formatUtc(epochMs: number): string {
  const seconds = Math.floor(epochMs / 1000);
  const days = Math.floor(seconds / 86_400);
  const { year, month, day } = civilDate(days);
  return `${DAYS[days % 7]} ${MONTHS[month - 1]} ${twoDigits(day)} ${clockTime(seconds)} UTC ${year}`;
}
