/** The only door of `src/chapters`: every chapter that exists in this build, by slug, and its place in the course. */
import { chapter as kinesisDataStreams } from './47-kinesis-data-streams/chapter.ts';
import type { Chapter, Course } from './types.ts';

export type { Chapter, ChapterCard, CheatSheet, CliSession, ComparisonTable, Course, Coverage, Erratum, Fact, Moment, RowLinks, Section, ShowMe, Source, Tables } from './types.ts';

export const chapters: readonly Chapter[] = [kinesisDataStreams];

/** The chapter of that slug, or undefined where this build has none. */
export const findChapter = (slug: string): Chapter | undefined => chapters.find((chapter) => chapter.slug === slug);

export const course: Course = { total: 101, chapters, next: { number: 48 } };
