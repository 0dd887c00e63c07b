/**
 * Holds (issue 7, Done-when 6): each answer of the deck is traced to rows of the checked fact sheet and to a page of AWS; each number
 * that a card prints stands on a row that it names; and the key in docs/deck-answer-key.md is the one these cards give.
 * `npm run unit -- tests/chapters/deck-key -u` writes the key again.
 */
import { expect, test } from 'vitest';
import { findChapter } from '#chapters';

const chapter = findChapter('kinesis-data-streams')!;
const cards = await chapter.loadCards();
const { sections: taught, facts: rowsOfFact } = await chapter.loadCoverage();
const sheet = new Set(Object.values(taught).flat());

test('every row that a card names exists', () => {
  for (const { id, factIds } of cards) {
    expect(factIds.length, id).toBeGreaterThan(0);
    expect(new Set(factIds).size, id).toBe(factIds.length);
    for (const row of factIds) expect(sheet, `${id} names ${row}`).toContain(row);
  }
});

/** What the fact sheet says of the exam and the course, or so generally that there is nothing to ask. */
const nothingToAsk = [
  'W02', 'O01', 'E01', // the exam, its parts and its versions
  'T001', 'T002', 'T012', // what the service is called and used for, and how much it can take in all
  'T058', // that there are several ways to create a stream
  'O10', // a use of another service
];

test('every row of the fact sheet is asked by a card, but for those in which there is nothing to ask', () => {
  const asked = new Set(cards.flatMap(({ factIds }) => factIds));
  expect([...sheet].filter((row) => !asked.has(row)).toSorted()).toEqual(nothingToAsk.toSorted());
});

/** The numbers of the fact module that a text prints; one that is part of a longer one does not count. */
function printedIn(text: string): { readonly printed: string; readonly ids: readonly string[] }[] {
  const hits = [...new Set(chapter.facts.map((fact) => fact.text))].flatMap((printed) => {
    const whole = new RegExp(`(?<![\\w,.])${printed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w/]|[.,]\\d)`, 'gi');
    const ids = chapter.facts.filter((fact) => fact.text === printed).map(({ id }) => id);
    return [...text.matchAll(whole)].map(({ index }) => ({ printed, from: index, to: index + printed.length, ids }));
  });
  return hits.filter((hit) => !hits.some((other) => other !== hit && other.from <= hit.from && other.to >= hit.to && other.printed.length > hit.printed.length));
}

test('each number that a card prints stands on a row that the card names', () => {
  const untraced = cards.flatMap(({ id, question, answer, why, wrong, factIds }) =>
    printedIn([question, answer, why, ...wrong.flatMap((one) => [one.answer, one.why])].join(' · '))
      .filter(({ ids }) => !ids.some((fact) => rowsOfFact[fact]!.some((row) => factIds.includes(row))))
      .map(({ printed, ids }) => `${id}: ${printed} (${ids.join(', ')})`),
  );
  expect(untraced).toEqual([]);
});

test('the answer key in docs is what the cards say', async () => {
  const lines = ['# Deck answer key', '', 'Made by `tests/chapters/deck-key.test.ts` from the cards of chapter 47; do not edit by hand. Each answer is traced to rows of the checked fact sheet and to a page of AWS, and where the simulator can prove it, to a run.', ''];
  for (const { id: sectionId, title } of chapter.sections) {
    lines.push(`## ${title}`, '');
    for (const { id, section, answer, factIds, source, sourceUrl, disputed, show } of cards) {
      if (section !== sectionId) continue;
      const proof = show ? `run: ${typeof show.world === 'string' ? show.world : show.world.title}` : 'no run: only a source can answer';
      lines.push(`- **${id}**: ${answer}`, `  - facts ${factIds.join(', ')}; [${source}](${sourceUrl}); ${proof}`);
      for (const row of factIds) {
        const erratum = chapter.errata.find((one) => one.id === row);
        if (erratum) lines.push(`  - ${row}: the exam expects: ${erratum.exam} AWS today: ${erratum.aws}${row === disputed ? ` Disputed: ${erratum.disputed!}` : ''}`);
      }
    }
    lines.push('');
  }
  await expect(lines.join('\n')).toMatchFileSnapshot('../../docs/deck-answer-key.md');
});
