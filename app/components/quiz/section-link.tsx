/** Leads from a card to the section of the chapter that teaches it. */
import type { Chapter } from '#chapters';
import type { Card } from '#quiz';
import { Link } from 'react-router';
import { sectionPath } from './cards-of.ts';

export function SectionLink({ chapter, card }: { readonly chapter: Chapter; readonly card: Card }) {
  const section = chapter.sections.find(({ id }) => id === card.section);
  return <Link to={sectionPath(chapter, card)}>Section: {section?.shortTitle ?? section?.title ?? card.section}</Link>;
}
