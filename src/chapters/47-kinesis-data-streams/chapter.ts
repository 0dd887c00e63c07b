/** The manifest of chapter 47: its sections in reading order, and what stands beside them. */
import type { Chapter, Section } from '../types.ts';
import { errata } from './errata.ts';
import { facts } from './facts.ts';
import { tables } from './tables.ts';

const section = (id: string, title: string, load: Section['load']): Section => ({ id, title, load });

export const chapter: Chapter = {
  number: 47,
  slug: 'kinesis-data-streams',
  title: 'Kinesis Data Streams for developers',
  summary:
    'A stream is a row of conveyor belts. Producers lay records on them, a hash of each record’s key picks the belt, ' +
    'and any number of consumers read along without taking anything off; what nobody read in time falls off the end. ' +
    'This chapter shows how that works, what it costs in limits, and how the exam asks about it.',
  sections: [
    section('belt', 'The belt', () => import('./01-belt.mdx')),
    section('what-it-is-for', 'What it is for', () => import('./02-what-it-is-for.mdx')),
    section('how-it-works', 'How it works', () => import('./03-how-it-works.mdx')),
    section('parts-limits-timers', 'Parts, limits, timers', () => import('./04-parts-limits-timers.mdx')),
    section('commands', 'Commands', () => import('./05-commands.mdx')),
    section('neighbours', 'Neighbours', () => import('./06-neighbours.mdx')),
    section('five-steps', 'Five steps', () => import('./07-five-steps.mdx')),
    section('on-the-job', 'On the job', () => import('./08-on-the-job.mdx')),
    section('in-the-exam', 'In the exam', () => import('./09-in-the-exam.mdx')),
    section('edge-cases', 'Edge cases', () => import('./10-edge-cases.mdx')),
    section('takeaways', 'Takeaways', () => import('./11-takeaways.mdx')),
    section('easy-to-mix-up', 'Easy to mix up', () => import('./12-easy-to-mix-up.mdx')),
    section('watch-out', 'Watch out', () => import('./13-watch-out.mdx')),
    section('questions', 'Questions', () => import('./14-questions.mdx')),
  ],
  facts,
  errata,
  tables,
  loadTables: async () => {
    const [{ moreTables }, { tableLinks }] = await Promise.all([import('./more-tables.ts'), import('./table-links.ts')]);
    return { all: [...tables, ...moreTables], links: tableLinks };
  },
  loadCoverage: async () => {
    const { coverage, factRows } = await import('./coverage.ts');
    return { sections: coverage, facts: factRows };
  },
  loadCheatSheet: async () => (await import('./cheatsheet.ts')).cheatsheet,
  loadCards: async () => (await import('./cards/index.ts')).cards,
  loadSums: async () => (await import('./sums.ts')).makeSum,
  loadExam: async () => (await import('./exam/index.ts')).exam,
};
