/** `/review`: the cards that are due today, of all chapters. */
import { useLoaderData } from 'react-router';
import { usePageTitle } from '../components/page-title.ts';
import type { QuizChapter } from '../components/quiz/cards-of.ts';
import { ReviewPage } from '../components/review/review-page.tsx';
import { loadDecks } from '../state/due.ts';

interface Loaded {
  readonly decks: readonly QuizChapter[];
}

export async function loader(): Promise<Loaded> {
  return { decks: await loadDecks() };
}

export function Component() {
  const { decks } = useLoaderData() as Loaded;
  usePageTitle('Review');
  return <ReviewPage decks={decks} />;
}
