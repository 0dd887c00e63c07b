/** A chapter with all that its progress is worked out from, and how this page says numbers and days. */
import { SCALED_MAX, SCALED_MIN } from '#quiz';
import type { ExamChapter } from '../exam/words.ts';
import type { QuizChapter } from '../quiz/cards-of.ts';

export type ProgressChapter = QuizChapter & ExamChapter;

/** Cut, not rounded: 59.9 % must not read as the 60 % that pass. */
export const percent = (right: number, total: number): string => `${Math.floor((100 * right) / total)}\u00A0%`;

/** A share of an exam as points, cut to tens: finer would say more than is known. */
export const pointsOf = (share: number): number => Math.floor((SCALED_MIN + (SCALED_MAX - SCALED_MIN) * share) / 10) * 10;

const counted = (one: string, many: string) => (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
export const cardsText = counted('card', 'cards');
export const daysText = counted('day', 'days');
export const examsText = counted('exam', 'exams');

const date = (day: number) => new Date(day * 86_400_000);

/** A local day, with its year where that is not this one: "30 Nov", "30 Nov 2025". */
export function dateText(day: number, today: number): string {
  const year = date(day).getUTCFullYear() === date(today).getUTCFullYear() ? undefined : 'numeric';
  return date(day).toLocaleDateString(undefined, { timeZone: 'UTC', day: 'numeric', month: 'short', year });
}
