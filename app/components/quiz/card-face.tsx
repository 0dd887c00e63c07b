/** A card in hand, in the quiz and in the review. The focus follows: to the question when a card comes, to the answer when it is shown. */
import type { Chapter, ChapterCard } from '#chapters';
import { useEffect, useRef } from 'react';
import { CardCommands } from './card-commands.tsx';
import { CardDoubts, CardProof, CardSource, CardSteps } from './card-parts.tsx';
import { SectionLink } from './section-link.tsx';
import './card-screen.css';

interface Props {
  readonly chapter: Chapter;
  readonly card: ChapterCard;
  readonly revealed: boolean;
  /** Marks before this one: the same card may come twice in a row. */
  readonly marks: number;
  /** False where the learner did not come here from another card: the page itself then has the focus. */
  readonly takeFocus?: boolean;
}

export function CardFace({ chapter, card, revealed, marks, takeFocus = true }: Props) {
  const question = useRef<HTMLHeadingElement>(null);
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!takeFocus) return;
    const target = revealed ? answer.current : question.current;
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest' });
  }, [takeFocus, revealed, marks, card.id]);

  return (
    <article className="quiz-card" data-revealed={revealed}>
      <h2 ref={question} tabIndex={-1} className="quiz-question">
        {card.question}
      </h2>
      <CardCommands card={card} />
      {!revealed && <CardSteps card={card} />}
      {revealed && (
        <div ref={answer} tabIndex={-1} role="group" aria-label="Answer" className="quiz-answer">
          <p>
            <strong>{card.answer}</strong> {card.why}
          </p>
          <CardSteps card={card} inOrder />
          <CardProof card={card} />
          <CardDoubts key={card.id} chapter={chapter} card={card} />
          <p className="quiz-origin">
            <SectionLink chapter={chapter} card={card} />
            <CardSource card={card} />
          </p>
        </div>
      )}
    </article>
  );
}
