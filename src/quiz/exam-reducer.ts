/**
 * The state of exam sittings as a fold of the same log as the cards. The clock is the wall's: a sitting ends at a fixed moment, set
 * when it starts, and does not pause when the tab is closed, as the real exam's does not. The log knows no clock of its own: an
 * event counts or not by the time it carries. Times are ms since 1970, UTC.
 */
import type { QuizEvent } from './events.ts';
import type { DrawnQuestion } from './exam-draw.ts';

export interface ExamResult {
  /** One for each question, in the order of the sitting. */
  readonly right: readonly boolean[];
  /** When it ended: when the learner finished, or when the time was up. */
  readonly endedAtMs: number;
  readonly timeUp: boolean;
}

export interface ExamSitting {
  readonly id: string;
  readonly deck: string;
  readonly questions: readonly DrawnQuestion[];
  readonly seed: number;
  readonly startedAtMs: number;
  /** From this moment on answers no longer count. */
  readonly endsAtMs: number;
  /** Places of the chosen options in each question's own list, rising, by question id. What was never answered is not in it. */
  readonly chosen: ReadonlyMap<string, readonly number[]>;
  readonly flagged: ReadonlySet<string>;
  /** Null while it runs. Kept as it was scored: a later change of the questions leaves old results alone. */
  readonly result: ExamResult | null;
}

export type FinishedExam = ExamSitting & { readonly result: ExamResult };

export interface ExamState {
  /** The sitting that runs; starting another closes it without a score. */
  readonly running: ExamSitting | null;
  /** Those that ended with a score, oldest first. */
  readonly finished: readonly FinishedExam[];
}

export type ExamEvent = Extract<QuizEvent, { type: `exam-${string}` }>;
export type ExamRefusal = 'exam-exists' | 'exam-over' | 'no-such-question' | 'result-of-other-length';
export type ExamOutcome = { readonly ok: true; readonly exam: ExamState } | { readonly ok: false; readonly refusal: ExamRefusal };

export const noExam: ExamState = { running: null, finished: [] };

export const isExamEvent = (event: QuizEvent): event is ExamEvent => event.type.startsWith('exam-');

/**
 * The state of one deck's exams after one event, or why it does not apply. Pure. After the end nothing changes: an answer or a flag
 * of a sitting that is finished, closed or out of time is refused. A finish after the time is up counts as at that moment.
 */
export function applyExam(exam: ExamState, event: ExamEvent): ExamOutcome {
  const refuse = (refusal: ExamRefusal): ExamOutcome => ({ ok: false, refusal });
  if (event.type === 'exam-started') {
    if ([exam.running, ...exam.finished].some((one) => one?.id === event.sittingId)) return refuse('exam-exists');
    const { sittingId: id, deck, questions, seed, atMs: startedAtMs, limitMs } = event;
    return { ok: true, exam: { ...exam, running: { id, deck, questions, seed, startedAtMs, endsAtMs: startedAtMs + limitMs, chosen: new Map(), flagged: new Set(), result: null } } };
  }

  const { running } = exam;
  if (running?.id !== event.sittingId) return refuse('exam-over');
  if (event.type === 'exam-finished') {
    if (event.right.length !== running.questions.length) return refuse('result-of-other-length');
    const result = { right: event.right, endedAtMs: Math.min(event.atMs, running.endsAtMs), timeUp: event.atMs >= running.endsAtMs };
    return { ok: true, exam: { running: null, finished: [...exam.finished, { ...running, result }] } };
  }

  if (event.atMs >= running.endsAtMs) return refuse('exam-over');
  if (!running.questions.some(({ id }) => id === event.questionId)) return refuse('no-such-question');
  if (event.type === 'exam-answered') {
    const chosen = new Map(running.chosen);
    if (event.chosen.length > 0) chosen.set(event.questionId, [...new Set(event.chosen)].toSorted((a, b) => a - b));
    else chosen.delete(event.questionId);
    return { ok: true, exam: { ...exam, running: { ...running, chosen } } };
  }
  const flagged = new Set(running.flagged);
  if (event.flagged) flagged.add(event.questionId);
  else flagged.delete(event.questionId);
  return { ok: true, exam: { ...exam, running: { ...running, flagged } } };
}
