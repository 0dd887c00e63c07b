// Holds (issue 7, Progress): every sitting keeps its score, also after the next one; an undone mark counts nowhere; retries stand
// apart; days are the learner's own; the longest run is counted in days without a gap.
import { type DayOf, EVENT_SCHEMA, everySitting, firstMarks, fold, longestRun, pastSittings, type QuizEvent, reviewsOf, score, studyDays } from '#quiz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Candidate } from './exam-log.ts';
import { DECK, Learner, type Step } from './log.ts';

const DAY_MS = 86_400_000;
const utcDay = (atMs: number) => Math.floor(atMs / DAY_MS);
const pastOf = (log: readonly QuizEvent[]) => pastSittings(everySitting(log), [...fold(log).exams.values()].flatMap(({ finished }) => finished));
const daysOf = (log: readonly QuizEvent[], dayOf: DayOf) => studyDays(reviewsOf(log), pastOf(log), dayOf);

test('a sitting that another follows keeps its score; retries and what was taken back leave it', () => {
  // 3 of 5 at the first attempt, which passes exactly; the two missed took three more marks.
  const learner = new Learner(['a', 'b', 'c', 'd', 'e']).start().play('rwrwr').play('rwr');
  const first = learner.sitting.id;
  // A right mark, then a wrong one that is taken back and given as right.
  learner.start().play('rw');
  learner.undo();
  learner.mark(true);
  expect(pastOf(learner.log)).toEqual([
    { kind: 'quiz', id: first, deck: DECK, atMs: expect.any(Number), right: 3, total: 5, marked: 5, retries: 3, passed: true },
    { kind: 'quiz', id: learner.sitting.id, deck: DECK, atMs: learner.sitting.startedAtMs, right: 2, total: 5, marked: 2, retries: 0, passed: null },
  ]);
});

test('a sitting without a mark is none; 2 of 5 does not pass', () => {
  const learner = new Learner(['a', 'b', 'c', 'd', 'e']).start();
  expect(pastOf(learner.log)).toEqual([]);
  learner.play('rrwww');
  expect(pastOf(learner.log)).toMatchObject([{ right: 2, passed: false }]);
});

test('exams that ended have a score of all their questions; one that runs or was left has none', () => {
  const candidate = new Candidate();
  candidate.start(1);
  candidate.finish();
  candidate.nowMs += 1000;
  candidate.start(2);
  candidate.nowMs += 1000;
  candidate.start(3);
  expect(pastOf(candidate.log)).toEqual([{ kind: 'exam', id: expect.any(String), deck: DECK, atMs: 1_000_000, right: 0, total: 8, marked: 8, retries: 0, passed: false }]);
});

test('each day has its first attempts, its retries, the quizzes begun and the exams ended; undone marks are on none', () => {
  const at = (day: number, event: QuizEvent): QuizEvent => ({ ...event, atMs: day * DAY_MS + event.atMs });
  const learner = new Learner(['a', 'b']).start().play('rw').play('wr');
  const log = learner.log.map((event) => at(3, event));
  learner.start().play('w');
  learner.undo();
  log.push(...learner.log.slice(log.length).map((event) => at(5, event)));
  const check = (id: string, day: number, right: boolean): QuizEvent => ({ v: EVENT_SCHEMA, id, atMs: day * DAY_MS, type: 'self-checked', deck: DECK, cardId: 'a', right });
  log.push(check('x1', 6, true), check('x2', 6, false));
  const candidate = new Candidate();
  candidate.nowMs = 8 * DAY_MS;
  candidate.start();
  candidate.finish();
  log.push(...candidate.log.map((event) => ({ ...event, id: `exam-${event.id}` })));
  expect(daysOf(log, utcDay)).toEqual([
    { day: 3, right: 1, wrong: 1, retries: 2, quizzes: 1, exams: 0 },
    { day: 6, right: 1, wrong: 1, retries: 0, quizzes: 0, exams: 0 },
    { day: 8, right: 0, wrong: 0, retries: 0, quizzes: 0, exams: 1 },
  ]);
  // 23:59 by one calendar is the next day by another: the app says which it is.
  expect(daysOf(log, (atMs) => utcDay(atMs + DAY_MS / 2)).map(({ day }) => day)).toEqual([3, 6, 8]);
  expect(daysOf(log, (atMs) => utcDay(atMs - 1)).map(({ day }) => day)).toEqual([3, 5, 7]);
});

test.each([
  [[], 0],
  [[7], 1],
  [[1, 2, 3, 5, 6], 3],
  [[1, 3, 4, 5, 6, 8, 9], 4],
])('the longest run of %j is %i', (days, run) => expect(longestRun(days)).toBe(run));

test('whatever a learner does: the newest sitting is as the quiz shows it, and the days hold every mark that stands, once', () => {
  const step = fc.constantFrom<Step>('reveal', 'right', 'right', 'wrong', 'undo', 'start');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const learner = new Learner(['a', 'b', 'c']).start();
      for (const one of steps) learner.step(one);
      const { sitting, log } = learner;
      const shown = pastOf(log).find(({ id }) => id === sitting.id);
      expect(shown?.marked ?? 0).toBe(firstMarks(sitting).length);
      expect(shown?.right ?? 0).toBe(score(sitting).right);
      const days = daysOf(log, (atMs) => Math.floor(atMs / 7000));
      expect(days.reduce((sum, { right, wrong, retries }) => sum + right + wrong + retries, 0)).toBe(reviewsOf(log).length);
      expect(days.map(({ day }) => day)).toEqual([...new Set(days.map(({ day }) => day))].sort((a, b) => a - b));
    }),
    { numRuns: 300 },
  );
});
