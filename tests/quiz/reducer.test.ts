// Holds: the rules of a sitting. A mark needs a reveal; the score counts first attempts; missed cards come again; a pass stays.
import { answered, currentCardId, deckState, emptyState, EVENT_SCHEMA, firstRoundDone, fold, missed, type QuizEvent, retryQueue, score, scoreByConfidence, UNDO_MAX, undoableMark } from '#quiz';
import { describe, expect, test } from 'vitest';
import { cardIds, DECK, Learner } from './log.ts';

const learner = (n: number) => new Learner(cardIds(n)).start();

describe('the first round', () => {
  test('shows the cards in the order of the sitting, each once', () => {
    const one = new Learner(['c', 'a', 'b']).start();
    const seen = [currentCardId(one.sitting)];
    for (const mark of ['r', 'w']) seen.push(currentCardId(one.play(mark).sitting));
    expect(seen).toEqual(['c', 'a', 'b']);
  });

  test('a mark needs a reveal', () => {
    const one = learner(3);
    expect(one.mark(true)).toBe('not-revealed');
    expect(one.sitting.marks).toEqual([]);
    expect(one.reveal()).toBeNull();
    expect(one.mark(true)).toBeNull();
    expect(one.mark(true)).toBe('not-revealed');
    expect(answered(one.sitting)).toBe(1);
  });

  test('a card is turned once', () => {
    const one = learner(2);
    one.reveal();
    expect(one.reveal()).toBe('already-revealed');
  });

  test('only the card in hand can be turned or marked', () => {
    const one = learner(3);
    expect(one.send({ ...one.stamp(), type: 'card-revealed', cardId: 'card-2' })).toBe('not-current-card');
    one.reveal();
    expect(one.send({ ...one.stamp(), type: 'marked', cardId: 'card-2', right: true, round: 'first' })).toBe('not-current-card');
    expect(one.send({ ...one.stamp(), type: 'marked', cardId: 'card-1', right: true, round: 'retry' })).toBe('wrong-round');
  });

  test.each([
    ['rrrww', true],
    ['rrwww', false],
    ['rrrrr', true],
  ])('%s: passed is %s', (marks, passed) => {
    const one = learner(5).play(marks);
    expect(firstRoundDone(one.sitting)).toBe(true);
    expect(one.deck.passed).toBe(passed);
  });

  test('does not pass before its last card, however many are right', () => {
    expect(learner(5).play('rrrr').deck).toMatchObject({ passed: false, best: null });
  });
});

describe('the retry round', () => {
  test('brings the missed cards in order, and those missed again at the end', () => {
    const one = learner(4).play('wrww');
    expect(retryQueue(one.sitting)).toEqual(['card-1', 'card-3', 'card-4']);
    one.play('wr');
    expect(retryQueue(one.sitting)).toEqual(['card-4', 'card-1']);
    one.play('rr');
    expect(currentCardId(one.sitting)).toBeNull();
  });

  test('leaves score, best and what was missed alone', () => {
    const one = learner(5).play('rrwww').play('rrr');
    expect(score(one.sitting)).toEqual({ right: 2, total: 5 });
    expect(missed(one.sitting)).toEqual(['card-3', 'card-4', 'card-5']);
    expect(one.deck).toMatchObject({ passed: false, best: { right: 2, total: 5 } });
  });

  test('has nothing to show when nothing was missed', () => {
    expect(currentCardId(learner(2).play('rr').sitting)).toBeNull();
  });
});

describe('a pass', () => {
  test('outlives worse sittings, and the best score is kept', () => {
    const one = learner(5).play('rrrrw').start().play('wwwww');
    expect(one.deck).toMatchObject({ passed: true, best: { right: 4, total: 5 } });
  });

  test('outlives the undo of the mark that made it', () => {
    const one = learner(5).play('rrwwr');
    expect(one.deck.passed).toBe(true);
    one.undo();
    one.mark(false);
    expect(score(one.sitting).right).toBe(2);
    expect(one.deck.passed).toBe(true);
  });

  test('is the deck’s own', () => {
    expect(deckState(learner(1).play('r').state, 'another-deck').passed).toBe(false);
  });

  test('compares decks of different size by share, not by count', () => {
    const one = learner(2).play('rr');
    const bigger: QuizEvent = { ...one.stamp('big'), type: 'sitting-started', deck: DECK, cardIds: cardIds(4), seed: 1 };
    one.send(bigger);
    expect(one.play('rrrw').deck.best).toEqual({ right: 2, total: 2 });
  });
});

describe('undo', () => {
  test('brings the card back, answer up', () => {
    const one = learner(3).play('r');
    const revealed = (one.reveal(), one.sitting);
    one.mark(false);
    one.undo();
    expect(one.sitting).toEqual(revealed);
  });

  test('crosses the border of the rounds', () => {
    const one = learner(2).play('ww').play('r');
    one.undo();
    one.undo();
    expect(firstRoundDone(one.sitting)).toBe(false);
    expect(currentCardId(one.sitting)).toBe('card-2');
    one.mark(true);
    expect(score(one.sitting).right).toBe(1);
  });

  test(`takes back the last ${UNDO_MAX} marks and no more`, () => {
    const one = learner(30).play('r'.repeat(25));
    for (let i = 0; i < UNDO_MAX; i++) expect(one.undo()).toBeNull();
    expect(answered(one.sitting)).toBe(5);
    expect(undoableMark(one.sitting)).toBeNull();
    expect(one.undo()).toBe('undo-limit');
    one.mark(true);
    expect(undoableMark(one.sitting)).not.toBeNull();
    one.undo();
    expect(one.undo()).toBe('undo-limit');
  });

  test('takes back the newest mark only', () => {
    const one = learner(3).play('rr');
    const [first] = one.sitting.marks;
    expect(one.send({ ...one.stamp(), type: 'mark-undone', markId: first!.id })).toBe('not-last-mark');
    expect(learner(1).undo()).toBe('not-last-mark');
  });
});

describe('what was said before the answer showed', () => {
  test('stays with the mark, in either round, and is unsaid where it was not asked', () => {
    const one = learner(2);
    for (const confidence of ['knew', undefined, 'guessed'] as const) {
      one.reveal(confidence);
      expect(one.sitting.confidence).toBe(confidence ?? null);
      one.mark(false);
      expect(one.sitting.confidence, 'of the next card nothing is said yet').toBeNull();
    }
    expect(one.sitting.marks.map(({ confidence }) => confidence)).toEqual(['knew', null, 'guessed']);
  });

  test('is counted over the first round, apart from the score', () => {
    const one = learner(6);
    for (const [confidence, right] of [['knew', true], ['knew', false], ['guessed', true], [undefined, true], ['knew', true], ['guessed', false]] as const) {
      one.reveal(confidence);
      one.mark(right);
    }
    one.reveal('guessed');
    one.mark(true);
    expect(scoreByConfidence(one.sitting)).toEqual({ knew: { right: 2, total: 3 }, guessed: { right: 1, total: 2 } });
    expect(score(one.sitting)).toEqual({ right: 4, total: 6 });
  });

  test('is said once per card, and comes back with an undo', () => {
    const one = learner(2);
    one.reveal('guessed');
    expect(one.reveal('knew')).toBe('already-revealed');
    one.mark(true);
    one.undo();
    expect(one.sitting.confidence).toBe('guessed');
    one.mark(false);
    expect(one.sitting.marks).toMatchObject([{ right: false, confidence: 'guessed' }]);
  });
});

describe('sittings', () => {
  test('a new one closes the one before', () => {
    const one = learner(2).play('r');
    const old = one.sitting.id;
    one.start();
    expect(one.send({ ...one.stamp(old), type: 'card-revealed', cardId: 'card-2' })).toBe('sitting-closed');
    expect(answered(one.sitting)).toBe(0);
  });

  test('the same one cannot start twice', () => {
    const one = learner(2).play('r');
    expect(one.send(one.log[0]!)).toBe('sitting-exists');
    expect(answered(one.sitting)).toBe(1);
  });

  test('a deck named like a property of every object is a deck like any other', () => {
    const event: QuizEvent = { v: EVENT_SCHEMA, id: 'e', sittingId: 's', atMs: 0, type: 'sitting-started', deck: 'constructor', cardIds: ['a'], seed: 0 };
    expect(deckState(emptyState, 'constructor').sitting).toBeNull();
    expect(deckState(fold([event]), 'constructor').sitting?.id).toBe('s');
  });
});

test('a card checked in the text is kept with its deck, in order, and touches neither sitting nor score', () => {
  const learner = new Learner(cardIds(5)).start().play('rr');
  const { sitting, passed, best } = learner.deck;
  const checked = (cardId: string, right: boolean, atMs: number) => learner.send({ v: EVENT_SCHEMA, id: `c${atMs}`, atMs, type: 'self-checked', deck: DECK, cardId, right });
  expect([checked('card-1', false, 10), checked('card-9', true, 20), checked('card-1', true, 30)]).toEqual([null, null, null]);
  expect(learner.deck).toEqual({ sitting, passed, best, checks: [{ cardId: 'card-1', right: false, atMs: 10 }, { cardId: 'card-9', right: true, atMs: 20 }, { cardId: 'card-1', right: true, atMs: 30 }] });
});

describe('a log that asks for more than anyone marks is folded all the same, and not without end', () => {
  test('a sitting takes 5,000 marks; then marks are passed over, and it can still be taken back from', () => {
    const one = learner(1);
    one.play('w'.repeat(5000));
    one.reveal();
    expect(one.mark(true)).toBe('sitting-full');
    expect(one.sitting.marks).toHaveLength(5000);
    expect(one.undo()).toBeNull();
    expect(one.mark(true)).toBeNull();
  });

  test('of the cards checked in the text the newest 1,000 are kept', () => {
    const checks = Array.from({ length: 1005 }, (_, i): QuizEvent => ({ v: EVENT_SCHEMA, id: `c${i}`, atMs: i, type: 'self-checked', deck: DECK, cardId: 'card-1', right: true }));
    expect(deckState(fold(checks), DECK).checks.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 5));
  });
});
