/** Opens the run that proves a card's answer, over the card: closing it comes back to the same card and to this button. */
import type { ChapterCard, ShowMe as Show } from '#chapters';
import { useRef, useState } from 'react';
import { ShowMeDialog } from './show-me-dialog.tsx';

export function ShowMe({ card, show }: { readonly card: ChapterCard; readonly show: Show }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    // Not every browser has put the focus on a button that was clicked: then it has none to give back.
    button.current?.focus({ preventScroll: true });
  };
  return (
    <p className="card-show">
      <button ref={button} type="button" onClick={() => setOpen(true)}>
        Show me on the belt
      </button>
      {open && <ShowMeDialog card={card} show={show} onClose={close} />}
    </p>
  );
}
