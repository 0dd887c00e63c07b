/**
 * When each card comes again: FSRS (ts-fsrs) over every mark in the log, with days as whole numbers. A day is the learner's
 * local day, counted from 1970-01-01 as day 0; which day a moment falls on, the app says. The schedule is a function of the
 * set of events: in which order two tabs wrote them, or two files were merged, makes no difference.
 *
 * Only pages that schedule import this: ts-fsrs is no part of a chapter's first load.
 */
import { FSRSAlgorithm, Rating } from 'ts-fsrs';
import type { QuizEvent } from './events.ts';

/** The local day of a moment: `atMs` is ms since 1970, UTC; the result counts days since 1970-01-01 in the learner's calendar. */
export type DayOf = (atMs: number) => number;

/** A card as the schedule knows it. A card id is unique in its deck only. */
export interface CardKey {
  readonly deck: string;
  readonly cardId: string;
}

/** What a learner said of a card, and that still stands. */
export interface Review extends CardKey {
  readonly id: string;
  /** Where the card was asked: in a sitting, in the chapter's text, on the review page. */
  readonly asked: 'marked' | 'self-checked' | 'reviewed';
  /** Whether it belongs to the retry round of a sitting: the answer had been seen shortly before. */
  readonly retry: boolean;
  readonly right: boolean;
  readonly atMs: number;
}

export interface CardSchedule extends CardKey {
  /** The local day on which it comes again. */
  readonly dueDay: number;
  /** Days until the chance to recall it falls to 90 %. */
  readonly stability: number;
  /** 1 (easy) … 10 (hard). */
  readonly difficulty: number;
  /** Marks so far. */
  readonly reps: number;
  /** Wrong marks after the first right one. */
  readonly lapses: number;
  readonly lastDay: number;
  readonly lastRight: boolean;
  /** Whether it was ever marked right: only then can it lapse. */
  readonly everRight: boolean;
}

/** By {@link keyOf}. */
export type Schedule = ReadonlyMap<string, CardSchedule>;

/** So many cards on one day are no excess: below it no card is moved to another day. */
export const EVEN_DAY_CARDS = 20;

/** No card waits longer than a year. */
export const INTERVAL_MAX_DAYS = 365;

const fsrs = new FSRSAlgorithm({ enable_short_term: false, enable_fuzz: false, maximum_interval: INTERVAL_MAX_DAYS });

export const keyOf = ({ deck, cardId }: CardKey): string => `${deck}/${cardId}`;

/**
 * Every mark that stands, oldest first: of sittings, both rounds; of cards met in the text; of the review page. A mark counts
 * once it is in the log, also where another tab had closed its sitting meanwhile: the learner did recall the card, or did not.
 *
 * @param log in any order
 */
export function reviewsOf(log: Iterable<QuizEvent>): Review[] {
  const decks = new Map<string, string>();
  const undone = new Set<string>();
  const marks: (Omit<Review, 'deck'> & { readonly deck: string | null; readonly sittingId: string | null })[] = [];
  for (const event of log) {
    const { id, atMs } = event;
    if (event.type === 'sitting-started') decks.set(event.sittingId, event.deck);
    else if (event.type === 'mark-undone') undone.add(event.markId);
    else if (event.type === 'review-undone') undone.add(event.reviewId);
    else if (event.type === 'marked') marks.push({ id, asked: event.type, atMs, cardId: event.cardId, retry: event.round === 'retry', right: event.right, deck: null, sittingId: event.sittingId });
    else if (event.type === 'self-checked' || event.type === 'reviewed') marks.push({ id, asked: event.type, atMs, cardId: event.cardId, retry: false, right: event.right, deck: event.deck, sittingId: null });
  }
  return marks
    .flatMap(({ sittingId, deck, ...mark }): Review[] => {
      const known = deck ?? decks.get(sittingId ?? '');
      return known === undefined || undone.has(mark.id) ? [] : [{ ...mark, deck: known }];
    })
    .sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/**
 * The schedule that a log leads to.
 *
 * @param log in any order
 */
export function schedule(log: Iterable<QuizEvent>, dayOf: DayOf): Schedule {
  const cards = new Map<string, CardSchedule>();
  const load = new Map<number, number>();
  const count = (day: number, by: number) => load.set(day, (load.get(day) ?? 0) + by);
  for (const review of reviewsOf(log)) {
    const key = keyOf(review);
    const before = cards.get(key);
    if (before) count(before.dueDay, -1);
    const after = afterReview(before, review, dayOf(review.atMs), (day) => load.get(day) ?? 0);
    count(after.dueDay, 1);
    cards.set(key, after);
  }
  return cards;
}

/**
 * The chance to recall a card on a day, 0 … 1, by FSRS' forgetting curve: 1 on the day of its last mark, 0.9 when `stability` days have passed.
 *
 * @param day a local day; one before the last mark counts as that of the mark
 */
export function recallOn({ lastDay, stability }: Pick<CardSchedule, 'lastDay' | 'stability'>, day: number): number {
  return fsrs.forgetting_curve(Math.max(0, day - lastDay), stability);
}

/**
 * The day on which a card would come again if it were marked now: what a button may promise.
 *
 * @param day the local day of now
 */
export function dueAfter(cards: Schedule, card: CardKey, right: boolean, day: number): number {
  const key = keyOf(card);
  const loadOf = (on: number) => [...cards].filter(([other, { dueDay }]) => other !== key && dueDay === on).length;
  return afterReview(cards.get(key), { ...card, right }, day, loadOf).dueDay;
}

/** The cards due on a day or before it, the longest overdue first; those of one day in an order that their ids alone decide. */
export function dueCards(cards: Schedule, day: number): CardSchedule[] {
  return [...cards.values()].filter(({ dueDay }) => dueDay <= day).sort((a, b) => a.dueDay - b.dueDay || hash(keyOf(a)) - hash(keyOf(b)));
}

/**
 * How many cards are due on each of `days` days from `day` on. What is overdue counts on the first.
 *
 * @param days at least 1; a month when left out
 */
export function dueByDay(cards: Schedule, day: number, days = 30): { readonly day: number; readonly cards: number }[] {
  const counts = Array.from({ length: days }, () => 0);
  for (const { dueDay } of cards.values()) {
    const at = Math.max(0, dueDay - day);
    if (at < days) counts[at]! += 1;
  }
  return counts.map((count, i) => ({ day: day + i, cards: count }));
}

/** The first day after `day` on which a card is due; null when none is. */
export function nextDueDay(cards: Schedule, day: number): number | null {
  const later = [...cards.values()].map(({ dueDay }) => dueDay).filter((due) => due > day);
  return later.length > 0 ? later.reduce((a, b) => Math.min(a, b)) : null;
}

function afterReview(before: CardSchedule | undefined, { deck, cardId, right }: Pick<Review, 'deck' | 'cardId' | 'right'>, on: number, loadOf: (day: number) => number): CardSchedule {
  // A clock that was set back, or a flight west: no time has passed, rather than less than none.
  const day = Math.max(on, before?.lastDay ?? on);
  const elapsed = before ? day - before.lastDay : 0;
  const memory = before ? { stability: before.stability, difficulty: before.difficulty } : null;
  const { stability, difficulty } = fsrs.next_state(memory, elapsed, right ? Rating.Good : Rating.Again);
  // A missed card comes the next day, whatever it was worth before: without steps of minutes this is its relearning.
  const interval = right ? fsrs.next_interval(stability, elapsed) : 1;
  return {
    deck,
    cardId,
    dueDay: evened(day + interval, interval, hash(keyOf({ deck, cardId })), loadOf),
    stability,
    difficulty,
    reps: (before?.reps ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + (!right && before?.everRight ? 1 : 0),
    lastDay: day,
    lastRight: right,
    everRight: right || (before?.everRight ?? false),
  };
}

/** The day itself while it is not crowded; else the emptiest within 5 % of the interval or one day, the nearest first. Tomorrow stays tomorrow. */
function evened(day: number, interval: number, tie: number, loadOf: (day: number) => number): number {
  if (interval < 2 || loadOf(day) < EVEN_DAY_CARDS) return day;
  const slack = Math.max(1, Math.floor(interval * 0.05));
  const side = tie % 2 === 0 ? 1 : -1;
  let best = day;
  for (let off = 1; off <= slack; off++) {
    for (const candidate of [day + side * off, day - side * off]) if (loadOf(candidate) < loadOf(best)) best = candidate;
  }
  return best;
}

/** FNV-1a, 32 bits: spreads ids, hides nothing. */
function hash(text: string): number {
  let h = 0x811c_9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x0100_0193) >>> 0;
  return h;
}
