/** `/compare`: every table of the chapters in this build, each row with its ways to the text, a card and the lab. */
import { chapters, type Chapter, type Tables } from '#chapters';
import { useLoaderData } from 'react-router';
import { TableView } from '../components/comparison-table.tsx';
import { usePageTitle } from '../components/page-title.ts';
import { RowDoors } from '../components/row-doors.tsx';
import './compare.css';

interface Loaded {
  readonly chapter: Chapter;
  readonly tables: Tables;
}

export const loader = (): Promise<Loaded[]> => Promise.all(chapters.map(async (chapter) => ({ chapter, tables: await chapter.loadTables() })));

export function Component() {
  const loaded = useLoaderData<typeof loader>();
  usePageTitle('Compare');
  return (
    <div className="page compare">
      <header>
        <h1 tabIndex={-1}>Compare</h1>
        <p className="page-lead">What is easily mixed up, side by side, and what one looks up: limits, errors, the services around a stream.</p>
        <nav aria-label="Tables" className="compare-list">
          {loaded.flatMap(({ tables }) => tables.all.map(({ id, caption }) => (
            <a key={id} href={`#${id}`}>
              {caption}
            </a>
          )))}
        </nav>
      </header>
      {loaded.map(({ chapter, tables }) =>
        tables.all.map((table) => (
          <section key={table.id} aria-label={table.caption}>
            <TableView
              table={table}
              links={(rowId) => {
                const to = tables.links[`${table.id}/${rowId}`];
                return to && <RowDoors to={to} of={table.rows.find(({ id }) => id === rowId)!.aspect} chapter={chapter.slug} />;
              }}
            />
          </section>
        )),
      )}
    </div>
  );
}
