/** A flashcard: one question, one answer, where the answer comes from, and what people answer instead. */
export interface Card {
  /** Kebab-case, unique in its deck, never reused: marks are stored under it. */
  readonly id: string;
  /** Absent on a plain question. */
  readonly kind?: CardKind;
  /** A short topic, shown with the progress and used in the summary: "iterators". */
  readonly topic: string;
  /** The chapter section that teaches it (its anchor). */
  readonly section: string;
  /** A question; of a `cloze` a sentence with one gap, written `[…]`. */
  readonly question: string;
  /** Of `order-steps` only, and then at least three: what is to be put in order, in the right one. */
  readonly steps?: readonly string[];
  /** The answer in one sentence. */
  readonly answer: string;
  /** Why it is so, in one to three sentences. */
  readonly why: string;
  /** What people answer instead; at least one. */
  readonly wrong: readonly WrongCardAnswer[];
  /** Ids of the checked fact sheet. */
  readonly factIds: readonly string[];
  /** What the answer was checked against, as the card prints it: "API reference, GetShardIterator". */
  readonly source: string;
  /** The erratum that says which of AWS's own pages disagree about the answer. */
  readonly disputed?: string;
}

export type CardKind = 'cloze' | 'which-service' | 'order-steps' | 'cli-output';

export interface WrongCardAnswer {
  readonly answer: string;
  /** Why it is wrong, in one sentence. */
  readonly why: string;
}

/**
 * The steps of a card as they are asked: by the alphabet, which tells nothing about the right order.
 * @param steps in the right order; not changed
 */
export const stepsAsAsked = (steps: readonly string[]): readonly string[] => steps.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
