/** Cards of a chapter, looked up for a sitting. */
import type { Chapter, ChapterCard } from '#chapters';
import { type Card, currentCardId, firstRoundDone, type Sitting } from '#quiz';

/** A chapter with its cards at hand. */
export type QuizChapter = Chapter & { readonly cards: readonly ChapterCard[] };

export function cardOf(chapter: QuizChapter, id: string): ChapterCard | undefined {
  return chapter.cards.find((card) => card.id === id);
}

export function sectionPath(chapter: Chapter, card: Card): string {
  return `/chapters/${chapter.slug}#${card.section}`;
}

/** Where AWS's own pages disagree about the answer: that they do, and which; null where they do not. */
export function doubtOf({ errata }: Chapter, card: Card): string | null {
  const disputed = errata.find(({ id }) => id === card.disputed)?.disputed;
  return disputed === undefined ? null : `AWS’s own pages disagree. ${disputed}`;
}

/** Whether a sitting begun in an older build still needs a card that this build has dropped. */
export function needsDroppedCard(chapter: QuizChapter, sitting: Sitting): boolean {
  const known = new Set(chapter.cards.map((card) => card.id));
  const ahead = firstRoundDone(sitting) ? currentCardId(sitting) !== null : true;
  return ahead && sitting.cardIds.some((id) => !known.has(id));
}

export interface TopicResult {
  readonly topic: string;
  readonly right: number;
  readonly total: number;
  readonly missed: readonly ChapterCard[];
}

/** The first round of a sitting by topic: topics with most missed first, then in the order of the deck. */
export function byTopic(chapter: QuizChapter, sitting: Sitting, missedIds: readonly string[]): TopicResult[] {
  const missed = new Set(missedIds);
  const cards = chapter.cards.filter((card) => sitting.cardIds.includes(card.id));
  return [...new Set(cards.map((card) => card.topic))]
    .map((topic) => {
      const all = cards.filter((card) => card.topic === topic);
      const wrong = all.filter((card) => missed.has(card.id));
      return { topic, right: all.length - wrong.length, total: all.length, missed: wrong };
    })
    .sort((a, b) => b.missed.length - a.missed.length);
}
