/** `/exam/:slug`: the timed exam of one chapter. */
import { findChapter } from '#chapters';
import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import { ExamPage } from '../components/exam/exam-page.tsx';
import type { ExamChapter } from '../components/exam/words.ts';
import { usePageTitle } from '../components/page-title.ts';

interface Loaded {
  readonly slug: string;
  /** Null where this build has no such chapter. */
  readonly chapter: ExamChapter | null;
}

export async function loader({ params: { slug = '' } }: LoaderFunctionArgs): Promise<Loaded> {
  const chapter = findChapter(slug);
  return { slug, chapter: chapter ? { ...chapter, exam: await chapter.loadExam() } : null };
}

export function Component() {
  const { slug, chapter } = useLoaderData<typeof loader>();
  usePageTitle(chapter ? `Exam: ${chapter.title}` : 'No such exam');
  if (chapter) return <ExamPage key={slug} chapter={chapter} />;
  return (
    <div className="page">
      <h1 tabIndex={-1}>No such exam</h1>
      <p className="page-lead">
        This build has no chapter <code>{slug}</code>.
      </p>
      <p>
        <Link className="button" to="/">
          Go to the start
        </Link>
      </p>
    </div>
  );
}
