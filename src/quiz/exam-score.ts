/**
 * The score of a sitting. AWS reports 100 to 1,000 and passes at 720, but does not publish how it gets there from right answers.
 * Ours is a straight line: none right is 100, all right is 1,000. So 720 is a little under 69 % here, which the page says.
 */
import { examQuestion, isChoiceRight, type ExamPool } from './exam-question.ts';
import type { ExamSitting } from './exam-reducer.ts';

export const SCALED_MIN = 100;
export const SCALED_MAX = 1000;
export const SCALED_TO_PASS = 720;

function assertCounts(right: number, total: number): void {
  if (!Number.isSafeInteger(total) || total < 1) throw new RangeError(`a sitting has at least one question, not ${total}`);
  if (!Number.isSafeInteger(right) || right < 0 || right > total) throw new RangeError(`${right} right of ${total} is no result`);
}

/**
 * The scaled score, 100 … 1000: 100 + 900 · right / total, cut to whole points, so that it shows 720 exactly when it passes.
 *
 * @throws RangeError for counts that are no result
 */
export function scaledScore(right: number, total: number): number {
  assertCounts(right, total);
  return SCALED_MIN + Math.floor(((SCALED_MAX - SCALED_MIN) * right) / total);
}

/**
 * Whether a sitting passes. Integers only: 900 · right ≥ 620 · total.
 *
 * @throws RangeError for counts that are no result
 */
export function examPasses(right: number, total: number): boolean {
  assertCounts(right, total);
  return (SCALED_MAX - SCALED_MIN) * right >= (SCALED_TO_PASS - SCALED_MIN) * total;
}

/**
 * The least number of right answers that passes.
 *
 * @throws RangeError when `total` is no positive whole number
 */
export function rightToPassExam(total: number): number {
  assertCounts(0, total);
  return Math.ceil(((SCALED_TO_PASS - SCALED_MIN) * total) / (SCALED_MAX - SCALED_MIN));
}

/** For each question of the sitting, in its order, whether its answer scores. An open question, or one this build has not, is wrong. */
export function gradeExam(pool: ExamPool, { questions, chosen }: Pick<ExamSitting, 'questions' | 'chosen'>): boolean[] {
  return questions.map(({ id }) => {
    const question = examQuestion(pool, id);
    return question !== undefined && isChoiceRight(question, chosen.get(id) ?? []);
  });
}

export interface ExamTopicScore {
  readonly topic: string;
  readonly right: number;
  readonly total: number;
}

/** A finished sitting by topic, weakest first; topics with the same share stay in the order in which they came up. */
export function scoreByTopic({ questions }: Pick<ExamSitting, 'questions'>, right: readonly boolean[]): ExamTopicScore[] {
  const scores = new Map<string, { topic: string; right: number; total: number }>();
  for (const [at, { topic }] of questions.entries()) {
    const score = scores.get(topic) ?? { topic, right: 0, total: 0 };
    scores.set(topic, { topic, right: score.right + (right[at] ? 1 : 0), total: score.total + 1 });
  }
  return [...scores.values()].toSorted((a, b) => a.right * b.total - b.right * a.total);
}
