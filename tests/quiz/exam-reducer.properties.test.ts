// Holds, over 1,000 random sittings of answers, flags, finishes, new starts, waits and reloads: the state equals an independent
// model; fold(log) = shown state, also in two parts; after the end nothing changes; the score is as defined.
import { examPasses, fold, gradeExam, scaledScore } from '#quiz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Candidate, LIMIT_MS, pool } from './exam-log.ts';

type Step =
  | { readonly kind: 'answer'; readonly at: number; readonly chosen: number[] }
  | { readonly kind: 'flag'; readonly at: number; readonly on: boolean }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'finish' | 'start' | 'reload' };

const at = fc.nat({ max: 7 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ kind: fc.constant('answer' as const), at, chosen: fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 3 }) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('flag' as const), at, on: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat({ max: LIMIT_MS / 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('finish' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('start' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reload' as const) }) },
);
const steps = fc.array(step, { maxLength: 80 });
const seeds = fc.nat({ max: 0xffff_ffff });
const many = { numRuns: 1000 };

const rightPlaces = (id: string) => {
  // A sum's right option is 5, which stands third of 3, 4, 5, 6.
  const question = pool.questions.find((one) => one.id === id);
  return question ? question.options.flatMap(({ right }, place) => (right ? [place] : [])) : [2];
};

/** The rules again, with plain objects and a score counted at the end. */
class Model {
  running: { ids: string[]; endsAtMs: number; answers: Record<string, number[]>; flags: Record<string, true> } | null = null;
  readonly scores: { right: number; endedAtMs: number }[] = [];

  step(one: Step, ids: string[], nowMs: number): void {
    if (one.kind === 'start') this.running = { ids, endsAtMs: nowMs + LIMIT_MS, answers: {}, flags: {} };
    const { running } = this;
    if (!running) return;
    if (one.kind === 'finish') {
      const right = running.ids.filter((id) => String(running.answers[id] ?? []) === String(rightPlaces(id))).length;
      this.scores.push({ right, endedAtMs: Math.min(nowMs, running.endsAtMs) });
      this.running = null;
    }
    if (nowMs >= running.endsAtMs) return;
    if (one.kind === 'answer') {
      const sorted = one.chosen.toSorted((a, b) => a - b);
      if (sorted.length > 0) running.answers[running.ids[one.at]!] = sorted;
      else delete running.answers[running.ids[one.at]!];
    }
    if (one.kind === 'flag') {
      if (one.on) running.flags[running.ids[one.at]!] = true;
      else delete running.flags[running.ids[one.at]!];
    }
  }
}

function take(candidate: Candidate, one: Step, seed: number): string | null {
  const ids = (candidate.exam.running ?? candidate.exam.finished.at(-1))!.questions.map(({ id }) => id);
  switch (one.kind) {
    case 'answer':
      return candidate.answer(ids[one.at]!, one.chosen);
    case 'flag':
      return candidate.flag(ids[one.at]!, one.on);
    case 'finish':
      return candidate.finish();
    case 'start':
      return candidate.start(seed);
    case 'wait':
      candidate.nowMs += one.ms;
      return null;
    case 'reload':
      candidate.state = fold(candidate.log);
      return null;
  }
}

test('the state is that of an independent model after every step, and the fold of the log', () => {
  fc.assert(
    fc.property(seeds, steps, fc.nat(), (seed, sequence, cut) => {
      const candidate = new Candidate();
      const model = new Model();
      for (const [i, one] of [{ kind: 'start' } as const, ...sequence].entries()) {
        if (i === 0) candidate.start(seed);
        else take(candidate, one, (seed + i) >>> 0);
        model.step(one, candidate.exam.running?.questions.map(({ id }) => id) ?? [], candidate.nowMs);
        const { running, finished } = candidate.exam;
        expect({
          running: running && { ids: running.questions.map(({ id }) => id), endsAtMs: running.endsAtMs, answers: Object.fromEntries(running.chosen), flags: Object.fromEntries([...running.flagged].map((id) => [id, true])) },
          scores: finished.map(({ result }) => ({ right: result.right.filter(Boolean).length, endedAtMs: result.endedAtMs })),
        }).toEqual({ running: model.running, scores: model.scores });
      }
      const half = cut % (candidate.log.length + 1);
      expect(fold(candidate.log)).toEqual(candidate.state);
      expect(fold(candidate.log.slice(half), fold(candidate.log.slice(0, half)))).toEqual(candidate.state);
    }),
    many,
  );
});

test('after the end, by a finish or by the clock, an answer, a flag and a second finish are refused and change nothing', () => {
  fc.assert(
    fc.property(seeds, steps, fc.boolean(), at, fc.nat({ max: 3 }), (seed, sequence, byClock, where, option) => {
      const candidate = new Candidate();
      candidate.start(seed);
      for (const one of sequence) if (one.kind === 'answer' || one.kind === 'flag') take(candidate, one, seed);
      const { id } = candidate.exam.running!.questions[where]!;
      if (byClock) candidate.nowMs += LIMIT_MS;
      else candidate.finish();
      const before = candidate.state;
      expect([candidate.answer(id, [option]), candidate.flag(id, true), candidate.flag(id, false)]).toEqual(['exam-over', 'exam-over', 'exam-over']);
      expect(candidate.state).toBe(before);
      if (byClock) expect(candidate.finish()).toBeNull();
      const ended = candidate.state;
      expect(candidate.finish()).toBe('exam-over');
      expect(candidate.state).toBe(ended);
      expect(candidate.exam.finished[0]!.result.timeUp).toBe(byClock);
    }),
    many,
  );
});

test('all or nothing: a sitting scores for exactly the questions whose right options were chosen and no other', () => {
  fc.assert(
    fc.property(seeds, fc.array(fc.constantFrom('right', 'one short', 'one more', 'open'), { minLength: 8, maxLength: 8 }), (seed, plan) => {
      const candidate = new Candidate();
      candidate.start(seed);
      for (const [i, { id }] of candidate.exam.running!.questions.entries()) {
        const places = rightPlaces(id);
        const chosen = { right: places, 'one short': places.slice(1), 'one more': [...places, [0, 1, 2, 3].find((place) => !places.includes(place))!], open: [] }[plan[i]!];
        candidate.answer(id, chosen.toReversed());
      }
      expect(gradeExam(pool, candidate.exam.running!)).toEqual(plan.map((how) => how === 'right'));
    }),
    many,
  );
});

test('the scaled score is a straight line, and shows 720 exactly when it passes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat({ max: 200 }), (total, some) => {
      const right = some % (total + 1);
      const scaled = scaledScore(right, total);
      expect(Math.abs(scaled - (100 + (900 * right) / total))).toBeLessThan(1);
      expect(examPasses(right, total)).toBe(scaled >= 720);
    }),
    many,
  );
});
