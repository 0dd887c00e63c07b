/** One card in the text: think, look, say whether you knew. What is said goes into the log that the review deck is made of. */
import type { Chapter } from '#chapters';
import { deckState, type Card } from '#quiz';
import { use, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { sayChecked } from '../state/self-check.ts';
import { quizLog } from '../storage/quiz-log.ts';

/** One promise for each chapter, so that React's `use` finds it again. */
const loading = new WeakMap<Chapter, Promise<readonly Card[]>>();

function cardsOf(chapter: Chapter): Promise<readonly Card[]> {
  const known = loading.get(chapter);
  if (known) return known;
  const cards = chapter.loadCards();
  // A failed one is asked for anew.
  cards.catch(() => loading.delete(chapter));
  loading.set(chapter, cards);
  return cards;
}

export function CheckYourself({ chapter, id }: { readonly chapter: Chapter; readonly id: string }) {
  const card = use(cardsOf(chapter)).find((one) => one.id === id);
  const last = useStore(quizLog.store, ({ state }) => deckState(state, chapter.slug).checks.findLast(({ cardId }) => cardId === id));
  const [open, setOpen] = useState(false);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const answer = useRef<HTMLParagraphElement>(null);
  useEffect(() => quizLog.open(), []);
  useEffect(() => {
    if (open) answer.current?.focus({ preventScroll: true });
  }, [open]);
  if (!card) throw new Error(`There is no card ${id}.`);

  async function say(right: boolean) {
    setSaving(true);
    try {
      await sayChecked(chapter.slug, id, right);
      setProblem(null);
      setOpen(false);
    } catch (fault) {
      setProblem(`It could not be saved: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
    setSaving(false);
  }

  return (
    <>
      <p className="check-question">
        <span className="label">Check yourself</span> {card.question}
      </p>
      {open ? (
        <>
          <p className="check-answer" ref={answer} tabIndex={-1}>
            <strong>{card.answer}</strong> {card.why}
          </p>
          <p className="check-marks">
            <button type="button" aria-disabled={saving} onClick={() => !saving && void say(true)}>
              I knew it
            </button>
            <button type="button" aria-disabled={saving} onClick={() => !saving && void say(false)}>
              I did not
            </button>
            {problem !== null && <span role="alert">{problem}</span>}
          </p>
        </>
      ) : (
        <p className="check-marks">
          <button type="button" onClick={() => setOpen(true)}>
            Show the answer
          </button>
          <span className="check-last" role="status">
            {last ? `${last.right ? 'You knew it' : 'You did not know it'} on ${dayOf(last.atMs)}.` : ''}
          </span>
        </p>
      )}
    </>
  );
}

const dayOf = (atMs: number) => new Date(atMs).toLocaleDateString(undefined, { day: 'numeric', month: 'long' });
