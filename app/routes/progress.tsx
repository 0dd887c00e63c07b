/** `/progress`: what a learner knows by now, and where their work is kept. */
import { chapters } from '#chapters';
import { useLoaderData } from 'react-router';
import { usePageTitle } from '../components/page-title.ts';
import { ProgressPage } from '../components/progress/progress-page.tsx';
import type { ProgressChapter } from '../components/progress/words.ts';

export async function loader(): Promise<ProgressChapter[]> {
  return Promise.all(
    chapters.map(async (chapter) => {
      const [cards, exam] = await Promise.all([chapter.loadCards(), chapter.loadExam()]);
      return { ...chapter, cards, exam };
    }),
  );
}

export function Component() {
  const loaded = useLoaderData() as ProgressChapter[];
  usePageTitle('Progress');
  return <ProgressPage chapters={loaded} />;
}
