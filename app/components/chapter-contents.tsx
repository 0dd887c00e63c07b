/** The contents of a chapter: where one is, what is read. Beside the text on a wide page, folded above it on a narrow one. */
import type { Chapter } from '#chapters';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { readingOf, useReading } from '../state/reading.ts';
import { useMediaQuery } from './media-query.ts';
import './chapter-contents.css';

const WIDE = '(min-width: 960px)';

export function ChapterContents({ chapter, current }: { readonly chapter: Chapter; readonly current: string }) {
  const { read } = useReading((state) => readingOf(state, chapter.slug));
  const wide = useMediaQuery(WIDE);
  const [unfolded, setUnfolded] = useState(false);
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    // The list itself may be longer than the window: keep the marked line in it visible, without moving the page.
    const line = list.current?.querySelector<HTMLElement>('[aria-current]');
    const box = list.current?.closest('details');
    if (!line || !box || !wide) return;
    const place = line.offsetTop - box.offsetTop;
    if (place < box.scrollTop || place + line.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = place - box.clientHeight / 2;
  }, [current, wide]);

  return (
    <nav className="chapter-contents" aria-label="Contents">
      <details open={wide || unfolded} onToggle={(event) => !wide && setUnfolded(event.currentTarget.open)}>
        <summary>
          Contents{' '}
          <span className="chapter-contents-count">
            {read.length} of {chapter.sections.length} read
          </span>
        </summary>
        <p className="chapter-contents-title">Chapter {chapter.number}</p>
        <ol ref={list}>
          {chapter.sections.map((section) => (
            <li key={section.id}>
              <Link to={`#${section.id}`} aria-current={section.id === current ? 'location' : undefined} onClick={() => setUnfolded(false)}>
                <span>{section.shortTitle ?? section.title}</span>
                {read.includes(section.id) && <Tick />}
              </Link>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
}

function Tick() {
  return (
    <>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d="M1.5 6.5 4.5 9.5 10.5 2.5" fill="none" stroke="var(--good)" strokeWidth="1.6" />
      </svg>
      <span className="visually-hidden">(read)</span>
    </>
  );
}
