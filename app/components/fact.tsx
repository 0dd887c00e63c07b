/** A number or name in the prose that tells, when asked by hover, focus or tap, what it limits and where that was read. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useEntry } from './chapter-context.ts';
import { SourceNote } from './source-note.tsx';
import './fact.css';

/** `peek` goes away with the pointer or the focus; `pinned`, after a click, stays until Escape, another click, or a click elsewhere. */
type State = 'closed' | 'peek' | 'pinned';

const LEAVE_MS = 200;
const EDGE_PX = 12;
const SHORT = 20;

export function Fact({ id }: { readonly id: string }) {
  const fact = useEntry('facts', id);
  const [state, setState] = useState<State>('closed');
  const tipId = useId();
  const around = useRef<HTMLSpanElement>(null);
  const leaving = useRef(0);
  const open = state !== 'closed';

  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setState('closed');
    };
    const onPress = (event: PointerEvent) => {
      if (!around.current?.contains(event.target as Node)) setState('closed');
    };
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('pointerdown', onPress);
    return () => {
      window.clearTimeout(leaving.current);
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('pointerdown', onPress);
    };
  }, [open]);

  const peek = () => {
    window.clearTimeout(leaving.current);
    setState((was) => (was === 'closed' ? 'peek' : was));
  };
  const endPeek = () => setState((was) => (was === 'peek' ? 'closed' : was));
  const toggle = () => setState((was) => (was === 'pinned' ? 'closed' : 'pinned'));

  return (
    <span
      className="fact"
      ref={around}
      onPointerEnter={(event) => event.pointerType === 'mouse' && peek()}
      onPointerLeave={() => {
        // Time to cross the gap to the note and follow its link.
        leaving.current = window.setTimeout(() => {
          if (!around.current?.contains(document.activeElement)) endPeek();
        }, LEAVE_MS);
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setState('closed');
      }}
    >
      {/* Not a <button>: its text could not break across lines nor be selected with the sentence. */}
      <span
        role="button"
        tabIndex={0}
        className="fact-text"
        data-short={fact.text.length <= SHORT}
        aria-expanded={open}
        aria-describedby={open ? tipId : undefined}
        onFocus={peek}
        onClick={toggle}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          toggle();
        }}
      >
        {fact.text}
      </span>
      {open && (
        <Tip id={tipId}>
          {fact.says} <SourceNote source={fact.source} />
        </Tip>
      )}
    </span>
  );
}

/** Stands below the fact, or above where the window ends, and moves sideways to stay on the page. */
function Tip({ id, children }: { readonly id: string; readonly children: React.ReactNode }) {
  const tip = useRef<HTMLSpanElement>(null);
  const [place, setPlace] = useState({ shiftPx: 0, above: false });
  useLayoutEffect(() => {
    const box = tip.current?.getBoundingClientRect();
    if (!box) return;
    const right = document.documentElement.clientWidth - EDGE_PX;
    const shiftPx = Math.max(EDGE_PX - box.left, Math.min(0, right - box.right));
    setPlace({ shiftPx, above: box.bottom > window.innerHeight && box.top > box.height + 2 * EDGE_PX });
  }, []);
  return (
    <span ref={tip} id={id} role="note" className="fact-tip" data-above={place.above} style={{ '--shift': `${place.shiftPx}px` } as React.CSSProperties}>
      {children}
    </span>
  );
}
