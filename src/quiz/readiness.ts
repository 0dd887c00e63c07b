/**
 * How ready a learner is for the chapter's exam: an estimate of the next sitting's score, with the range that so little evidence
 * leaves open. Shares are 0 … 1; one answer of an exam is the unit in which evidence is counted.
 *
 * For each topic of the exam, N answers are the evidence: one that was guessed, to begin with; every answer of the last exams; half
 * an answer for every marked card that rests on the topic's facts, right by its chance of recall today. What the topic gives in a
 * sitting is then beta-binomial, and the sitting is the sum of its topics. AWS publishes no such thing; this is our own.
 */
import type { Card } from './card.ts';
import { drawExam } from './exam-draw.ts';
import type { ExamPool } from './exam-question.ts';
import type { FinishedExam } from './exam-reducer.ts';
import { SCALED_MAX, SCALED_MIN, SCALED_TO_PASS } from './exam-score.ts';
import { mostCommon } from './mastery.ts';
import type { Score } from './reducer.ts';
import { keyOf, recallOn, type Schedule } from './scheduler.ts';

/** Older exams no longer tell. */
export const EXAMS_COUNTED = 3;
/** What must be there before anything is said: a number out of less would be a guess. */
export const READINESS_NEEDS = { exams: 1, cards: 20 } as const;
/** A card that was recalled is not yet an option that was chosen. */
export const CARD_WORTH = 0.5;
/** The chance of a guess among four options. */
export const GUESS = 0.25;
/** The range holds the next score in so many of ten sittings … */
export const RANGE_SITTINGS_OF_TEN = 8;
/** … which is this many standard deviations to each side, were the score spread as the normal curve. */
export const RANGE_DEVIATIONS = 1.2816;

export interface TopicReadiness {
  readonly id: string;
  readonly title: string;
  /** The chapter section (its anchor) that most of its questions come from. */
  readonly section: string;
  /** Questions on it in a sitting. */
  readonly questions: number;
  /** Answers in the last exams. */
  readonly exam: Score;
  /** Marked cards on its facts: `right` is the sum of their chances of recall today, 0 for one whose last mark is wrong. */
  readonly cards: Score;
  /** The share of its questions that would be right. */
  readonly estimate: number;
}

export interface Readiness {
  readonly topics: readonly TopicReadiness[];
  /** What the evidence is made of: exams that count, different cards of the deck that were marked. */
  readonly exams: number;
  readonly cards: number;
  /** Of the next sitting's questions, the share expected right, and the range of it. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** `open`: the range holds the mark that passes. */
  readonly verdict: 'too-little' | 'not-yet' | 'open' | 'likely';
}

interface Learner {
  readonly cards: readonly Pick<Card, 'id' | 'factIds'>[];
  readonly deck: string;
  readonly pool: ExamPool;
  readonly schedule: Schedule;
  /** Oldest first. */
  readonly finished: readonly Pick<FinishedExam, 'questions' | 'result'>[];
  /** Today, a local day. */
  readonly day: number;
}

/**
 * @returns also where there is too little, what there is; `verdict` then says so
 * @throws RangeError when the pool has no topic, or a topic no question
 */
export function readiness({ cards, deck, pool, schedule, finished, day }: Learner): Readiness {
  const empty = pool.topics.find(({ id }) => !pool.questions.some(({ topic }) => topic === id));
  if (pool.topics.length === 0 || empty) throw new RangeError(empty ? `the exam's topic ${empty.id} has no question` : 'an exam has at least one topic');
  const last = finished.slice(-EXAMS_COUNTED);
  // Which questions differs from seed to seed; how many of each topic does not.
  const sitting = drawExam(pool, 0);
  const topics = pool.topics.map(({ id, title }): TopicReadiness => {
    const questions = sitting.filter(({ topic }) => topic === id).length;
    const answers = last.flatMap((exam) => exam.result.right.filter((_, at) => exam.questions[at]!.topic === id));
    const exam = { right: answers.filter(Boolean).length, total: answers.length };
    const recall = cardsOn(pool, id, cards).flatMap((card) => {
      const known = schedule.get(keyOf({ deck, cardId: card.id }));
      return known ? [known.lastRight ? recallOn(known, day) : 0] : [];
    });
    const marked = { right: recall.reduce((sum, one) => sum + one, 0), total: recall.length };
    const section = mostCommon(pool.questions.filter(({ topic }) => topic === id).map((question) => question.section));
    return { id, title, section, questions, exam, cards: marked, estimate: (GUESS + exam.right + CARD_WORTH * marked.right) / worthOf({ exam, cards: marked }) };
  });
  const sum = (of: (topic: TopicReadiness) => number) => topics.reduce((all, topic) => all + of(topic), 0);
  const expected = sum(({ questions, estimate }) => questions * estimate) / sitting.length;
  const deviation = Math.sqrt(sum(varianceOf)) / sitting.length;
  const low = Math.max(0, expected - RANGE_DEVIATIONS * deviation);
  const high = Math.min(1, expected + RANGE_DEVIATIONS * deviation);
  const marked = cards.filter(({ id }) => schedule.has(keyOf({ deck, cardId: id }))).length;
  return { topics, exams: last.length, cards: marked, expected, low, high, verdict: verdictOf(last.length, marked, low, high) };
}

/** The cards of the deck that rest on a fact which a question of the topic rests on too. */
function cardsOn<C extends Pick<Card, 'factIds'>>(pool: ExamPool, topic: string, cards: readonly C[]): C[] {
  const facts = new Set(pool.questions.filter((question) => question.topic === topic).flatMap(({ factIds }) => factIds));
  return cards.filter(({ factIds }) => factIds.some((id) => facts.has(id)));
}

/** The N of a topic: the guess it begins with, and its evidence. */
const worthOf = ({ exam, cards }: Pick<TopicReadiness, 'exam' | 'cards'>) => 1 + exam.total + CARD_WORTH * cards.total;

/** Of the number right among the topic's questions: that of the beta-binomial distribution. */
function varianceOf(topic: TopicReadiness): number {
  const { questions: k, estimate: p } = topic;
  const n = worthOf(topic);
  return (k * p * (1 - p) * (n + k)) / (n + 1);
}

function verdictOf(exams: number, cards: number, low: number, high: number): Readiness['verdict'] {
  if (exams < READINESS_NEEDS.exams || cards < READINESS_NEEDS.cards) return 'too-little';
  const passing = (SCALED_TO_PASS - SCALED_MIN) / (SCALED_MAX - SCALED_MIN);
  return low >= passing ? 'likely' : high < passing ? 'not-yet' : 'open';
}
