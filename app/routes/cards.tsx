/** `/cards/:slug`: the whole deck to look through, section by section; `#card-id` opens one. Nothing is scored here. */
import { findChapter, type ChapterCard } from '#chapters';
import { useEffect, useState } from 'react';
import { Link, useLoaderData, useLocation, type LoaderFunctionArgs } from 'react-router';
import { usePageTitle } from '../components/page-title.ts';
import { CardCommands } from '../components/quiz/card-commands.tsx';
import { CardDoubts, CardProof, CardSource, CardSteps } from '../components/quiz/card-parts.tsx';
import { sectionPath, type QuizChapter } from '../components/quiz/cards-of.ts';
import { chapterPath } from '../course.ts';
import './cards.css';

export async function loader({ params }: LoaderFunctionArgs): Promise<QuizChapter> {
  const chapter = findChapter(params['slug'] ?? '');
  if (!chapter) throw new Response('There is no such chapter in this build', { status: 404 });
  return { ...chapter, cards: await chapter.loadCards() };
}

export function Component() {
  const chapter = useLoaderData<typeof loader>();
  const { hash } = useLocation();
  usePageTitle(`Cards: ${chapter.title}`);
  useEffect(() => {
    const card = hash === '' ? null : document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!(card instanceof HTMLDetailsElement)) return;
    card.open = true;
    card.scrollIntoView({ block: 'center' });
    card.querySelector('summary')?.focus({ preventScroll: true });
  }, [hash]);
  return (
    <div className="page deck">
      <header>
        <p className="label">
          <Link to={chapterPath(chapter)}>
            Chapter {chapter.number}, {chapter.title}
          </Link>
        </p>
        <h1 tabIndex={-1}>All {chapter.cards.length} cards</h1>
        <p className="page-lead">To look one up, or through. Answer before you open a card. What counts is the quiz.</p>
        <Link className="button" to={`/quiz/${chapter.slug}`}>
          Take the quiz
        </Link>
      </header>
      {chapter.sections.map((section) => (
        <section key={section.id} aria-labelledby={`deck-${section.id}`}>
          <h2 id={`deck-${section.id}`}>{section.title}</h2>
          {chapter.cards.filter((card) => card.section === section.id).map((card) => (
            <CardLine key={card.id} chapter={chapter} card={card} />
          ))}
        </section>
      ))}
    </div>
  );
}

function CardLine({ chapter, card }: { readonly chapter: QuizChapter; readonly card: ChapterCard }) {
  const [open, setOpen] = useState(false);
  return (
    <details id={card.id} className="deck-card" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span>{card.question}</span>
        <span className="label">{card.topic}</span>
      </summary>
      {open && <CardCommands card={card} />}
      <p>
        <strong>{card.answer}</strong> {card.why}
      </p>
      <CardSteps card={card} inOrder />
      <CardProof card={card} />
      <CardDoubts chapter={chapter} card={card} />
      <p className="label">
        <Link to={sectionPath(chapter, card)}>Read the section</Link> · <CardSource card={card} />
      </p>
    </details>
  );
}
