/** `/cheatsheet`: one page to print. The numbers are the chapter's; what differs in the exam says so. */
import { chapters, type Chapter, type CheatSheet } from '#chapters';
import { Fragment } from 'react';
import { Link, useLoaderData } from 'react-router';
import { usePageTitle } from '../components/page-title.ts';
import { chapterPath } from '../course.ts';
import './cheatsheet.css';

interface Loaded {
  readonly chapter: Chapter;
  readonly sheet: CheatSheet;
}

export const loader = (): Promise<Loaded[]> => Promise.all(chapters.map(async (chapter) => ({ chapter, sheet: await chapter.loadCheatSheet() })));

export function Component() {
  const sheets = useLoaderData<typeof loader>();
  usePageTitle('Cheat sheet');
  return (
    <div className="page cheatsheet">
      {sheets.map(({ chapter, sheet }) => (
        <article key={chapter.slug}>
          <header>
            <h1 tabIndex={-1}>{chapter.title}, on one page</h1>
            <p className="cheatsheet-note">
              Checked {newestCheck(chapter)}. Where the exam still expects an older figure, it says so.{' '}
              <span className="cheatsheet-why">
                <Link to={chapterPath(chapter)}>The chapter</Link> has the reasons.
              </span>
            </p>
            <button type="button" className="cheatsheet-print" onClick={() => window.print()}>
              Print
            </button>
          </header>
          <div className="cheatsheet-groups">
            {sheet.map((group) => (
              <section key={group.title}>
                <h2>{group.title}</h2>
                <dl>
                  {group.lines.map(({ label, text }) => (
                    <div key={label}>
                      <dt>{breakable(label)}</dt>
                      <dd>{breakable(text)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </article>
      ))}
    </div>
  );
}

const newestCheck = (chapter: Pick<Chapter, 'facts'>) => chapter.facts.map(({ source }) => source.checked).toSorted().at(-1);

/** From so many letters on a word may be broken: shorter ones are names of units and calls. */
const LONG = 15;

/** AWS's long names may be broken where their words meet. */
function breakable(text: string) {
  return text
    .split(/(?<= )/)
    .flatMap((word) => (word.length < LONG ? [word] : word.split(/(?<=[a-z])(?=[A-Z])|(?<=[_.])(?=[A-Z])/).flatMap((part, i) => (i > 0 ? [null, part] : [part]))))
    .map((part, i) => <Fragment key={i}>{part ?? <wbr />}</Fragment>);
}
