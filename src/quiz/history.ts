/**
 * What was done when: every sitting and exam with its score, every day with its marks. Worked out from the log; a mark that was
 * taken back counts nowhere, and the retries of a sitting stand apart from first attempts. Times are ms since 1970, UTC.
 */
import type { QuizEvent } from './events.ts';
import type { FinishedExam } from './exam-reducer.ts';
import { examPasses } from './exam-score.ts';
import { passes } from './gate.ts';
import { apply, emptyState, firstMarks, firstRoundDone, type Sitting, score } from './reducer.ts';
import type { DayOf, Review } from './scheduler.ts';

export interface PastSitting {
  readonly kind: 'quiz' | 'exam';
  readonly id: string;
  readonly deck: string;
  /** When a quiz began; when an exam ended. */
  readonly atMs: number;
  /** At the first attempt. */
  readonly right: number;
  /** Cards or questions of the sitting. */
  readonly total: number;
  /** How many of them were marked; of an exam always all, since an open question is scored as wrong. */
  readonly marked: number;
  /** Marks of the retry round. */
  readonly retries: number;
  /** Null while the first round is not done: then there is no score. */
  readonly passed: boolean | null;
}

const IN_SITTINGS: ReadonlySet<QuizEvent['type']> = new Set(['sitting-started', 'card-revealed', 'marked', 'mark-undone']);

export interface StudyDay {
  /** A local day. */
  readonly day: number;
  /** Marks of first attempts in sittings, of cards in the text and of reviews. */
  readonly right: number;
  readonly wrong: number;
  /** Marks of retry rounds, right or wrong. */
  readonly retries: number;
  /** Quizzes that were begun. */
  readonly quizzes: number;
  /** Exams that ended. */
  readonly exams: number;
}

/**
 * Every quiz of which a mark stands and every exam that ended, oldest first.
 *
 * @param sittings those of {@link everySitting}
 * @param exams of any decks
 */
export function pastSittings(sittings: readonly Sitting[], exams: readonly FinishedExam[]): PastSitting[] {
  const quizzes = sittings.filter(({ marks }) => marks.length > 0).map((sitting): PastSitting => {
    const { right, total } = score(sitting);
    const marked = firstMarks(sitting).length;
    return { kind: 'quiz', id: sitting.id, deck: sitting.deck, atMs: sitting.startedAtMs, right, total, marked, retries: sitting.marks.length - marked, passed: firstRoundDone(sitting) ? passes(right, total) : null };
  });
  const scored = exams.map(({ id, deck, result }): PastSitting => {
    const total = result.right.length;
    const right = result.right.filter(Boolean).length;
    return { kind: 'exam', id, deck, atMs: result.endedAtMs, right, total, marked: total, retries: 0, passed: examPasses(right, total) };
  });
  return [...quizzes, ...scored].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/**
 * The quiz sittings as they were left, oldest first, also those that another closed: the state itself keeps the newest of a deck alone.
 *
 * @param log in the order in which it was written
 */
export function everySitting(log: readonly QuizEvent[]): Sitting[] {
  const sittings = new Map<string, Sitting>();
  let state = emptyState;
  for (const event of log) {
    if (!IN_SITTINGS.has(event.type)) continue;
    const outcome = apply(state, event);
    if (!outcome.ok) continue;
    state = outcome.state;
    for (const { sitting } of state.decks.values()) if (sitting) sittings.set(sitting.id, sitting);
  }
  return [...sittings.values()];
}

/**
 * Every day on which something was done, oldest first.
 *
 * @param marks those of `reviewsOf`
 * @param past those of {@link pastSittings}
 */
export function studyDays(marks: readonly Review[], past: readonly PastSitting[], dayOf: DayOf): StudyDay[] {
  const days = new Map<number, { -readonly [K in keyof StudyDay]: StudyDay[K] }>();
  const at = (atMs: number) => {
    const day = dayOf(atMs);
    const found = days.get(day) ?? { day, right: 0, wrong: 0, retries: 0, quizzes: 0, exams: 0 };
    days.set(day, found);
    return found;
  };
  for (const { retry, right, atMs } of marks) at(atMs)[retry ? 'retries' : right ? 'right' : 'wrong'] += 1;
  for (const { kind, atMs } of past) at(atMs)[kind === 'quiz' ? 'quizzes' : 'exams'] += 1;
  return [...days.values()].sort((a, b) => a.day - b.day);
}

/** The most days in a row. @param days local days, rising, none twice */
export function longestRun(days: readonly number[]): number {
  let run = 0;
  let longest = 0;
  for (const [i, day] of days.entries()) {
    run = i > 0 && day === days[i - 1]! + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
