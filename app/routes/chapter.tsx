/** `/chapters/:slug`: the whole chapter on one page, so that find-in-page, anchors and print see all of it. */
import { course, findChapter } from '#chapters';
import { SITTING_CARDS } from '#quiz';
import type { Chapter } from '#chapters';
import { useCallback, useRef, useState } from 'react';
import type { ComponentType } from 'react';
import { Link, useLoaderData, useLocation, useRevalidator } from 'react-router';
import type { LoaderFunctionArgs, ShouldRevalidateFunctionArgs } from 'react-router';
import { ChapterContext } from '../components/chapter-context.ts';
import { ChapterContents } from '../components/chapter-contents.tsx';
import { ChapterSection } from '../components/chapter-section.tsx';
import { ErratumBody } from '../components/erratum.tsx';
import { usePageTitle } from '../components/page-title.ts';
import { ParagraphLink } from '../components/paragraph-link.tsx';
import { useReadingPlace } from '../components/reading-place.ts';
import { courseName, errataPath } from '../course.ts';
import { readingOf, useReading } from '../state/reading.ts';
import './chapter.css';

type Prose = ComponentType<{ components?: Record<string, unknown> }>;

interface Loaded {
  readonly chapter: Chapter;
  /** One for each section, in order; null where its text could not be fetched. */
  readonly prose: readonly (Prose | null)[];
}

/** All sections before anything shows: small chunks, fetched together, and no anchor moves once the page stands. */
export async function loader({ params }: LoaderFunctionArgs): Promise<Loaded> {
  const chapter = findChapter(params['slug'] ?? '');
  if (!chapter) throw new Response('There is no such chapter in this build', { status: 404 });
  const settled = await Promise.allSettled(chapter.sections.map((section) => section.load()));
  return { chapter, prose: settled.map((one) => (one.status === 'fulfilled' ? one.value.default : null)) };
}

/** The state of a figure in the address is no reason to load the text again. */
export function shouldRevalidate({ currentUrl, nextUrl, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return defaultShouldRevalidate && (currentUrl.pathname !== nextUrl.pathname || currentUrl.search === nextUrl.search);
}

export function Component() {
  const { chapter, prose } = useLoaderData<typeof loader>();
  const { revalidate } = useRevalidator();
  const [minutes, setMinutes] = useState<Readonly<Record<string, number>>>({});
  const text = useRef<HTMLElement>(null);
  const current = useReadingPlace(chapter);
  usePageTitle(chapter.title);
  const measured = useCallback((id: string, value: number) => setMinutes((all) => ({ ...all, [id]: value })), []);
  const total = Object.values(minutes).reduce((sum, one) => sum + one, 0);
  const exam = chapter.errata.find((one) => one.id === 'O01');

  return (
    <ChapterContext value={chapter}>
      <div className="chapter">
        <ChapterContents chapter={chapter} current={current} />
        <article className="chapter-text" ref={text}>
          <ParagraphLink text={text} />
          <header className="chapter-head">
            <p className="label">
              Chapter {chapter.number} of {course.total} · {courseName}
            </p>
            <h1 tabIndex={-1}>{chapter.title}</h1>
            <p className="chapter-meta">
              {chapter.sections.length} sections · {Math.max(1, Math.round(total))} minutes · <Link to={errataPath(chapter)}>where AWS differs</Link> · <Link to="/cheatsheet">on one page</Link>
            </p>
            <p className="chapter-summary">{chapter.summary}</p>
            <ContinueLine chapter={chapter} />
            {exam && (
              <aside className="erratum-note chapter-exam" aria-label={exam.topic}>
                <ErratumBody erratum={exam} />
              </aside>
            )}
          </header>
          {chapter.sections.map((section, index) => (
            <ChapterSection
              key={section.id}
              chapter={chapter}
              index={index}
              prose={prose[index] ?? null}
              minutes={minutes[section.id]}
              onMeasured={measured}
              onRetry={() => void revalidate()}
            />
          ))}
          <footer className="chapter-end">
            <h2>What next</h2>
            <p>The claims above run in the lab. The quiz asks {SITTING_CARDS} questions, and 60 % right passes.</p>
            <p className="chapter-actions">
              <Link className="button primary" to={`/quiz/${chapter.slug}`}>
                Take the quiz
              </Link>
              <Link className="button" to="/lab">
                Run the belt
              </Link>
            </p>
          </footer>
        </article>
      </div>
    </ChapterContext>
  );
}

/** Where the learner stood when the page opened; it does not follow along while reading. */
function ContinueLine({ chapter }: { readonly chapter: Chapter }) {
  const { hash } = useLocation();
  const [was] = useState(() => readingOf(useReading.getState(), chapter.slug).at);
  const index = chapter.sections.findIndex((section) => section.id === was);
  const section = chapter.sections[index];
  if (!section || index === 0 || hash !== '') return null;
  return (
    <p className="chapter-continue">
      You were in section {index + 1}. <Link to={`#${section.id}`}>Continue with “{section.title}”</Link>
    </p>
  );
}
