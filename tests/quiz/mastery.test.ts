// Holds (issue 7, Progress): a card is known while its last mark is right and FSRS gives it 90 % or more today; topics stand weakest
// first and lead to the section that teaches what is missing.
import { EVENT_SCHEMA, levelOf, masteryByTopic, type QuizEvent, recallOn, schedule } from '#quiz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DECK } from './log.ts';

const DAY_MS = 86_400_000;
const utcDay = (atMs: number) => Math.floor(atMs / DAY_MS);
let n = 0;
const reviewed = (cardId: string, day: number, right: boolean): QuizEvent => ({ v: EVENT_SCHEMA, id: `r${++n}`, atMs: day * DAY_MS, type: 'reviewed', deck: DECK, cardId, right });
const scheduleOf = (...log: QuizEvent[]) => schedule(log, utcDay);
const card = (id: string, topic: string, section = 'belt') => ({ id, topic, section });

test('recall falls as FSRS-6 says: by (1 + f·t/S)^−0.1542, with f such that it is 0.9 after S days', () => {
  // S = 2.3065 after a first right mark; f = 0.9^(−1/0.1542) − 1 = 0.9804. By hand: day 2 (1.8501)^−0.1542, day 3 (2.2751)^−0.1542.
  const [once] = scheduleOf(reviewed('a', 10, true)).values();
  expect(recallOn(once!, 10)).toBe(1);
  expect(recallOn(once!, 12)).toBeCloseTo(0.9095, 3);
  expect(recallOn(once!, 13)).toBeCloseTo(0.8809, 3);
  expect(recallOn(once!, 9), 'a clock that was set back').toBe(1);
});

test('known by a right mark until recall falls under 90 %; missed and faded is learning; never marked is unseen', () => {
  const cards = scheduleOf(reviewed('right', 10, true), reviewed('wrong', 10, false));
  const level = (id: string, day: number) => levelOf(cards.get(`${DECK}/${id}`), day);
  expect([10, 12, 13, 400].map((day) => level('right', day))).toEqual(['known', 'known', 'learning', 'learning']);
  expect([10, 11].map((day) => level('wrong', day)), 'seen a moment ago, but not recalled').toEqual(['learning', 'learning']);
  expect(level('another', 10)).toBe('unseen');
});

test('topics stand weakest first, larger ones before smaller, then as in the deck, each with what is due and where to read', () => {
  const deck = [
    card('a1', 'all known'), card('b1', 'half', 'one'), card('b2', 'half', 'two'), card('b3', 'half', 'two'), card('b4', 'half', 'one'),
    card('c1', 'nothing'), card('d1', 'nothing of two', 'three'), card('d2', 'nothing of two', 'four'), card('e1', 'nothing too'),
  ];
  const log = [reviewed('a1', 10, true), reviewed('b1', 10, true), reviewed('b2', 5, true), reviewed('b3', 10, false), reviewed('b4', 10, true), reviewed('gone', 10, true)];
  expect(masteryByTopic(deck, DECK, scheduleOf(...log), 11)).toEqual([
    { topic: 'nothing of two', known: 0, learning: 0, unseen: 2, due: 0, section: 'three' },
    { topic: 'nothing', known: 0, learning: 0, unseen: 1, due: 0, section: 'belt' },
    { topic: 'nothing too', known: 0, learning: 0, unseen: 1, due: 0, section: 'belt' },
    // b2 was due on day 7 and has faded, b3 is due today: what is missing is taught in two.
    { topic: 'half', known: 2, learning: 2, unseen: 0, due: 2, section: 'two' },
    { topic: 'all known', known: 1, learning: 0, unseen: 0, due: 0, section: 'belt' },
  ]);
});

test('whatever was marked: each card of the deck counts once, a right mark today makes it known, a wrong one does not', () => {
  const deck = ['a', 'b', 'c', 'd', 'e'].map((id, i) => card(id, i < 2 ? 'x' : 'y'));
  const mark = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'gone'), day: fc.nat(50), right: fc.boolean() });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 40 }), fc.constantFrom('a', 'c'), fc.boolean(), (marks, last, right) => {
      const log = [...marks.map(({ id, day, right: was }) => reviewed(id, day, was)), reviewed(last, 50, right)];
      const cards = schedule(log.map((event, i) => ({ ...event, id: `m${i}`, atMs: event.atMs + i })), utcDay);
      const topics = masteryByTopic(deck, DECK, cards, 50);
      expect(Object.fromEntries(topics.map(({ topic, known, learning, unseen }) => [topic, known + learning + unseen]))).toEqual({ x: 2, y: 3 });
      expect(levelOf(cards.get(`${DECK}/${last}`), 50)).toBe(right ? 'known' : 'learning');
    }),
    { numRuns: 200 },
  );
});
