/** Which chapters are passed, and the best first round of each, by chapter slug: read from the quiz log. */
import type { Score } from '#quiz';
import { create } from 'zustand';
import { type QuizLog, type QuizLogSnapshot, quizLog } from '../storage/quiz-log.ts';

export interface CourseProgress {
  /** `unavailable`: nothing is stored here; what this page has seen since it was opened is shown all the same. */
  readonly status: 'loading' | 'ready' | 'unavailable';
  readonly passed: Readonly<Record<string, boolean>>;
  readonly best: Readonly<Record<string, Score>>;
}

const statuses = { opening: 'loading', saved: 'ready', memory: 'unavailable' } as const;

function progressOf({ status, state }: QuizLogSnapshot): CourseProgress {
  const decks = [...state.decks];
  return {
    status: statuses[status],
    passed: Object.fromEntries(decks.map(([slug, deck]) => [slug, deck.passed])),
    best: Object.fromEntries(decks.flatMap(([slug, deck]) => (deck.best ? [[slug, deck.best] as const] : []))),
  };
}

export function createCourseProgress(log: QuizLog) {
  return create<CourseProgress>((set) => {
    log.store.subscribe((snapshot) => set(progressOf(snapshot)));
    log.open();
    return progressOf(log.store.getState());
  });
}

export const useCourseProgress = createCourseProgress(quizLog);
