// Holds: which questions a sitting draws, by weight and seed; options in an order of their own; the scaled score; damaged events.
import { allot, drawExam, EXAM_MS_PER_QUESTION, EXAM_QUESTIONS, EVENT_SCHEMA, examPasses, examQuestion, optionOrder, parseEvent, rightToPassExam, scaledScore, scoreByTopic } from '#quiz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findChapter } from '#chapters';
import { Candidate, pool } from './exam-log.ts';

const seeds = fc.nat({ max: 0xffff_ffff });
const real = await findChapter('kinesis-data-streams')!.loadExam();

describe('the draw', () => {
  test('questions are shared out by weight, one at least each, within one of the share', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }), fc.nat({ max: 60 }), (weights, total) => {
        const given = allot(weights.map((weight) => ({ weight, have: 1000 })), total);
        const all = weights.reduce((a, b) => a + b, 0);
        expect(given.reduce((a, b) => a + b, 0)).toBe(total);
        if (total >= weights.length) expect(Math.min(...given)).toBeGreaterThanOrEqual(1);
        // Where every share is one or more, the floor of one moves nothing.
        if (weights.every((weight) => (weight * total) / all >= 1)) {
          for (const [i, weight] of weights.entries()) expect(Math.abs(given[i]! - (weight * total) / all)).toBeLessThan(1);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('a topic never gives more than it has; the others fill up', () => {
    expect(allot([{ weight: 8, have: 2 }, { weight: 1, have: 9 }, { weight: 1, have: 9 }], 10)).toEqual([2, 4, 4]);
    expect(allot([{ weight: 1, have: 1 }], 5)).toEqual([1]);
    expect(allot([{ weight: 1, have: 5 }, { weight: 3, have: 5 }], 1)).toEqual([0, 1]);
    expect(() => allot([{ weight: 0, have: 5 }], 5)).toThrow(RangeError);
    expect(() => allot([{ weight: 1, have: 5 }], 1.5)).toThrow(RangeError);
  });

  test('of the real pool: 20 questions, none twice, every topic as its weight says, two sums of two kinds; the same seed again the same', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const drawn = drawExam(real, seed);
        expect(drawn).toHaveLength(EXAM_QUESTIONS);
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(EXAM_QUESTIONS);
        const written = drawn.filter(({ id }) => !id.startsWith('sum-'));
        for (const { id, weight } of real.topics) expect(written.filter(({ topic }) => topic === id).length).toBe(weight);
        const kinds = drawn.filter(({ id }) => id.startsWith('sum-')).map(({ id }) => real.makeSum(Number(id.slice(4))).kind);
        expect(new Set(kinds).size).toBe(2);
        for (const { id } of drawn) expect(examQuestion(real, id)).toBeDefined();
        expect(drawExam(real, seed)).toEqual(drawn);
      }),
      { numRuns: 1000 },
    );
  });

  test('over many seeds every question comes up', () => {
    const met = new Set(Array.from({ length: 200 }, (_, seed) => drawExam(real, seed).map(({ id }) => id)).flat());
    expect(real.questions.filter(({ id }) => !met.has(id))).toEqual([]);
  });

  test('a pool smaller than the sitting is used whole', () => {
    expect(drawExam({ ...pool, questions: pool.questions.slice(0, 3) }, 5, 20, 0)).toHaveLength(3);
  });

  test('options stand in an order of the seed, each right place equally often; numbers stay from small to large', () => {
    const four = pool.questions[0]!;
    const firsts = Array.from({ length: 4000 }, (_, seed) => optionOrder(four, seed, seed % 20).indexOf(0));
    for (let place = 0; place < 4; place += 1) expect(firsts.filter((one) => one === place).length / 4000).toBeCloseTo(0.25, 1);
    expect(optionOrder(four, 7, 3)).toEqual(optionOrder(four, 7, 3));
    expect(optionOrder(four, 7, 3).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    expect(optionOrder({ ...four, ordered: true }, 7, 3)).toEqual([0, 1, 2, 3]);
  });
});

describe('the score', () => {
  test.each([
    [0, 20, 100, false],
    [13, 20, 685, false],
    [14, 20, 730, true],
    [20, 20, 1000, true],
    // The line meets 720 exactly.
    [31, 45, 720, true],
    [30, 45, 700, false],
  ])('%i of %i is %i', (right, total, scaled, passes) => {
    expect(scaledScore(right, total)).toBe(scaled);
    expect(examPasses(right, total)).toBe(passes);
  });

  test('so many are needed', () => {
    expect([1, 20, 45, 65].map(rightToPassExam)).toEqual([1, 14, 31, 45]);
    for (const [right, total] of [[1, 0], [-1, 5], [6, 5], [1.5, 5]] as const) expect(() => scaledScore(right, total)).toThrow(RangeError);
  });

  test('by topic, the weakest first', () => {
    const questions = ['a', 'b', 'a', 'c'].map((topic, i) => ({ id: `q${i}`, topic }));
    expect(scoreByTopic({ questions }, [true, true, false, false])).toEqual([{ topic: 'c', right: 0, total: 1 }, { topic: 'a', right: 1, total: 2 }, { topic: 'b', right: 1, total: 1 }]);
  });

  test('two minutes a question, as the real exam gives', () => expect(EXAM_MS_PER_QUESTION).toBe((130 / 65) * 60_000));
});

describe('events', () => {
  const candidate = new Candidate();
  candidate.start();
  candidate.answer(candidate.exam.running!.questions[0]!.id, [1, 0]);
  candidate.flag(candidate.exam.running!.questions[1]!.id, true);
  candidate.finish();
  const [started, answered, flagged, finished] = candidate.log;

  test('are read back as they were stored', () => {
    for (const event of candidate.log) expect(parseEvent(structuredClone(event))).toEqual({ ok: true, event });
    expect(candidate.log.every(({ v }) => v === EVENT_SCHEMA)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['no time at all', { ...started, limitMs: 0 }],
    ['a time of years', { ...started, limitMs: 1e12 }],
    ['no questions', { ...started, questions: [] }],
    ['a question twice', { ...started, questions: [{ id: 'a', topic: 't' }, { id: 'a', topic: 't' }] }],
    ['an option that no list has', { ...answered, chosen: [99] }],
    ['an option in words', { ...answered, chosen: ['1'] }],
    ['a flag in words', { ...flagged, flagged: 'yes' }],
    ['a result in numbers', { ...finished, right: [1, 0] }],
  ])('%s is damaged', (_, row) => expect(parseEvent(row)).toMatchObject({ ok: false, reason: 'invalid' }));

  test('that do not fit the sitting are refused', () => {
    const one = new Candidate();
    expect(one.answer('keys-1', [0])).toBe('exam-over');
    one.start();
    const { id } = one.exam.running!;
    expect(one.answer('no-such', [0])).toBe('no-such-question');
    expect(one.send({ ...one.stamp(), type: 'exam-finished', right: [true] })).toBe('result-of-other-length');
    expect(one.send({ ...started!, ...one.stamp(id) } as typeof started & object)).toBe('exam-exists');
    one.start(2);
    expect(one.send({ ...one.stamp(id), type: 'exam-flagged', questionId: 'keys-1', flagged: true })).toBe('exam-over');
  });

  test('the cards’ state is left alone', () => expect(candidate.state.decks.size).toBe(0));
});
