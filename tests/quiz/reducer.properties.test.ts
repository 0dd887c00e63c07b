// Holds, over 1,000 random sittings with restarts, undos and strays of a second tab: the state equals an independent model;
// fold = step by step; a mark needs a reveal; retries leave the score; a pass is never lost; an undo restores what was before;
// what is said before the answer shows stays with the mark and changes nothing else.
import { type Confidence, currentCardId, deckState, fold, missed, passes, retryQueue, score } from '#quiz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardIds, DECK, Learner, type Step } from './log.ts';

const steps = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: fc.constant<Step>('reveal') },
    { weight: 10, arbitrary: fc.constant<Step>('knew') },
    { weight: 10, arbitrary: fc.constant<Step>('guessed') },
    { weight: 20, arbitrary: fc.constant<Step>('right') },
    { weight: 18, arbitrary: fc.constant<Step>('wrong') },
    { weight: 10, arbitrary: fc.constant<Step>('undo') },
    { weight: 1, arbitrary: fc.constant<Step>('start') },
  ),
  { maxLength: 150 },
);
const deckSizes = fc.integer({ min: 1, max: 9 });
const many = { numRuns: 1000 };

/** The rules again, told as a pile of snapshots instead of a list of marks. */
class Model {
  first: boolean[] = [];
  queue: string[] = [];
  shown = false;
  said: Confidence | null = null;
  /** Of the marks that stand, oldest first. */
  kept: (Confidence | null)[] = [];
  passed = false;
  #undo: Pick<Model, 'first' | 'queue' | 'said' | 'kept'>[] = [];
  constructor(readonly cards: readonly string[]) {}

  step(step: Step): void {
    const done = this.first.length === this.cards.length;
    const card = done ? this.queue[0] : this.cards[this.first.length];
    if (step === 'start') Object.assign(this, new Model(this.cards), { passed: this.passed });
    if ((step === 'reveal' || step === 'knew' || step === 'guessed') && card && !this.shown) {
      this.shown = true;
      this.said = step === 'reveal' ? null : step;
    }
    if (step === 'undo') {
      const before = this.#undo.pop();
      if (before) Object.assign(this, before, { shown: true });
    }
    if ((step === 'right' || step === 'wrong') && card && this.shown) {
      this.#undo = [...this.#undo, { first: this.first, queue: this.queue, said: this.said, kept: this.kept }].slice(-20);
      this.kept = [...this.kept, this.said];
      this.shown = false;
      this.said = null;
      if (!done) {
        this.first = [...this.first, step === 'right'];
        if (this.first.length === this.cards.length) {
          this.queue = this.cards.filter((_, i) => !this.first[i]);
          if (this.first.filter(Boolean).length / this.cards.length >= 0.6 - 1e-9) this.passed = true;
        }
      } else this.queue = [...this.queue.slice(1), ...(step === 'wrong' ? [card] : [])];
    }
    if (step === 'start') this.#undo = [];
    if (this.first.length < this.cards.length) this.queue = [];
  }
}

test('the state is that of an independent model, after every step', () => {
  fc.assert(
    fc.property(deckSizes, steps, (size, sequence) => {
      const one = new Learner(cardIds(size)).start();
      const model = new Model(one.cards);
      for (const step of sequence) {
        one.step(step);
        model.step(step);
        expect({
          right: score(one.sitting).right,
          queue: retryQueue(one.sitting),
          shown: one.sitting.revealed,
          said: one.sitting.confidence,
          kept: one.sitting.marks.map(({ confidence }) => confidence),
          passed: one.deck.passed,
        }).toEqual({ right: model.first.filter(Boolean).length, queue: model.queue, shown: model.shown, said: model.said, kept: model.kept, passed: model.passed });
      }
    }),
    many,
  );
});

test('folding the log, at once or in two parts, gives the state that was shown', () => {
  fc.assert(
    fc.property(deckSizes, steps, fc.nat(), (size, sequence, cut) => {
      const one = new Learner(cardIds(size)).start();
      for (const step of sequence) one.step(step);
      const at = cut % (one.log.length + 1);
      expect(fold(one.log)).toEqual(one.state);
      expect(fold(one.log.slice(at), fold(one.log.slice(0, at)))).toEqual(one.state);
    }),
    many,
  );
});

test('no step takes a pass away, counts a retry, or marks a card that was not turned', () => {
  fc.assert(
    fc.property(deckSizes, steps, (size, sequence) => {
      const one = new Learner(cardIds(size)).start();
      for (const step of sequence) {
        const before = { deck: one.deck, sitting: one.sitting, state: one.state };
        const retrying = retryQueue(before.sitting).length > 0;
        one.step(step);
        const marking = step === 'right' || step === 'wrong';
        const { right } = score(one.sitting);
        expect({
          passLost: before.deck.passed && !one.deck.passed,
          retryCounted: marking && retrying && right !== score(before.sitting).right,
          markedUnseen: marking && !before.sitting.revealed && one.state !== before.state,
          passedBelowTheGate: one.deck.passed && !before.deck.passed && !passes(right, size),
        }).toEqual({ passLost: false, retryCounted: false, markedUnseen: false, passedBelowTheGate: false });
      }
    }),
    many,
  );
});

test('a log without what was said leads to the same score, gate, retries and undos', () => {
  fc.assert(
    fc.property(deckSizes, steps, (size, sequence) => {
      const one = new Learner(cardIds(size)).start();
      for (const step of sequence) one.step(step);
      const silent = deckState(fold(one.log.map((event) => (event.type === 'card-revealed' ? { ...event, confidence: undefined } : event))), DECK);
      const unsaid = one.sitting.marks.map((mark) => ({ ...mark, confidence: null }));
      expect(silent).toEqual({ ...one.deck, sitting: { ...one.sitting, marks: unsaid, confidence: null } });
    }),
    many,
  );
});

test('an undo right after a mark restores what was before it', () => {
  fc.assert(
    fc.property(deckSizes, steps, fc.boolean(), (size, sequence, right) => {
      const one = new Learner(cardIds(size)).start();
      for (const step of sequence) one.step(step);
      if (currentCardId(one.sitting) === null) return;
      if (!one.sitting.revealed) one.reveal();
      const before = one.sitting;
      one.mark(right);
      one.undo();
      // How far back an undo may still reach is what a mark uses up for good.
      expect({ ...one.sitting, undoFloor: 0 }).toEqual({ ...before, undoFloor: 0 });
    }),
    many,
  );
});

test('two tabs that mark at once end in one state that counts every card once', () => {
  fc.assert(
    fc.property(deckSizes, steps, steps, (size, here, there) => {
      // Each tab appends without having seen the other's last event: half of its events no longer apply.
      const one = new Learner(cardIds(size)).start();
      const stale = new Learner(cardIds(size)).start();
      for (let i = 0; i < Math.max(here.length, there.length); i++) {
        if (here[i]) one.step(here[i]!);
        if (there[i]) {
          stale.step(there[i]!);
          const event = stale.log.at(-1)!;
          one.send({ ...event, id: `other-${event.id}` });
        }
        const { sitting } = one;
        expect(missed(sitting).length + score(sitting).right).toBe(Math.min(sitting.marks.length, size));
        expect(new Set(sitting.marks.slice(0, size).map((mark) => mark.cardId)).size).toBe(Math.min(sitting.marks.length, size));
      }
      expect(deckState(fold(one.log), DECK)).toEqual(one.deck);
    }),
    many,
  );
});
