// Holds (issue 7, Progress): the estimate is the sum that the page prints, worked out here by hand; it says nothing where there is
// too little; more right never makes it worse; its range holds eight of ten scores of learners whose chances are known.
import { drawExam, EVENT_SCHEMA, EXAMS_COUNTED, type ExamPool, type QuizEvent, readiness, READINESS_NEEDS, schedule, uint32s } from '#quiz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DECK, pool as examPool } from './exam-log.ts';

const DAY_MS = 86_400_000;
const utcDay = (atMs: number) => Math.floor(atMs / DAY_MS);
const question = (topic: string, n: number, fact: string): ExamPool['questions'][number] => ({ ...examPool.questions[0]!, id: `${topic}-${n}`, topic, section: topic === 'errors' && n > 8 ? 'limits' : 'belt', factIds: [fact] });

/** Two topics, 12 and 6 questions of 18 and two sums that count as `keys`: in a sitting of 20, 14 and 6. */
const pool: ExamPool = {
  questions: [...Array.from({ length: 20 }, (_, n) => question('keys', n, n % 2 ? 'K01' : 'K02')), ...Array.from({ length: 20 }, (_, n) => question('errors', n, 'E01'))],
  topics: [{ id: 'keys', title: 'Keys', weight: 2 }, { id: 'errors', title: 'Errors', weight: 1 }],
  sumTopic: 'keys',
  makeSum: examPool.makeSum,
};
/** Thirty cards: ten of each topic, ten of neither. */
const cards = Array.from({ length: 30 }, (_, n) => ({ id: `card-${n}`, factIds: n < 10 ? ['K01', 'X09'] : n < 20 ? ['E01'] : ['X01'] }));
const reviewed = (n: number, right: boolean, day = 100): QuizEvent => ({ v: EVENT_SCHEMA, id: `r${n}-${day}`, atMs: day * DAY_MS, type: 'reviewed', deck: DECK, cardId: `card-${n}`, right });
/** An exam of one answer for each letter: k a key question, e one of errors; upper case is right. */
const exam = (answers: string) => ({
  questions: [...answers].map((letter, i) => ({ id: `q-${i}`, topic: letter.toLowerCase() === 'k' ? 'keys' : 'errors' })),
  result: { right: [...answers].map((letter) => letter !== letter.toLowerCase()), endedAtMs: 0, timeUp: false },
});
const of = (log: readonly QuizEvent[], finished: readonly ReturnType<typeof exam>[], day = 100) => readiness({ cards, deck: DECK, pool, schedule: schedule(log, utcDay), finished, day });
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

test('by hand: a guess, each answer of the exams, half an answer for each marked card', () => {
  // Keys: 4 of 5 in exams, 6 cards marked today, 5 right: (0.25 + 4 + 2.5) ÷ (1 + 5 + 3) = 6.75 ÷ 9 = 0.75.
  // Errors: 1 of 2 in exams, 4 cards marked today, all right: (0.25 + 1 + 2) ÷ (1 + 2 + 2) = 3.25 ÷ 5 = 0.65.
  const log = [...range(6).map((n) => reviewed(n, n > 0)), ...range(4).map((n) => reviewed(10 + n, true)), ...range(10).map((n) => reviewed(20 + n, true))];
  const result = of(log, [exam('KKkE'), exam('KKe')]);
  expect(result.topics).toEqual([
    { id: 'keys', title: 'Keys', section: 'belt', questions: 14, exam: { right: 4, total: 5 }, cards: { right: 5, total: 6 }, estimate: 0.75 },
    { id: 'errors', title: 'Errors', section: 'limits', questions: 6, exam: { right: 1, total: 2 }, cards: { right: 4, total: 4 }, estimate: 0.65 },
  ]);
  expect(result).toMatchObject({ exams: 2, cards: 20 });
  // (14 · 0.75 + 6 · 0.65) ÷ 20 = 14.4 ÷ 20.
  expect(result.expected).toBeCloseTo(0.72, 12);
  // Beta-binomial: 14 · 0.75 · 0.25 · (9 + 14) ÷ (9 + 1) = 6.0375; 6 · 0.65 · 0.35 · (5 + 6) ÷ (5 + 1) = 2.5025;
  // √8.54 = 2.92233 of 20 questions = 0.146116; times 1.2816 is 0.187263.
  expect(result.low).toBeCloseTo(0.72 - 0.187263, 5);
  expect(result.high).toBeCloseTo(0.72 + 0.187263, 5);
  expect(result.verdict).toBe('open');
});

test('a card counts by its recall today, which falls; one whose last mark is wrong counts as missed', () => {
  const log = [reviewed(0, true), reviewed(1, true, 99), reviewed(1, false)];
  const on = (day: number) => of(log, [], day).topics[0]!.cards;
  expect(on(100)).toEqual({ right: 1, total: 2 });
  // (1 + 0.9804 · 3 ÷ 2.3065)^−0.1542, as in mastery.test.ts.
  expect(on(103).right).toBeCloseTo(0.8809, 3);
});

test('only the last exams count, and topics that the pool has dropped count nowhere', () => {
  const gone = { ...exam('K'), questions: [{ id: 'q', topic: 'gone' }] };
  expect(EXAMS_COUNTED).toBe(3);
  expect(of([], [exam('kkkk'), exam('Kk'), gone, exam('KE')]).topics.map((topic) => topic.exam)).toEqual([{ right: 2, total: 3 }, { right: 1, total: 1 }]);
});

describe('what is said', () => {
  const marked = range(READINESS_NEEDS.cards).map((n) => reviewed(n, true));
  const strong = exam('K'.repeat(40) + 'E'.repeat(20));
  const weak = exam('k'.repeat(40) + 'e'.repeat(20));
  test.each([
    ['nothing at all', [], [], 'too-little'],
    ['cards alone', marked, [], 'too-little'],
    ['an exam alone', [], [strong], 'too-little'],
    ['one card too few', marked.slice(1), [strong], 'too-little'],
    ['all right', marked, [strong], 'likely'],
    ['all exams wrong', marked, [weak], 'not-yet'],
    ['some of both', marked, [exam('KKKKKKkkkkEEee')], 'open'],
  ] as const)('%s: %s', (_, log, finished, verdict) => expect(of(log, finished).verdict).toBe(verdict));
});

test('the range stays on the scale', () => {
  expect(of([], [exam('K'.repeat(4) + 'E'.repeat(4))]).high).toBe(1);
  expect(of([], [exam('k'.repeat(4) + 'e'.repeat(4))]).low).toBe(0);
});

const answers = fc.array(fc.constantFrom('k', 'K', 'e', 'E'), { minLength: 1, maxLength: 40 }).map((letters) => letters.join(''));
const marks = fc.array(fc.record({ n: fc.nat(29), right: fc.boolean() }), { maxLength: 40 });

test('a share between 0 and 1, in its range; a miss made right never lowers it; the order of the marks makes no difference', () => {
  fc.assert(
    fc.property(answers, marks, (letters, said) => {
      const log = said.map(({ n, right }, i) => ({ ...reviewed(n, right), id: `m${i}` }));
      const { expected, low, high } = of(log, [exam(letters)]);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(expected).toBeGreaterThan(low);
      expect(expected).toBeLessThan(high);
      expect(of(log, [exam(letters.replace(/[ke]/, (letter) => letter.toUpperCase()))]).expected).toBeGreaterThanOrEqual(expected);
      expect(of(log.toReversed(), [exam(letters)])).toEqual(of(log, [exam(letters)]));
    }),
    { numRuns: 200 },
  );
});

test('a pool without topics, or a topic without questions, is an author’s mistake', () => {
  const without = (part: Partial<ExamPool>) => () => readiness({ cards, deck: DECK, pool: { ...pool, ...part }, schedule: new Map(), finished: [], day: 0 });
  expect(without({ topics: [] })).toThrow('an exam has at least one topic');
  expect(without({ questions: pool.questions.filter(({ topic }) => topic === 'keys') })).toThrow('the exam\'s topic errors has no question');
});

test('of learners whose chances are known, about eight of ten score within the range', () => {
  const next = uint32s(47);
  const chance = () => next() / 0x1_0000_0000;
  const sitting = drawExam(pool, 0);
  let within = 0;
  const learners = 2000;
  for (let i = 0; i < learners; i++) {
    const able = { keys: chance(), errors: chance() };
    const rightAt = (topic: string) => chance() < able[topic as keyof typeof able];
    const sit = () => exam(sitting.map(({ topic }) => (rightAt(topic) ? topic[0]!.toUpperCase() : topic[0]!)).join(''));
    const { low, high } = of([], [sit(), sit()]);
    const score = sit().result.right.filter(Boolean).length / sitting.length;
    // Scores come in twentieths: one that lies half a question outside is on the edge.
    if (score >= low - 0.025 && score <= high + 0.025) within += 1;
  }
  expect(within / learners).toBeGreaterThan(0.75);
  expect(within / learners).toBeLessThan(0.92);
});
