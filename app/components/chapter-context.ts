/** The chapter around a piece of prose: what `<Fact id/>`, `<Erratum id/>` and `<ComparisonTable id/>` look their entries up in. */
import type { Chapter } from '#chapters';
import { createContext, useContext } from 'react';

export const ChapterContext = createContext<Chapter | null>(null);

type Listed = 'facts' | 'errata' | 'tables';

/** The entry with this id; a dead id is an author's mistake and throws. */
export function useEntry<K extends Listed>(kind: K, id: string): Chapter[K][number] {
  const chapter = useContext(ChapterContext);
  if (!chapter) throw new Error(`<${kind} id="${id}"> stands outside a chapter`);
  const entries: readonly Chapter[K][number][] = chapter[kind];
  const entry = entries.find((one) => one.id === id);
  if (!entry) throw new Error(`Chapter ${chapter.slug} has no entry "${id}" in its ${kind}`);
  return entry;
}
