/** `/about`: what the simulator keeps to and where it simplifies, the console handle, sources, licences, version. */
import { chapters } from '#chapters';
import type { Source } from '#chapters';
import { licences } from 'virtual:licences';
// Prose and no code: the doors hand out code, and this page must not say it a second time.
// oxlint-disable-next-line no-restricted-imports
import Model from '../../src/sim/MODEL.md';
import { usePageTitle } from '../components/page-title.ts';
import { mdxComponents } from '../components/mdx-components.tsx';
import { ScrollBox } from '../components/scroll-box.tsx';
import './about.css';

const Code = mdxComponents.pre;

/** The model's own page, under this page's title: its headings stand as they are, its title falls away. */
const modelComponents = { ...mdxComponents, h1: () => null };

const consoleExample = `shardbelt.now()            // milliseconds of belt time
shardbelt.send('PutRecord', {
  StreamName: 'observations',
  PartitionKey: 'user-7',
  Data: 'hello',           // text, or bytes
})                         // the answer; what AWS refuses is thrown
shardbelt.runTo(60_000)    // go to one minute, back or ahead, and pause
shardbelt.stateHash()      // equal for equal seed, actions and moment
shardbelt.actions()        // what you have done, each action with its moment
shardbelt.trace(20)        // the last 20 entries, oldest first`;

export function Component() {
  usePageTitle('About');
  return (
    <div className="page about">
      <header>
        <h1 tabIndex={-1}>About Shardbelt</h1>
        <p className="page-lead">
          A study tool for one chapter of the AWS Developer course. What moves on the belt is computed, not played back. It runs in your browser, calls no server, and is not a product of AWS.
        </p>
        <p className="label">Version {__APP_VERSION__} · MIT licence</p>
      </header>
      <div className="about-model">
        <Model components={modelComponents} />
      </div>
      <section aria-labelledby="console">
        <h2 id="console">From the console</h2>
        <p>
          On the lab page, the browser’s console has the running belt as <code>window.shardbelt</code>. Operations take their input as the API spells it.
        </p>
        <Code>
          <code>{consoleExample}</code>
        </Code>
      </section>
      <section aria-labelledby="sources">
        <h2 id="sources">Sources</h2>
        <p>Every figure and every note on a difference names where it was read. All of them:</p>
        <ul className="about-sources">
          {allSources().map((source) => (
            <li key={`${source.title} ${source.url ?? ''}`}>
              {source.url === undefined ? source.title : <a href={source.url}>{source.title}</a>}{' '}
              <span className="label">
                checked <time dateTime={source.checked}>{source.checked}</time>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="licences">
        <h2 id="licences">Licences</h2>
        <p>Shardbelt is MIT licensed. These packages ship in it, each under its own licence.</p>
        <div className="about-licences">
          {licences.map((one) => (
            <details key={one.name}>
              <summary>
                <span className="about-package">{one.name}</span> <span className="about-version">{one.version}</span> <span className="label">{one.spdx}</span>
              </summary>
              {one.text === '' ? (
                <p>The package names its licence, {one.spdx}, and ships no text of it.</p>
              ) : (
                <ScrollBox label={`Licence of ${one.name}`} className="about-licence">
                  <pre>{one.text}</pre>
                </ScrollBox>
              )}
            </details>
          ))}
        </div>
      </section>
    </div>
  );
}

/** Each source once, by title. */
function allSources(): Source[] {
  const cited = chapters.flatMap((chapter) => [...chapter.facts, ...chapter.errata].map((entry) => entry.source));
  const once = new Map(cited.map((source) => [`${source.title} ${source.url ?? ''}`, source]));
  return [...once.values()].sort((a, b) => a.title.localeCompare(b.title));
}
