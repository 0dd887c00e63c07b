/** The course that the chapters belong to, and where its parts stand; how long it is, `course` of `#chapters` says. */
import type { Chapter } from '#chapters';

export const courseName = 'AWS Certified Developer – Associate';

type Named = Pick<Chapter, 'slug'>;

export const chapterPath = ({ slug }: Named) => `/chapters/${slug}`;
export const errataPath = ({ slug }: Named) => `/chapters/${slug}/errata`;
export const deckPath = ({ slug }: Named) => `/cards/${slug}`;
export const cardPath = (chapter: Named, id: string) => `${deckPath(chapter)}#${id}`;
