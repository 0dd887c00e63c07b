/** How objects are named: prefix, date of the oldest record in UTC, stream, version, time, and something that no other has. */
import { formatUtc } from '../../kinesis/model/utc.ts';

const EXPRESSION = /!\{timestamp:([^}]*)\}/g;
const PREFIX_MAX = 1024;
const FIELDS = /yyyy|YYYY|MM|dd|HH|mm|ss/g;

/** What is wrong with a prefix, in a sentence for the learner, or null. */
export function prefixProblem(name: string, prefix: unknown): string | null {
  if (typeof prefix !== 'string' || prefix.length > PREFIX_MAX) return `The prefix of ${name} must be a text of at most ${PREFIX_MAX} characters.`;
  const strange = prefix.replaceAll(EXPRESSION, '').match(/!\{[^}]*\}?/);
  return strange ? `The prefix of ${name} can hold !{timestamp:…} only, not ${strange[0]}.` : null;
}

/** @param wallMs of the oldest record @param draw uniform in [0, 1) */
export function objectKey(prefix: string, name: string, wallMs: number, draw: () => number): string {
  const dated = prefix.replaceAll(EXPRESSION, (_, pattern: string) => format(wallMs, pattern));
  const folder = dated === prefix ? `${prefix}${format(wallMs, 'yyyy/MM/dd/HH')}/` : dated;
  return `${folder}${name}-1-${format(wallMs, 'yyyy-MM-dd-HH-mm-ss')}-${uuid(draw)}`;
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function format(wallMs: number, pattern: string): string {
  const [, month, dd, clock, , yyyy] = formatUtc(wallMs).split(' ') as [string, string, string, string, string, string];
  const [HH, mm, ss] = clock.split(':') as [string, string, string];
  const MM = String(MONTHS.indexOf(month) / 3 + 1).padStart(2, '0');
  const at: Record<string, string> = { yyyy, YYYY: yyyy, MM, dd, HH, mm, ss };
  return pattern.replaceAll(FIELDS, (field) => at[field]!);
}

/** Version 4. */
function uuid(draw: () => number): string {
  const hex = Array.from({ length: 4 }, () => Math.floor(draw() * 2 ** 32).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
