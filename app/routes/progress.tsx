/** `/progress`: what is kept of the learner's work, and where. */
import { useLoaderData } from 'react-router';
import { YourData } from '../components/data/your-data.tsx';
import { usePageTitle } from '../components/page-title.ts';
import type { QuizChapter } from '../components/quiz/cards-of.ts';
import { loadDecks } from '../state/due.ts';

interface Loaded {
  readonly decks: readonly QuizChapter[];
}

export async function loader(): Promise<Loaded> {
  return { decks: await loadDecks() };
}

export function Component() {
  const { decks } = useLoaderData() as Loaded;
  usePageTitle('Your data');
  return <YourData decks={decks} />;
}
