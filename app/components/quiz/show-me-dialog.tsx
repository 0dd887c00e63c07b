/** The dialog of "Show me": what the run proves and what to look at, and the belt, which comes with the first that is opened. */
import type { ChapterCard, ShowMe } from '#chapters';
import { useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Later } from '../later.tsx';
import { useBackCloses } from '../use-back-closes.ts';
import './show-me.css';

const loadRun = () => import('./show-me-run.tsx');

interface Props {
  readonly card: ChapterCard;
  readonly show: ShowMe;
  readonly onClose: () => void;
}

export function ShowMeDialog({ card, show, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const close = () => dialog.current?.close();
  useBackCloses(true, close);
  useEffect(() => {
    dialog.current?.showModal();
    heading.current?.focus();
  }, []);
  // Out of the card, whose type and room are for reading.
  return createPortal(
    <dialog ref={dialog} className="show-me" aria-labelledby={id} data-keys="Lab, Belt, A chosen pin" onClose={onClose}>
      <header className="show-me-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {card.answer}
        </h2>
        <button type="button" onClick={close}>
          Back to the card
        </button>
      </header>
      <p className="show-me-look">{show.look}</p>
      <Later load={loadRun} says="The belt could not be loaded." own={{ show }}>
        <p className="show-me-wait" role="status">The belt is on its way …</p>
      </Later>
    </dialog>,
    document.body,
  );
}
