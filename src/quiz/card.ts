/** A flashcard: one question, one answer, and where the answer comes from. */
export interface Card {
  /** Kebab-case, unique in its deck, never reused: marks are stored under it. */
  readonly id: string;
  /** A short topic, shown with the progress and used in the summary: "iterators". */
  readonly topic: string;
  /** The chapter section that teaches it (its anchor). */
  readonly section: string;
  readonly question: string;
  /** The answer in one sentence. */
  readonly answer: string;
  /** Why it is so, in one to three sentences. */
  readonly why: string;
  /** Ids of the checked fact sheet. */
  readonly factIds: readonly string[];
  /** What the answer was checked against, as the card prints it: "API reference, GetShardIterator". */
  readonly source: string;
}
