/** Marks and cards as files for other programs. */
import { stepsAsAsked, type Card } from './card.ts';
import type { Review } from './scheduler.ts';

const cell = (text: string, separator: string) => (text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A spreadsheet takes what begins so for a formula, and would run it; an apostrophe in front makes it text. */
const asText = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/**
 * Marks as CSV (RFC 4180), oldest first, with the byte order mark by which Excel knows UTF-8.
 *
 * @param timeText the moment of a mark, in ms since 1970 UTC, as the file prints it
 * @param questionOf the question of a card, or undefined where this build has dropped it
 */
export function toCsv(reviews: readonly Review[], timeText: (atMs: number) => string, questionOf: (review: Review) => string | undefined): string {
  const where = { marked: 'quiz', 'self-checked': 'text', reviewed: 'review' } as const;
  const rows = reviews.map((review) => [timeText(review.atMs), where[review.asked], review.deck, review.cardId, review.right ? 'right' : 'wrong', questionOf(review) ?? '']);
  return `\uFEFF${[['time', 'asked in', 'deck', 'card', 'mark', 'question'], ...rows].map((row) => row.map((text) => cell(asText(text), ',')).join(',')).join('\r\n')}\r\n`;
}

/** A card with what only the app can add to it. */
export interface ExportedCard extends Card {
  /** What a terminal shows and the question asks about, line for line. */
  readonly terminal?: string;
  /** Where AWS's own pages disagree about the answer. */
  readonly doubt?: string;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const html = (text: string) => escaped(text).replace(/\r?\n|\r/g, '<br>');
const tag = (text: string) => text.trim().replace(/[\s:]+/g, '-');

/**
 * Cards as a text file that Anki imports as it is: its header lines name the separator, the deck and the columns, and the
 * first column is an id, so that a later import updates the notes and keeps what Anki knows of them.
 *
 * @param deckName "::" nests decks
 * @see https://docs.ankiweb.net/importing/text-files.html
 */
export function toAnki(cards: readonly ExportedCard[], deck: string, deckName: string): string {
  const header = ['#separator:tab', '#html:true', '#notetype:Basic', `#deck:${deckName}`, '#guid column:1', '#tags column:4'];
  const rows = cards.map(({ id, question, terminal, steps = [], answer, why, doubt, source, topic, section }) => {
    const front = `${html(question)}${terminal === undefined ? '' : `<pre>${escaped(terminal)}</pre>`}${listOf('ul', stepsAsAsked(steps))}`;
    const back = `<b>${html(answer)}</b> ${html(why)}${listOf('ol', steps)}${doubt === undefined ? '' : `<br><i>${html(doubt)}</i>`}<br><small>${html(source)}</small>`;
    return [`${deck}/${id}`, front, back, [deck, topic, section].map(tag).join(' ')].map((text) => cell(text, '\t')).join('\t');
  });
  return `${[...header, ...rows].join('\n')}\n`;
}

const listOf = (tagName: 'ul' | 'ol', steps: readonly string[]) => (steps.length === 0 ? '' : `<${tagName}>${steps.map((step) => `<li>${html(step)}</li>`).join('')}</${tagName}>`);
