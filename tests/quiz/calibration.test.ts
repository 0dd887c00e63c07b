// Holds (issue 7, Progress): of what was said to be known before the answer showed, so much was right; likewise of guesses; retries
// and marks that were taken back are not in it.
import { calibration, everySitting, firstMarks } from '#quiz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Learner } from './log.ts';

test('by hand: two sittings, a retry round and an undo', () => {
  const learner = new Learner(['a', 'b', 'c', 'd', 'e']).start();
  const say = (confidence: 'knew' | 'guessed' | undefined, right: boolean) => {
    learner.reveal(confidence);
    learner.mark(right);
  };
  say('knew', true);
  say('knew', false);
  say('guessed', true);
  say('guessed', false);
  say(undefined, true);
  // The retry round: b, then d.
  say('knew', true);
  say('knew', true);
  learner.start();
  say('knew', true);
  say('guessed', false);
  learner.undo();
  learner.mark(true);
  say('knew', false);
  learner.undo();
  expect(calibration(everySitting(learner.log))).toEqual({ knew: { right: 2, total: 3 }, guessed: { right: 2, total: 3 }, unsaid: 1 });
});

test('nothing said, nothing claimed', () => {
  expect(calibration([])).toEqual({ knew: { right: 0, total: 0 }, guessed: { right: 0, total: 0 }, unsaid: 0 });
});

test('whatever was said: each first attempt that stands is counted once', () => {
  const act = fc.constantFrom('knew', 'guessed', 'silent', 'right', 'wrong', 'undo', 'start');
  fc.assert(
    fc.property(fc.array(act, { maxLength: 100 }), (acts) => {
      const learner = new Learner(['a', 'b', 'c']).start();
      for (const one of acts) {
        if (one === 'knew' || one === 'guessed') learner.reveal(one);
        else learner.step(one === 'silent' ? 'reveal' : one);
      }
      const sittings = everySitting(learner.log);
      const { knew, guessed, unsaid } = calibration(sittings);
      const first = sittings.flatMap(firstMarks);
      expect(knew.total + guessed.total + unsaid).toBe(first.length);
      expect(knew.right + guessed.right).toBe(first.filter(({ right, confidence }) => right && confidence !== null).length);
    }),
    { numRuns: 200 },
  );
});
