/** The only door of `src/chapters`: every chapter that exists in this build, by slug. */
export type { Chapter, ComparisonTable, Erratum, Fact, Section, Source } from './types.ts';
