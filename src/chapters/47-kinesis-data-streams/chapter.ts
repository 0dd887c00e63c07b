/** The manifest of chapter 47: its sections in reading order and the fact-sheet rows that each one teaches. */
import type { Chapter, Section } from '../types.ts';
import { errata } from './errata.ts';
import { facts } from './facts.ts';
import { tables } from './tables.ts';

const section = (id: string, title: string, factIds: string, load: Section['load']): Section => ({
  id, title, factIds: factIds.split(' '), load,
});

export const chapter: Chapter = {
  number: 47,
  slug: 'kinesis-data-streams',
  title: 'Kinesis Data Streams for developers',
  summary:
    'A stream is a row of conveyor belts. Producers lay records on them, a hash of each record’s key picks the belt, ' +
    'and any number of consumers read along without taking anything off; what nobody read in time falls off the end. ' +
    'This chapter shows how that works, what it costs in limits, and how the exam asks about it.',
  sections: [
    section('belt', 'The belt',
      'W10 W11 T003 T004 T066 T095 T096 T097 T098',
      () => import('./01-belt.mdx')),
    section('what-it-is-for', 'What it is for',
      'T001 T002 T011 T012 T099 E07 E08',
      () => import('./02-what-it-is-for.mdx')),
    section('how-it-works', 'How it works',
      'W01 I01 I04 I06 I07 I10 I11 I12 I23 I26 I28 I29 I30 I32 I44 I45 O20 ' +
      'T005 T006 T007 T013 T014 T015 T016 T017 T018 T019 T020 T021 T022 T024 T025 T026 T027 T028 T029 T030 T031 T032 T033 T034 T035 T063',
      () => import('./03-how-it-works.mdx')),
    section('parts-limits-timers', 'Parts, limits, timers',
      'W09 O02 O03 O04 O05 O06 I02 I03 I08 I09 I18 I19 I34 I46 ' +
      'T008 T023 T038 T039 T040 T041 T042 T044 T045 T046 T047 T048 T083 E13',
      () => import('./04-parts-limits-timers.mdx')),
    section('commands', 'Commands',
      'W08 I24 I25 I33 T043 T049 T050 T051 T052 T053 T054 T055 T057',
      () => import('./05-commands.mdx')),
    section('neighbours', 'Neighbours',
      'W03 W13 O07 O08 O09 O11 O13 O16 O18 O19 I35 I36 I37 I38 I40 I41 ' +
      'T075 T076 T077 T078 T079 T080 T081 T092 T093 T102 E09 E10',
      () => import('./06-neighbours.mdx')),
    section('five-steps', 'Five steps',
      'I31 O21 T009 T036 T056 T058 T059 T060 T100',
      () => import('./07-five-steps.mdx')),
    section('on-the-job', 'On the job',
      'W04 O10 O17 I17 I20 I21 I22 I43 T010 T061 T069 T070 T071 T072 T073 T074 T082 T087 T094 T101',
      () => import('./08-on-the-job.mdx')),
    section('in-the-exam', 'In the exam',
      'W02 W12 O01 O12 O15 I14 I39 E01 E02 E03 E04 E05 E06 E12 E14',
      () => import('./09-in-the-exam.mdx')),
    section('edge-cases', 'Edge cases',
      'W06 I05',
      () => import('./10-edge-cases.mdx')),
    section('takeaways', 'Takeaways',
      'T064 T065 T085',
      () => import('./11-takeaways.mdx')),
    section('easy-to-mix-up', 'Easy to mix up',
      'O14 I42 T088 T089 T090 T091',
      () => import('./12-easy-to-mix-up.mdx')),
    section('watch-out', 'Watch out',
      'W07 O22 I13 T067 T068 T086 E11',
      () => import('./13-watch-out.mdx')),
    section('questions', 'Questions',
      'W05 I15 I16 I27 T037 T062 T084',
      () => import('./14-questions.mdx')),
  ],
  facts,
  errata,
  tables,
  loadTables: async () => {
    const [{ moreTables }, { tableLinks }] = await Promise.all([import('./more-tables.ts'), import('./table-links.ts')]);
    return { all: [...tables, ...moreTables], links: tableLinks };
  },
  loadCheatSheet: async () => (await import('./cheatsheet.ts')).cheatsheet,
  loadCards: async () => (await import('./cards.ts')).cards,
  loadSums: async () => (await import('./sums.ts')).makeSum,
};
