/** What cards show alike in the quiz, in the review and in the deck: the steps to put in order, and what a turned card has beside its answer. */
import type { Chapter, ChapterCard } from '#chapters';
import { stepsAsAsked, type Card } from '#quiz';
import { Fold } from '../fold.tsx';
import { doubtOf } from './cards-of.ts';
import { ShowMe } from './show-me.tsx';
import './card-parts.css';

/** Opens the run that proves the answer, where one does. */
export function CardProof({ card }: { readonly card: ChapterCard }) {
  return card.show ? <ShowMe card={card} show={card.show} /> : null;
}

/** Of a card that asks for an order: the steps, unordered until it is turned. */
export function CardSteps({ card, inOrder = false }: { readonly card: Card; readonly inOrder?: boolean }) {
  if (!card.steps) return null;
  return inOrder ? (
    <ol className="card-steps" aria-label="In the right order">
      {card.steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  ) : (
    <ul className="card-steps" aria-label="To put in order">
      {stepsAsAsked(card.steps).map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ul>
  );
}

/** Where AWS's own pages disagree, and behind a fold what people answer instead. */
export function CardDoubts({ chapter, card }: { readonly chapter: Chapter; readonly card: Card }) {
  const doubt = doubtOf(chapter, card);
  return (
    <>
      {doubt !== null && <p className="card-disputed">{doubt}</p>}
      <Fold className="card-wrong" summary="What people answer, and why not">
        <ul>
          {card.wrong.map(({ answer, why }) => (
            <li key={answer}>
              <em>{answer}</em> {why}
            </li>
          ))}
        </ul>
      </Fold>
    </>
  );
}

/** What the answer was checked against, and where that can be read. */
export function CardSource({ card: { source, sourceUrl } }: { readonly card: ChapterCard }) {
  return (
    <span>
      source:{' '}
      {sourceUrl === undefined ? (
        source
      ) : (
        <a href={sourceUrl} target="_blank" rel="noreferrer">
          {source} <span className="visually-hidden">(opens a new tab)</span>
        </a>
      )}
    </span>
  );
}
