/**
 * On a phone the panel of a chosen thing is a sheet over the lower part of the page: above it the belt, under it the thumb bar.
 * It is closed by its button, by Escape, by the phone's "back", or by pulling it down; its handle makes it taller.
 */
import { createContext, useContext, useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type PointerEvent, type RefObject } from 'react';
import { useMediaQuery } from '../components/media-query.ts';
import { useBackCloses } from '../components/use-back-closes.ts';
import { select } from '../state/lab-view.ts';
import './sheet.css';

/** CSS pixels that a pull must come to before it means something. */
const PULL = 48;
/** Less than this is a press. */
const STILL = 6;
/** How far from the sheet's top what was touched should stay. */
const CLEAR = 56;

export interface Sheet {
  readonly open: boolean;
  readonly className: string;
  readonly style: CSSProperties | undefined;
  readonly handle: React.ReactNode;
}

/** Whether the panel stands in a dialog. */
export const InDialog = createContext(false);

/** @param chosen whether anything is; @param panel what becomes the sheet. In a dialog, which is a sheet itself, none does */
export function useSheet(chosen: boolean, panel: RefObject<HTMLElement | null>): Sheet {
  const narrow = useMediaQuery('(width < 860px)');
  const open = !useContext(InDialog) && narrow && chosen;
  const [tall, setTall] = useState(false);
  const [pulled, setPulled] = useState(0);
  const bar = useBarHeight(open);
  useBackCloses(open, () => select(null));
  useFocusMoved(open, panel);
  useTouchedKept(open && bar > 0, panel);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open]') === null) select(null);
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      setTall(false);
    };
  }, [open]);
  if (!open) return { open, className: '', style: undefined, handle: null };
  const onPulled = (by: number) => {
    setPulled(0);
    if (by > PULL && !tall) select(null);
    else if (Math.abs(by) > PULL) setTall(by < 0);
  };
  return {
    open,
    className: tall ? 'panel-sheet panel-sheet-tall' : 'panel-sheet',
    style: { bottom: bar, '--bar': `${bar}px`, transform: pulled > 0 ? `translateY(${pulled}px)` : undefined } as CSSProperties,
    handle: <Handle tall={tall} onPull={setPulled} onPulled={onPulled} onPress={() => setTall(!tall)} />,
  };
}

interface HandleProps {
  readonly tall: boolean;
  /** CSS pixels downward so far, and at the end. */
  onPull(by: number): void;
  onPulled(by: number): void;
  onPress(): void;
}

function Handle({ tall, onPull, onPulled, onPress }: HandleProps) {
  const from = useRef<number | null>(null);
  const moved = useRef(false);
  const end = ({ clientY }: PointerEvent) => {
    const by = from.current === null ? 0 : clientY - from.current;
    from.current = null;
    moved.current = Math.abs(by) > STILL;
    onPulled(by);
  };
  return (
    <button
      type="button"
      className="sheet-handle"
      aria-label={tall ? 'Lower the sheet' : 'Raise the sheet'}
      aria-expanded={tall}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = event.clientY;
      }}
      onPointerMove={({ clientY }) => from.current !== null && onPull(clientY - from.current)}
      onPointerUp={end}
      onPointerCancel={end}
      // The browser tells of a click after a pull, too.
      onClick={() => {
        if (!moved.current) onPress();
        moved.current = false;
      }}
    />
  );
}

/** The thumb bar stays free: its height, which depends on what it has to say. */
function useBarHeight(open: boolean): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const bar = document.querySelector('.timeline');
    if (!open || !bar) return;
    const measure = () => setHeight(Math.round(bar.getBoundingClientRect().height));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(bar);
    return () => observer.disconnect();
  }, [open]);
  return height;
}

/** Into the sheet as it opens, and back to what opened it as it closes. */
function useFocusMoved(open: boolean, panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!open) return;
    const opener = document.activeElement;
    panel.current?.querySelector<HTMLElement>('#panel-title')?.focus({ preventScroll: true });
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, [open, panel]);
}

let touchedY = 0;
if (typeof document !== 'undefined') document.addEventListener('pointerdown', ({ clientY }) => (touchedY = clientY), { capture: true, passive: true });

/** What was touched must not lie under the sheet. */
function useTouchedKept(open: boolean, panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const sheet = open ? panel.current?.getBoundingClientRect() : undefined;
    const y = touchedY;
    if (!sheet || y < sheet.top - CLEAR || y > window.innerHeight) return;
    window.scrollBy({ top: y - Math.max(CLEAR, sheet.top - 2 * CLEAR) });
  }, [open, panel]);
}
