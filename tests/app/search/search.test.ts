// Holds: everything that can be found is in the index, each hit leads to an address that exists, and a typo, a beginning or a
// word inside an operation's name is enough (issue: the search).
import { chapters } from '#chapters';
import { operationNames, scenarios } from '#sim';
import { beforeAll, describe, expect, test } from 'vitest';
import { documents, type Found } from '../../../app/search/documents.ts';
import { excerpt, marked } from '../../../app/search/excerpt.ts';
import { openSearch, tokens, type Search } from '../../../app/search/search-index.ts';

let all: Found[] = [];
let search: Search;
beforeAll(async () => {
  all = await documents();
  search = await openSearch();
});

const chapter = chapters[0]!;
const ofKind = (kind: Found['kind']) => all.filter((one) => one.kind === kind);

describe('what is in it', () => {
  test('every fact, card, erratum, table row, operation and scenario, and every section’s text', async () => {
    const cards = await chapter.loadCards();
    expect(ofKind('fact')).toHaveLength(chapter.facts.length);
    expect(ofKind('card')).toHaveLength(cards.length);
    expect(ofKind('erratum')).toHaveLength(chapter.errata.length);
    expect(ofKind('table')).toHaveLength((await chapter.loadTables()).all.flatMap(({ rows }) => rows).length);
    expect(ofKind('command')).toHaveLength(operationNames.length);
    expect(ofKind('scenario')).toHaveLength(scenarios.length);
    expect(new Set(ofKind('text').map(({ place }) => place))).toEqual(new Set(chapter.sections.map(({ title }) => title)));
  });

  test('ids are unique, and no text shows a fact by its id', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.filter(({ text, title }) => /\{fact:|undefined/.test(title + text))).toEqual([]);
  });
});

describe('what it finds', () => {
  const titles = (query: string, most = 5) => search(query).slice(0, most).map(({ kind, title, text }) => `${kind}: ${title} ${text}`);

  test.each([
    ['iterater', 'iterator'],
    ['ProvisonedThroughputExceded', 'ProvisionedThroughputExceeded'],
    ['retent', 'retention'],
    ['Firehose bufer', 'Firehose'],
  ])('a typo or a beginning is enough: %s', (query, word) => {
    const found = titles(query);
    expect(found.length).toBeGreaterThan(0);
    for (const text of found.slice(0, 3)) expect(text.toLowerCase()).toContain(word.toLowerCase());
  });

  test('a command, by its name in the API, on the command line, or by a word of it', () => {
    for (const query of ['SplitShard', 'split-shard', 'aws kinesis split']) expect(titles(query, 8).join('\n')).toContain('aws kinesis split-shard');
  });

  test('what nobody wrote about is not found', () => {
    expect(search('xylophone')).toEqual([]);
    expect(search('   ')).toEqual([]);
  });

  test('punctuation, very long and odd queries neither throw nor hang', () => {
    for (const query of ['()[]{}*+?^$|\\', '"', '‮‮', 'a'.repeat(200), '💥 shard', '0', '-', '<script>']) expect(() => search(query)).not.toThrow();
  });
});

test('tokens: words, and the parts of a word that capitals join', () => {
  expect(tokens('GetShardIterator, 2 MB/s')).toEqual(['GetShardIterator', 'Get', 'Shard', 'Iterator', '2', 'MB', 's']);
});

describe('what is shown of a hit', () => {
  test('matches are marked where a word begins, also inside an operation’s name', () => {
    expect(marked('GetShardIterator asks for an iterator; iterate', ['iterator'])).toEqual([
      { text: 'GetShard', hit: false }, { text: 'Iterator', hit: true }, { text: ' asks for an ', hit: false }, { text: 'iterator', hit: true }, { text: '; iterate', hit: false },
    ]);
    expect(marked('reiterate', ['iterate'])).toEqual([{ text: 'reiterate', hit: false }]);
  });

  test('a long text is cut between words, around its first match', () => {
    const long = `${'before '.repeat(40)}needle ${'after '.repeat(40)}`;
    const shown = excerpt(long, ['needle']);
    expect(shown).toMatch(/^… before .*needle .*after …$/);
    expect(shown.length).toBeLessThanOrEqual(154);
    expect(excerpt('short needle', ['needle'])).toBe('short needle');
  });
});
