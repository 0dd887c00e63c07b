/** The dialog of "Show me": what the run proves and what to look at, and the belt, which comes with the first that is opened. */
import type { ChapterCard, ShowMe } from '#chapters';
import { lazy, Suspense, useEffect, useId, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { FailureBoundary } from '../failure-boundary.tsx';
import { useBackCloses } from '../use-back-closes.ts';
import './show-me.css';

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
      <Belt show={show} />
    </dialog>,
    document.body,
  );
}

function Belt({ show }: { readonly show: ShowMe }) {
  const [round, setRound] = useState(0);
  // React keeps a failed import for good: another try needs another component.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const Run = useMemo(() => lazy(() => import('./show-me-run.tsx')), [round]);
  return (
    <FailureBoundary says="The belt could not be loaded." onRetry={() => setRound(round + 1)}>
      <Suspense fallback={<p className="show-me-wait" role="status">The belt is on its way …</p>}>
        <Run show={show} />
      </Suspense>
    </FailureBoundary>
  );
}
