/**
 * Chapter 47 holds together: every name that prose uses exists, everything that exists is used, every row of the
 * checked fact sheet is taught, and no number is typed into prose beside the module that owns it.
 * Prose is compiled and rendered with stand-ins for the app's components, so the tests see what a reader would.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { evaluate } from '@mdx-js/mdx';
import { createElement, type ComponentType, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as runtime from 'react/jsx-runtime';
import remarkGfm from 'remark-gfm';
import { beforeAll, describe, expect, test } from 'vitest';
import { chapters, course, findChapter } from '#chapters';
import { quotas, scenarios } from '#sim';
import { figures as registry } from '../../app/figures/index.ts';

const folder = new URL('../../src/chapters/47-kinesis-data-streams/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const cardFiles = readdirSync(new URL('cards/', folder)).map((name) => `cards/${name}`);
const files = readdirSync(folder).filter((name) => name.endsWith('.mdx')).sort();
const chapter = findChapter('kinesis-data-streams')!;
const cards = await chapter.loadCards();
const tables = await chapter.loadTables();

const figures = Object.keys(registry);

const componentNames = ['Fact', 'Erratum', 'Figure', 'ComparisonTable', 'Check'] as const;
type Name = (typeof componentNames)[number];

interface Rendered {
  readonly file: string;
  readonly section: string;
  /** Every component use, in reading order. */
  readonly used: readonly { name: Name; id: string }[];
  readonly html: string;
  /** What is typed in the prose itself: no code, no component, no markup. */
  readonly words: string;
}

const render = async (file: string): Promise<Rendered> => {
  const used: { name: Name; id: string }[] = [];
  const nothing = () => null;
  const standIns = Object.fromEntries(componentNames.map((name) => [name, ({ id }: { id: string }) => {
    used.push({ name, id });
    return null;
  }]));
  const { default: Content } = await evaluate(read(file), { ...runtime, remarkPlugins: [remarkGfm] });
  const html = renderToStaticMarkup(createElement(Content as ComponentType<{ components: Record<string, unknown> }>, {
    components: { ...standIns, pre: nothing, code: nothing, wrapper: ({ children }: { children: ReactNode }) => children },
  }));
  return { file, section: file.replace(/^\d\d-|\.mdx$/g, ''), used, html, words: html.replace(/<[^>]+>/g, '') };
};

let prose: readonly Rendered[] = [];
const uses = (name: Name) => prose.flatMap(({ section, used }) =>
  used.filter((use) => use.name === name).map((use) => ({ section, id: use.id })));
const twice = (ids: readonly string[]) => ids.filter((id, at) => ids.indexOf(id) !== at);

beforeAll(async () => {
  prose = await Promise.all(files.map(render));
});

describe('sections', () => {
  test('the registered sections are the prose files on disk, in order', () => {
    expect(files.map((file) => file.replace('.mdx', '')))
      .toEqual(chapter.sections.map(({ id }, at) => `${String(at + 1).padStart(2, '0')}-${id}`));
    const manifest = read('chapter.ts');
    for (const file of files) expect(manifest, `${file} is not loaded by chapter.ts`).toContain(`import('./${file}')`);
  });

  test('each section loads its own file', () => {
    const pairs = [...read('chapter.ts').matchAll(/section\('([a-z-]+)',[^]*?import\('\.\/\d\d-([a-z-]+)\.mdx'\)/g)];
    expect(pairs.map((pair) => pair[1])).toEqual(chapter.sections.map(({ id }) => id));
    for (const [, id, file] of pairs) expect(file).toBe(id);
  });

  test('prose imports nothing and leaves h1 and h2 to the app', () => {
    for (const { file, html } of prose) {
      expect(read(file), file).not.toMatch(/^(import|export) /m);
      expect(html, file).not.toMatch(/<h[12]\b/);
    }
  });

  test('a link to an anchor leads to a section', () => {
    const anchors = prose.flatMap(({ html }) => [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]));
    expect(anchors.length).toBeGreaterThan(0);
    for (const anchor of anchors) expect(chapter.sections.map(({ id }) => id)).toContain(anchor);
  });
});

describe('names that prose uses', () => {
  test('every fact, erratum, table and figure exists', () => {
    const known: Record<Name, readonly string[]> = {
      Fact: chapter.facts.map(({ id }) => id),
      Erratum: chapter.errata.map(({ id }) => id),
      ComparisonTable: chapter.tables.map(({ id }) => id),
      Figure: figures,
      Check: cards.map(({ id }) => id),
    };
    for (const name of componentNames) {
      for (const { section, id } of uses(name)) expect(known[name], `<${name} id="${id}"/> in ${section}`).toContain(id);
    }
  });

  test('every figure stands once, where its subject is explained', () => {
    expect(uses('Figure').map(({ id }) => id).toSorted()).toEqual(figures.toSorted());
    const inSection = (section: string) => uses('Figure').filter((use) => use.section === section).map(({ id }) => id);
    expect(inSection('belt')).toEqual(['belt']);
    expect(inSection('how-it-works')).toEqual(['hash-a-key', 'key-skew', 'ordering', 'write-quota', 'iterator-types', 'iterator-expiry', 'shared-and-fan-out', 'split-and-merge', 'merge']);
    expect(inSection('parts-limits-timers')).toEqual(['put-records', 'retention']);
    expect(inSection('on-the-job')).toEqual(['kpl-aggregation', 'kcl-leases']);
    expect(inSection('questions')).toEqual(['lag']);
  });

  test('each table is shown exactly once', () => {
    expect(uses('ComparisonTable').map(({ id }) => id).sort()).toEqual(chapter.tables.map(({ id }) => id).sort());
  });

  test('each section asks the reader at least once, and no card twice; a card asked there belongs to the section or to one before it', () => {
    const order = chapter.sections.map(({ id }) => id);
    expect(new Set(uses('Check').map(({ section }) => section))).toEqual(new Set(order));
    expect(twice(uses('Check').map(({ id }) => id))).toEqual([]);
    for (const { section, id } of uses('Check')) {
      const of = cards.find((card) => card.id === id)!.section;
      expect(order.indexOf(of), `${id} in ${section}`).toBeLessThanOrEqual(order.indexOf(section));
    }
  });

  test('each erratum stands in exactly one section; O01 stands under the title instead', () => {
    expect(uses('Erratum').map(({ id }) => id).sort())
      .toEqual(chapter.errata.map(({ id }) => id).filter((id) => id !== 'O01').sort());
    expect(chapter.errata.map(({ id }) => id)).toContain('O01');
  });

  test('every fact is used in prose, a table, a card or an erratum', () => {
    const inData = ['tables.ts', 'more-tables.ts', ...cardFiles, 'errata.ts']
      .flatMap((name) => [...read(name).matchAll(/(?:factText|limit)\('([a-z0-9-]+)'/g)].map((match) => match[1]!));
    const used = new Set([...uses('Fact').map(({ id }) => id), ...inData]);
    expect(chapter.facts.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });
});

describe('the checked fact sheet', () => {
  const rows = (letter: string, digits: number, last: number) =>
    Array.from({ length: last }, (_, at) => letter + String(at + 1).padStart(digits, '0'));
  /** 13 wrong, 22 outdated, 46 imprecise, 14 exam conventions, 102 true. */
  const sheet = [...rows('W', 2, 13), ...rows('O', 2, 22), ...rows('I', 2, 46), ...rows('E', 2, 14), ...rows('T', 3, 102)];

  test('each of its 197 rows is taught in exactly one section', async () => {
    expect(sheet).toHaveLength(197);
    const { sections: coverage } = await chapter.loadCoverage();
    expect(Object.keys(coverage)).toEqual(chapter.sections.map(({ id }) => id));
    expect(Object.values(coverage).flat().toSorted()).toEqual(sheet.toSorted());
  });

  test('facts, cards and errata name only rows that exist, and at least one', async () => {
    const { facts } = await chapter.loadCoverage();
    expect(Object.keys(facts).toSorted()).toEqual(chapter.facts.map(({ id }) => id).toSorted());
    for (const { id, factIds } of [...Object.entries(facts).map(([fact, rows]) => ({ id: fact, factIds: rows })), ...cards]) {
      expect(factIds.length, id).toBeGreaterThan(0);
      for (const factId of factIds) expect(sheet, `${id} names ${factId}`).toContain(factId);
    }
    for (const { id } of chapter.errata) expect(sheet).toContain(id);
  });

  test('there are 40 errata, each with both sides, the exam’s answer and a dated source', () => {
    expect(chapter.errata).toHaveLength(40);
    for (const { id, topic, chapter: claim, aws, exam, source } of chapter.errata) {
      for (const text of [topic, claim, aws, exam, source.title]) {
        expect(text.trim(), id).not.toBe('');
        expect(text, `${id}: plain text, no markdown`).not.toMatch(/\*\*|`/);
      }
      expect(source.checked, id).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});

describe('numbers', () => {
  const units = '(?:bytes?|[KMGT]i?B|ms|milliseconds?|seconds?|minutes?|hours?|days?|records?|calls?|messages?|characters?|consumers?|shards?|batches|attempts?|streams?)\\b|%';
  const typed = new RegExp(`\\d[\\d,.]*\\s?(?:${units})`, 'g');
  const spelled = /\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|thirty|sixty)\s(?:seconds|minutes|hours|days|megabytes|MB)\b/gi;

  test('the patterns find what they forbid', () => {
    for (const text of ['1 MB', '24 hours', '500 records', '60 %', '1,000 calls/s']) expect(text).toMatch(new RegExp(typed.source));
    expect('five minutes').toMatch(new RegExp(spelled.source, 'i'));
    for (const text of ['KCL 2', 'status 200', 'shard 0', 'ten shards']) {
      expect(text).not.toMatch(new RegExp(typed.source));
      expect(text).not.toMatch(new RegExp(spelled.source, 'i'));
    }
  });

  test('prose types no number with a unit: it names a fact', () => {
    for (const { file, words } of prose) expect([...(words.match(typed) ?? []), ...(words.match(spelled) ?? [])], file).toEqual([]);
  });

  test('tables and cards type none either, but for the loads that a question invents', () => {
    const invented = ['20 shards', '1,500 records', '50 bytes', '3,000 records', '1,500 bytes', '1,048,576 bytes'];
    for (const name of ['tables.ts', 'more-tables.ts', 'cheatsheet.ts', ...cardFiles]) {
      const literals = read(name).replace(/\$\{[^}]*\}/g, '').replace(/^ ?\*.*$/gm, '');
      expect((literals.match(typed) ?? []).filter((hit) => !invented.includes(hit)), name).toEqual([]);
    }
  });

  test('what the engine enforces is what the chapter prints', () => {
    const text = (id: string) => chapter.facts.find((fact) => fact.id === id)?.text;
    expect(text('shard-write-bytes')).toBe('1 MB/s');
    expect(text('shard-write-records')).toBe('1,000 records/s');
    expect(text('shard-read-bytes')).toBe('2 MB/s');
    expect(text('iterator-life')).toBe('5 minutes');
    expect(text('retention-max')).toBe('365 days');
    expect(text('retention-max-hours')).toBe('8,760 hours');
    expect(text('put-records-bytes')).toBe('10 MiB');
    expect(text('even-split-key')).toBe('85070591730234615865843651857942052864');
    expect(text('get-records-count')).toContain(quotas.getRecordsRecordsMax.toLocaleString('en-US'));
  });
});

describe('ids and tables', () => {
  test('ids are unique and kebab-case (errata carry row ids)', () => {
    for (const list of [chapter.sections, chapter.facts, tables.all, cards]) {
      expect(twice(list.map(({ id }) => id))).toEqual([]);
      for (const { id } of list) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
    expect(twice(chapter.errata.map(({ id }) => id))).toEqual([]);
  });

  test('every row of a table has a cell for each column, none empty, and an id of its own', () => {
    for (const { id, columns, rows } of tables.all) {
      expect(twice(rows.map((row) => row.id)), id).toEqual([]);
      for (const row of rows) {
        expect(row.cells, `${id}/${row.id}`).toHaveLength(columns.length);
        for (const cell of row.cells) expect(cell.trim(), `${id}/${row.id}`).not.toBe('');
      }
    }
  });
});

describe('where rows and lines lead', () => {
  test('each row of each table leads to a section, a card and, where named, a scenario that exist; no link is left over', () => {
    const known = { section: chapter.sections.map(({ id }) => id), card: cards.map(({ id }) => id), run: scenarios.map(({ slug }) => slug) };
    const rows = tables.all.flatMap(({ id, rows: of }) => of.map((row) => `${id}/${row.id}`));
    expect(Object.keys(tables.links).toSorted()).toEqual(rows.toSorted());
    for (const [row, { section, card, run }] of Object.entries(tables.links)) {
      expect(known.section, row).toContain(section);
      expect(known.card, row).toContain(card);
      if (run !== undefined) expect(known.run, row).toContain(run);
    }
  });

  test('an erratum that AWS’s own pages dispute says which says what', () => {
    expect(chapter.errata.filter(({ disputed }) => disputed !== undefined).map(({ id }) => id).toSorted()).toEqual(['I03', 'O04', 'O11']);
  });

  test('the cheat sheet has no empty line and no label twice in a group', async () => {
    const sheet = await chapter.loadCheatSheet();
    expect(sheet.length).toBeGreaterThan(5);
    for (const { title, lines } of sheet) {
      expect(twice(lines.map(({ label }) => label)), title).toEqual([]);
      for (const { label, text } of lines) expect(text.trim(), `${title}/${label}`).not.toBe('');
    }
  });
});

describe('the course', () => {
  test('is 101 chapters long, of which this build has one, the 47th; the next is 48', () => {
    expect(course.total).toBe(101);
    expect(chapters.map(({ number, slug }) => [number, slug])).toEqual([[47, 'kinesis-data-streams']]);
    expect(course.next.number).toBe(48);
    expect(findChapter('no-such-chapter')).toBeUndefined();
  });
});
