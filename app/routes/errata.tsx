/** `/chapters/:slug/errata`: every place where the exam chapter and AWS differ, to be filtered by kind and by words. */
import { findChapter, type Chapter, type Coverage, type Erratum } from '#chapters';
import { useEffect, useState } from 'react';
import { Link, useLoaderData, useLocation, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { ErratumBody } from '../components/erratum.tsx';
import { usePageTitle } from '../components/page-title.ts';
import { chapterPath } from '../course.ts';
import './errata.css';

interface Loaded {
  readonly chapter: Chapter;
  readonly coverage: Coverage;
}

export async function loader({ params }: LoaderFunctionArgs): Promise<Loaded> {
  const chapter = findChapter(params['slug'] ?? '');
  if (!chapter) throw new Response('There is no such chapter in this build', { status: 404 });
  return { chapter, coverage: await chapter.loadCoverage() };
}

/** As the checked fact sheet sorts them: the first letter of the id. */
const KINDS = [
  { letter: 'W', label: 'wrong', of: 'was never so' },
  { letter: 'O', label: 'outdated', of: 'was so once' },
  { letter: 'I', label: 'imprecise', of: 'is so, with a but' },
] as const;

export function Component() {
  const { chapter, coverage } = useLoaderData<typeof loader>();
  usePageTitle('Chapter and AWS differ');
  const [params, setParams] = useSearchParams();
  const { hash } = useLocation();
  const kind = params.get('kind') ?? '';
  const words = params.get('words') ?? '';
  const [asked] = useState(() => decodeURIComponent(hash.slice(1)));
  const set = (name: string, value: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const shown = chapter.errata.filter((erratum) => (kind === '' || (kind === 'disputed' ? erratum.disputed !== undefined : erratum.id.startsWith(kind))) && hasWords(erratum, words));

  useEffect(() => {
    if (asked !== '') document.getElementById(asked)?.scrollIntoView();
  }, [asked]);

  return (
    <div className="page errata">
      <header>
        <p className="label">
          <Link to={chapterPath(chapter)}>
            Chapter {chapter.number}, {chapter.title}
          </Link>
        </p>
        <h1 tabIndex={-1}>Where the chapter and AWS differ</h1>
        <p className="page-lead">What the exam chapter says, what AWS says today, and what to answer. Each with its source and the day it was read.</p>
        <form className="errata-filter" role="search" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
          <label>
            <span className="label">kind</span>
            <select value={kind} onChange={(event) => set('kind', event.target.value)}>
              <option value="">all {chapter.errata.length}</option>
              {KINDS.map(({ letter, label, of }) => (
                <option key={letter} value={letter}>
                  {label}: {of}
                </option>
              ))}
              <option value="disputed">AWS’s own pages disagree</option>
            </select>
          </label>
          <label>
            <span className="label">with the words</span>
            <input type="search" value={words} maxLength={100} onChange={(event) => set('words', event.target.value)} />
          </label>
          <output aria-live="polite">
            {shown.length === chapter.errata.length ? '' : `${shown.length} of ${chapter.errata.length}`}
          </output>
        </form>
      </header>
      {shown.length === 0 ? (
        <p className="errata-none">
          None is like that.{' '}
          <button type="button" onClick={() => setParams({}, { replace: true })}>
            Show all
          </button>
        </p>
      ) : (
        <ul className="errata-list">
          {shown.map((erratum) => {
            const section = chapter.sections.find(({ id }) => coverage.sections[id]?.includes(erratum.id));
            return (
              <li key={erratum.id} id={erratum.id} className="erratum-note">
                <ErratumBody erratum={erratum} />
                {section && (
                  <span className="errata-where">
                    in the text: <Link to={`${chapterPath(chapter)}#${section.id}`}>{section.title}</Link> · {KINDS.find(({ letter }) => erratum.id.startsWith(letter))?.label}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

function hasWords({ topic, chapter, aws, exam }: Erratum, words: string): boolean {
  const text = `${topic} ${chapter} ${aws} ${exam}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
