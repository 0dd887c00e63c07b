/** What is known of a deck today, topic by topic. Counts are cards; days are local days, as in `scheduler.ts`. */
import type { Card } from './card.ts';
import { type CardSchedule, keyOf, recallOn, type Schedule } from './scheduler.ts';

/** From this chance of recall on a card counts as known: it is the chance at which FSRS asks a card again. */
export const KNOWN_FROM = 0.9;

/** `known`: the last mark is right and recall stands at 90 % or more. `learning`: any other card that was marked. */
export type Level = 'known' | 'learning' | 'unseen';

export interface TopicMastery {
  readonly topic: string;
  readonly known: number;
  readonly learning: number;
  readonly unseen: number;
  /** Of these, cards that are due today or were before. */
  readonly due: number;
  /** The chapter section (its anchor) that teaches most of what is not known here; of all known cards, most of them. */
  readonly section: string;
}

/** @param card undefined for one that was never marked */
export function levelOf(card: CardSchedule | undefined, day: number): Level {
  if (!card) return 'unseen';
  return card.lastRight && recallOn(card, day) >= KNOWN_FROM ? 'known' : 'learning';
}

/**
 * A deck by topic: the smallest share known first; of equal shares the topic with more cards, then as in the deck.
 *
 * @param cards the deck; marks of cards that are not in it count nowhere
 * @param deck its slug
 * @param day today
 */
export function masteryByTopic(cards: readonly Pick<Card, 'id' | 'topic' | 'section'>[], deck: string, schedule: Schedule, day: number): TopicMastery[] {
  return [...new Set(cards.map(({ topic }) => topic))]
    .map((topic): TopicMastery => {
      const all = cards.filter((card) => card.topic === topic);
      const scheduled = (id: string) => schedule.get(keyOf({ deck, cardId: id }));
      const at = (level: Level) => all.filter(({ id }) => levelOf(scheduled(id), day) === level);
      const known = at('known');
      const open = all.filter((card) => !known.includes(card));
      return {
        topic,
        known: known.length,
        learning: at('learning').length,
        unseen: at('unseen').length,
        due: all.filter(({ id }) => (scheduled(id)?.dueDay ?? Infinity) <= day).length,
        section: mostCommon((open.length > 0 ? open : all).map(({ section }) => section)),
      };
    })
    .sort((a, b) => a.known * sizeOf(b) - b.known * sizeOf(a) || sizeOf(b) - sizeOf(a));
}

const sizeOf = ({ known, learning, unseen }: TopicMastery) => known + learning + unseen;

/** The most frequent, the first of equals. @param texts at least one */
export function mostCommon(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
