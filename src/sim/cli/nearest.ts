/** Which known words are near a mistyped one: what Python's difflib calls a close match. */

const NEAR = 0.8;
const MATCHES_MAX = 3;

/** The near ones, nearest first: `2 × matching letters / all letters` is at least 0.8. */
export function nearest(given: string, known: readonly string[]): string[] {
  return known
    .map((word) => ({ word, share: (2 * matching(given, word)) / Math.max(1, given.length + word.length) }))
    .filter(({ share }) => share >= NEAR)
    .sort((a, b) => b.share - a.share || (a.word < b.word ? 1 : -1))
    .slice(0, MATCHES_MAX)
    .map(({ word }) => word);
}

/** Letters in the longest common block, and in those left and right of it. */
function matching(a: string, b: string): number {
  let best = 0;
  let atA = 0;
  let atB = 0;
  let before = Array.from({ length: b.length + 1 }, () => 0);
  for (let i = 0; i < a.length; i += 1) {
    const row = Array.from({ length: b.length + 1 }, () => 0);
    for (let j = 0; j < b.length; j += 1) {
      if (a[i] !== b[j]) continue;
      const length = before[j]! + 1;
      row[j + 1] = length;
      if (length > best) [best, atA, atB] = [length, i - length + 1, j - length + 1];
    }
    before = row;
  }
  if (best === 0) return 0;
  return best + matching(a.slice(0, atA), b.slice(0, atB)) + matching(a.slice(atA + best), b.slice(atB + best));
}
