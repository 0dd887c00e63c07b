/** A sum to be worked out: made by a generator of a chapter from a seed, with its answer, its working and the ways to miss it. */
export interface Sum {
  /** Its kind and seed: the same id is the same sum. */
  readonly id: string;
  /** Which sort of sum it is: "shards-to-write". */
  readonly kind: string;
  /** As a card's. */
  readonly topic: string;
  readonly section: string;
  readonly question: string;
  readonly answer: number;
  /** What is counted: "shards", "GiB", "USD". */
  readonly unit: string;
  /** How far from the answer still counts as right, in its unit; 0 for what is counted in whole ones. */
  readonly tolerance: number;
  readonly working: readonly SumStep[];
  /** At least three answers that people give, none of them right, all different; the commonest first. */
  readonly wrong: readonly WrongAnswer[];
  readonly factIds: readonly string[];
  readonly source: string;
}

export interface SumStep {
  readonly what: string;
  /** With its numbers: "2,500 records/s ÷ 1,000 records/s". */
  readonly formula: string;
  readonly result: string;
}

export interface WrongAnswer {
  readonly value: number;
  /** What was left out or mixed up, in a sentence or two. */
  readonly why: string;
}

/** Whether a typed answer counts as right. */
export const isRight = ({ answer, tolerance }: Pick<Sum, 'answer' | 'tolerance'>, value: number): boolean => Math.abs(value - answer) <= tolerance;

/** Answers to choose from, as the exam prints them: the right one among the commonest wrong ones, from small to large. */
export const choicesOf = ({ answer, wrong }: Pick<Sum, 'answer' | 'wrong'>, count = 4): number[] =>
  [answer, ...wrong.slice(0, count - 1).map(({ value }) => value)].sort((a, b) => a - b);
