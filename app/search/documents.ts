/** What can be found: the chapters' text, facts, cards, notes, tables and commands, the lab's scenarios, the pages. Each leads to one address. */
import { chapters, type Chapter } from '#chapters';
import { operationNames, scenarios } from '#sim';
import { proseText, type ProseText } from 'virtual:prose-text';
import { kebab } from '../belt/commands.ts';
import { cardPath, chapterPath, errataPath } from '../course.ts';

export const KINDS = ['page', 'text', 'fact', 'card', 'erratum', 'table', 'command', 'scenario'] as const;
export type Kind = (typeof KINDS)[number];

export interface Found {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly text: string;
  /** Where it stands, for the eye: "Chapter 47, How it works". */
  readonly place: string;
  readonly to: string;
}

const PAGES: readonly Pick<Found, 'title' | 'text' | 'to'>[] = [
  { title: 'Lab', text: 'The belt: run a stream, split and merge shards, crash consumers, go back in time', to: '/lab' },
  { title: 'Compare', text: 'Comparison tables: Kinesis, SQS, Firehose, modes, iterators, limits, errors', to: '/compare' },
  { title: 'Plan', text: 'Capacity planner: how many shards, which mode, what it costs, limits met, with the working shown', to: '/plan' },
  { title: 'Progress', text: 'What you know by topic, scores, days of study, exam readiness; your data: backup, export, import', to: '/progress' },
  { title: 'Cheat sheet', text: 'One page to print: limits, calls, iterator types, which service', to: '/cheatsheet' },
  { title: 'About', text: 'What is faithful, what is simplified, sources, licences', to: '/about' },
];

/** @returns every document, each id once */
export async function documents(): Promise<Found[]> {
  const ofChapters = await Promise.all(chapters.map(ofChapter));
  return [
    ...PAGES.map((page) => ({ ...page, id: `page ${page.to}`, kind: 'page' as const, place: 'page' })),
    ...ofChapters.flat(),
    ...operationNames.map((operation) => ({
      id: `command ${operation}`,
      kind: 'command' as const,
      title: `aws kinesis ${kebab(operation)}`,
      text: operation,
      place: 'command',
      to: commandPlace(kebab(operation)),
    })),
    ...scenarios.map(({ slug, title, story }) => ({ id: `scenario ${slug}`, kind: 'scenario' as const, title, text: story, place: 'lab', to: `/lab/${slug}` })),
  ];
}

async function ofChapter(chapter: Chapter): Promise<Found[]> {
  const [cards, tables] = await Promise.all([chapter.loadCards(), chapter.loadTables()]);
  const titleOf = (section: string) => chapter.sections.find(({ id }) => id === section)?.title ?? chapter.title;
  const path = chapterPath(chapter);
  const blocks = proseText.filter((block) => block.chapter === chapter.number);
  const inWords = (text: string) => text.replaceAll(/\{fact:([a-z0-9-]+)\}/g, (_, id: string) => chapter.facts.find((fact) => fact.id === id)?.text ?? '');
  return [
    ...blocks.map((block, i) => ({ id: `text ${chapter.number} ${i}`, kind: 'text' as const, title: block.heading || titleOf(block.section), text: inWords(block.text), place: titleOf(block.section), to: `${path}#${block.id}` })),
    ...chapter.facts.map((fact) => ({ id: `fact ${chapter.number} ${fact.id}`, kind: 'fact' as const, title: fact.text, text: fact.says, place: 'fact', to: `${path}#${placeOfFact(blocks, fact.id)}` })),
    ...cards.map((card) => ({ id: `card ${chapter.number} ${card.id}`, kind: 'card' as const, title: card.question, text: `${card.answer} ${card.why}`, place: titleOf(card.section), to: cardPath(chapter, card.id) })),
    ...chapter.errata.map((erratum) => ({ id: `erratum ${chapter.number} ${erratum.id}`, kind: 'erratum' as const, title: erratum.topic, text: `${erratum.chapter} ${erratum.aws} ${erratum.exam}`, place: 'chapter and AWS differ', to: `${errataPath(chapter)}#${erratum.id}` })),
    ...tables.all.flatMap((table) =>
      table.rows.map((row) => ({ id: `table ${chapter.number} ${table.id} ${row.id}`, kind: 'table' as const, title: row.aspect, text: row.cells.map((cell, i) => `${table.columns[i]}: ${cell}`).join('. '), place: table.caption, to: `/compare#${table.id}-${row.id}` })),
    ),
  ];
}

/** The paragraph that says it first; a fact that only tables and cards say leads to the chapter's numbers. */
const placeOfFact = (blocks: readonly ProseText[], id: string) => blocks.find(({ text }) => text.includes(`{fact:${id}}`))?.id ?? 'parts-limits-timers';

/** The text that shows the command, or else the list of commands. */
function commandPlace(name: string): string {
  const shown = proseText.find(({ text }) => text.includes(`aws kinesis ${name}`));
  const chapter = chapters.find(({ number }) => number === shown?.chapter) ?? chapters[0]!;
  return `${chapterPath(chapter)}#${shown?.id ?? 'commands'}`;
}
