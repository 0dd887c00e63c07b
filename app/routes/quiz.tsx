/** `/quiz/:slug`: the flashcards of one chapter. */
import { findChapter } from '#chapters';
import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import { usePageTitle } from '../components/page-title.ts';
import type { QuizChapter } from '../components/quiz/cards-of.ts';
import { QuizPage } from '../components/quiz/quiz-page.tsx';

interface Loaded {
  readonly slug: string;
  /** Null where this build has no such chapter. */
  readonly chapter: QuizChapter | null;
}

export async function loader({ params: { slug = '' } }: LoaderFunctionArgs): Promise<Loaded> {
  const chapter = findChapter(slug);
  return { slug, chapter: chapter ? { ...chapter, cards: await chapter.loadCards() } : null };
}

export function Component() {
  const { slug, chapter } = useLoaderData<typeof loader>();
  usePageTitle(chapter ? `Quiz: ${chapter.title}` : 'No such quiz');
  if (chapter && chapter.cards.length > 0) return <QuizPage key={slug} chapter={chapter} />;
  return (
    <div className="page">
      <h1 tabIndex={-1}>{chapter ? 'No cards yet' : 'No such quiz'}</h1>
      <p className="page-lead">
        {chapter ? (
          <>
            The chapter <Link to={`/chapters/${chapter.slug}`}>{chapter.title}</Link> has no cards in this build.
          </>
        ) : (
          <>
            This build has no chapter <code>{slug}</code>.
          </>
        )}
      </p>
      <p>
        <Link className="button" to="/">
          Go to the start
        </Link>
      </p>
    </div>
  );
}
