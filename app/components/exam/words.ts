/** A chapter with its exam at hand, and how the exam's times, counts and topics read. */
import type { Chapter } from '#chapters';
import { type ExamPool, type ExamQuestion, examQuestion, type ExamSitting } from '#quiz';

export type ExamChapter = Chapter & { readonly exam: ExamPool };

/** The questions of a sitting in its order; null for one that this build has not. */
export const questionsOf = ({ exam }: ExamChapter, sitting: ExamSitting): (ExamQuestion | null)[] => sitting.questions.map(({ id }) => examQuestion(exam, id) ?? null);

export const topicTitle = ({ exam }: ExamChapter, topic: string): string => exam.topics.find(({ id }) => id === topic)?.title ?? topic;

export function sectionTitle(chapter: ExamChapter, id: string): string {
  const section = chapter.sections.find((one) => one.id === id);
  return section?.shortTitle ?? section?.title ?? id;
}

/** “39:05”: minutes and seconds left, the begun second counted whole. */
export function clockText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export const questionsText = (n: number): string => (n === 1 ? '1 question' : `${n} questions`);
/** Whole minutes, a begun one counted whole. */
export function minutesText(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

/** “29 November, 17:05”, in the reader's own time. */
export const whenText = (atMs: number): string => new Date(atMs).toLocaleString(undefined, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });

const NUMBERS = ['none', 'one', 'two', 'three'];
export const numberWord = (n: number): string => NUMBERS[n] ?? String(n);
