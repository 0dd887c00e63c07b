/** A chapter of one fact, one erratum and one table, and a page that shows a piece of prose in it. */
import type { Chapter, Source } from '#chapters';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { ChapterContext } from '../../../app/components/chapter-context.ts';

const source: Source = { title: 'Streams guide, quotas', url: 'https://docs.example/quotas', checked: '2026-11-22' };

export const chapter: Chapter = {
  number: 47,
  slug: 'sample',
  title: 'Sample',
  summary: '',
  sections: [],
  facts: [{ id: 'write-limit', text: '1 MB/s', says: 'One open shard takes in 1 MB a second.', source }],
  errata: [{ id: 'O02', topic: 'Largest record', chapter: '1 MB, fixed.', aws: '1 MiB, or up to 10 MiB.', exam: '1 MB.', source }],
  tables: [
    {
      id: 'kds-vs-sqs',
      caption: 'A stream and a queue',
      columns: ['Stream', 'Queue'],
      rows: [
        { id: 'reading', aspect: 'After reading', cells: ['stays', 'goes'] },
        { id: 'order', aspect: 'Order', cells: ['per shard', 'best effort'] },
      ],
    },
  ],
  loadTables: async () => ({ all: [], links: {} }),
  loadCoverage: async () => ({ sections: {}, facts: {} }),
  loadCheatSheet: async () => [],
  loadCards: async () => [],
  loadSums: () => Promise.reject(new Error('there are no sums here')),
  loadExam: () => Promise.reject(new Error('there is no exam here')),
};

export const renderInChapter = (prose: ReactNode) => render(<ChapterContext value={chapter}>{prose}</ChapterContext>);
