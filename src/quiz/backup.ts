/**
 * A backup: the whole log as one file of JSON, with its schema and a checksum. Reading one never throws and takes nothing on
 * trust: a file is wholly good, or it is refused with the reason. Times are ms since 1970, UTC; sizes are UTF-16 units.
 */
import * as v from 'valibot';
import { parseEvent, type QuizEvent } from './events.ts';

export const BACKUP_FORMAT = 'shardbelt-marks';
/** Raise it when an older build could misread a newer file. */
export const BACKUP_SCHEMA = 1;
/** More than a learner marks in a life; a bound on what a hostile file can ask of the page. */
export const BACKUP_CHARS_MAX = 64_000_000;

export interface Backup {
  readonly exportedAtMs: number;
  /** In the order of the log, each of today's schema, no id twice. */
  readonly events: readonly QuizEvent[];
}

export type ReadBackup = { readonly ok: true; readonly backup: Backup } | { readonly ok: false; readonly problem: string };

const backupFile = v.object({
  format: v.literal(BACKUP_FORMAT),
  schema: v.literal(BACKUP_SCHEMA),
  exportedAtMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(8.64e15)),
  count: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** CRC-32 of {@link checked}, in hexadecimal. It finds damage; it proves nothing about who wrote the file. */
  crc32: v.string(),
  events: v.array(v.unknown()),
});
const newerFile = v.object({ format: v.literal(BACKUP_FORMAT), schema: v.pipe(v.number(), v.minValue(BACKUP_SCHEMA + 1)) });

const checked = (exportedAtMs: number, events: readonly unknown[]) => crc32(JSON.stringify([exportedAtMs, events]));

/** The file of a log. */
export function toBackup(events: readonly QuizEvent[], exportedAtMs: number): string {
  return JSON.stringify({ format: BACKUP_FORMAT, schema: BACKUP_SCHEMA, exportedAtMs, count: events.length, crc32: checked(exportedAtMs, events), events });
}

/** Reads the text of a file that the learner chose. */
export function readBackup(text: string): ReadBackup {
  const refuse = (problem: string) => ({ ok: false, problem }) as const;
  if (text.length > BACKUP_CHARS_MAX) return refuse('The file is larger than any backup of Shardbelt.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('The file is not whole JSON. It is damaged or cut off, or another kind of file.');
  }
  if (v.is(newerFile, value)) return refuse('The file was written by a newer version of Shardbelt. Reload the page to get that version.');
  const parsed = v.safeParse(backupFile, value);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return refuse(`The file is no backup of Shardbelt. ${v.getDotPath(issue) ?? 'It'}: ${issue.message}.`);
  }
  const { exportedAtMs, count, crc32: sum, events: rows } = parsed.output;
  if (count !== rows.length) return refuse(`The file says that it holds ${count} entries, and holds ${rows.length}.`);
  if (!sumFits(sum, exportedAtMs, rows)) return refuse('The checksum does not fit: the file was damaged or changed after it was written.');
  const events: QuizEvent[] = [];
  const ids = new Set<string>();
  for (const [i, row] of rows.entries()) {
    const one = parseEvent(row);
    if (!one.ok) return refuse(`Entry ${i + 1} cannot be read. ${one.message}`);
    if (ids.has(one.event.id)) return refuse(`Entry ${i + 1} has the id of another.`);
    ids.add(one.event.id);
    events.push(one.event);
  }
  return { ok: true, backup: { exportedAtMs, events } };
}

function sumFits(sum: string, exportedAtMs: number, rows: readonly unknown[]): boolean {
  try {
    return checked(exportedAtMs, rows) === sum;
  } catch {
    return false; // Nested deeper than can be written again.
  }
}

export type ImportMode = 'merge' | 'replace';

/** The log after an import. A merge keeps all that is here and adds what is not, at the end, in the order of the file. */
export function imported(here: readonly QuizEvent[], events: readonly QuizEvent[], mode: ImportMode): readonly QuizEvent[] {
  if (mode === 'replace') return events;
  const ids = new Set(here.map(({ id }) => id));
  return [...here, ...events.filter(({ id }) => !ids.has(id))];
}

/** CRC-32 as in zip and PNG (polynomial 0xEDB88320) over the UTF-8 bytes, eight hexadecimal digits. */
export function crc32(text: string): string {
  let crc = 0xffff_ffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, '0');
}
