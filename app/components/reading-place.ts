/** Follows the reader through a chapter: which section stands in the window, remembered for the next visit. */
import type { Chapter } from '#chapters';
import { useEffect, useState } from 'react';
import { useReading } from '../state/reading.ts';

/** The band of the window that counts as "where one reads": its upper third. */
const BAND = '-64px 0px -66% 0px';

/** The anchor of the section being read. */
export function useReadingPlace(chapter: Chapter): string {
  const first = chapter.sections[0]?.id ?? '';
  const [current, setCurrent] = useState(first);
  const standAt = useReading((state) => state.standAt);

  useEffect(() => {
    const inBand = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (entry.isIntersecting) inBand.add(entry.target.id);
          else inBand.delete(entry.target.id);
        }
        const section = chapter.sections.find((one) => inBand.has(one.id));
        if (section) setCurrent(section.id);
      },
      { rootMargin: BAND },
    );
    for (const section of chapter.sections) {
      const element = document.getElementById(section.id);
      if (element) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [chapter]);

  useEffect(() => {
    // Opening the page at its top must not forget the place further down.
    if (current !== first) standAt(chapter.slug, current);
  }, [chapter, current, first, standAt]);

  return current;
}
