// Holds: the Anki file parses by the rules of Anki's manual ("Importing > Text Files") into the cards it was made of; the CSV by
// RFC 4180 into the marks, with no cell that a spreadsheet would run.
import { type Card, type ExportedCard, toAnki, toCsv } from '#quiz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chapters } from '#chapters';
import { readByAnki, records } from './anki-reader.ts';

const plain = (html: string) => html.replace(/<br>/g, '\n').replace(/<\/?(b|i|small)>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Steps have a test of their own. */
const withoutSteps = (text: string) => text.replace(/<(ul|ol)>.*?<\/\1>/g, '');

test('Anki reads the whole deck of a chapter: one Basic note a card, two fields, in the deck named, tagged, with an id that stays', async () => {
  const [chapter] = chapters;
  const cards = await chapter!.loadCards();
  const { headers, notes } = readByAnki(toAnki(cards, chapter!.slug, 'Shardbelt::Kinesis'));
  expect(headers).toEqual({ separator: 'tab', html: 'true', notetype: 'Basic', deck: 'Shardbelt::Kinesis', 'guid column': '1', 'tags column': '4' });
  expect(notes).toHaveLength(cards.length);
  for (const [i, card] of cards.entries()) {
    const note = notes[i]!;
    expect(note.guid).toBe(`${chapter!.slug}/${card.id}`);
    expect(note.fields).toHaveLength(2);
    expect(plain(withoutSteps(note.fields[0]!))).toBe(card.question);
    expect(plain(withoutSteps(note.fields[1]!))).toBe(`${card.answer} ${card.why}\n${card.source}`);
    expect(note.tags).toHaveLength(3);
    expect(note.tags[2]).toBe(card.section);
  }
  expect(new Set(notes.map(({ guid }) => guid)).size).toBe(notes.length);
});

const awkward = fc.array(fc.constantFrom('a', ' ', '\t', '\n', '"', '#', ',', '=', '+', '-', '@', '<b>', '&', '&lt;', '::', '\r\n', '\r', 'é'), { maxLength: 12 }).map((parts) => parts.join(''));

const lines = (text: string) => text.replace(/\r\n?/g, '\n');

test('tabs, quotes, lines and marks of HTML in a card reach Anki as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(awkward, awkward, awkward), { minLength: 1, maxLength: 4 }), (texts) => {
      const cards = texts.map(([question, answer, why], i): Card => ({ id: `card-${i}`, topic: 'a topic', section: 'belt', question, answer, why, wrong: [{ answer: 'w', why: 'n' }], factIds: [], source: 'S' }));
      const { notes } = readByAnki(toAnki(cards, 'deck', 'D'));
      expect(notes.map(({ fields }) => plain(fields[0]!))).toEqual(texts.map(([question]) => lines(question)));
      expect(notes.map(({ fields }) => plain(fields[1]!))).toEqual(texts.map(([, answer, why]) => `${lines(`${answer} ${why}`)}\nS`));
      // What a card says is text: the only tags are those that the export sets.
      for (const { fields } of notes) expect(fields.join('').replace(/<\/?(b|br|small)>/g, '')).not.toMatch(/[<>]/);
      expect(notes.map(({ tags }) => tags)).toEqual(texts.map(() => ['deck', 'a-topic', 'belt']));
    }),
    { numRuns: 300 },
  );
});

test('the CSV has one line a mark, whatever the question holds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(awkward, fc.boolean()), { minLength: 1, maxLength: 4 }), (marks) => {
      const reviews = marks.map(([, right], i) => ({ id: `r${i}`, asked: 'reviewed' as const, retry: false, deck: 'd', cardId: `card-${i}`, right, atMs: i }));
      const text = toCsv(reviews, (atMs) => new Date(atMs).toISOString(), ({ cardId }) => marks[Number(cardId.slice(5))]![0]);
      expect(text.startsWith('\uFEFFtime,asked in,deck,card,mark,question\r\n')).toBe(true);
      const rows = records(text.slice(1), ',').slice(1);
      const asText = (question: string) => (/^[=+\-@\t\r]/.test(question) ? `'${question}` : question);
      expect(rows).toEqual(marks.map(([question, right], i) => [new Date(i).toISOString(), 'review', 'd', `card-${i}`, right ? 'right' : 'wrong', asText(question)]));
    }),
    { numRuns: 300 },
  );
});

test('no cell of the CSV is taken for a formula', () => {
  const asked = ['=HYPERLINK("https://example.org")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'What is 1=1?'];
  const reviews = asked.map((_, i) => ({ id: `r${i}`, asked: 'reviewed' as const, retry: false, deck: 'd', cardId: `c${i}`, right: true, atMs: i }));
  const rows = records(toCsv(reviews, String, ({ cardId }) => asked[Number(cardId.slice(1))]).slice(1), ',').slice(1);
  expect(rows.map((row) => row.at(-1))).toEqual([`'=HYPERLINK("https://example.org")`, "'+1", "'-1", "'@SUM(A1)", "'\t=1", "'\r=1", 'What is 1=1?']);
});

test('what a terminal showed reaches Anki line for line, and where AWS disagrees stands behind', () => {
  const card: ExportedCard = { id: 'c', topic: 't', section: 's', question: 'What now?', terminal: '$ aws x --query "a<b"\n{\n    "A": "1 & 2"\n}', answer: 'A.', why: 'W.', doubt: 'One page says\n<2>.', wrong: [{ answer: 'w', why: 'n' }], factIds: [], source: 'S' };
  const [note] = readByAnki(toAnki([card], 'deck', 'D')).notes;
  expect(note!.fields).toEqual(['What now?<pre>$ aws x --query "a&lt;b"\n{\n    "A": "1 &amp; 2"\n}</pre>', '<b>A.</b> W.<br><i>One page says<br>&lt;2&gt;.</i><br><small>S</small>']);
});

test('steps go to Anki unordered in front and in order behind', () => {
  const card: Card = { id: 'c', kind: 'order-steps', steps: ['Wake', 'Eat', 'Leave'], topic: 't', section: 's', question: 'In which order?', answer: 'A.', why: 'W.', wrong: [{ answer: 'w', why: 'n' }], factIds: [], source: 'S' };
  const [note] = readByAnki(toAnki([card], 'deck', 'D')).notes;
  expect(note!.fields[0]).toContain('<ul><li>Eat</li><li>Leave</li><li>Wake</li></ul>');
  expect(note!.fields[1]).toContain('<ol><li>Wake</li><li>Eat</li><li>Leave</li></ol>');
});
