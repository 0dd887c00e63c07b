// Holds: the Anki file parses by the rules of Anki's manual ("Importing > Text Files") into the cards it was made of; the CSV by
// RFC 4180 into the marks. Both readers are written here from those documents.
import { type Card, toAnki, toCsv } from '#quiz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chapters } from '#chapters';

/** Fields separated by one character; a field in double quotes may hold anything, a double quote written twice. */
function records(text: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  let i = 0;
  while (i < text.length) {
    let field = '';
    if (text[i] === '"') {
      for (i += 1; text[i] !== '"' || text[i + 1] === '"'; i += text[i] === '"' ? 2 : 1) {
        if (i >= text.length) throw new Error('a quoted field does not end');
        field += text[i];
      }
      i += 1;
    } else while (i < text.length && text[i] !== separator && text[i] !== '\n' && text[i] !== '\r') field += text[i++];
    rows.at(-1)!.push(field);
    if (text[i] === separator) {
      i += 1;
      if (i === text.length) rows.at(-1)!.push('');
    } else if (i < text.length) {
      i += text[i] === '\r' ? 2 : 1;
      if (i < text.length) rows.push([]);
    }
  }
  return rows;
}

/** As Anki reads it: "#key:value" lines at the top are headers, any other line that begins with # is a comment. */
function readByAnki(text: string) {
  const lines = text.split('\n');
  const headers: Record<string, string> = {};
  while (lines[0]?.startsWith('#')) {
    const [, key, value] = /^#([^:]+):(.*)$/.exec(lines.shift()!)!;
    headers[key!] = value!;
  }
  const separator = { tab: '\t', comma: ',', semicolon: ';' }[headers['separator']!.toLowerCase()]!;
  const special = { guid: Number(headers['guid column']) - 1, tags: Number(headers['tags column']) - 1 };
  const notes = records(lines.join('\n'), separator).map((fields) => ({
    guid: fields[special.guid]!,
    tags: fields[special.tags]!.split(' '),
    fields: fields.filter((_, i) => i !== special.guid && i !== special.tags),
  }));
  return { headers, notes };
}

const plain = (html: string) => html.replace(/<br>/g, '\n').replace(/<\/?(b|small)>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

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

const awkward = fc.array(fc.constantFrom('a', ' ', '\t', '\n', '"', '#', ',', '<b>', '&', '::', '\r\n', 'é'), { maxLength: 12 }).map((parts) => parts.join(''));

test('tabs, quotes, lines and marks of HTML in a card reach Anki as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(awkward, awkward, awkward), { minLength: 1, maxLength: 4 }), (texts) => {
      const cards = texts.map(([question, answer, why], i): Card => ({ id: `card-${i}`, topic: 'a topic', section: 'belt', question, answer, why, wrong: [{ answer: 'w', why: 'n' }], factIds: [], source: 'S' }));
      const { notes } = readByAnki(toAnki(cards, 'deck', 'D'));
      expect(notes.map(({ fields }) => plain(fields[0]!))).toEqual(texts.map(([question]) => question));
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
      expect(records(text.slice(1), ',').slice(1)).toEqual(marks.map(([question, right], i) => [new Date(i).toISOString(), 'review', 'd', `card-${i}`, right ? 'right' : 'wrong', question]));
    }),
    { numRuns: 300 },
  );
});

test('steps go to Anki unordered in front and in order behind', () => {
  const card: Card = { id: 'c', kind: 'order-steps', steps: ['Wake', 'Eat', 'Leave'], topic: 't', section: 's', question: 'In which order?', answer: 'A.', why: 'W.', wrong: [{ answer: 'w', why: 'n' }], factIds: [], source: 'S' };
  const [note] = readByAnki(toAnki([card], 'deck', 'D')).notes;
  expect(note!.fields[0]).toContain('<ul><li>Eat</li><li>Leave</li><li>Wake</li></ul>');
  expect(note!.fields[1]).toContain('<ol><li>Wake</li><li>Eat</li><li>Leave</li></ol>');
});
