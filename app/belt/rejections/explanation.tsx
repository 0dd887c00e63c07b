/** Why something was refused: the limit, what was seen, what to do, where to read on. */
import { Link } from 'react-router';
import type { Explanation as Told } from './explain.ts';

export function Explanation({ explanation: { limit, observed, remedy, section, page } }: { readonly explanation: Told }) {
  return (
    <dl className="panel-facts explanation">
      <dt>limit</dt>
      <dd>{limit}</dd>
      {observed !== null && (
        <>
          <dt>observed</dt>
          <dd>{observed}</dd>
        </>
      )}
      <dt>remedy</dt>
      <dd>{remedy}</dd>
      <dt>read on</dt>
      <dd>
        <Link to={`/chapters/kinesis-data-streams#${section}`}>Chapter: {SECTIONS[section]}</Link>
        {' · '}
        <a href={page.url}>AWS: {page.title}</a>
      </dd>
    </dl>
  );
}

/** What the chapter calls its sections; a test holds them together. */
export const SECTIONS: Readonly<Record<Told['section'], string>> = {
  'how-it-works': 'How it works',
  'parts-limits-timers': 'Parts, limits, timers',
  commands: 'Commands',
  'five-steps': 'Five steps',
  'on-the-job': 'On the job',
  'edge-cases': 'Edge cases',
  'watch-out': 'Watch out',
};
