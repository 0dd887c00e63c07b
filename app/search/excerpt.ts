/** What of a found text is shown: a piece around the first word that matched, with the matches marked. */
const LENGTH = 150;
const BEFORE = 40;

export interface Part {
  readonly text: string;
  readonly hit: boolean;
}

const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char);

/** Where in the text one of the words begins a word, or a part of one after a capital: first place, and its length. */
function nextMatch(text: string, lower: string, words: readonly string[], from: number): { readonly at: number; readonly length: number } | null {
  let best: { at: number; length: number } | null = null;
  for (const word of words) {
    for (let at = lower.indexOf(word, from); at >= 0; at = lower.indexOf(word, at + 1)) {
      const begins = !isWord(text[at - 1]) || /[A-Z]/.test(text[at]!);
      if (!begins) continue;
      if (!best || at < best.at || (at === best.at && word.length > best.length)) best = { at, length: word.length };
      break;
    }
  }
  return best;
}

/** @param words in lower case */
export function marked(text: string, words: readonly string[]): Part[] {
  const lower = text.toLowerCase();
  const parts: Part[] = [];
  let from = 0;
  for (let match = nextMatch(text, lower, words, 0); match; match = nextMatch(text, lower, words, from)) {
    if (match.at > from) parts.push({ text: text.slice(from, match.at), hit: false });
    from = match.at + match.length;
    parts.push({ text: text.slice(match.at, from), hit: true });
  }
  if (from < text.length) parts.push({ text: text.slice(from), hit: false });
  return parts;
}

/** @param words in lower case. @returns at most so much of the text as two lines hold, cut between words */
export function excerpt(text: string, words: readonly string[]): string {
  if (text.length <= LENGTH) return text;
  const at = nextMatch(text, text.toLowerCase(), words, 0)?.at ?? 0;
  const from = at <= BEFORE ? 0 : text.indexOf(' ', at - BEFORE) + 1;
  const piece = text.slice(from, from + LENGTH);
  const whole = from + LENGTH >= text.length ? piece : piece.slice(0, piece.lastIndexOf(' '));
  return `${from > 0 ? '… ' : ''}${whole}${from + LENGTH >= text.length ? '' : ' …'}`;
}
