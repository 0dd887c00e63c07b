// Holds: every mark in the log counts, whoever asked the card; a mark taken back does not; the schedule is a function of the set
// of events; what a button promises is what happens; the same due list in every time zone and across a change of the clocks.
import { type DayOf, dueAfter, dueByDay, dueCards, EVEN_DAY_CARDS, EVENT_SCHEMA, fold, INTERVAL_MAX_DAYS, keyOf, nextDueDay, type QuizEvent, reviewsOf, schedule, UNDO_MAX } from '#quiz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DECK, Learner } from './log.ts';

const DAY_MS = 86_400_000;
const utcDay: DayOf = (atMs) => Math.floor(atMs / DAY_MS);
let n = 0;
const reviewed = (cardId: string, day: number, right: boolean, id = `r${++n}`): QuizEvent => ({ v: EVENT_SCHEMA, id, atMs: Math.round(day * DAY_MS), type: 'reviewed', deck: DECK, cardId, right });
const dues = (log: readonly QuizEvent[], dayOf = utcDay) => Object.fromEntries([...schedule(log, dayOf)].map(([key, { dueDay }]) => [key, dueDay]));
const one = (log: readonly QuizEvent[]) => schedule(log, utcDay).get(keyOf({ deck: DECK, cardId: 'a' }))!;

describe('one card', () => {
  // FSRS-6's default weights: a first "good" is worth 2.3065 days, a first "again" 0.212 (w[2] and w[0], published with the algorithm).
  test('a first right mark and a first wrong one are worth what FSRS says', () => {
    expect(one([reviewed('a', 100, true)])).toMatchObject({ dueDay: 102, stability: 2.3065, reps: 1, lapses: 0, lastDay: 100 });
    expect(one([reviewed('a', 100, false)])).toMatchObject({ dueDay: 101, stability: 0.212, reps: 1, lapses: 0 });
  });

  test('right on its day, it waits longer each time, and never more than a year', () => {
    const log = [reviewed('a', 0, true)];
    let last = 0;
    for (let i = 0; i < 12; i++) {
      const { dueDay, lastDay } = one(log);
      expect(dueDay - lastDay).toBeGreaterThanOrEqual(Math.min(last, INTERVAL_MAX_DAYS));
      expect(dueDay - lastDay).toBeLessThanOrEqual(INTERVAL_MAX_DAYS);
      last = dueDay - lastDay;
      log.push(reviewed('a', dueDay, true));
    }
    expect(last).toBe(INTERVAL_MAX_DAYS);
  });

  test('a miss brings it back tomorrow, and is a lapse only of what was known before', () => {
    expect(one([reviewed('a', 0, false), reviewed('a', 1, false)])).toMatchObject({ dueDay: 2, reps: 2, lapses: 0 });
    expect(one([reviewed('a', 0, true), reviewed('a', 2, true), reviewed('a', 13, false)])).toMatchObject({ dueDay: 14, lapses: 1, lastRight: false });
  });

  test('a clock that was set back makes no time less than none', () => {
    const back = schedule([reviewed('a', 10, true, 'x1'), reviewed('a', 10.5, true, 'x2')], (atMs) => (atMs > 10.2 * DAY_MS ? 8 : 10));
    expect([...back.values()][0]).toMatchObject({ lastDay: 10, dueDay: 12 });
  });
});

test('all marks count: both rounds of a sitting, cards met in the text, the review page; one taken back does not', () => {
  const learner = new Learner(['a', 'b']).start().play('wr').play('r');
  learner.send({ v: EVENT_SCHEMA, id: 'self', atMs: 90_000, type: 'self-checked', deck: DECK, cardId: 'c', right: true });
  learner.send(reviewed('a', 1, true, 'mine'));
  expect(reviewsOf(learner.log).map(({ cardId, right }) => `${cardId} ${right}`)).toEqual(['a false', 'b true', 'a true', 'c true', 'a true']);
  learner.send({ v: EVENT_SCHEMA, id: 'undo', atMs: DAY_MS + 1, type: 'review-undone', reviewId: 'mine' });
  learner.undo();
  expect(reviewsOf(learner.log).map(({ cardId, right }) => `${cardId} ${right}`)).toEqual(['a false', 'b true', 'c true']);
});

test('the last twenty reviews can be taken back, the newest first, and no other', () => {
  const log: QuizEvent[] = Array.from({ length: UNDO_MAX + 5 }, (_, i) => reviewed(`c${i}`, i, true));
  for (let i = 0; i < UNDO_MAX; i++) {
    const last = fold(log).undoableReviews.at(-1)!;
    expect(last.cardId).toBe(`c${UNDO_MAX + 4 - i}`);
    log.push({ v: EVENT_SCHEMA, id: `u${i}`, atMs: 0, type: 'review-undone', reviewId: last.id });
  }
  expect(fold(log).undoableReviews).toEqual([]);
  expect(schedule(log, utcDay).size).toBe(5);
});

const card = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const study = fc.array(fc.record({ card, day: fc.nat(120), minute: fc.integer({ min: 0, max: 1439 }), right: fc.boolean() }), { maxLength: 60 });

test('the order in the log makes no difference, and an event that is there twice counts as two only by its id', () => {
  fc.assert(
    fc.property(study, fc.infiniteStream(fc.nat()), (marks, picks) => {
      const log = marks.map(({ card: id, day, minute, right }, i) => reviewed(id, day + minute / 1440, right, `p${i}`));
      const shuffled = [...log].map((event) => ({ event, at: picks.next().value! })).sort((x, y) => x.at - y.at).map(({ event }) => event);
      expect(dues(shuffled)).toEqual(dues(log));
    }),
    { numRuns: 300 },
  );
});

test('the day that a button promises is the day the card gets', () => {
  fc.assert(
    fc.property(study, card, fc.boolean(), (marks, cardId, right) => {
      const log = marks.map(({ card: id, day, right: was }, i) => reviewed(id, day, was, `p${i}`));
      const key = { deck: DECK, cardId };
      const promised = dueAfter(schedule(log, utcDay), key, right, 130);
      expect(dues([...log, reviewed(cardId, 130, right)])[keyOf(key)]).toBe(promised);
    }),
    { numRuns: 300 },
  );
});

describe('the load', () => {
  const ids = Array.from({ length: 100 }, (_, i) => `card-${i}`);

  test('a crowded day gives to its neighbours, one day at the most here, the same cards each time', () => {
    const log = ids.map((id) => reviewed(id, 100, true, `l-${id}`));
    const perDay = dueByDay(schedule(log, utcDay), 100, 6).map(({ cards }) => cards);
    expect(perDay[0]! + perDay[4]! + perDay[5]!).toBe(0);
    expect(perDay[1]! + perDay[2]! + perDay[3]!).toBe(100);
    expect(Math.max(...perDay)).toBeLessThan(40);
    expect(dues([...log].reverse())).toEqual(dues(log));
  });

  test('after weeks a crowd spreads over more days, by 5 % of the interval', () => {
    const log = [0, 2, 13].flatMap((day) => ids.map((id) => reviewed(id, day, true, `w-${day}-${id}`)));
    const alone = one([0, 2, 13].map((day) => reviewed('a', day, true)));
    const slack = Math.floor((alone.dueDay - 13) * 0.05);
    expect(slack, 'long enough to tell 5 % from a day').toBeGreaterThan(1);
    const days = [...schedule(log, utcDay).values()].map(({ dueDay }) => dueDay - alone.dueDay);
    expect([Math.min(...days), Math.max(...days)]).toEqual([-slack, slack]);
  });

  test('a button’s promise does not count the card itself among the crowd', () => {
    const cards = schedule(ids.slice(0, EVEN_DAY_CARDS).map((id) => reviewed(id, 100, true)), utcDay);
    expect(dueByDay(cards, 102, 1)).toEqual([{ day: 102, cards: EVEN_DAY_CARDS }]);
    expect(dueAfter(cards, { deck: DECK, cardId: ids[0]! }, true, 100)).toBe(102);
    expect(dueAfter(cards, { deck: DECK, cardId: 'another' }, true, 100)).not.toBe(102);
  });

  test('no card moves by more than 5 % of its interval or a day, and tomorrow stays tomorrow', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ card: fc.constantFrom(...ids), day: fc.nat(60), right: fc.boolean() }), { minLength: 100, maxLength: 300 }), (marks) => {
        const log = marks.map(({ card: id, day, right }, i) => reviewed(id, day, right, `p${i}`));
        for (const { cardId, dueDay, lastDay, lastRight } of schedule(log, utcDay).values()) {
          const alone = schedule(log.filter((event) => 'cardId' in event && event.cardId === cardId), utcDay).get(keyOf({ deck: DECK, cardId }))!;
          const interval = alone.dueDay - lastDay;
          expect(Math.abs(dueDay - alone.dueDay)).toBeLessThanOrEqual(interval < 2 ? 0 : Math.max(1, interval * 0.05));
          expect(dueDay).toBeGreaterThan(lastDay);
          if (!lastRight) expect(dueDay).toBe(lastDay + 1);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('what is overdue counts today; what comes next is named; the longest overdue is first', () => {
    const cards = schedule([reviewed('a', 10, true), reviewed('b', 3, true), reviewed('c', 12, true)], utcDay);
    expect(dueByDay(cards, 13, 3)).toEqual([{ day: 13, cards: 2 }, { day: 14, cards: 1 }, { day: 15, cards: 0 }]);
    expect(dueCards(cards, 13).map(({ cardId }) => cardId)).toEqual(['b', 'a']);
    expect(nextDueDay(cards, 13)).toBe(14);
    expect(nextDueDay(cards, 14)).toBeNull();
  });
});

describe('days are the learner’s own', () => {
  // Changes of the clocks by an hour at 02:00, at midnight (Cairo, Beirut, Santiago), by half an hour (Lord Howe), and odd offsets.
  const zones = [
    'UTC', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'America/St_Johns', 'America/Santiago', 'America/Sao_Paulo', 'Africa/Cairo', 'Asia/Beirut',
    'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Australia/Adelaide', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Pacific/Auckland', 'Atlantic/Azores',
  ];
  const clocks = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })]));
  function wall(zone: string, atMs: number) {
    const part = Object.fromEntries(clocks.get(zone)!.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!);
  }
  const dayIn = (zone: string): DayOf => (atMs) => Math.floor(wall(zone, atMs) / DAY_MS);
  /** The moment at which a clock on the wall of the zone shows this. */
  function momentOf(zone: string, wallMs: number): number {
    let atMs = wallMs;
    for (let i = 0; i < 3; i++) atMs += wallMs - wall(zone, atMs);
    return atMs;
  }
  const FIRST_DAY = Date.UTC(2026, 0, 1) / DAY_MS;
  // From one o'clock on: where the clocks go forward at midnight, the hour before does not exist.
  const year = fc.array(fc.record({ card, day: fc.nat(364), minute: fc.integer({ min: 60, max: 1439 }), right: fc.boolean() }), { minLength: 1, maxLength: 40 });

  test('studying at the same times by the clock gives the same due list in every zone, through every change of the clocks', () => {
    fc.assert(
      fc.property(year, fc.constantFrom(...zones), fc.nat(400), (marks, zone, later) => {
        const sorted = marks.map((mark) => ({ ...mark, wallMs: (FIRST_DAY + mark.day) * DAY_MS + mark.minute * 60_000 })).sort((x, y) => x.wallMs - y.wallMs || Number(x.right) - Number(y.right));
        const logIn = (at: (wallMs: number) => number) => sorted.map(({ card: id, wallMs, right }, i) => reviewed(id, at(wallMs) / DAY_MS, right, `z${String(i).padStart(3, '0')}`));
        const here = schedule(logIn((wallMs) => momentOf(zone, wallMs)), dayIn(zone));
        const plain = schedule(logIn((wallMs) => wallMs), utcDay);
        const list = (cards: typeof here) => dueCards(cards, FIRST_DAY + later).map(({ cardId, dueDay, reps, lapses }) => ({ cardId, dueDay, reps, lapses }));
        expect(list(here)).toEqual(list(plain));
      }),
      { numRuns: 400 },
    );
  });

  test('a card marked late on the eve of a change of the clocks is due by the calendar, not by hours', () => {
    for (const [zone, eve] of [['Europe/Berlin', Date.UTC(2026, 2, 28)], ['America/New_York', Date.UTC(2026, 9, 31)], ['Africa/Cairo', Date.UTC(2026, 3, 23)]] as const) {
      const cards = schedule([reviewed('a', momentOf(zone, eve + 23.9 * 3_600_000) / DAY_MS, false)], dayIn(zone));
      expect([...cards.values()][0]!.dueDay).toBe(eve / DAY_MS + 1);
    }
  });
});
