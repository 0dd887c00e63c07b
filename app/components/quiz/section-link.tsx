/** Lead from a card back to the chapter: to the section that teaches it, to the figure that shows its topic. */
import type { Chapter, ChapterCard } from '#chapters';
import type { Card } from '#quiz';
import { Link } from 'react-router';
import { figures } from '../../figures/index.ts';
import { sectionPath } from './cards-of.ts';

export function SectionLink({ chapter, card }: { readonly chapter: Chapter; readonly card: Card }) {
  const section = chapter.sections.find(({ id }) => id === card.section);
  return <Link to={sectionPath(chapter, card)}>Section: {section?.shortTitle ?? section?.title ?? card.section}</Link>;
}

/** Nothing where no figure shows the topic. */
export function FigureLink({ chapter, card: { figure } }: { readonly chapter: Chapter; readonly card: ChapterCard }) {
  const entry = figure === undefined ? undefined : figures[figure];
  return entry ? <Link to={`/chapters/${chapter.slug}#figure-${figure}`}>Figure: {entry.title}</Link> : null;
}
