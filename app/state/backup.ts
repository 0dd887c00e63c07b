/** Backups of the quiz log: files out and in, when the last one was made, and whether another is due. Times are ms since 1970. */
import { BACKUP_CHARS_MAX, deckState, fold, firstRoundDone, imported, type ImportMode, type QuizEvent, readBackup, type ReadBackup, reviewsOf, toAnki, toBackup, toCsv } from '#quiz';
import { create } from 'zustand';
import type { QuizChapter } from '../components/quiz/cards-of.ts';
import { readSetting, writeSetting } from '../storage/settings.ts';
import { ambient } from './ambient.ts';
import { localDay } from './local-day.ts';
import { saveFile } from './save-file.ts';

/** Marks are kept nowhere else: after so many days or marks without a backup the learner is reminded. */
export const REMIND_DAYS = 7;
export const REMIND_MARKS = 50;

interface Moment {
  readonly atMs: number;
  /** How many marks there were. */
  readonly marks: number;
}

interface Backups {
  readonly last: Moment | null;
  /** When the learner last put the reminder off. */
  readonly putOff: Moment | null;
}

const isMoment = (value: unknown): value is Moment => {
  const { atMs, marks } = (value ?? {}) as Partial<Record<keyof Moment, unknown>>;
  return Number.isSafeInteger(atMs) && Number.isSafeInteger(marks);
};

export const useBackups = create<Backups>(() => ({
  last: readSetting<Moment | null>('backup', isMoment, null),
  putOff: readSetting<Moment | null>('backup-put-off', isMoment, null),
}));

const momentOf = (events: readonly QuizEvent[]): Moment => ({ atMs: ambient.now(), marks: reviewsOf(events).length });

export function putOffBackup(events: readonly QuizEvent[]): void {
  const putOff = momentOf(events);
  writeSetting('backup-put-off', putOff);
  useBackups.setState({ putOff });
}

/** The marks since the last backup, where a reminder of it is due; else null. */
export function marksToBackUp(events: readonly QuizEvent[], { last, putOff }: Backups, nowMs: number): number | null {
  const marks = reviewsOf(events);
  const since = [last, putOff].filter((moment) => moment !== null).toSorted((a, b) => b.atMs - a.atMs)[0];
  // After an import that replaced the log there may be fewer than at the last backup.
  const added = marks.length - Math.min(since?.marks ?? 0, marks.length);
  const sinceMs = since?.atMs ?? marks[0]?.atMs ?? nowMs;
  if (added === 0 || (added < REMIND_MARKS && nowMs - sinceMs < REMIND_DAYS * 86_400_000)) return null;
  return marks.length - Math.min(last?.marks ?? 0, marks.length);
}

const dated = (name: string, ending: string) => `shardbelt-${name}-${new Date(localDay(ambient.now()) * 86_400_000).toISOString().slice(0, 10)}.${ending}`;

export function downloadBackup(events: readonly QuizEvent[]): void {
  const last = momentOf(events);
  saveFile(toBackup(events, last.atMs), dated('backup', 'json'), 'application/json');
  writeSetting('backup', last);
  useBackups.setState({ last });
}

export function downloadCsv(events: readonly QuizEvent[], decks: readonly QuizChapter[]): void {
  const questions = new Map(decks.flatMap(({ slug, cards }) => cards.map(({ id, question }) => [`${slug}/${id}`, question] as const)));
  const text = toCsv(reviewsOf(events), (atMs) => new Date(atMs).toISOString(), ({ deck, cardId }) => questions.get(`${deck}/${cardId}`));
  saveFile(text, dated('marks', 'csv'), 'text/csv');
}

/** Rejects where the simulator, which is asked what commands print, cannot be loaded. */
export async function downloadAnki(chapter: QuizChapter): Promise<void> {
  const { ankiCards } = await import('../components/data/anki-cards.ts');
  saveFile(toAnki(ankiCards(chapter), chapter.slug, `Shardbelt::${chapter.title}`), `shardbelt-${chapter.slug}-anki.txt`, 'text/plain');
}

/** Reads a chosen file. Nothing is taken in by this. */
export async function openBackup(file: Blob): Promise<ReadBackup> {
  try {
    // A character takes up to three bytes; the rest of a larger file need not be read to know that it is none of ours.
    return readBackup(await file.slice(0, 3 * BACKUP_CHARS_MAX).text());
  } catch {
    return { ok: false, problem: 'The file could not be read from the disk.' };
  }
}

export interface ImportPreview {
  readonly entries: number;
  /** Of the file that are not here yet. */
  readonly missing: number;
  /** Here and not in the file: a replacement takes them away. */
  readonly onlyHere: number;
  readonly marks: number;
  /** Of the file's first and last entry; null where it has none. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** What there would be after each way. */
  readonly after: Readonly<Record<ImportMode, { readonly marks: number; readonly closesSitting: boolean; readonly passed: readonly string[] }>>;
}

export function previewImport(here: readonly QuizEvent[], events: readonly QuizEvent[]): ImportPreview {
  const hereIds = new Set(here.map(({ id }) => id));
  const ids = new Set(events.map(({ id }) => id));
  const times = events.map(({ atMs }) => atMs);
  const before = fold(here);
  function after(mode: ImportMode) {
    const log = imported(here, events, mode);
    const state = fold(log);
    const closesSitting = [...before.decks].some(([deck, { sitting }]) => sitting && !firstRoundDone(sitting) && deckState(state, deck).sitting?.id !== sitting.id);
    return { marks: reviewsOf(log).length, closesSitting, passed: [...state.decks].filter(([, { passed }]) => passed).map(([deck]) => deck) };
  }
  return {
    entries: events.length,
    missing: events.filter(({ id }) => !hereIds.has(id)).length,
    onlyHere: here.filter(({ id }) => !ids.has(id)).length,
    marks: reviewsOf(events).length,
    fromMs: times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : null,
    toMs: times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null,
    after: { merge: after('merge'), replace: after('replace') },
  };
}
